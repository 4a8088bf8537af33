/** Secrets Manager: secrets and their values. */
import { ServiceError } from "../../errors";
import { keyArn } from "../kms";
import {
  arn,
  type Context,
  created,
  physicalName,
  refuseDuplicate,
  type Handler,
} from "../account/context";
import type { Secrets } from "../account/stores";
import type { Created, Registration } from "../account/types";

export const secretType = "aws:secretsmanager/secret:Secret";

export const secretHandler: Handler = {
  create: (registration, context) => {
    const name = physicalName(registration, context);
    // API Reference, CreateSecret: the model names no characters.
    if (!/^[\w/+=.@-]+$/.test(name)) {
      throw new ServiceError(
        "ValidationException",
        `Invalid name. Must be a valid name containing alphanumeric characters, or any of the ` +
          `following: -/_+=.@, got: ${name}`,
      );
    }
    refuseDuplicate(context, secretType, "name", name, {
      code: "ResourceExistsException",
      message: `The operation failed because the secret ${name} already exists.`,
    });
    const secretArn = arn(context, "secretsmanager", `secret:${name}-${context.hex(6)}`);
    const key = keyArn(context, registration.inputs.kmsKeyId);
    const { secrets } = context.stores;
    createSecret(secretArn, name, key, { registration, secrets });
    return created(secretArn, registration, { name, arn: secretArn });
  },
  update: ({ id, state: { name, arn: secretArn } }, registration, context) => {
    context.stores.secrets.setKey(secretArn, keyArn(context, registration.inputs.kmsKeyId));
    return created(id, registration, { name, arn: secretArn });
  },
  delete: ({ state }, { stores }) => stores.secrets.delete(state.arn),
  // What exists already was put by the rehearsal's outside world, or has no value.
  read: (registration, context) => {
    const secret = context.stores.secrets.find(registration.id);
    if (secret === undefined) context.stores.secrets.create(registration.id);
    const { arn: secretArn, name } = context.stores.secrets.find(registration.id)!;
    return created(secretArn, registration, { name, arn: secretArn });
  },
};

/**
 * A program makes many a secret without its value, which a person puts by hand. A value that was
 * given for the name of the secret beforehand is that value; where Pulumi chooses the name, which
 * is another one each time, for the name in the program.
 */
function createSecret(
  secretArn: string,
  name: string,
  keyArn: string | undefined,
  { registration, secrets }: { registration: Registration; secrets: Secrets },
): void {
  const givenAs = registration.inputs.name === undefined ? registration.name : name;
  const given = secrets.find(givenAs);
  secrets.create(secretArn, { keyArn, givenAs });
  if (given?.value === undefined) return;
  secrets.delete(given.arn);
  secrets.put(secretArn, given.value);
}

export const secretVersionHandler: Handler = {
  create: putVersion,
  update: ({ inputs, state }, registration, context) => {
    if (inputs.secretString !== registration.inputs.secretString) {
      return putVersion(registration, context);
    }
    const { arn: secretArn, versionId, versionStages } = state;
    return created(secretArn, registration, { arn: secretArn, versionId, versionStages });
  },
  // A secret keeps its current version as long as it exists.
  delete: () => undefined,
};

function putVersion(registration: Registration, context: Context): Created {
  const { secretId, secretString } = registration.inputs;
  const { secrets } = context.stores;
  const secret = secrets.find(secretId);
  if (secret === undefined) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret: ${secretId}`,
    );
  }
  secrets.put(secret.arn, secretString ?? "");
  const { versionId } = secrets.find(secret.arn)!;
  const outputs = { arn: secret.arn, versionId, versionStages: ["AWSCURRENT"] };
  return created(`${secret.arn}|${versionId}`, registration, outputs);
}
