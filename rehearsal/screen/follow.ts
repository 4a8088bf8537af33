/** Tells what happens in a rehearsal, a line an event, cleaned for the terminal. */
import type { PutApprovalResultInput } from "@aws-sdk/client-codepipeline";
import type { Call } from "../aws/api/calls";
import type { Change } from "../aws/cloudwatch/index";
import type { Invocation } from "../aws/lambda/index";
import type { Delivery } from "../aws/sns/index";
import type { BusEvent, LogLine } from "../aws/codepipeline/index";
import type { Rehearsal } from "../session";
import { type AutomaticAnswer, answerText } from "./automatic";
import { deliveryText } from "./card";
import { glyph, type State } from "./marks";
import { clean } from "./text";

const ends: Readonly<Record<string, State>> = {
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  ABANDONED: "Abandoned",
  STOPPED: "Stopped",
  SUPERSEDED: "Superseded",
  CANCELED: "Cancelled",
};

const actionChange = "CodePipeline Action Execution State Change";
const pipelineChange = "CodePipeline Pipeline Execution State Change";

/** Subscribes `tell` to everything, API calls too if wanted; files are named from `folder`. */
export function follow(
  { engine, account, endpoint, automatic }: Rehearsal,
  tell: (line: string) => void,
  { calls, folder }: { calls: boolean; folder: string },
): void {
  const say = (line: string | undefined): void => {
    if (line !== undefined) tell(clean(line));
  };
  engine.on("event", (event) => say(eventLine(event)));
  engine.on("log", (line) => say(logLine(line)));
  account.topics.on("delivery", (delivery: Delivery) => say(`  ${deliveryText(delivery, folder)}`));
  account.functions.events.on("invocation", (run) => say(invocationLine(run, { calls })));
  account.functions.events.on("warning", (text) => say(`  Lost: ${text}`));
  automatic.on("answer", (answer) => say(answerLine(answer)));
  const { events: alarms } = account.stores.alarms;
  alarms.on("change", (change) => say(alarmLine(change)));
  alarms.on("lost", (text) => say(`  Lost: ${text}`));
  if (calls) endpoint.on("call", (call) => say(callLine(call)));
}

/** A run of a function: each where they are wanted, else only one that failed. */
export function invocationLine(
  { functionName, error, attempt }: Invocation,
  { calls }: { calls: boolean },
): string | undefined {
  if (error !== undefined) return `✗ function ${functionName}, try ${attempt}: ${error}`;
  return calls ? `  function ${functionName} ran` : undefined;
}

/** What was decided without people, or left to them. */
export function answerLine(answer: AutomaticAnswer): string {
  return `  ${answer.stageName} / ${answer.actionName}: ${answerText(answer)}`;
}

/** An alarm that rings, or does so no more; how it began is nobody's news. */
export function alarmLine({ alarm, previous }: Change): string | undefined {
  const { settings, state } = alarm;
  if (state.value === "ALARM")
    return `${glyph("Failed")} alarm ${settings.name} rings: ${state.reason}`;
  if (previous.value !== "ALARM") return undefined;
  const how = state.value === "OK" ? "is quiet again" : "has no data any more";
  return `${glyph("Succeeded")} alarm ${settings.name} ${how}`;
}

/** The end of an action or of an execution; beginnings show in the picture. */
export function eventLine(event: BusEvent): string | undefined {
  const { pipeline, stage, action, state } = event.detail as Record<string, string>;
  const end = ends[state];
  if (end === undefined) return undefined;
  const word = end.toLowerCase();
  if (event["detail-type"] === actionChange) {
    const result = event.detail["execution-result"] as Record<string, string> | undefined;
    const summary = result?.["external-execution-summary"];
    if (result?.["error-code"] === "ApprovalTimedOut") {
      return `${glyph(end)} ${stage} / ${action} expired: nobody decided in time`;
    }
    const why = end === "Failed" && summary !== undefined ? `: ${summary}` : "";
    return `${glyph(end)} ${stage} / ${action} ${word}${why}`;
  }
  if (event["detail-type"] === pipelineChange) return `${glyph(end)} ${pipeline} ${word}`;
  return undefined;
}

/** One line that an action printed. */
export function logLine({ stageName, actionName, line }: LogLine): string | undefined {
  return clean(line).trim() === "" ? undefined : `  ${stageName} / ${actionName} | ${line}`;
}

/** A call that changed something, or was refused. */
export function callLine({ principal, action, error, input }: Call): string | undefined {
  // What functions say to tables and secrets would drown what people do.
  if (error === undefined && !/^(codepipeline|sts):/.test(action)) return undefined;
  const who = principal?.arn.split(":").pop() ?? "somebody unknown";
  const what = action.split(":").pop()!;
  if (error !== undefined) return `✗ ${what} by ${who} refused: ${error.code}`;
  if (/^(Get|List)/.test(what)) return undefined;
  const { status } = (input as PutApprovalResultInput | undefined)?.result ?? {};
  return `✓ ${what} by ${who}${status === undefined ? "" : `: ${status}`}`;
}
