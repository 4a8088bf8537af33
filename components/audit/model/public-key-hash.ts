/** What identifies a public key: whoever verifies a ledger has it from outside of the bucket. */
import { createHash } from "node:crypto";
import { fail, quote } from "../../inputs/model/checks";

/** Of the key's DER form in base64, as KMS answers it: 64 hexadecimal digits. */
export function publicKeySha256(base64: unknown): string {
  if (typeof base64 !== "string") {
    fail(
      "aws.kms.getPublicKey must answer `publicKey`, the public key of the ledger, DER in base64, got: " +
        `${quote(base64)}. In a test, let \`call\` of the mocks answer it, as \`mocks\` of ` +
        "codepipeline-approvals/testing does.",
    );
  }
  return createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex");
}
