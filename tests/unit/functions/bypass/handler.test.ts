import * as assert from "node:assert/strict";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { after, approve, asked, said, sign } from "./judged";
import { callOf, decidedRun, definition, endOf, iamGate, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

describe("A pipeline that was changed", () => {
  const update = callOf("UpdatePipeline", { pipeline: { name: "orders" } });
  const withoutGate = {
    ...definition,
    version: 4,
    actions: definition.actions.filter(({ name }) => name !== "approve"),
  };

  it("is read: what CloudTrail tells of the change may be cut", async () => {
    const world = new BypassWorld();
    await world.sweep();
    world.definition = withoutGate;
    await world.run(callOf("UpdatePipeline", { omitted: true }));
    assert.deepEqual(said(world), [`GateRemoved ${approve} mallory`]);
    await world.run(update);
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is seen by sweep where nobody tells of it, and said once", async () => {
    const world = new BypassWorld();
    await world.sweep();
    world.definition = withoutGate;
    await world.sweep();
    assert.deepEqual(said(world), [`GateRemoved ${approve} undefined`]);
    await world.run(update);
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is not said where nothing of its gates is another", async () => {
    const world = await after(update);
    world.definition = { ...definition, version: 4 };
    await world.run(update);
    await world.sweep();
    assert.deepEqual(said(world), []);
  });

  it("is said where it is gone", async () => {
    const gone = (world: BypassWorld): void => {
      world.definition = undefined;
      world.gone = new UnknownPipelineError("gone");
    };
    const told = await after(callOf("DeletePipeline", { name: "orders" }), gone);
    assert.deepEqual(said(told), [`GateRemoved ${approve} ${sign} mallory`]);
    const world = new BypassWorld();
    await world.sweep();
    gone(world);
    await world.sweep();
    await world.sweep();
    assert.deepEqual(said(world), [`GateRemoved ${approve} ${sign} undefined`]);
    assert.equal(world.bus[0].operation, "DeletePipeline");
  });

  it("is not said where it was never there: a gate may be deployed before its pipeline", async () => {
    const world = new BypassWorld();
    world.definition = undefined;
    world.gone = new UnknownPipelineError("not yet");
    await world.sweep();
    assert.deepEqual(said(world), []);
    assert.equal(world.logged("bypass_failed").length, 0);
  });

  it("is tried again where it cannot be read", async () => {
    const world = new BypassWorld();
    world.definition = undefined;
    world.gone = new Error("throttled");
    await assert.rejects(world.run(update));
  });
});

describe("Gates that do not let the hub look", () => {
  const { native: _, ...older } = slackGate;
  const unwatched = (world: BypassWorld): void => void (world.gates = [older]);

  it("are in the log when sweep comes to them, or an approval ends", async () => {
    for (const event of [sweepOf([approve]), endOf("SUCCEEDED")]) {
      const world = await after(event, unwatched);
      assert.deepEqual(said(world), []);
      assert.equal(world.logged("pipeline_unwatched").length, 1);
    }
  });

  it("are judged by the call alone, and against whoever made it", async () => {
    const calls: [operation: string, asked: object, kind: string][] = [
      ["PutApprovalResult", { ...asked, actionName: "approve" }, "DecidedOutside"],
      ["UpdatePipeline", { pipeline: { name: "orders" } }, "GateWeakened"],
      ["StopPipelineExecution", { ...asked, pipelineExecutionId: "one" }, "ExecutionStopped"],
      ["DisableStageTransition", asked, "TransitionDisabled"],
    ];
    for (const [operation, sent, kind] of calls) {
      const world = await after(callOf(operation, sent), unwatched);
      assert.deepEqual(said(world), [`${kind} ${approve} mallory`]);
    }
    const run = { ...asked, actionName: "approve" };
    const decided = await after(callOf("PutApprovalResult", run), unwatched);
    assert.match(decided.bus[0].what, /its record does not say who decides through IAM/);
  });

  it("are looked at with the role of another gate of the pipeline", async () => {
    const world = new BypassWorld();
    world.gates = [older, iamGate];
    world.runs.push(decidedRun(user("mallory")));
    await world.sweep();
    assert.deepEqual(said(world), [`DecidedOutside ${approve} mallory`]);
  });
});

describe("What cannot be read", () => {
  it("is an event that tells of nothing: it is kept for a person", async () => {
    const world = new BypassWorld();
    for (const event of [{}, null, callOf("GetPipeline")]) {
      await assert.rejects(world.run(event), { name: "MalformedError" });
    }
  });

  it("is the record of a gate: it fails the run, after the other gates were looked at", async () => {
    const world = new BypassWorld();
    world.unreadable = ["orders/production/other", "books/production/approve"];
    world.runs.push(decidedRun(user("mallory")));
    await assert.rejects(world.run(endOf("SUCCEEDED")), { name: "FinalError" });
    assert.equal(world.bus.length, 1);
    const [line] = world.logged("bypass_failed");
    assert.match(String(line.fields?.reason), /orders\/production\/other cannot be read/);
  });

  it("holds up no other pipeline of a sweep", async () => {
    const world = new BypassWorld();
    world.unreadable = ["books/production/approve"];
    world.runs.push(decidedRun(user("mallory")));
    // Not in silence: Lambda tries again, and then the queue's alarm rings.
    const swept = world.run(sweepOf(["books/production/approve", approve]));
    await assert.rejects(swept, { name: "FinalError" });
    assert.equal(world.bus.length, 1);
    assert.equal(world.logged("bypass_failed").length, 1);
  });
});
