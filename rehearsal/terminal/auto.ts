/** The rehearsal without a person: a script decides, line by line, through the real API. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { Colors } from "picocolors/types";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { SlackActs } from "../report/approvals";
import type { Rehearsal } from "../session";
import {
  belongsInSlack,
  decideAsNamed,
  ends,
  showMessage,
  type SlackScript,
  tryWrongUser,
  untruths,
} from "./auto-slack";
import { answerText } from "../screen/automatic";
import { notified, type PendingApproval } from "../screen/card";
import { putApprovalResult } from "../screen/decision";
import { paint } from "../screen/marks";
import { misdirected } from "./named";
import { allowedNames, firstAllowed, wrongPerson } from "../screen/people";
import { Deadline, type Limits } from "./deadline";
import { picture } from "./picture";
import { patience, waitUntilIdle, StuckError } from "./wait-until-idle";
import { snapshotOf } from "../screen/snapshot";
import { clean, cleanLines, moment } from "../screen/text";
import { letSlaPass } from "./auto-sla";
import { alone } from "./alone";
import { operated } from "./operated";
import { wrongRights } from "./wrong-rights";
import { ending, type Ending, type Script } from "./verdict";

export interface AutoOptions {
  readonly script: Script;
  readonly print: (line: string) => void;
  readonly colours: Colors;
  readonly width: number;
  /** Milliseconds of real time without movement. Defaults to a minute. */
  readonly patience?: number;
  readonly limits?: Limits;
  /** Is told who acts in Slack. */
  readonly acts?: SlackActs;
}

/** What the script has seen so far. */
interface Progress {
  /** The first approval: the one that `reject` and `timeout` end at. */
  first?: ApprovalRequest;
  /** What did not go as it should. */
  readonly problems: string[];
  readonly slack: SlackScript;
}

const minute = 60_000;

/** Per decision: what the person does, why, and its colour. */
const words = {
  Approved: ["approves", "Checked in rehearsal.", "Succeeded"],
  Rejected: ["rejects", "Not ready, says the rehearsal.", "Failed"],
} as const;

/** Plays the script to its end, or until nothing moves any more, and answers how it went. */
export async function playScript(rehearsal: Rehearsal, options: AutoOptions): Promise<Ending> {
  const problems: string[] = [];
  const { print, acts } = options;
  const slack: SlackScript = { print, problems, acts, seen: new Map() };
  const progress: Progress = { problems, slack };
  const deadline = new Deadline(rehearsal.clock, options.limits);
  for (;;) {
    const stuck = await stuckness(rehearsal, options.patience ?? patience, deadline);
    printPicture(rehearsal, options);
    if (stuck !== undefined) progress.problems.push(stuck);
    const { approvals } = snapshotOf(rehearsal);
    if (approvals.length === 0 || progress.problems.length > 0) break;
    if (options.script === "sla") {
      const late = await letSlaPass(rehearsal, {
        print,
        settle: () => stuckness(rehearsal, options.patience ?? patience, deadline),
      });
      if (late !== undefined) progress.problems.push(late);
    }
    for (const approval of approvals) {
      // The one before it may have ended this one too.
      const waits = rehearsal.engine.pending().some((r) => r.token === approval.request.token);
      if (waits) await settle(rehearsal, approval, options, progress);
    }
  }
  deadline.clear();
  // The minute that runs has not ended yet: what it says of alarms is seen all the same.
  const { functions, stores } = rehearsal.account;
  if (functions.busy() === 0) await stores.alarms.evaluate();
  for (const line of ends(rehearsal, slack)) options.print(line);
  problems.push(...untruths(rehearsal, slack), ...wrongRights(rehearsal));
  problems.push(...((await rehearsal.types?.problems()) ?? []));
  const { automatic, problem } = alone(rehearsal);
  if (problem !== undefined) problems.push(problem);
  if (options.script !== "sla") {
    return { ...ending(rehearsal.engine, options.script, progress.first, problems), automatic };
  }
  const { operated: done, problems: more } = await operated(rehearsal, print);
  problems.push(...more);
  return {
    ...ending(rehearsal.engine, "sla", progress.first, problems),
    operated: done,
    automatic,
  };
}

/** Waits until a person is needed; answers what is wrong if that never comes. */
async function stuckness(
  { account }: Rehearsal,
  limit: number,
  deadline: Deadline,
): Promise<string | undefined> {
  try {
    await waitUntilIdle(account, limit, deadline.signal, deadline.moveClock);
    return deadline.isOver() ? deadline.reason : undefined;
  } catch (error) {
    if (error instanceof StuckError) return error.message;
    throw error;
  }
}

