/** A person at Slack: finds the message of a request, reads who may decide, presses its buttons. */
import type { Rehearsal } from "../session";
import type { ClickResult, SlackMessage, SlackWorkspace } from "../slack/types";

/** A message in a channel, and the request that its buttons are about. */
export interface RequestMessage {
  readonly channel: string;
  readonly ts: string;
  readonly token: string;
}

/** A Slack user, as the terminal names them. */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
  /** True for those whom the message names as the ones who may decide. */
  readonly named: boolean;
}

interface Button {
  readonly action_id?: string;
  readonly value?: string;
}

function buttonsOf({ blocks }: SlackMessage): Button[] {
  return blocks
    .filter(({ type }) => type === "actions")
    .flatMap(({ elements }) => elements as Button[]);
}

/** True while somebody can press Approve or Reject. */
export function isOpen(message: SlackMessage): boolean {
  return buttonsOf(message).some(({ value }) => value !== undefined);
}

function tokenOf(message: SlackMessage): string | undefined {
  for (const { value } of buttonsOf(message)) {
    const token = /"t":"([0-9a-f-]{36})"/.exec(value ?? "")?.[1];
    if (token !== undefined) return token;
  }
  return undefined;
}

/** Every message that everybody in its channel sees. */
export function publicMessages(slack: SlackWorkspace): SlackMessage[] {
  return Object.keys(slack.workspace.channels)
    .flatMap((channel) => slack.messages(channel))
    .filter(({ onlyFor }) => onlyFor === undefined);
}

/** The open messages, each with the token of its request. */
export function requestMessages(slack: SlackWorkspace): RequestMessage[] {
  return publicMessages(slack).flatMap((message) => {
    const token = tokenOf(message);
    const { channel, ts } = message;
    return token === undefined ? [] : [{ channel, ts, token }];
  });
}

/** The message as it is now. */
export function messageAt(
  slack: SlackWorkspace,
  { channel, ts }: Pick<RequestMessage, "channel" | "ts">,
): SlackMessage | undefined {
  return slack.messages(channel).find((message) => message.ts === ts);
}

/** Everybody in the workspace; those whom the message calls upon come first. */
export function slackUsers({ workspace }: SlackWorkspace, message: SlackMessage): SlackUser[] {
  const text = JSON.stringify(message.blocks);
  const users = [...text.matchAll(/<@([A-Z0-9]+)>/g)].map(([, id]) => id);
  const groups = [...text.matchAll(/<!subteam\^([A-Z0-9]+)>/g)].map(([, id]) => id);
  const members = groups.flatMap((id) => workspace.userGroups[id]?.users ?? []);
  const named = new Set([...users, ...members]);
  return Object.entries(workspace.users)
    .map(([id, name]) => ({ id, name, named: named.has(id) }))
    .sort((a, b) => Number(b.named) - Number(a.named));
}

/** What a person was told in private since a moment in the channel's life. */
export function privateAnswers(
  slack: SlackWorkspace,
  channel: string,
  user: string,
  after: number,
): string[] {
  return ephemerals(slack, channel, user)
    .slice(after)
    .map(({ text }) => text);
}

/** How many private answers a person has in a channel. */
export function answerCount(slack: SlackWorkspace, channel: string, user: string): number {
  return ephemerals(slack, channel, user).length;
}

function ephemerals(slack: SlackWorkspace, channel: string, user: string): SlackMessage[] {
  return slack.messages(channel, user).filter(({ onlyFor }) => onlyFor === user);
}

/** Presses a button, and sends the dialog that opens with a reason. */
export async function decideInSlack(
  { slack, account }: Pick<Rehearsal, "slack" | "account">,
  user: string,
  message: RequestMessage,
  button: "approve" | "reject",
  reason: string,
): Promise<ClickResult> {
  const clicked = await slack!.click(user, message, button);
  // What the app does after its answer, a private word for example, is part of what is seen.
  await account.functions.idle();
  if (clicked.viewId === undefined) return clicked;
  const sent = await slack!.submit(user, clicked.viewId, { reason });
  await account.functions.idle();
  return { ...sent, viewId: clicked.viewId };
}
