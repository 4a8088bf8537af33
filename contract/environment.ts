/** Names of the environment variables that a hub gives its functions. */
export const environment = {
  credentialsArn: "CREDENTIALS_ARN",
  signingSecretArn: "SIGNING_SECRET_ARN",
  gatesTable: "GATES_TABLE",
  requestsTable: "REQUESTS_TABLE",
  requestRetentionDays: "REQUEST_RETENTION_DAYS",
  deciderFunction: "DECIDER_FUNCTION",
  slackTeamId: "SLACK_TEAM_ID",
  slackAppId: "SLACK_APP_ID",
  notifierFunction: "NOTIFIER_FUNCTION",
  watcherFunction: "WATCHER_FUNCTION",
  publisherFunction: "PUBLISHER_FUNCTION",
  eventBusName: "EVENT_BUS_NAME",
  deadLetterQueueUrl: "DEAD_LETTER_QUEUE_URL",
} as const;