/** Prints every pipeline as it stands. */
function printPicture(rehearsal: Rehearsal, { print, colours, width }: AutoOptions): void {
  const { pipelines, now } = snapshotOf(rehearsal);
  print("");
  for (const view of pipelines) {
    for (const line of picture(view, { width, colours, now })) print(line);
  }
  print("");
}

async function settle(
  rehearsal: Rehearsal,
  approval: PendingApproval,
  options: AutoOptions,
  progress: Progress,
): Promise<void> {
  const isFirst = progress.first === undefined;
  progress.first ??= approval.request;
  introduce(approval, options);
  const message = showMessage(rehearsal, approval.request, progress.slack);
  if (message === undefined && belongsInSlack(rehearsal, approval)) {
    const { stageName, actionName } = approval.request;
    progress.problems.push(`${stageName} / ${actionName} is not shown in Slack.`);
    return;
  }
  const mistake = message === undefined ? misdirected(rehearsal, approval.request) : undefined;
  if (mistake !== undefined) {
    progress.problems.push(mistake);
    return;
  }
  await tryWrongPerson(rehearsal, approval, options, progress);
  if (message !== undefined) await tryWrongUser(rehearsal, message, progress.slack);
  if (isFirst && options.script === "timeout") return letExpire(rehearsal, approval, options);
  const status = isFirst && options.script === "reject" ? "Rejected" : "Approved";
  if (message !== undefined) {
    return decideAsNamed(rehearsal, message, status, progress.slack);
  }
  await decide(rehearsal, approval, status, options, progress);
}

function introduce(approval: PendingApproval, options: AutoOptions): void {
  const { request, people, deliveries, left } = approval;
  const { print, colours } = options;
  print(paint(colours, "Waiting", `⏳ ${clean(`${request.stageName} / ${request.actionName}`)}`));
  const [first, ...others] = cleanLines(request.customData ?? "");
  if (first !== "") print(`  customData: ${first}`);
  for (const line of others) print(`              ${line}`);
  if (request.externalEntityLink) print(`  link: ${clean(request.externalEntityLink)}`);
  if (left !== undefined) print(`  ${answerText(left)}`);
  print(`  expires: ${moment(request.expires)}`);
  print(`  may decide: ${clean(allowedNames(people).join(", ") || "nobody")}`);
  for (const line of notified(request, deliveries, process.cwd())) print(`  notified: ${line}`);
}

async function tryWrongPerson(
  rehearsal: Rehearsal,
  { request, people }: PendingApproval,
  { print }: AutoOptions,
  { problems }: Progress,
): Promise<void> {
  const wrong = wrongPerson(people);
  const gate = `${request.stageName} / ${request.actionName}`;
  if (wrong === undefined) {
    problems.push(`Everybody may decide ${gate}, so nobody could be shown to be refused.`);
    return;
  }
  const { profile } = wrong.key;
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, "Approved", "Not mine to approve.");
  if (answer.kind === "refused" && answer.code === "AccessDeniedException") {
    print(clean(`  ${profile} tries to approve and is refused: ${answer.code}: ${answer.message}`));
  } else {
    const got = answer.kind === "accepted" ? "was accepted" : `got ${answer.code}`;
    problems.push(`${profile} may not decide ${gate}, but ${got}.`);
  }
}

async function decide(
  rehearsal: Rehearsal,
  { request, people }: PendingApproval,
  status: ApprovalStatus,
  { print, colours }: AutoOptions,
  { problems }: Progress,
): Promise<void> {
  const gate = `${request.stageName} / ${request.actionName}`;
  const person = firstAllowed(people);
  if (person === undefined) {
    problems.push(`Nobody may decide ${gate}: no policy allows it to any person.`);
    return;
  }
  const { profile } = person.key;
  const [verb, reason, state] = words[status];
  print(paint(colours, state, clean(`  ${profile} ${verb}: ${reason}`)));
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, status, reason);
  if (answer.kind === "refused") {
    problems.push(`${profile} may decide ${gate}, but got ${answer.code}: ${answer.message}`);
  }
}

function letExpire(
  { clock }: Rehearsal,
  { request }: PendingApproval,
  { print, colours }: AutoOptions,
): void {
  print(
    paint(colours, "Failed", `  nobody decides; the clock moves past ${moment(request.expires)}`),
  );
  clock.advance(request.expires.getTime() - clock.now().getTime() + minute);
}
