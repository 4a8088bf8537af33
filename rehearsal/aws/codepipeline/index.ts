/** What others may use of this service. */
export {
  artifactFolder,
  firstInput,
  type Provider,
  pretendedSummary,
  pretendedWhat,
  required,
  type Tools,
} from "./action-provider";
export { nameOf, type Need, needsOf } from "./action-needs";
export { authorised, missingOf, statementList } from "./action-rights";
export { artifactNeeds, type Owned } from "./artifact-rights";
export { assumeRole, isNotKnown, roleEntry } from "./assumed-role";
export { codepipeline } from "./api";
export { conditionOf } from "./conditions";
export {
  type ApprovalMessage,
  approvalNotification,
  longestSubject,
  parseApprovalMessage,
} from "./approval-message";
export { Engine } from "./engine";
export { type Job, type JobEnd, Jobs } from "./jobs";
export { conditionKinds } from "./model";
export { isProvider } from "./known-providers";
export type { LogLine } from "./read-operations";
export { codeCommitSource, connectionSource, gitHubSource } from "./repository-source";
export { codepipelineTypes } from "./resource-types";
export { sourcesOf } from "./sources";
export type { ActionOutcome, ActionRun, ActionRunner, ApprovalRequest, BusEvent } from "./types";
export { sourceOutcome } from "./source-outcome";
export { resolveDefaults } from "./variables";
