/**
 * What nobody may do in the bucket of the ledger while this policy stands: talk to it without TLS, delete, lift
 * GOVERNANCE, or put entries beside the one function. Whoever may change the policy may take it away: what
 * holds then is Object Lock, and what shows it is the chain. Versioning is not named: of a bucket with
 * Object Lock S3 itself does not suspend it. Neither are the bucket's settings: the next deployment sets them.
 */
import { entriesPrefix } from "../../../contract/ledger";
import { document, type PolicyDocument, type Statement } from "../../approval/model/policies";

export function ledgerBucketPolicy(bucketArn: string, roleArn: string): PolicyDocument {
  const objects = `${bucketArn}/*`;
  const deny = (
    Sid: string,
    rest: Pick<Statement, "Action" | "Resource" | "Condition">,
  ): Statement => ({ Sid, Effect: "Deny", Principal: "*", ...rest });
  return document([
    deny("DenyWithoutTls", {
      Action: "s3:*",
      Resource: [bucketArn, objects],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    deny("DenyDeletion", {
      Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: objects,
    }),
    // Who has no role, as a service of AWS, has no such key: the condition holds of it too.
    deny("DenyEntriesOfOthers", {
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${entriesPrefix}*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
    }),
  ]);
}
