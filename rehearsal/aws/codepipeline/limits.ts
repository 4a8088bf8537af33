/** Limits of CodePipeline, from its quotas page and its API reference; those of its model are in its table. */

export const minStages = 2;
export const maxStages = 50;
export const maxActionsPerStage = 50;
export const maxActionsPerPipeline = 500;
export const maxPipelines = 1000;
/** Executions that one QUEUED or PARALLEL pipeline takes at a time. */
export const maxConcurrentExecutions = 50;

export const defaultApprovalTimeoutInMinutes = 7 * 24 * 60;

export const maxSummaryLength = 512;
/** Bytes of all output variables of one action. */
export const maxOutputVariablesBytes = 122_880;
/** A Lambda action whose function has not replied for so long has failed; a reply starts it anew. */
export const maxSilentMinutes = 20;
/** A Lambda action may take so long in all. */
export const maxJobMinutes = 24 * 60;
export const maxStopReasonLength = 200;

/** Tokens and execution ids: the API refuses upper case. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
