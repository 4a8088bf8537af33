/** The message attribute by which what the hub itself says on a topic is told from an approval request. */
export const noticeAttribute = "codepipeline-approvals";
