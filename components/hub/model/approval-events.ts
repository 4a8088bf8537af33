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

/** What the functions of a hub put on its bus: `functions/domain/published-event.ts`. */
export const publishedPattern = { source: ["codepipeline-approvals"] };

/** Request events that begin the life of a request. */
export const requestBegunPattern = {
  ...publishedPattern,
  "detail-type": ["Requested"],
};

/** Tries for as long as Lambda does, instead of EventBridge's 24 hours: see `retries`. */
export const eventRetryPolicy = {
  maximumEventAgeInSeconds: 21_600,
  maximumRetryAttempts: 185,
};
