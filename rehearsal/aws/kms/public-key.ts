/** The public key of a key that signs, for whoever verifies: by the API, and as a program looks it up. */
import { ServiceError } from "../../errors";
import type { Context } from "../account/context";
import { curves } from "./ecdsa";
import { findKey, missingKey } from "./kms-key";
import type { LocalKey } from "./keys";

/** Refuses a key that cannot be used now, or not to sign. */
export function needSigning(key: LocalKey, operation: string): void {
  // Developer Guide, "Key states of AWS KMS keys".
  if (key.isPendingDeletion) {
    throw new ServiceError("KMSInvalidStateException", `${key.arn} is pending deletion.`);
  }
  if (!key.isEnabled) throw new ServiceError("DisabledException", `${key.arn} is disabled.`);
  if (key.usage !== "SIGN_VERIFY") {
    throw new ServiceError(
      operation === "GetPublicKey" ? "UnsupportedOperationException" : "InvalidKeyUsageException",
      `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`,
    );
  }
}

/** API Reference, CreateKey, "KeySpec": which algorithms go with a key. */
export function algorithmsOf({ spec }: LocalKey): string[] {
  const curve = curves[spec];
  return curve === undefined ? [] : [`ECDSA_${curve.hash.toUpperCase().replace("SHA", "SHA_")}`];
}

/** What `aws.kms.getPublicKey` answers: DER in base64, and the same as PEM. */
export function publicKeyOf({ keyId }: Record<string, any>, context: Context) {
  const arn: string | undefined = findKey(context, keyId)?.state.arn;
  const key = arn === undefined ? undefined : context.stores.keys.find(arn);
  if (key === undefined) throw missingKey(keyId, context);
  needSigning(key, "GetPublicKey");
  if (key.pair === undefined) {
    const known = Object.keys(curves).join(", ");
    throw new ServiceError(
      "UnsupportedOperationException",
      `The rehearsal has public keys of ${known} alone, got: ${key.spec}.`,
    );
  }
  const { publicKey } = key.pair;
  return {
    ...{ id: key.arn, arn: key.arn, keyId, keyUsage: key.usage, customerMasterKeySpec: key.spec },
    publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    publicKeyPem: publicKey.export({ format: "pem", type: "spki" }) as string,
    ...{ signingAlgorithms: algorithmsOf(key), encryptionAlgorithms: [] },
  };
}
