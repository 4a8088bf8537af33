/** The Slack half of the unattended rehearsal: who clicks, and what everybody sees. */
import type { ActionExecutionDetail, ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { SlackActs } from "../report/approvals";
import type { Rehearsal } from "../session";
import { renderMessage } from "../slack/render";
import type { SlackMessage, SlackWorkspace } from "../slack/types";
import type { PendingApproval } from "../screen/card";
import {
  answerCount,
  decideInSlack,
  isOpen,
  messageAt,
  privateAnswers,
  publicMessages,
  type RequestMessage,
  requestMessages,
  type SlackUser,
  slackUsers,
} from "../screen/slack-driver";
import { gateRecordOf, listedInSlack } from "../screen/gate-record";
import { clean } from "../screen/text";

/** What is needed of the script. */
export interface SlackScript {
  readonly print: (line: string) => void;
  readonly problems: string[];
  readonly acts?: SlackActs;
  /** The message of each request that was seen, by the id of its action's execution. */
  readonly seen: Map<string, RequestMessage>;
}

type Open = Rehearsal & { readonly slack: SlackWorkspace };

const reasons = {
  Approved: "Checked in rehearsal.",
  Rejected: "Not ready, says the rehearsal.",
} as const;

/** The request's message, shown as its channel shows it; undefined where it is not in Slack. */
export function showMessage(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  script: SlackScript,
): RequestMessage | undefined {
  const { slack } = rehearsal;
  if (slack === undefined) return undefined;
  const found = requestMessages(slack).find(({ token }) => token === request.token);
  if (found === undefined) return undefined;
  script.seen.set(request.actionExecutionId, found);
  const shown = messageAt(slack, found)!;
  const named = slackUsers(slack, shown).filter((user) => user.named);
  script.acts?.named(
    request.token,
    named.map(({ name }) => name),
  );
  printMessage(slack, shown, script);
  return found;
}

/** Where there is a Slack: the gates whose record in a hub's table names a channel. */
export function belongsInSlack(
  { slack, account }: Rehearsal,
  { request }: Pick<PendingApproval, "request">,
): boolean {
  return slack !== undefined && gateRecordOf(request, account.resources)?.channel !== undefined;
}

function printMessage(slack: SlackWorkspace, message: SlackMessage, { print }: SlackScript): void {
  print(clean(`  #${slack.workspace.channels[message.channel]} in Slack:`));
  for (const line of renderMessage(message, slack.workspace)) print(`  │ ${clean(line)}`);
}

/** Somebody whom the gate does not list presses Approve, and learns in private who may. */
export async function tryWrongUser(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  message: RequestMessage,
  script: SlackScript,
): Promise<void> {
  const { slack, account } = rehearsal as Open;
  // Where several must agree, somebody may be listed who is not asked.
  const record = gateRecordOf(request, account.resources) ?? {};
  const listed = listedInSlack(record, slack.workspace);
  const wrong = slackUsers(slack, messageAt(slack, message)!).find(
    ({ id, named }) => !named && !listed.includes(id),
  );
  if (wrong === undefined) {
    script.problems.push("Everybody in Slack may decide, so nobody could be shown to be refused.");
    return;
  }
  const before = answerCount(slack, message.channel, wrong.id);
  const { viewId } = await decideInSlack(rehearsal, wrong.id, message, "approve", "");
  const [answer] = privateAnswers(slack, message.channel, wrong.id, before);
  if (viewId !== undefined) {
    script.problems.push(`${wrong.name} may not decide, but Slack opened the dialog for them.`);
  } else if (answer === undefined) {
    script.problems.push(`${wrong.name} may not decide, and was not told so.`);
  } else {
    const told = inWords(slack, answer);
    script.acts?.refused(message.token, wrong.name, told);
    script.print(clean(`  ${wrong.name} presses Approve and is told in private: ${told}`));
  }
}

const inWords = ({ workspace }: SlackWorkspace, text: string): string =>
  renderMessage({ channel: "", ts: "", text, blocks: [] }, workspace).join(" ");

/** The first person whom the message names decides. */
export async function decideAsNamed(
  rehearsal: Rehearsal,
  message: RequestMessage,
  status: ApprovalStatus,
  script: SlackScript,
): Promise<void> {
  const { slack } = rehearsal as Open;
  const person = slackUsers(slack, messageAt(slack, message)!).find(({ named }) => named);
  if (person === undefined) {
    script.problems.push("The message names nobody in this workspace who may decide.");
    return;
  }
  await decideAs(rehearsal, person, message, status, script);
}

/**
 * Somebody decides; a rejection without a reason comes first. Answers what they are told in private, and
 * undefined where they could not.
 */
export async function decideAs(
  rehearsal: Rehearsal,
  person: SlackUser,
  message: RequestMessage,
  status: ApprovalStatus,
  script: SlackScript,
): Promise<string | undefined> {
  const { slack } = rehearsal as Open;
  const button = status === "Approved" ? "approve" : "reject";
  if (status === "Rejected") {
    const short = await decideInSlack(rehearsal, person.id, message, button, "no");
    const error = Object.values(short.errors ?? {})[0];
    if (error === undefined) script.problems.push("A rejection without a reason was accepted.");
    else script.print(clean(`  ${person.name} presses Reject, says "no", and reads: ${error}`));
  }
  const reason = reasons[status];
  const verb = status === "Approved" ? "approves" : "rejects";
  const before = answerCount(slack, message.channel, person.id);
  script.print(clean(`  ${person.name} ${verb} in Slack: ${reason}`));
  const sent = await decideInSlack(rehearsal, person.id, message, button, reason);
  const refused = Object.values(sent.errors ?? {})[0];
  if (sent.viewId === undefined || sent.status !== 200 || refused !== undefined) {
    const what = refused ?? `the app answered ${sent.status}`;
    script.problems.push(`${person.name} may decide, but could not in Slack: ${what}.`);
    return undefined;
  }
  const answers = privateAnswers(slack, message.channel, person.id, before);
  const told = answers.map((answer) => inWords(slack, answer)).join(" ");
  if (told !== "") script.print(clean(`  ${person.name} is told in private: ${told}`));
  const now = messageAt(slack, message);
  if (now === undefined || isOpen(now)) return told;
  script.acts?.decided(message.token, person.name);
  printMessage(slack, now, script);
  return told;
}

/** How the messages that were seen read in the end, one line each. */
export function ends({ slack }: Rehearsal, { seen }: SlackScript): string[] {
  if (slack === undefined || seen.size === 0) return [];
  const lines = [...seen.values()].map((at) => {
    const channel = slack.workspace.channels[at.channel];
    return clean(`  #${channel}: ${messageAt(slack, at)?.text ?? "the message is gone"}`);
  });
  return ["In Slack at the end:", ...lines];
}

const words: Readonly<Record<string, string>> = {
  Succeeded: "Approved",
  Failed: "Rejected",
  Abandoned: "Cancelled",
};

/** What the message of an action's request begins with; undefined while it waits. */
function wordFor(action: ActionExecutionDetail | undefined): string | undefined {
  const { code } = action?.output?.executionResult?.errorDetails ?? {};
  return code === "ApprovalTimedOut" ? "Expired" : words[action?.status ?? ""];
}

/** What Slack shows at the end must be how each request ended, without a button to press. */
export function untruths({ slack, engine }: Rehearsal, { seen }: SlackScript): string[] {
  if (slack === undefined) return [];
  const open = publicMessages(slack).filter(isOpen);
  const history = engine.pipelineNames().flatMap((name) => engine.actionExecutions(name));
  const wrong = [...seen].flatMap(([id, at]) => {
    const action = history.find(({ actionExecutionId }) => actionExecutionId === id);
    const shown = messageAt(slack, at)?.text ?? "nothing";
    const word = wordFor(action);
    if (word !== undefined && shown.startsWith(word)) return [];
    const { stageName, actionName } = action ?? {};
    return [`Slack shows "${shown}", but ${stageName} / ${actionName} is ${word ?? "waiting"}.`];
  });
  const left = open.map(({ text }) => `A message in Slack still has its buttons: ${text}`);
  return [...left, ...wrong];
}
