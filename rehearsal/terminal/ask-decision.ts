/** The questions about one request: who are you, approve or reject, why. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { Rehearsal } from "../session";
import { type Actor, actorsOf } from "./actors";
import { askCommit, commitChoices } from "./ask-commit";
import type { Asking, Kept, Outcome } from "./asking";
import type { PendingApproval } from "../screen/card";
import { decide } from "./decide";
import { maxSummaryLength } from "../screen/decision";
import { type Choice, UnansweredError } from "./prompts";
import { clean } from "../screen/text";
import { watchChange } from "./watch-change";

type Answer = ApprovalStatus | "person" | "commit" | "later" | "stop";

/** Asks about one request. A question that somebody else answers meanwhile goes away, and says so. */
export async function askDecision(
  asking: Asking,
  approval: PendingApproval,
  kept: Kept,
): Promise<Outcome> {
  const { rehearsal, tell, stop } = asking;
  const { request } = approval;
  const isPending = () => rehearsal.engine.pending().some(({ token }) => token === request.token);
  const watch = watchChange(rehearsal.engine, isPending, stop);
  try {
    return await askAbout(asking, approval, kept, watch.signal);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    if (error.why === "back") return "goOn";
    if (error.why !== "withdrawn") throw error;
    if (!stop.aborted) tell(`The question is withdrawn: ${endOf(rehearsal, request)}`);
    return "goOn";
  } finally {
    watch.close();
  }
}

async function askAbout(
  asking: Asking,
  approval: PendingApproval,
  kept: Kept,
  withdrawn: AbortSignal,
): Promise<Outcome> {
  const { rehearsal, prompts, tell } = asking;
  const { request } = approval;
  const actors = actorsOf(approval);
  const actor = actors.find(({ profile }) => profile === kept.profile);
  if (actor === undefined && actors.length > 0) {
    kept.profile = await askPerson(asking, actors, withdrawn);
    return "goOn";
  }
  if (actor === undefined) tell("Nobody can decide: the program made no users and no roles.");
  const answer = await prompts.choose(
    `${gateOf(request)}: what now${actor === undefined ? "" : `, ${actor.name}`}?`,
    choices(rehearsal, actor),
    withdrawn,
  );
  switch (answer) {
    case "person":
      kept.profile = await askPerson(asking, actors, withdrawn);
      return "goOn";
    case "commit":
      await askCommit(asking, withdrawn);
      return "goOn";
    case "later":
    case "stop":
      return answer;
    case "Approved":
    case "Rejected":
      await askReason(asking, request, answer, actor!, withdrawn);
      return "goOn";
  }
}

function choices(rehearsal: Rehearsal, actor: Actor | undefined): Choice<Answer>[] {
  const decisions: Choice<Answer>[] =
    actor === undefined
      ? []
      : [
          { name: "Approve", value: "Approved" },
          { name: "Reject", value: "Rejected" },
          { name: "Be somebody else", value: "person" },
        ];
  return [
    ...decisions,
    ...(commitChoices(rehearsal).length > 0
      ? [{ name: "Make a new commit", value: "commit" as const }]
      : []),
    { name: "Later", value: "later" },
    { name: "Stop the rehearsal", value: "stop" },
  ];
}

function askPerson(
  { prompts }: Asking,
  actors: readonly Actor[],
  withdrawn: AbortSignal,
): Promise<string> {
  const people = actors.map(({ label, profile }) => ({ name: label, value: profile }));
  return prompts.choose("Who are you?", people, withdrawn);
}

async function askReason(
  { rehearsal, prompts, tell }: Asking,
  request: ApprovalRequest,
  status: ApprovalStatus,
  { profile, name }: Actor,
  withdrawn: AbortSignal,
): Promise<void> {
  const isRejection = status === "Rejected";
  const verb = isRejection ? "Reject" : "Approve";
  const text = await prompts.write(
    `${verb} as ${name}. Why? (${isRejection ? "required" : "may be empty"}; Esc goes back)`,
    (typed) => reasonProblem(clean(typed).trim(), isRejection),
    withdrawn,
  );
  await decide(rehearsal, { request, profile, status, summary: clean(text).trim() }, tell);
}

function reasonProblem(reason: string, isRejection: boolean): string | undefined {
  if (isRejection && reason === "") {
    return "A rejection needs a reason: it is all that its author gets to read.";
  }
  const { length } = reason;
  return length <= maxSummaryLength
    ? undefined
    : `A reason has at most ${maxSummaryLength} characters, got: ${length}.`;
}

function gateOf({ stageName, actionName }: ApprovalRequest): string {
  return clean(`${stageName} / ${actionName}`);
}

const ends: Readonly<Record<string, string>> = {
  Succeeded: "was approved elsewhere",
  Failed: "was rejected elsewhere",
  Abandoned: "was abandoned: its execution was stopped or superseded",
};

/** How a request ended that nobody decided here. */
function endOf({ engine }: Rehearsal, request: ApprovalRequest): string {
  const action = engine
    .actionExecutions(request.pipelineName)
    .find(({ actionExecutionId }) => actionExecutionId === request.actionExecutionId);
  const { errorDetails, externalExecutionSummary } = action?.output?.executionResult ?? {};
  if (errorDetails?.code === "ApprovalTimedOut") {
    return `${gateOf(request)} expired: nobody decided in time.`;
  }
  const end = ends[action?.status ?? ""] ?? "does not wait any more";
  const why = externalExecutionSummary ? `: ${externalExecutionSummary}` : ".";
  return clean(`${gateOf(request)} ${end}${why}`);
}
