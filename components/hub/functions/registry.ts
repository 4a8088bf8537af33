/**
 * The functions of a hub. A new one is a folder of functions/ with its code, a declaration beside
 * these, and a line here: bundles, roles, queues and alarms follow from it.
 */
import type { HubFunction, MadeFor } from "./declaration";
import { automatic } from "./automatic";
import { bypass } from "./bypass";
import { decider } from "./decider";
import { ledger } from "./ledger";
import { measures } from "./measures";
import { notifier } from "./notifier";
import { publisher } from "./publisher";
import { reminder } from "./reminder";
import { slackCallback } from "./slack-callback";
import { sweep } from "./sweep";
import { watcher } from "./watcher";

/** In the order in which they are made: who invokes another stands after it. */
export const hubFunctions = [
  notifier,
  decider,
  automatic,
  watcher,
  publisher,
  reminder,
  ledger,
  bypass,
  measures,
  sweep,
  slackCallback,
] as const;

/** The arguments for each of which a function is made; none where every hub has it. */
export const reasonsFor = ({ madeFor = [] }: HubFunction): readonly MadeFor[] =>
  typeof madeFor === "string" ? [madeFor] : madeFor;

/** Those that this hub has: without a Slack app, none that serves Slack alone. */
export const functionsOf = (asked: { readonly [argument in MadeFor]?: unknown }) =>
  hubFunctions.filter((one: HubFunction) => {
    const reasons = reasonsFor(one);
    return reasons.length === 0 || reasons.some((argument) => asked[argument]);
  });

export type FunctionName = (typeof hubFunctions)[number]["name"];
