/** The actions that a test asks IAM about. `tools/managed-policies.ts` keeps what AWS's policies say of them. */

/** A person decides a manual approval action. */
export const approve = "codepipeline:PutApprovalResult";

/** A pipeline's role announces an approval. */
export const publish = "sns:Publish";

/** What a publisher needs on the customer key of an encrypted topic: SNS Developer Guide, "Key management". */
export const useKey: readonly string[] = ["kms:GenerateDataKey", "kms:Decrypt"];

export const actionsThatMatter: readonly string[] = [approve, publish, ...useKey];
