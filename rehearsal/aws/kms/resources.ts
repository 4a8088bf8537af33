/** KMS: keys and aliases. They are kept; nothing here is encrypted. */
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  createHandler,
  type Handler,
  putHandler,
  refuseDuplicate,
} from "../account/context";
import { policyText } from "../iam";

export const aliasType = "aws:kms/alias:Alias";

export const keyHandler: Handler = createHandler((registration, context) => {
  const { policy } = registration.inputs;
  const keyId = context.newId();
  return created(keyId, registration, {
    keyId,
    arn: arn(context, "kms", `key/${keyId}`),
    ...(policy === undefined
      ? {}
      : { policy: policyText(policy, "resource", "MalformedPolicyDocumentException") }),
  });
});

export const aliasHandler: Handler = putHandler((registration, context) => {
  const { inputs } = registration;
  const name = inputs.name ?? inputs.namePrefix ?? `alias/${registration.name}`;
  // API Reference, CreateAlias: the model does not name the beginning.
  if (!/^alias\/[\w/-]+$/.test(name)) {
    throw new ServiceError(
      "ValidationException",
      `The alias must begin with alias/ followed by a name, got: ${name}`,
    );
  }
  refuseDuplicate(context, aliasType, "name", name, {
    code: "AlreadyExistsException",
    message: `An alias with the name ${name} already exists.`,
  });
  const targetKeyId = inputs.targetKeyId.split("key/").pop();
  return created(name, registration, {
    name,
    arn: arn(context, "kms", name),
    targetKeyId,
    targetKeyArn: arn(context, "kms", `key/${targetKeyId}`),
  });
});
