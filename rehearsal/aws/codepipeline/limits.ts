/** Limits of CodePipeline, from its API model and its quotas page. */

export const minStages = 2;
export const maxStages = 50;
export const maxActionsPerStage = 50;
export const maxActionsPerPipeline = 500;
export const maxPipelines = 1000;
/** Executions that one QUEUED or PARALLEL pipeline takes at a time. */
export const maxConcurrentExecutions = 50;

export const minRunOrder = 1;
export const maxRunOrder = 999;
export const minTimeoutInMinutes = 5;
export const maxTimeoutInMinutes = 86_400;
export const defaultApprovalTimeoutInMinutes = 7 * 24 * 60;

export const maxConfigurationKeyLength = 50;
export const maxConfigurationValueLength = 1000;
export const maxSummaryLength = 512;
export const maxStopReasonLength = 200;

/** Pipelines, stages and actions. */
export const namePattern = /^[A-Za-z0-9.@\-_]{1,100}$/;
export const namespacePattern = /^[A-Za-z0-9@\-_]{1,100}$/;
export const artifactNamePattern = /^[A-Za-z0-9_-]{1,100}$/;
export const roleArnPattern = /^arn:aws(-[\w]+)*:iam::[0-9]{12}:role\/.+$/;
/** Tokens and execution ids: the API refuses upper case. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
