/** Minutes between two sweeps. */
export const sweepMinutes = 5;

/** EventBridge User Guide, "Schedule expressions for rules": no rule on a schedule is more exact than a minute. */
export const sweepSchedule = `rate(${sweepMinutes} minutes)`;
