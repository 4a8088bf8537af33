import * as assert from "node:assert/strict";
import { decision, gate, pipeline, refuses, source, trigger, World } from "./support";

const ladder = (executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL", name = "shop") =>
  pipeline({ executionMode, name }, [
    ["Source", [source()]],
    ["Gate", [gate()]],
    ["Last", [gate({ name: "Final" })]],
  ]);
const ids = (stage: { inboundExecutions?: { pipelineExecutionId?: string }[] }) =>
  stage.inboundExecutions!.map((one) => one.pipelineExecutionId);

describe("SUPERSEDED mode", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("keeps a stage locked while its approval is pending", async () => {
    const first = await world.started(ladder("SUPERSEDED"));
    const second = await world.start();
    const stage = world.stage("Gate");
    assert.equal(stage.latestExecution!.pipelineExecutionId, first);
    assert.deepEqual(stage.inboundExecution, {
      pipelineExecutionId: second,
      status: "InProgress",
      type: "STANDARD",
    });
    assert.equal(world.engine.pending().length, 1);
  });

  it("supersedes an execution that waits between stages by a newer one", async () => {
    const first = await world.started(ladder("SUPERSEDED"));
    const second = await world.start();
    const third = await world.start();
    assert.equal(world.status(first), "InProgress");
    assert.equal(world.status(second), "Superseded");
    assert.equal(world.status(third), "InProgress");
    assert.deepEqual(ids(world.stage("Gate")), [third]);
    assert.equal(
      world.engine.execution("shop", second).statusSummary,
      `Superseded by execution ${third}.`,
    );
    assert.equal(world.trace(second).at(-1), "Pipeline:shop:SUPERSEDED");
  });

  it("lets the newest in once the stage is free, with a token of its own", async () => {
    const first = await world.started(ladder("SUPERSEDED"));
    const [{ token }] = world.engine.pending();
    const second = await world.start();
    await world.decide();
    const atGate = world.engine.pending().find((one) => one.stageName === "Gate")!;
    assert.equal(atGate.pipelineExecutionId, second);
    assert.notEqual(atGate.token, token);
    assert.equal(world.stage("Last").latestExecution!.pipelineExecutionId, first);
    assert.equal(world.stage("Gate").inboundExecution, undefined);
  });

  it("does not take the decided token of the execution before", async () => {
    await world.started(ladder("SUPERSEDED"));
    const [old] = world.engine.pending();
    await world.start();
    await world.decide();
    refuses("InvalidApprovalTokenException", () => world.engine.decide(decision(old), "arn:x"));
    assert.equal(world.engine.pending().length, 2);
  });

  it("frees a stage that failed", async () => {
    const first = await world.started(ladder("SUPERSEDED"));
    const second = await world.start();
    await world.decide("Rejected");
    assert.equal(world.status(first), "Failed");
    assert.equal(world.engine.pending()[0].pipelineExecutionId, second);
  });

  it("also locks the source stage", async () => {
    world.held.add("Fetch");
    await world.started(ladder("SUPERSEDED"));
    const second = await world.start();
    const third = await world.start();
    assert.equal(world.jobs.length, 1);
    assert.equal(world.status(second), "Superseded");
    assert.deepEqual(ids(world.stage("Source")), [third]);
  });

  it("has no limit of executions, since few of them can wait", async () => {
    await world.started(ladder("SUPERSEDED"));
    for (let count = 0; count < 60; count += 1) await world.start();
    assert.equal(world.engine.executions("shop").length, 61);
  });
});

describe("QUEUED mode", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("keeps all that wait, in order", async () => {
    const first = await world.started(ladder("QUEUED"));
    const second = await world.start();
    const third = await world.start();
    assert.deepEqual(ids(world.stage("Gate")), [second, third]);
    await world.decide();
    assert.deepEqual(ids(world.stage("Gate")), [third]);
    const atGate = world.engine.pending().find((one) => one.stageName === "Gate")!;
    assert.equal(atGate.pipelineExecutionId, second);
    world.engine.decide(decision(atGate), "arn:x");
    assert.equal(world.stage("Last").latestExecution!.pipelineExecutionId, first);
    assert.deepEqual(ids(world.stage("Last")), [second]);
    assert.equal(world.stage("Gate").latestExecution!.pipelineExecutionId, third);
  });

  it("brings every one of them to its end", async () => {
    const all = [await world.started(ladder("QUEUED")), await world.start(), await world.start()];
    while (world.engine.pending().length > 0) await world.decide();
    assert.deepEqual(
      all.map((id) => world.status(id)),
      ["Succeeded", "Succeeded", "Succeeded"],
    );
    const ends = world.events.filter(
      ({ detail }) => detail.stage === undefined && detail.state === "SUCCEEDED",
    );
    assert.deepEqual(
      ends.map(({ detail }) => detail["execution-id"]),
      all,
    );
  });

  it("takes 50 executions and refuses the next", async () => {
    await world.started(ladder("QUEUED"));
    for (let count = 1; count < 50; count += 1) await world.start();
    refuses(
      "ConcurrentPipelineExecutionsLimitExceededException",
      () => world.engine.start("shop", trigger),
      /50 executions in progress/,
    );
    assert.equal(world.engine.executions("shop").length, 50);
    await world.decide("Rejected");
    assert.doesNotThrow(() => world.engine.start("shop", trigger));
  });
});

describe("PARALLEL mode", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("runs executions beside each other, each with its own approval", async () => {
    const first = await world.started(ladder("PARALLEL"));
    const second = await world.start();
    assert.deepEqual(
      world.engine.pending().map((one) => one.pipelineExecutionId),
      [first, second],
    );
    assert.deepEqual(ids(world.stage("Gate")), []);
  });

  it("decides one of them and leaves the other", async () => {
    const first = await world.started(ladder("PARALLEL"));
    const second = await world.start();
    await world.decide("Rejected");
    assert.equal(world.status(first), "Failed");
    assert.equal(world.status(second), "InProgress");
  });

  it("tells a used token from an open one of the same action", async () => {
    await world.started(ladder("PARALLEL"));
    const [old] = world.engine.pending();
    await world.start();
    await world.decide();
    refuses("ApprovalAlreadyCompletedException", () => world.engine.decide(decision(old), "arn:x"));
  });

  it("shows tokens in ListActionExecutions only", async () => {
    await world.started(ladder("PARALLEL"));
    const [{ token }] = world.engine.pending();
    const { latestExecution } = world.stage("Gate").actionStates![0];
    assert.equal(latestExecution!.token, undefined);
    assert.equal(JSON.stringify(world.engine.state("shop")).includes(token), false);
    const [detail] = world.engine.actionExecutions("shop");
    assert.equal(detail.output!.executionResult!.externalExecutionId, token);
  });

  it("takes 50 executions and refuses the next", async () => {
    await world.started(ladder("PARALLEL"));
    for (let count = 1; count < 50; count += 1) await world.start();
    refuses("ConcurrentPipelineExecutionsLimitExceededException", () =>
      world.engine.start("shop", trigger),
    );
  });
});
