import * as assert from "node:assert/strict";
import { deploy, gate, pipeline, refuses, source, World } from "./support";

describe("stopping an execution", () => {
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = new World();
    id = await world.started();
  });
  afterEach(() => world.clock.stop());

  const stop = (abandon: boolean, reason?: string, execution = id): void =>
    world.engine.stop("shop", execution, { abandon, reason });
  const openToken = (): string => world.engine.pending()[0].token;
  const decide = (token: string) =>
    world.engine.decide(
      {
        pipelineName: "shop",
        stageName: "Gate",
        actionName: "Approve",
        token,
        status: "Approved",
        summary: "",
      },
      "arn:x",
    );

  it("by abandoning ends it at once, and its approval", () => {
    const token = openToken();
    const before = world.trace().length;
    stop(true, "wrong commit");
    assert.equal(world.status(id), "Stopped");
    assert.equal(world.stage("Gate").latestExecution!.status, "Stopped");
    assert.equal(world.stage("Gate").actionStates![0].latestExecution!.status, "Abandoned");
    assert.deepEqual(world.engine.pending(), []);
    refuses("InvalidApprovalTokenException", () => decide(token));
    assert.deepEqual(world.trace().slice(before), [
      "Pipeline:shop:STOPPING",
      "Stage:Gate:STOPPING",
      "Action:Approve:ABANDONED",
      "Stage:Gate:STOPPED",
      "Pipeline:shop:STOPPED",
    ]);
  });

  it("keeps the reason", () => {
    stop(true, "wrong commit");
    const [summary] = world.engine.executions("shop");
    assert.deepEqual(summary.stopTrigger, { reason: "wrong commit" });
    assert.equal(summary.statusSummary, "wrong commit");
    const stopping = world.events.find((event) => event.detail.state === "STOPPING");
    assert.equal(stopping!.detail["stop-execution-comments"], "wrong commit");
  });

  it("by abandoning never lets the approval's time run out", () => {
    stop(true);
    const count = world.events.length;
    assert.equal(world.timers, 0);
    world.clock.advance(30 * 24 * 60 * 60_000);
    assert.equal(world.events.length, count);
  });

  it("by waiting leaves the approval open, and ends after its decision", async () => {
    stop(false);
    assert.equal(world.status(id), "Stopping");
    assert.equal(world.stage("Gate").latestExecution!.status, "Stopping");
    assert.equal(world.engine.pending().length, 1);
    await world.decide("Approved");
    assert.equal(world.status(id), "Stopped");
    assert.equal(world.stage("Production").latestExecution, undefined);
  });

  it("by waiting ends when the approval expires", () => {
    stop(false);
    world.clock.advance(7 * 24 * 60 * 60_000);
    assert.equal(world.status(id), "Stopped");
  });

  it("may go from waiting to abandoning, without repeating STOPPING", () => {
    stop(false);
    stop(true);
    assert.equal(world.status(id), "Stopped");
    assert.equal(world.trace().filter((line) => line.endsWith(":STOPPING")).length, 2);
  });

  it("is refused when it is already waiting", () => {
    stop(false);
    refuses("DuplicatedStopRequestException", () => stop(false), /--abandon/);
  });

  it("is refused when the execution is over", async () => {
    await world.decide();
    refuses("PipelineExecutionNotStoppableException", () => stop(true), /is Succeeded/);
    const second = await world.start();
    stop(true, undefined, second);
    refuses("PipelineExecutionNotStoppableException", () => stop(true, undefined, second));
  });

  it("is refused for executions and pipelines that are not there", () => {
    const nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff";
    refuses("PipelineExecutionNotFoundException", () => stop(true, "", nobody));
    refuses("PipelineNotFoundException", () => world.engine.stop("nope", id, { abandon: true }));
  });

  it("takes a reason of 200 characters and refuses 201", () => {
    refuses("ValidationException", () => stop(true, "x".repeat(201)), /got: 201/);
    assert.doesNotThrow(() => stop(true, "x".repeat(200)));
  });

  it("frees the stage for the one that waits", async () => {
    const second = await world.start();
    stop(true);
    await world.settled();
    assert.equal(world.engine.pending()[0].pipelineExecutionId, second);
  });

  it("takes one that waits between stages out of the queue at once", async () => {
    const second = await world.start();
    stop(false, undefined, second);
    assert.equal(world.status(second), "Stopped");
    assert.equal(world.stage("Gate").inboundExecution, undefined);
    await world.decide();
    assert.deepEqual(world.engine.pending(), []);
  });

  it("tells the providers, and takes no notice of what they answer later", async () => {
    world.held.add("Deploy");
    await world.decide();
    const job = world.job("Deploy");
    assert.equal(job.run.signal.aborted, false);
    stop(true);
    assert.equal(job.run.signal.aborted, true);
    job.settle({ status: "Succeeded" });
    await world.settled();
    assert.equal(world.status(id), "Stopped");
    const [detail] = world.engine.actionExecutions("shop");
    assert.equal(detail.status, "Abandoned");
  });

  it("takes no notice of a notification that comes through later", async () => {
    let done: () => void = () => {};
    world.publish = () => new Promise((resolve) => (done = resolve));
    world.byTurns = true;
    world.engine.createPipeline(
      pipeline({ name: "blog" }, [
        ["Source", [source()]],
        ["Gate", [gate({ configuration: { NotificationArn: "arn:topic" } })]],
      ]),
    );
    const other = await world.start("blog");
    world.engine.stop("blog", other, { abandon: true });
    done();
    await world.settled("blog");
    assert.equal(world.status(other, "blog"), "Stopped");
    assert.equal(world.engine.pending().length, 1);
  });

  it("leaves the actions that are over as they are", async () => {
    world.engine.createPipeline(
      pipeline({ name: "blog" }, [
        ["Source", [source()]],
        ["Mixed", [gate(), deploy()]],
      ]),
    );
    const other = await world.start("blog");
    world.engine.stop("blog", other, { abandon: true });
    const statuses = world.engine
      .state("blog")
      .stageStates![1].actionStates!.map((state) => state.latestExecution!.status);
    assert.deepEqual(statuses, ["Abandoned", "Succeeded"]);
  });
});
