/** The events that end an approval action, as EventBridge carries them. */
import { actionEvents } from "../../../contract/codepipeline-events";

export const approvalEndedPattern = {
  source: [actionEvents.source],
  "detail-type": [actionEvents.detailType],
  detail: {
    type: { category: [actionEvents.category] },
    state: [...actionEvents.endStates],
  },
};

/** Tries for as long as Lambda does, instead of EventBridge's 24 hours: see `retries`. */
export const eventRetryPolicy = {
  maximumEventAgeInSeconds: 21_600,
  maximumRetryAttempts: 185,
};
