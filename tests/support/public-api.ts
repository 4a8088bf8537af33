/** What other languages see: arguments and outputs of each class, fields of each record, values of each enum. */

const shared = ["customData", "externalEntityLink", "timeoutInMinutes", "topicArn"];
const notified = ["emails", "subscriptions"];
const inSlack = ["channel", "approverUserIds", "approverUserGroupIds"];
const app = [
  ...["credentialsSecretArn", "signingSecretArn", "credentialsKmsKeyArn"],
  ...["teamId", "appId"],
];
const slackOutputs = ["slackCallbackUrl", "slackAppManifest"];
const newTopic = ["kmsMasterKeyId", "displayName", "topicPolicyStatements"];
const runtime = [
  ...["logRetentionInDays", "requestRetentionInDays", "reservedConcurrency"],
  ...["deletionProtection", "rolePath", "tracing", "vpc"],
];
const principals = [
  "users",
  "existingGroupNames",
  "roleNames",
  "permissionSets",
  "path",
  "requireMfa",
  "consoleAccess",
];

const connector = [
  ...["hub", "credentialsSecretArn", "readerCredentialsSecretArn", "credentialsKmsKeyArn"],
  ...["alarmTopicArn", "kmsKeyArn", "logRetentionInDays", "permissionsBoundary"],
  ...["region", "tags"],
];
const joins = { required: ["credentialsSecretArn", "hub"], outputs: ["connection", "functionArn"] };

/** Arguments and outputs of each class. */
export const resources: Record<
  string,
  { inputs: string[]; required: string[]; outputs: string[] }
> = {
  ApprovalGate: {
    inputs: [
      ...["pipelineName", "stageName", "actionName", "runOrder", ...newTopic],
      ...[...shared, ...notified, "approvers", "sla", "slack", "hub", "region", "tags"],
      ...["permissionsBoundary", "breakGlass", "rule", "automaticDecision", "connectors"],
    ],
    required: ["pipelineName"],
    outputs: [
      ...["stage", "action", "actionArn", "topicArn", "breakGlassRoleArn"],
      ...["approverPolicyArn", "approverGroupName", "pipelinePolicyJson", ...slackOutputs],
    ],
  },
  MultiApprovalStage: {
    inputs: [
      ...["pipelineName", "stageName", "order", "approvals", ...newTopic],
      ...[...shared, ...notified, "approvers", "sla", "slack", "hub", "region", "tags"],
      ...["permissionsBoundary", "rule", "connectors"],
    ],
    required: ["approvals", "pipelineName"],
    outputs: [
      ...["stage", "actionArns", "topicArns", "breakGlassRoleArns"],
      ...["approverGroupNames", "approverPolicyArns", "pipelinePolicyJson", ...slackOutputs],
      ...["sharedApproverGroupName", "sharedApproverPolicyArns"],
    ],
  },
  ApproverGroup: {
    inputs: ["actionArns", "groupName", "policyName", "tags", ...principals],
    required: ["actionArns"],
    outputs: ["policyArns", "groupName"],
  },
  ApprovalHub: {
    inputs: [
      ...["slack", "appName", "alarmTopicArn", "kmsKeyArn", ...runtime, "region", "tags"],
      ...["slackCallbackUrl", "permissionsBoundary", "functionRoles", "reminders", "audit"],
      ...["automaticDecisions", "connectors"],
      ...["bypassAlerts", "metrics", "metricsByGate", "dashboard", "stuckAfterMinutes"],
    ],
    required: [],
    outputs: [
      ...["connection", ...slackOutputs, "functionPolicies"],
      ...["slackCallbackFunctionArn", "slackCallbackFunctionName", "eventBusName"],
      ...["ledgerBucketName", "ledgerPublicKeySha256", "ledgerKeyArn", "dashboardName"],
    ],
  },
  ServiceNowConnector: {
    ...joins,
    inputs: [
      ...[...connector, "instanceUrl", "changeType", "standardTemplateId", "fields", "states"],
    ],
    required: [...joins.required, "instanceUrl"],
  },
  JiraConnector: {
    ...joins,
    inputs: [...connector, "siteUrl", "issue", "request", "fields", "closedStatusId"],
    required: [...joins.required, "siteUrl"],
  },
  PagerDutyConnector: { ...joins, inputs: [...connector, "serviceRegion", "severity"] },
  TeamsConnector: { ...joins, inputs: [...connector] },
  WebhookConnector: {
    inputs: [...connector, "url", "decisionUrl", "reservedConcurrency"],
    required: [...joins.required, "url"],
    outputs: [...[...joins.outputs, "decisionUrl", "receiverFunctionArn", "receiverFunctionName"]],
  },
};

