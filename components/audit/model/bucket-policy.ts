/**
 * What nobody may do in the bucket of the ledger while this policy stands: talk to it without TLS, delete, lift
 * GOVERNANCE, put entries beside the one function, or set a lifecycle. Whoever may change the policy may take
 * it away: what holds then is Object Lock, and what shows it is the chain. Versioning is not named: of a bucket
 * with Object Lock S3 itself does not suspend it. Neither are the bucket's other settings: the next deployment
 * sets them. It sets no lifecycle, so it would leave one that somebody else has set.
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
      // Replication puts delete markers with a right of its own.
      Action: [
        ...["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        "s3:ReplicateDelete",
      ],
      Resource: objects,
    }),
    // S3 User Guide, "Bucket policies for Amazon S3": no bucket policy prevents what a rule deletes. A rule
    // would hide entries behind delete markers, and delete them once their retention is over.
    deny("DenyLifecycle", { Action: "s3:PutLifecycleConfiguration", Resource: bucketArn }),
    // Who has no role, as a service of AWS, has no such key: the condition holds of it too.
    deny("DenyEntriesOfOthers", {
      // Replication puts objects without PutObject.
      Action: ["s3:PutObject", "s3:ReplicateObject"],
      Resource: `${bucketArn}/${entriesPrefix}*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
    }),
  ]);
}
