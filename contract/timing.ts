/** Timeouts of the functions, and what follows from them. */

/** A function behind the public one: Lambda ends a run after so long. */
export const internalTimeoutInSeconds = 30;

/** Slack waits three seconds; the rest is for the answer to be written down. */
export const slackCallbackTimeoutInSeconds = 10;

/** Longer than the decider may run, so that an attempt is taken up again only when it is over. */
export const leaseInSeconds = internalTimeoutInSeconds + 15;

/** CodePipeline User Guide, manual approval: a request waits for 7 days where nothing else is said. */
export const defaultTimeoutInMinutes = 7 * 24 * 60;
