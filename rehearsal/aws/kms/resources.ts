/** KMS: keys and aliases. They sign; nothing here is encrypted. */
import { ServiceError } from "../../errors";
import {
  arn,
  type Context,
  created,
  type Handler,
  putHandler,
  refuseDuplicate,
} from "../account/context";
import type { Registration } from "../account/types";
import { policyText } from "../iam";
import { aliasType, findAlias, findKey, missingKey } from "./kms-key";

export const keyHandler: Handler = {
  create(registration, context) {
    const { inputs } = registration;
    needUsage(inputs);
    // Which key it is, is said of one that others have made.
    const { keyId = context.newId() } = inputs;
    const keyArn: string = inputs.arn ?? arn(context, "kms", `key/${keyId}`);
    const { policy, isEnabled } = changeable(inputs);
    const { spec, usage } = kindOf(inputs);
    context.stores.keys.create(keyArn, { spec, usage, isEnabled, policy });
    return created(keyId, registration, {
      ...{ keyId, arn: keyArn },
      ...(policy === undefined ? {} : { policy }),
    });
  },
  update({ id, state }, registration, { stores }) {
    needUsage(registration.inputs);
    const { policy, isEnabled } = changeable(registration.inputs);
    stores.keys.set(state.arn, { policy, isEnabled });
    const { keyId, arn: keyArn } = state;
    return created(id, registration, {
      ...{ keyId, arn: keyArn },
      ...(policy === undefined ? {} : { policy }),
    });
  },
  delete: ({ state }, { stores }) => stores.keys.scheduleDeletion(state.arn),
  read: readNamed(findKey),
};

/** By whatever KMS takes for it; the records know what a program reads by its id. */
function readNamed(find: typeof findKey): NonNullable<Handler["read"]> {
  return ({ id }, context) => {
    const found = find(context, id);
    if (found === undefined) throw missingKey(id, context);
    return { id: found.id, state: found.state };
  };
}

const symmetric = "SYMMETRIC_DEFAULT";

function kindOf({ customerMasterKeySpec, keyUsage }: Registration["inputs"]) {
  return { spec: customerMasterKeySpec ?? symmetric, usage: keyUsage ?? "ENCRYPT_DECRYPT" };
}

function changeable({ policy, isEnabled = true }: Registration["inputs"]) {
  const text =
    policy === undefined
      ? undefined
      : policyText(policy, "resource", "MalformedPolicyDocumentException");
  return { policy: text, isEnabled };
}

/** API Reference, CreateKey, "KeyUsage": what each kind of key is for. */
const usages: readonly [spec: RegExp, usages: readonly string[]][] = [
  [/^SYMMETRIC_DEFAULT$/, ["ENCRYPT_DECRYPT"]],
  [/^HMAC_/, ["GENERATE_VERIFY_MAC"]],
  [/^RSA_/, ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]],
  [/^ECC_NIST_P/, ["SIGN_VERIFY", "KEY_AGREEMENT"]],
  [/^(ECC_|ML_DSA_)/, ["SIGN_VERIFY"]],
  [/^SM2$/, ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"]],
];

function needUsage(inputs: Registration["inputs"]): void {
  const { spec, usage } = kindOf(inputs);
  const [, possible = [usage]] = usages.find(([pattern]) => pattern.test(spec)) ?? [];
  if (!possible.includes(usage)) {
    throw new ServiceError(
      "ValidationException",
      `KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
    );
  }
  // API Reference, EnableKeyRotation, which the provider calls.
  if (inputs.enableKeyRotation && spec !== symmetric) {
    throw new ServiceError(
      "UnsupportedOperationException",
      `Automatic rotation is not possible for a key of KeySpec ${spec}`,
    );
  }
}

export const aliasHandler: Handler = {
  ...putHandler(createAlias, ({ state }, { stores }) => stores.keys.deleteAlias(state.arn)),
  read: readNamed(findAlias),
};

function createAlias(registration: Registration, context: Context) {
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
  const aliasArn = arn(context, "kms", name);
  const targetKeyArn = arn(context, "kms", `key/${targetKeyId}`);
  context.stores.keys.setAlias(aliasArn, targetKeyArn);
  return created(name, registration, { name, arn: aliasArn, targetKeyId, targetKeyArn });
}