export const records: Record<string, string[]> = {
  Subscription: [
    ...["protocol", "endpoint", "filterPolicy", "filterPolicyScope"],
    ...["deadLetterQueueArn", "rawMessageDelivery", "subscriptionRoleArn"],
  ],
  Approvers: ["groupName", "policyName", ...principals],
  ApproverPrincipals: principals,
  PermissionSet: ["instanceArn", "permissionSetArn"],
  Approval: [
    ...["name", "runOrder", ...shared, ...notified, "approvers", "sla", "breakGlass"],
    ...["rule", "automaticDecision", "connectors", "slack"],
  ],
  GateConnector: ["connection", "approverIds", "scheduleIds"],
  ConnectorConnection: [
    ...["schemaVersion", "kind", "name", "settings", "gatesTableName"],
    ...["credentialsSecretArn", "credentialsKmsKeyArn"],
  ],
  Rule: [
    ...["approvals", "groups", "rejections", "excludeStarter", "excludeAuthor", "authorVariable"],
    ...["unknownAuthor", "unknownStarter", "identities", "aboveRule"],
  ],
  RuleGroup: ["name", "slackUserIds", "slackUserGroupIds", "approvals"],
  Identity: [
    ...["slackUserId", "emails", "principals"],
    ...["serviceNowUserName", "jiraAccountId", "webhookActorId"],
  ],
  AutomaticDecision: ["functionArn", "when"],
  VariableCondition: ["variable", "equals", "oneOf", "matches"],
  BreakGlass: ["userArns", "reviewers", "reviewWithinMinutes"],
  Reviewers: ["users", "existingGroupNames", "roleNames", "permissionSets"],
  Sla: ["respondWithinMinutes", "remindAfterMinutes", "businessHours", "escalation"],
  BusinessHours: ["timeZone", "hours", "holidays"],
  WeeklyHours: [...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]],
  Escalation: ["emails", "topicArn", "slackChannel", "slackUserIds", "slackUserGroupIds"],
  ApprovalSlack: inSlack,
  StageSlack: [...inSlack, ...app, "alarmTopicArn", "kmsKeyArn", "ownHub"],
  Slack: [...inSlack, ...app, "alarmTopicArn", "kmsKeyArn", "ownHub"],
  HubOptions: runtime,
  HubAudit: ["bucketName", "retentionMode", "retentionInYears", "logRetentionInDays"],
  HubVpc: ["subnetIds", "securityGroupIds"],
  FunctionRoles: [
    "notifierRoleArn",
    "deciderRoleArn",
    "watcherRoleArn",
    "slackCallbackRoleArn",
    "publisherRoleArn",
    "reminderRoleArn",
    "automaticRoleArn",
    "ledgerRoleArn",
    "bypassRoleArn",
    "measuresRoleArn",
    "sweepRoleArn",
  ],
  FunctionPolicies: [
    ...["notifier", "decider", "watcher", "slackCallback", "publisher", "reminder", "ledger"],
    ...["automatic", "bypass", "measures", "sweep"],
  ],
  SlackApp: app,
  HubConnection: [
    "schemaVersion",
    ...["notifierArn", "notifierDeadLetterQueueArn", "notifierRoleArn", "deciderRoleArn"],
    ...["watcherRoleArn", "reminderRoleArn", "bypassRoleArn", "gatesTableName"],
    ...["breakGlassRolePath", "reviewsTableArn", "reviewsKmsKeyArn", "ruleVersion"],
    "automaticFunctionArn",
    ...["requestsTableName", "tablesKmsKeyArn", "eventBusName", "deciderFunctionArn"],
    ...["deciderRolePath", "watcherRolePath", ...slackOutputs],
  ],
  ServiceNowStates: ["implement", "canceled", "closed"],
  JiraIssue: ["projectKey", "issueTypeId", "approvedStatusIds", "rejectedStatusIds"],
  JiraServiceRequest: ["serviceDeskId", "requestTypeId"],
  StageBlock: ["name", "actions"],
  ActionBlock: [
    ...["name", "category", "owner", "provider", "version"],
    ...["runOrder", "configuration", "timeoutInMinutes"],
  ],
};

export const enums: Record<string, string[]> = {
  ApprovalOrder: ["Parallel", "Sequential"],
  UnknownPerson: ["refuse", "allow"],
  ServiceNowChangeType: ["normal", "standard", "emergency"],
  PagerDutyServiceRegion: ["us", "eu"],
  PagerDutySeverity: ["critical", "error", "warning", "info"],
  SubscriptionProtocol: ["email", "email-json", "sms", "https", "sqs", "lambda", "firehose"],
};
