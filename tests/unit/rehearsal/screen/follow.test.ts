import * as assert from "node:assert/strict";
import type { Change } from "../../../../rehearsal/aws/cloudwatch";
import type { BusEvent } from "../../../../rehearsal/aws/codepipeline/types";
import { ServiceError } from "../../../../rehearsal/errors";
import type { AutomaticAnswer } from "../../../../rehearsal/screen/automatic";
import {
  alarmLine,
  answerLine,
  callLine,
  eventLine,
  logLine,
} from "../../../../rehearsal/screen/follow";
import { createActivityLog } from "../../../../rehearsal/screen/activity-log";
import { person } from "../terminal/support/plain";

const event = (level: string, detail: Record<string, unknown>) =>
  ({ "detail-type": `CodePipeline ${level} Execution State Change`, detail }) as BusEvent;

describe("eventLine", () => {
  it("tells the end of an action", () => {
    const detail = { pipeline: "web", stage: "S", action: "a", state: "SUCCEEDED" };
    assert.equal(eventLine(event("Action", detail)), "✓ S / a succeeded");
  });

  it("tells why an action failed", () => {
    const result = { "external-execution-summary": "No space left." };
    const detail = { stage: "S", action: "a", state: "FAILED", "execution-result": result };
    assert.equal(eventLine(event("Action", detail)), "✗ S / a failed: No space left.");
  });

  it("tells an expiry from a rejection", () => {
    const result = { "error-code": "ApprovalTimedOut" };
    const detail = { stage: "S", action: "a", state: "FAILED", "execution-result": result };
    assert.equal(eventLine(event("Action", detail)), "✗ S / a expired: nobody decided in time");
  });

  it("bears a failure without a result", () => {
    const detail = { stage: "S", action: "a", state: "FAILED" };
    assert.equal(eventLine(event("Action", detail)), "✗ S / a failed");
  });

  it("tells the end of an execution", () => {
    const detail = { pipeline: "web", state: "SUPERSEDED" };
    assert.equal(eventLine(event("Pipeline", detail)), "» web superseded");
  });

  it("says nothing of beginnings and of stages", () => {
    assert.equal(eventLine(event("Action", { state: "STARTED" })), undefined);
    assert.equal(eventLine(event("Stage", { state: "FAILED" })), undefined);
  });
});

describe("answerLine", () => {
  it("tells what no person decided, and why", () => {
    const of = { pipelineName: "web", stageName: "S", actionName: "a" };
    const answer: AutomaticAnswer = { ...of, by: "judge", reason: "Settings.", end: "Rejected" };
    assert.equal(answerLine(answer), "  S / a: Rejected automatically by judge: Settings.");
  });
});

describe("alarmLine", () => {
  const line = (from: string, to: string) =>
    alarmLine({
      alarm: { settings: { name: "stuck" }, state: { value: to, reason: "3 were greater." } },
      previous: { value: from },
    } as unknown as Change);

  for (const [from, to, said] of [
    ["OK", "ALARM", "✗ alarm stuck rings: 3 were greater."],
    ["INSUFFICIENT_DATA", "ALARM", "✗ alarm stuck rings: 3 were greater."],
    ["ALARM", "OK", "✓ alarm stuck is quiet again"],
    ["ALARM", "INSUFFICIENT_DATA", "✓ alarm stuck has no data any more"],
    ["INSUFFICIENT_DATA", "OK", undefined],
    ["OK", "INSUFFICIENT_DATA", undefined],
  ]) {
    it(`tells ${from} to ${to}`, () => assert.equal(line(from!, to!), said));
  }
});

describe("logLine", () => {
  const line = { pipelineName: "web", stageName: "S", actionName: "a" };

  it("names stage and action", () => {
    assert.equal(logLine({ ...line, line: "done" }), "  S / a | done");
  });

  it("leaves out empty lines", () => {
    assert.equal(logLine({ ...line, line: " \u001b[0m" }), undefined);
  });
});

describe("callLine", () => {
  const { principal } = person("qa").key;
  const call = { principal, action: "codepipeline:GetPipeline", resource: "", allowed: true };

  it("says nothing of reading", () => assert.equal(callLine(call), undefined));

  it("tells what changed something", () => {
    const stop = { ...call, action: "codepipeline:StopPipelineExecution", input: {} };
    assert.equal(callLine(stop), "✓ StopPipelineExecution by user/qa");
  });

  it("tells refusals of anything by anybody", () => {
    const error = new ServiceError("UnrecognizedClientException", "");
    const refused = { ...call, principal: undefined, allowed: false, error };
    assert.equal(
      callLine(refused),
      "✗ GetPipeline by somebody unknown refused: UnrecognizedClientException",
    );
  });
});

describe("createActivityLog", () => {
  it("keeps the last lines and tells its listener", () => {
    const log = createActivityLog(2);
    let heard = 0;
    log.tell("a");
    log.listen(() => (heard += 1));
    log.tell("b");
    log.tell("c");
    assert.deepEqual(log.lines, ["b", "c"]);
    assert.equal(heard, 2);
  });
});
