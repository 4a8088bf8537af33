/** The events that end an approval action, as EventBridge carries them. */

/**
 * CodePipeline User Guide, "Monitoring CodePipeline events": an approval that ended, however it
 * was decided. An action that has only started ends nothing.
 */
export const approvalEndedPattern = {
  source: ["aws.codepipeline"],
  "detail-type": ["CodePipeline Action Execution State Change"],
  detail: {
    type: { category: ["Approval"] },
    state: ["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"],
  },
};

/** Tries for as long as Lambda does, instead of EventBridge's 24 hours: see `retries`. */
export const eventRetryPolicy = {
  maximumEventAgeInSeconds: 21_600,
  maximumRetryAttempts: 185,
};
