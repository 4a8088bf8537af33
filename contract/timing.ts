/** Timeouts of the functions, what follows from them, and how often sweep runs. */

/** A function behind the public one: Lambda ends a run after so long. */
export const internalTimeoutInSeconds = 30;

/** Slack waits three seconds; the rest is for the answer to be written down. */
export const slackCallbackTimeoutInSeconds = 10;

/** Longer than the decider may run, so that an attempt is taken up again only when it is over. */
export const leaseInSeconds = internalTimeoutInSeconds + 15;

/** CodePipeline User Guide, manual approval: a request waits for 7 days where nothing else is said. */
export const defaultTimeoutInMinutes = 7 * 24 * 60;

/** Minutes between two sweeps. */
export const sweepMinutes = 5;

/** EventBridge User Guide, "Schedule expressions for rules": no rule on a schedule is more exact than a minute. */
export const sweepSchedule = `rate(${sweepMinutes} minutes)`;

/** The public function of a webhook: Standard Webhooks, "Timeouts", lets senders wait for 15 to 30 seconds. */
export const receiverTimeoutInSeconds = 10;

/** How often a connector looks after its tickets. */
export const connectorSchedule = "rate(1 minute)";
