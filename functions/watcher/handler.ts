/** Closes in Slack what ended elsewhere: in the console, by the CLI, by time, by a stop. */
import { describe } from "../adapters/log";
import { SlackError } from "../adapters/slack-api";
import { MalformedError } from "../domain/errors";
import { type ActionEnd, parseActionEvent } from "../domain/events";
import type { Clock, GateStore, Log, Pipelines, RequestStore, SlackApi } from "../domain/ports";
import { isOpen, settle } from "../domain/transitions";
import type { ActionKey, ApprovalRequest, GateSettings } from "../domain/types";
import { announce } from "../shared/announce";
import { update } from "../shared/update";

export interface Ports {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe">;
  readonly slack: Pick<SlackApi, "updateMessage">;
  readonly log: Log;
  readonly clock: Clock;
}

/** Milliseconds; shorter than Lambda's three tries together take. */
const longestLag = 120_000;

/** A token has 36 characters: more of what stands in its place says no more. */
const longestToken = 100;

export type Handler = (event: unknown) => Promise<void>;

/**
 * The event names no token, so every request of the action that is not settled is looked up in
 * CodePipeline, whose word counts; the event only says when to look.
 */
export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const end = parseActionEvent(event);
    if (end === undefined) return;
    const settings = await ports.gates.read(end.action);
    if (settings === undefined) return;
    const { requests, unreadable } = await ports.requests.unsettled(end.action);
    const failures: unknown[] = unreadable.map((token) => unread(end.action, token, ports));
    for (const request of requests) {
      try {
        await close(request, end, settings, ports);
      } catch (error) {
        const { action, token } = request;
        const remedy = error instanceof SlackError ? error.remedy : undefined;
        const about = { action, token, ...describe(error), remedy };
        ports.log.error("A request could not be closed.", about);
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw new Error(`${failures.length} requests of ${end.action} could not be closed.`, {
        cause: failures[0],
      });
    }
  };
}

/**
 * Only the functions write the table, so the alarm has to ring for what they did not write. The log
 * has what is needed to find it, and none of what it says.
 */
function unread(action: ActionKey, token: string, { log }: Ports): MalformedError {
  log.error("A stored request cannot be read.", {
    ...{ action, token: token.slice(0, longestToken) },
    remedy: "Find out who wrote it, and delete it from the table of requests.",
  });
  return new MalformedError("A stored request cannot be read.");
}

async function close(
  request: ApprovalRequest,
  end: ActionEnd,
  settings: GateSettings,
  ports: Ports,
): Promise<void> {
  const current = isOpen(request) ? await settled(request, end, settings, ports) : request;
  await announce(current, settings, ports);
}

async function settled(
  request: ApprovalRequest,
  end: ActionEnd,
  settings: GateSettings,
  { pipelines, requests, log, clock }: Ports,
): Promise<ApprovalRequest> {
  const { action, token } = request;
  const pipelineExecutionId = request.pipelineExecutionId ?? end.pipelineExecutionId;
  const seen = await pipelines.observe(settings, request, { pipelineExecutionId });
  if (seen === undefined) {
    log.warn("CodePipeline does not know the request.", { action, token, state: end.state });
    return request;
  }
  if (seen.status === "InProgress") {
    // What the API answers may lag behind the event: then it is looked up again in a minute.
    if (seen.pipelineExecutionId !== end.pipelineExecutionId) return request;
    // Nothing lags so long: the stage was retried, and this token is a newer one.
    if (clock.now().getTime() - Date.parse(end.at ?? "") > longestLag) return request;
    throw new Error("CodePipeline does not show the end of the action yet.");
  }
  log.info("The request ended outside Slack.", { action, token, state: end.state });
  return update(requests, request, (current) => settle(current, seen, clock.now()));
}
