import type { ActionDeclaration, StageRetryMode } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import { decision, action, gate, pipeline, refuses, source, World } from "./support";

const nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff";
const check = (name: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration =>
  action(name, "Test", more);
const checked = (executionMode?: "PARALLEL") =>
  pipeline({ executionMode }, [
    ["Source", [source()]],
    ["Checks", [check("Lint"), check("Unit"), gate({ runOrder: 2 })]],
    ["Production", [gate({ name: "Final" })]],
  ]);

describe("the retry of a stage", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  const retry = (id: string, mode: StageRetryMode = "FAILED_ACTIONS", stage = "Checks"): void =>
    world.engine.retryStage("shop", stage, id, mode);
  /** Actions of the stage in the order in which they were started. */
  const runs = (): string[] =>
    world.engine
      .actionExecutions("shop")
      .reverse()
      .filter((detail) => detail.stageName === "Checks")
      .map((detail) => `${detail.actionName} ${detail.status}`);

  it("runs the failed actions again and then what follows", async () => {
    world.outcomes.set("Unit", { status: "Failed" });
    const id = await world.started(checked());
    assert.equal(world.status(id), "Failed");
    world.outcomes.delete("Unit");
    retry(id);
    await world.settled();
    assert.deepEqual(runs(), [
      "Lint Succeeded",
      "Unit Failed",
      "Unit Succeeded",
      "Approve InProgress",
    ]);
    assert.equal(world.status(id), "InProgress");
    assert.equal(world.engine.execution("shop", id).statusSummary, undefined);
  });

  it("runs all actions again when asked to", async () => {
    world.outcomes.set("Unit", { status: "Failed" });
    const id = await world.started(checked());
    world.outcomes.delete("Unit");
    retry(id, "ALL_ACTIONS");
    await world.settled();
    assert.deepEqual(runs(), [
      "Lint Succeeded",
      "Unit Failed",
      "Lint Succeeded",
      "Unit Succeeded",
      "Approve InProgress",
    ]);
  });

  it("keeps the execution, and gives a rejected approval a new action execution and token", async () => {
    const id = await world.started(checked());
    const [old] = world.engine.pending();
    await world.decide("Rejected");
    retry(id);
    await world.settled();
    const [fresh] = world.engine.pending();
    assert.equal(fresh.pipelineExecutionId, id);
    assert.notEqual(fresh.token, old.token);
    assert.notEqual(fresh.actionExecutionId, old.actionExecutionId);
    refuses("InvalidApprovalTokenException", () => world.engine.decide(decision(old), "arn:x"));
    await world.decide();
    await world.decide();
    assert.equal(world.status(id), "Succeeded");
  });

  it("counts the attempts in events and state", async () => {
    const id = await world.started(checked());
    await world.decide("Rejected");
    const before = world.events.length;
    world.clock.advance(90_000);
    retry(id);
    await world.settled();
    const [pipelineResumed, stageResumed] = world.events.slice(before);
    assert.equal(pipelineResumed.detail.state, "RESUMED");
    assert.equal(pipelineResumed.detail["pipeline-execution-attempt"], 2);
    assert.equal(stageResumed.detail.state, "RESUMED");
    assert.equal(stageResumed.detail["stage-last-retry-attempt-time"], "2026-11-22T10:01:30.000Z");
    assert.deepEqual(world.stage("Checks").retryStageMetadata, {
      manualStageRetryAttempt: 1,
      latestRetryTrigger: "ManualStageRetry",
    });
  });

  it("starts the time of an expired approval anew", async () => {
    const id = await world.started(checked());
    world.clock.advance(8 * 24 * 60 * 60_000);
    retry(id);
    await world.settled();
    const [{ requestedAt, expires }] = world.engine.pending();
    assert.equal(requestedAt.toISOString(), "2026-11-30T10:00:00.000Z");
    assert.equal(expires.toISOString(), "2026-12-07T10:00:00.000Z");
  });

  it("locks the stage again", async () => {
    const id = await world.started(checked());
    await world.decide("Rejected");
    retry(id);
    const second = await world.start();
    assert.equal(world.stage("Checks").inboundExecution!.pipelineExecutionId, second);
  });

  it("is possible for a stage that was stopped", async () => {
    const id = await world.started(checked());
    world.engine.stop("shop", id, { abandon: true, reason: "not now" });
    retry(id);
    await world.settled();
    assert.equal(world.status(id), "InProgress");
    assert.equal(world.engine.pending().length, 1);
    assert.equal(world.engine.executions("shop")[0].stopTrigger, undefined);
  });

  it("is refused when a newer execution has entered the stage", async () => {
    const first = await world.started(checked());
    await world.decide("Rejected");
    const second = await world.start();
    refuses("NotLatestPipelineExecutionException", () => retry(first), new RegExp(second));
  });

  it("is not refused for that in PARALLEL mode", async () => {
    const first = await world.started(checked("PARALLEL"));
    await world.decide("Rejected");
    await world.start();
    retry(first);
    await world.settled();
    assert.equal(world.engine.pending().length, 2);
  });

  it("is refused while the stage runs, and once it has succeeded", async () => {
    const id = await world.started(checked());
    refuses("StageNotRetryableException", () => retry(id), /is InProgress/);
    refuses("StageNotRetryableException", () => retry(id, "ALL_ACTIONS", "Source"));
    await world.decide();
    await world.decide("Rejected");
    refuses("StageNotRetryableException", () => retry(id), /is Succeeded/);
  });

  it("is refused for a stage that the execution never entered", async () => {
    const id = await world.started(checked());
    await world.decide("Rejected");
    refuses(
      "StageNotRetryableException",
      () => retry(id, "ALL_ACTIONS", "Production"),
      /never entered/,
    );
  });

  it("is refused when no action failed, unless all are to run", async () => {
    world.held.add("Lint");
    world.held.add("Unit");
    const id = await world.started(checked());
    world.engine.stop("shop", id, { abandon: false });
    world.job("Lint").settle({ status: "Succeeded" });
    world.job("Unit").settle({ status: "Succeeded" });
    await world.settled();
    assert.equal(world.status(id), "Stopped");
    refuses("StageNotRetryableException", () => retry(id), /Retry ALL_ACTIONS/);
    retry(id, "ALL_ACTIONS");
    await world.settled();
    assert.equal(world.jobs.length, 2);
  });

  it("is refused when the stages have been changed since", async () => {
    const id = await world.started(checked());
    await world.decide("Rejected");
    const changed = checked();
    changed.stages![1].actions!.pop();
    world.engine.updatePipeline(changed);
    refuses("StageNotRetryableException", () => retry(id), /has been changed/);
  });

  it("is refused for pipelines, stages, executions and modes that are not there", async () => {
    const id = await world.started(checked());
    refuses("PipelineNotFoundException", () =>
      world.engine.retryStage("nope", "Checks", id, "ALL_ACTIONS"),
    );
    refuses("StageNotFoundException", () => retry(id, "ALL_ACTIONS", "Nope"));
    refuses("PipelineExecutionNotFoundException", () => retry(nobody));
    refuses("ValidationException", () => retry(id, "SOME" as never), /SOME/);
  });
});
