/** The key that signs the entries, and its public half, with which anybody verifies them. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { HubContext } from "../hub/function";
import { childName } from "../naming/naming";
import { ledgerKeyPolicy, type KeyUsers } from "./model/key-policy";
import { publicKeySha256 } from "./model/public-key-hash";

export interface SigningKey {
  readonly arn: pulumi.Output<string>;
  readonly publicKeyPem: pulumi.Output<string>;
  /** Of its DER form, SubjectPublicKeyInfo, in hexadecimal digits. */
  readonly publicKeySha256: pulumi.Output<string>;
}

/** KMS Developer Guide, "Key spec reference": what Node and OpenSSL verify without a library. */
const kind = { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" };

export function createSigningKey(
  { name, spec, parent }: HubContext,
  users: pulumi.Output<KeyUsers>,
): SigningKey {
  const { region, tags } = spec;
  const key = new aws.kms.Key(
    `${name}-ledger-key`,
    {
      description: "Signs the entries of a ledger of approvals of CodePipeline.",
      ...kind,
      policy: users.apply((known) => JSON.stringify(ledgerKeyPolicy(known))),
      // The longest that KMS waits before a key is gone: what it signed is verified without it.
      deletionWindowInDays: 30,
      region,
      tags,
    },
    { parent },
  );
  const alias = childName(name, "ledger-key", "alias", parent);
  new aws.kms.Alias(
    alias.child,
    {
      name: alias.physical === undefined ? undefined : `alias/${alias.physical}`,
      targetKeyId: key.keyId,
      region,
    },
    alias.opts,
  );
  const found = aws.kms.getPublicKeyOutput({ keyId: key.arn, region }, { parent });
  return {
    arn: key.arn,
    publicKeyPem: found.publicKeyPem,
    publicKeySha256: found.publicKey.apply(publicKeySha256),
  };
}
