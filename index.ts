/** The public API. The schema for other languages is read from these exports. */
export { ApprovalGate, type ApprovalGateArgs } from "./components/approval-gate";
export { ApprovalHub, type ApprovalHubArgs } from "./components/approval-hub";
export { MultiApprovalStage, type MultiApprovalStageArgs } from "./components/multi-approval-stage";
export { ApproverGroup, type ApproverGroupArgs } from "./components/approver-group";
export {
  type ActionBlock,
  type ApprovalArgs,
  ApprovalOrder,
  type ApproversArgs,
  type PermissionSetArgs,
  type ReceiversArgs,
  type StageBlock,
  type SubscriptionArgs,
  SubscriptionProtocol,
} from "./components/args";
export type {
  ApprovalSlackArgs,
  HubConnection,
  SlackAppArgs,
  SlackArgs,
  StageSlackArgs,
} from "./components/slack-args";
