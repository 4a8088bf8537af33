/** Slack for the functions that only post: with the hub's app, or of a hub that has none. */
import { environment } from "../../../contract/environment";
import type { Clock } from "../../domain/ports";
import type { SlackApi } from "./ports";
import { createBotTokenStore } from "./credentials";
import { optional } from "../../adapters/environment";
import { createSlackApi, SlackError } from "./client";

/** Milliseconds for one call. */
const timeout = 8000;

export function createHubSlack(clock: Clock): SlackApi {
  const credentialsArn = optional(environment.credentialsArn);
  if (credentialsArn === undefined) return withoutApp;
  return createSlackApi({ credentials: createBotTokenStore(credentialsArn, clock), timeout });
}

const refuse =
  (method: string): (() => Promise<never>) =>
  () =>
    Promise.reject(new SlackError(method, "no_slack_app"));

/**
 * A hub without Slack has nobody to ask. What was posted while it had an app is out of its reach for
 * good; a gate that still names a channel is told what is missing.
 */
export const withoutApp: SlackApi = {
  postMessage: refuse("chat.postMessage"),
  updateMessage: refuse("chat.update"),
  postEphemeral: refuse("chat.postEphemeral"),
  openView: refuse("views.open"),
  identify: refuse("auth.test"),
  userGroupMembers: refuse("usergroups.users.list"),
  userWithEmail: refuse("users.lookupByEmail"),
};
