/** Gates that decide by themselves. */
import type { AutomaticGate } from "../../../../../functions/domain/automatic/actor";
import { settings } from "../samples";

export const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes";

/** By the function `small-changes`. */
export const byFunction: AutomaticGate = { ...settings, automaticDecision: { functionArn } };

/** By what a build has found out. */
export const byWhen: AutomaticGate = {
  ...settings,
  automaticDecision: { when: [{ variable: "build.CHANGED", equals: "config" }] },
};

export const smallChanges = {
  ...{ channel: "automatic", id: "small.changes", displayName: "small-changes" },
};
