/** Checks of what describes Slack: ids of channels, people and apps, and who may decide. */
import { secretArn } from "../../scope/model/secret-checks";
import {
  atMost as atMostOf,
  type Check,
  quote,
  throwInvalid,
  text,
} from "../../inputs/model/checks";
import { slack } from "../../inputs/model/limits";

/** What a person sees in Slack is a name; what stays the same is an id, and it has a fixed shape. */
function slackId(limit: { pattern: RegExp }, what: string, remedy: string): Check<string> {
  return (value, path) => {
    if (typeof value !== "string" || !limit.pattern.test(value)) {
      throwInvalid(path, `\`${path}\` must be ${what}, got: ${quoteUnlessToken(value)}. ${remedy}`);
    }
  };
}

/**
 * Slack's tokens begin with xox or xapp: one that slipped into another argument is not repeated, in
 * a list or record of its own neither.
 */
function quoteUnlessToken(value: unknown): string {
  const shown = quote(value);
  return /xox|xapp/i.test(shown) ? "what looks like a Slack token, which is not shown here" : shown;
}

export const channelId = slackId(
  slack.channelId,
  "the id of a Slack channel, like C0123ABCDEF",
  "Open the channel's details in Slack: its id stands at the end.",
);

export const userId = slackId(
  slack.userId,
  "the id of a Slack user, like U0123ABCDEF",
  'Choose "Copy member ID" in the person\'s profile in Slack.',
);

export const userGroupId = slackId(
  slack.userGroupId,
  "the id of a Slack user group, like S0123ABCDEF",
  'Choose "Copy group ID" in the user group\'s menu in Slack.',
);

export const teamId = slackId(
  slack.teamId,
  "the id of a Slack workspace, like T0123ABCDEF",
  "It follows app.slack.com/client/ when Slack is open in a browser.",
);

export const appId = slackId(
  slack.appId,
  "the id of a Slack app, like A0123ABCDEF",
  'Copy it from "Basic Information" of the app at api.slack.com/apps.',
);

export const appName = text(slack.appName, { example: "Pipeline approvals" });

/** A channel must be named, by the approval itself or by its stage. */
export function requireChannel(given: boolean, path: string): void {
  if (given) return;
  throwInvalid(
    path,
    `\`${path}\` must be given, got none. Name the channel that requests are posted to by its id, ` +
      "like C0123ABCDEF.",
  );
}

/** An empty list of approvers is a mistake, never "everybody in the channel". */
export function requireApprover(count: number, usersPath: string, groupsPath: string): void {
  if (count > 0) return;
  throwInvalid(
    usersPath,
    `\`${usersPath}\` or \`${groupsPath}\` must name somebody, got nobody. Nobody is allowed by ` +
      "default: list the Slack users or user groups that may decide.",
  );
}

export const atMost = (max: number, remedy: string): Check<readonly unknown[]> =>
  atMostOf(max, "ids", remedy);

export const credentialsSecretArn = secretArn("slack", "the Slack app's credentials");
