/** Closes messages whose approval has ended, wherever it was decided. */
import { watcherPolicy } from "../model/hub-policies";
import { type HubFunction, internal, keepsRequests, showsRequests } from "./declaration";

export const watcher = {
  ...internal,
  name: "watcher",
  description: "Closes messages in Slack when their approval has ended.",
  roleArgument: "watcherRoleArn",
  policyOutput: "watcher",
  environment: showsRequests,
  policy: keepsRequests(watcherPolicy),
} as const satisfies HubFunction;
