import * as assert from "node:assert/strict";
import { alice, bob, gate, pipeline, refuses, source, World } from "./support";

const ladder = (executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL") =>
  pipeline({ executionMode, pipelineType: "V2" }, [
    ["Source", [source()]],
    ["Gate", [gate()]],
    ["Last", [gate({ name: "Final" })]],
  ]);

describe("Transitions between stages", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  const disable = (stage: string, type: "Inbound" | "Outbound" = "Inbound") =>
    world.engine.setTransition("shop", stage, type, { by: alice, reason: "Freeze." });
  const enable = (stage: string, type: "Inbound" | "Outbound" = "Inbound") =>
    world.engine.setTransition("shop", stage, type, { by: bob });
  const waiting = (stage: string) =>
    world.stage(stage).inboundExecutions!.map((one) => one.pipelineExecutionId);
  const atGates = () =>
    world.engine.pending().map((one) => `${one.stageName} ${one.pipelineExecutionId}`);

  it("are enabled, with nobody who changed them", async () => {
    await world.started();
    assert.deepEqual(world.stage("Gate").inboundTransitionState, { enabled: true });
  });

  it("hold an execution until they are enabled, and say who did what, when and why", async () => {
    const id = await world.started();
    disable("Production");
    assert.deepEqual(world.stage("Production").inboundTransitionState, {
      enabled: false,
      lastChangedBy: alice,
      lastChangedAt: world.clock.now(),
      disabledReason: "Freeze.",
    });
    await world.decide();
    assert.equal(world.status(id), "InProgress");
    assert.deepEqual(waiting("Production"), [id]);
    enable("Production");
    await world.settled();
    assert.equal(world.status(id), "Succeeded");
    assert.deepEqual(world.stage("Production").inboundTransitionState, {
      enabled: true,
      lastChangedBy: bob,
      lastChangedAt: world.clock.now(),
    });
  });

  it("do not touch what is in the stage already", async () => {
    const id = await world.started();
    disable("Gate");
    await world.decide();
    assert.equal(world.status(id), "Succeeded");
  });

  it("let the newest in alone, in SUPERSEDED mode", async () => {
    world.engine.createPipeline(ladder("SUPERSEDED"));
    disable("Gate");
    const first = await world.start();
    const second = await world.start();
    assert.equal(world.status(first), "Superseded");
    assert.deepEqual(waiting("Gate"), [second]);
    enable("Gate");
    await world.settled();
    assert.deepEqual(atGates(), [`Gate ${second}`]);
  });

  it("let one after the other in, in QUEUED mode, and nobody while they are disabled again", async () => {
    world.engine.createPipeline(ladder("QUEUED"));
    disable("Gate");
    const [first, second] = [await world.start(), await world.start()];
    assert.deepEqual(waiting("Gate"), [first, second]);
    enable("Gate");
    await world.settled();
    assert.deepEqual(atGates(), [`Gate ${first}`]);
    disable("Gate");
    await world.decide();
    assert.deepEqual(atGates(), [`Last ${first}`]);
    assert.deepEqual(waiting("Gate"), [second]);
    enable("Gate");
    await world.settled();
    assert.deepEqual(atGates().sort(), [`Gate ${second}`, `Last ${first}`]);
  });

  it("let all in, in PARALLEL mode", async () => {
    world.engine.createPipeline(ladder("PARALLEL"));
    disable("Gate");
    const ids = [await world.start(), await world.start()];
    assert.deepEqual(waiting("Gate"), ids);
    enable("Gate");
    await world.settled();
    assert.deepEqual(
      atGates(),
      ids.map((id) => `Gate ${id}`),
    );
  });

  it("are held by the way out of the stage before, too", async () => {
    const id = await world.started();
    disable("Gate", "Outbound");
    await world.decide();
    assert.deepEqual(waiting("Production"), [id]);
    disable("Production");
    enable("Gate", "Outbound");
    await world.settled();
    assert.deepEqual(waiting("Production"), [id]);
    enable("Production");
    await world.settled();
    assert.equal(world.status(id), "Succeeded");
  });

  it("do nothing after the last stage, and may be enabled twice", async () => {
    const id = await world.started();
    disable("Production", "Outbound");
    await world.decide();
    assert.equal(world.status(id), "Succeeded");
    enable("Production", "Outbound");
    enable("Production", "Outbound");
  });

  it("let an execution that waits be stopped", async () => {
    const id = await world.started();
    disable("Production");
    await world.decide();
    world.engine.stop("shop", id, { abandon: false, reason: "No." });
    assert.equal(world.status(id), "Stopped");
    assert.deepEqual(waiting("Production"), []);
    enable("Production");
    await world.settled();
    assert.equal(world.status(id), "Stopped");
  });

  it("do not keep a stage from being retried", async () => {
    const id = await world.started();
    await world.decide("Rejected");
    disable("Gate");
    world.engine.retryStage("shop", "Gate", id, "FAILED_ACTIONS");
    await world.settled();
    assert.deepEqual(atGates(), [`Gate ${id}`]);
  });

  it("are of a pipeline and a stage that are there", async () => {
    refuses("PipelineNotFoundException", () => disable("Gate"));
    await world.started();
    refuses("StageNotFoundException", () => disable("Nowhere"));
  });
});
