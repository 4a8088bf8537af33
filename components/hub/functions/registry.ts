/**
 * The functions of a hub. A new one is a folder of functions/ with its code, a declaration beside
 * these, and a line here: bundles, roles, queues and alarms follow from it.
 */
import type { SlackApp } from "../../slack-args";
import { decider } from "./decider";
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
  watcher,
  publisher,
  reminder,
  sweep,
  slackCallback,
] as const;

/** What of a hub says which functions it has. */
interface Asked {
  readonly slack?: SlackApp;
  readonly reminders: boolean;
}

/** Those that this hub has: without a Slack app, none that serves Slack alone. */
export const functionsOf = ({ slack, reminders }: Asked) =>
  hubFunctions.filter(
    ({ isForSlack, isForReminders }) =>
      (slack !== undefined || !isForSlack) && (reminders || !isForReminders),
  );

export type FunctionName = (typeof hubFunctions)[number]["name"];
