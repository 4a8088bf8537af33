/** Where several must agree: what a script lets people vote in Slack, and who votes after them. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../aws/codepipeline";
import { gateRecordOf } from "../screen/gate-record";
import { messageAt, type RequestMessage, slackUsers } from "../screen/slack-driver";
import { clean } from "../screen/text";
import type { Rehearsal } from "../session";
import type { ScriptVote } from "../settings/script-votes";
import type { SlackWorkspace } from "../slack/types";
import { decideAs, decideAsNamed, type SlackScript } from "./auto-slack";
import { gateOf, waits } from "./pending";

type Open = Rehearsal & { readonly slack: SlackWorkspace };

const statuses = { approve: "Approved", reject: "Rejected" } as const;

const isRuled = ({ account }: Rehearsal, request: ApprovalRequest): boolean =>
  gateRecordOf(request, account.resources)?.rule !== undefined;

/** The votes of the script, one after another. False where one did not go as it should. */
export async function voteAsScripted(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  message: RequestMessage,
  script: SlackScript,
): Promise<boolean> {
  const { votes = [] } = rehearsal.script ?? {};
  if (!isRuled(rehearsal, request)) return true;
  for (const vote of votes) {
    if (!waits(rehearsal.engine, request)) {
      script.problems.push(`${gateOf(request)} waits no longer when ${vote.as} votes.`);
      return false;
    }
    const found = await cast(rehearsal as Open, request, message, vote, script);
    script.problems.push(...found);
    if (found.length > 0) return false;
  }
  return true;
}

/** One vote; answers what did not go as it should. */
async function cast(
  rehearsal: Open,
  request: ApprovalRequest,
  message: RequestMessage,
  { as: name, vote, counts = true, told: wanted = "", waits: mustWait = !counts }: ScriptVote,
  script: SlackScript,
): Promise<string[]> {
  const { slack, engine } = rehearsal;
  const person = slackUsers(slack, messageAt(slack, message)!).find((one) => one.name === name)!;
  const status = statuses[vote];
  const told = await decideAs(rehearsal, person, message, status, script);
  if (told === undefined) return [];
  const isWaiting = waits(engine, request);
  const shown = JSON.stringify(messageAt(slack, message)?.blocks);
  const isShown = shown.includes(`${status} by ${name} (${person.id})`);
  if (!counts) script.acts?.refused(request.token, name, told);
  if (isWaiting && mustWait) script.print(clean(`  ${gateOf(request)} still waits`));
  return [
    ...(mustWait && !isWaiting ? [`${gateOf(request)} waits no longer after ${name}'s vote.`] : []),
    ...(counts && isWaiting && !isShown ? [`The message does not show ${name}'s vote.`] : []),
    ...(!counts && isShown ? [`${name}'s vote should not count, but the message shows it.`] : []),
    ...(told.includes(wanted)
      ? []
      : [`${name} should be told "${wanted}", but was told: ${told === "" ? "nothing" : told}`]),
  ];
}

/** One decides alone, or as many as the rule needs: those whom the message still asks, in their order. */
export async function decideAsAsked(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  message: RequestMessage,
  status: ApprovalStatus,
  script: SlackScript,
): Promise<void> {
  if (!isRuled(rehearsal, request)) return decideAsNamed(rehearsal, message, status, script);
  const { slack, engine } = rehearsal as Open;
  const voted = new Set<string>();
  while (waits(engine, request)) {
    const asked = slackUsers(slack, messageAt(slack, message)!);
    const person = asked.find(({ id, named }) => named && !voted.has(id));
    if (person === undefined) {
      script.problems.push(
        `${gateOf(request)} still waits, and its message asks nobody else of this workspace.`,
      );
      return;
    }
    voted.add(person.id);
    if ((await decideAs(rehearsal, person, message, status, script)) === undefined) return;
  }
}
