/** The public API. The schema for other languages is read from these exports. */
export { ApprovalGate } from "./components/approval-gate";
export type { ApprovalGateArgs } from "./components/gate-args";
export { ApprovalHub } from "./components/approval-hub";
export type {
  ApprovalHubArgs,
  FunctionPolicies,
  FunctionRoles as FunctionRolesArgs,
  HubOptions as HubOptionsArgs,
  HubVpc as HubVpcArgs,
} from "./components/hub-args";
export type { HubAudit as HubAuditArgs } from "./components/audit-args";
export type {
  JiraIssue as JiraIssueArgs,
  JiraServiceRequest as JiraServiceRequestArgs,
  JiraConnectorArgs,
} from "./components/jira-args";
export { JiraConnector } from "./components/jira-connector";
export { MultiApprovalStage } from "./components/multi-approval-stage";
export type { MultiApprovalStageArgs } from "./components/stage-args";
export {
  type PagerDutyConnectorArgs,
  PagerDutyServiceRegion,
  PagerDutySeverity,
} from "./components/pager-duty-args";
export { PagerDutyConnector } from "./components/pager-duty-connector";
export {
  ServiceNowChangeType,
  type ServiceNowConnectorArgs,
  type ServiceNowStates as ServiceNowStatesArgs,
} from "./components/service-now-args";
export { ServiceNowConnector } from "./components/service-now-connector";
export { TeamsConnector, type TeamsConnectorArgs } from "./components/teams-connector";
export { ApproverGroup, type ApproverGroupArgs } from "./components/approver-group";
export {
  type ActionBlock,
  type Approval as ApprovalArgs,
  ApprovalOrder,
  type Approvers as ApproversArgs,
  type PermissionSet as PermissionSetArgs,
  type ApproverPrincipals as ApproverPrincipalsArgs,
  type StageBlock,
  type Subscription as SubscriptionArgs,
  SubscriptionProtocol,
} from "./components/args";
export type {
  AutomaticDecision as AutomaticDecisionArgs,
  VariableCondition as VariableConditionArgs,
} from "./components/automatic-args";
export type {
  BreakGlass as BreakGlassArgs,
  Reviewers as ReviewersArgs,
} from "./components/break-glass-args";
export {
  type Identity as IdentityArgs,
  type Rule as RuleArgs,
  type RuleGroup as RuleGroupArgs,
  UnknownPerson,
} from "./components/rule-args";
export type { ConnectorConnection } from "./components/connector-args";
export type { GateConnector as GateConnectorArgs } from "./components/gate-connector-args";
export type {
  BusinessHours as BusinessHoursArgs,
  Escalation as EscalationArgs,
  Sla as SlaArgs,
  WeeklyHours as WeeklyHoursArgs,
} from "./components/sla-args";
export type { WebhookConnectorArgs } from "./components/webhook-args";
export { WebhookConnector } from "./components/webhook-connector";
export type {
  ApprovalSlack as ApprovalSlackArgs,
  HubConnection,
  SlackApp as SlackAppArgs,
  Slack as SlackArgs,
  StageSlack as StageSlackArgs,
} from "./components/slack-args";
