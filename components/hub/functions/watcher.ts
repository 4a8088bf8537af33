/** Closes requests whose approval has ended, wherever it was decided, and their messages. */
import { watcherPolicy } from "../model/hub-policies";
import { type HubFunction, internal, keepsRequests, ledgerOf, showsRequests } from "./declaration";

export const watcher = {
  ...internal,
  name: "watcher",
  description:
    "Closes approval requests of CodePipeline that have ended, wherever they were decided.",
  roleArgument: "watcherRoleArn",
  policyOutput: "watcher",
  environment: (of) => ({ ...showsRequests(of), ...ledgerOf(of) }),
  policy: keepsRequests(watcherPolicy),
} as const satisfies HubFunction;
