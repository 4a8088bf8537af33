/**
 * Says what bypasses a gate: a call that CloudTrail reports, a decision of which CodePipeline itself tells,
 * and what a look at the pipeline shows, which sweep asks for every hour. Each is said once, whoever saw it
 * first and however often it comes. Uses of a break-glass role are looked after until somebody has reviewed them.
 */
import { namesOfAction } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { parseCall } from "../domain/bypass/call";
import type { GatedPipeline } from "../domain/bypass/judge";
import { parseActionEvent } from "../domain/codepipeline-events";
import { MalformedError, remedyOf } from "../domain/errors";
import type { GateTable } from "../domain/ports";
import { parseSweep } from "../domain/sweep-event";
import { bypassesOfCall } from "./calls";
import { bypassesOfEnd, bypassesOfPipeline, type Found, type LookPorts } from "./look";
import { lookAfterReviews } from "./reviews";
import { tell, type TellPorts } from "./tell";

export interface Ports extends LookPorts, TellPorts {
  readonly gates: GateTable;
}

export type Handler = (event: unknown) => Promise<void>;

type Find = (pipeline: GatedPipeline, ports: LookPorts) => Promise<Found>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    // What cannot be looked at is not let pass in silence: Lambda tries again, and the queue's alarm rings.
    const failures =
      swept === undefined
        ? await failuresOf(event, ports)
        : [
            // First, for many people write reviews; those are looked after though no pipeline can be.
            ...(await sayAll(pipelinesOf(swept), bypassesOfPipeline, ports).catch(one)),
            ...(await lookAfterReviews(ports)),
          ];
    if (failures.length > 0) throw aggregate(failures, "A bypass could not be looked for or said.");
  };
}

const one = (failure: unknown): unknown[] => [failure];

const pipelinesOf = (actions: readonly string[]): string[] =>
  actions.map((action) => namesOfAction(action).pipelineName);

async function failuresOf(event: unknown, ports: Ports): Promise<unknown[]> {
  const end = parseActionEvent(event);
  if (end !== undefined) {
    return sayAll([end.pipelineName], (pipeline) => bypassesOfEnd(end, pipeline, ports), ports);
  }
  const call = parseCall(event);
  if (call === undefined) throw new MalformedError("The event is none that tells of a bypass.");
  const { operation, error, eventId, asked } = call;
  if (error !== undefined) {
    ports.log.info("call_refused", { operation, error, eventId });
    return [];
  }
  const name = asked("pipelineName") ?? asked("name") ?? asked("pipeline", "name");
  // Where CloudTrail has cut the name, it may be any; which gate rests on a role, the gates know.
  const names = name === undefined || call.service !== "codepipeline" ? undefined : [name];
  return sayAll(names, (pipeline) => bypassesOfCall(call, pipeline, ports), ports);
}

/** Of these pipelines, or of all. Answers what could not be done; each is in the log, and holds up no other. */
async function sayAll(
  names: readonly string[] | undefined,
  find: Find,
  ports: Ports,
): Promise<unknown[]> {
  const { gates, log } = ports;
  const failures: unknown[] = [];
  const attempt = async (pipelineName: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error("bypass_failed", { pipelineName, ...describe(error), remedy: remedyOf(error) });
      failures.push(error);
    }
  };
  for (const { pipelineName, readable, unreadable } of await gates.byPipeline()) {
    if (names !== undefined && !names.includes(pipelineName)) continue;
    for (const action of unreadable) {
      await attempt(pipelineName, () => Promise.reject(unread(action)));
    }
    if (readable.length === 0) continue;
    const pipeline = { pipelineName, gates: readable };
    await attempt(pipelineName, async () => {
      const { bypasses, failures: unread = [], noted } = await find(pipeline, ports);
      const before = failures.length;
      for (const one of bypasses) {
        await attempt(pipelineName, () => tell(one, pipeline.gates, ports));
      }
      if (failures.length === before) await noted?.();
      for (const one of unread) await attempt(pipelineName, () => Promise.reject(one));
    });
  }
  return failures;
}

const unread = (action: string): MalformedError =>
  new MalformedError(`The record of the gate ${action} cannot be read.`, {
    remedy: "Deploy the gate again, and find out who wrote its record.",
  });
