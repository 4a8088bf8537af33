/** A use of a break-glass role that mallory made, and who may review it. */
import type { BypassEvent } from "../../../../functions/domain/bypass/bypass-event";
import * as judge from "../../../../functions/domain/bypass/judge";
import { reviewerKey } from "../../../../contract/records";
import { decidedRun, glassGate, session } from "./fixtures";

const run = decidedRun(session("orders-glass", "mallory"));
const pipeline = { pipelineName: "orders", gates: [glassGate] };

export const use: BypassEvent = judge.decision(run, glassGate, pipeline, {
  ...{ via: "codepipeline", now: "2026-11-22T21:00:00.000Z" },
})!;

export const ann = { channel: "iam", id: "user/ann", displayName: "ann" } as const;

export const byUser = (name: string, action = glassGate.action): string =>
  reviewerKey(action, "user", name);
export const bySession = (id: string, action = glassGate.action): string =>
  reviewerKey(action, "session", id);
