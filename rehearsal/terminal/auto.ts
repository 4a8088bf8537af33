/** The rehearsal without a person: a script decides, line by line, through the real API. */
import type { Colors } from "picocolors/types";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { SlackActs } from "../report/approvals";
import type { Rehearsal } from "../session";
import {
  belongsInSlack,
  ends,
  showMessage,
  type SlackScript,
  tryWrongUser,
  untruths,
} from "./auto-slack";
import { decideInConsole, introduce, letExpire, tryWrongPerson } from "./auto-console";
import { endInSystems, type SystemsScript, ticketLines, workInSystems } from "./auto-systems";
import { decideAsAsked, voteAsScripted } from "./auto-votes";
import { endsAs, inSystems, unexpected } from "./expected";
import type { PendingApproval } from "../screen/card";
import { misdirected } from "./named";
import { gateOf, waits } from "./pending";
import { Deadline, type Limits } from "./deadline";
import { picture } from "./picture";
import { patience, waitUntilIdle, StuckError } from "./wait-until-idle";
import { snapshotOf } from "../screen/snapshot";
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
  readonly systems: SystemsScript;
}

/** Plays the script to its end, or until nothing moves any more, and answers how it went. */
export async function playScript(rehearsal: Rehearsal, options: AutoOptions): Promise<Ending> {
  const problems: string[] = [];
  const { print, acts } = options;
  const slack: SlackScript = { print, problems, acts, seen: new Map() };
  const deadline = new Deadline(rehearsal.clock, options.limits);
  const untilIdle = () => stuckness(rehearsal, options.patience ?? patience, deadline);
  const systems: SystemsScript = { print, problems, done: new Set(), settle: untilIdle };
  const progress: Progress = { problems, slack, systems };
  for (;;) {
    const stuck = await untilIdle();
    printPicture(rehearsal, options);
    if (stuck !== undefined) progress.problems.push(stuck);
    const { approvals } = snapshotOf(rehearsal);
    if (approvals.length === 0 || progress.problems.length > 0) break;
    if (options.script === "sla") {
      const late = await letSlaPass(rehearsal, { print, settle: untilIdle });
      if (late !== undefined) progress.problems.push(late);
    }
    for (const approval of approvals) {
      // The one before it may have ended this one too.
      if (waits(rehearsal.engine, approval.request))
        await settle(rehearsal, approval, options, progress);
    }
  }
  await endInSystems(rehearsal, systems);
  deadline.clear();
  // The minute that runs has not ended yet: what it says of alarms is seen all the same.
  const { functions, stores } = rehearsal.account;
  if (functions.busy() === 0) await stores.alarms.evaluate();
  for (const line of [...ends(rehearsal, slack), ...ticketLines(rehearsal)]) print(line);
  problems.push(...untruths(rehearsal, slack), ...wrongRights(rehearsal));
  problems.push(...((await rehearsal.types?.problems()) ?? []));
  const { automatic, problem } = alone(rehearsal);
  if (problem !== undefined) problems.push(problem);
  const decidedInSystems = inSystems(rehearsal);
  const more = options.script === "sla" ? await operated(rehearsal, print) : undefined;
  problems.push(...(more?.problems ?? []));
  const script = endsAs(options.script, rehearsal.script);
  const end = ending(rehearsal.engine, script, progress.first, problems);
  return {
    ...end,
    problems: [...end.problems, ...unexpected(rehearsal.script, end.counts, decidedInSystems)],
    ...(more && { operated: more.operated }),
    automatic,
    inSystems: decidedInSystems,
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
    progress.problems.push(`${gateOf(approval.request)} is not shown in Slack.`);
    return;
  }
  const mistake = message === undefined ? misdirected(rehearsal, approval.request) : undefined;
  if (mistake !== undefined) {
    progress.problems.push(mistake);
    return;
  }
  await tryWrongPerson(rehearsal, approval, options, progress);
  const { request } = approval;
  if (message !== undefined) await tryWrongUser(rehearsal, request, message, progress.slack);
  const goesOn = await workInSystems(rehearsal, request, progress.systems);
  if (!goesOn || !waits(rehearsal.engine, request)) return;
  if (message !== undefined) {
    const areCast = await voteAsScripted(rehearsal, request, message, progress.slack);
    if (!areCast || !waits(rehearsal.engine, request)) return;
  }
  if (isFirst && options.script === "timeout") return letExpire(rehearsal, approval, options);
  const status = isFirst && options.script === "reject" ? "Rejected" : "Approved";
  if (message !== undefined && rehearsal.script?.decide !== "console") {
    return decideAsAsked(rehearsal, request, message, status, progress.slack);
  }
  await decideInConsole(rehearsal, approval, status, options, progress);
}
