/** What a gate's automaticDecision says to a request, as everything stands at this moment. */
import { describe } from "../../adapters/log";
import { actorOf, type AutomaticGate } from "../../domain/automatic/actor";
import { ask, type AutomaticAnswer, readAnswer } from "../../domain/automatic/answer";
import { questionOf } from "../../domain/automatic/question";
import { peopleAsked } from "../../domain/automatic/rejected";
import { compare } from "../../domain/automatic/when";
import type { DecisionHistory, GateFunctions, Log, ReleaseFacts } from "../../domain/ports";
import type { ApprovalRequest, Release } from "../../domain/types";

export interface AnswerPorts {
  readonly releases: ReleaseFacts;
  readonly history: DecisionHistory;
  readonly functions: GateFunctions;
  readonly log: Log;
}

/** Whatever cannot be read or asked leaves it to people; a table that fails is tried again. */
export async function answerTo(
  request: ApprovalRequest,
  settings: AutomaticGate,
  ports: AnswerPorts,
): Promise<AutomaticAnswer> {
  const release = await releaseOf(request, settings, ports);
  const { pipelineExecutionId } = request;
  if (release === undefined || pipelineExecutionId === undefined) {
    return ask("what is to be released could not be read");
  }
  const before = await historyOf(request, release, ports);
  if ("why" in before) return ask(before.why);
  const { functionArn, when = [] } = settings.automaticDecision;
  if (functionArn === undefined) return compare(when, release);
  const question = questionOf({ ...request, pipelineExecutionId }, release, before.requests);
  const person = actorOf(settings.automaticDecision);
  const answer = await ports.functions.ask(settings, functionArn, question, person);
  if (answer.kind === "failed") return ask(answer.why);
  // While the function thought, somebody may have rejected the same revision.
  const since = await historyOf(request, release, ports);
  return "why" in since ? ask(since.why) : readAnswer(answer.payload);
}

/** What was decided before, or why people have to decide. */
async function historyOf(
  request: ApprovalRequest,
  release: Release,
  { history }: AnswerPorts,
): Promise<{ readonly requests: readonly ApprovalRequest[] } | { readonly why: string }> {
  const { requests, isWhole } = await history.of(request.action);
  if (!isWhole) return { why: "what was decided before could not be read whole" };
  const why = peopleAsked(release, request, requests);
  return why === undefined ? { requests } : { why };
}

async function releaseOf(
  request: ApprovalRequest,
  settings: AutomaticGate,
  { releases, log }: AnswerPorts,
): Promise<Release | undefined> {
  try {
    return await releases.read(settings, request, actorOf(settings.automaticDecision));
  } catch (error) {
    const { action, token } = request;
    log.warn("automatic_release_unread", { action, token, ...describe(error) });
    return undefined;
  }
}
