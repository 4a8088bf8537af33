import * as assert from "node:assert/strict";
import { alice, gate, pipeline, refuses, source, trigger, World } from "./support";

const nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff";

describe("Engine pipelines", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("are created once", () => {
    world.engine.createPipeline(pipeline());
    refuses("PipelineNameInUseException", () => world.engine.createPipeline(pipeline()), /"shop"/);
    assert.deepEqual(world.engine.pipelineNames(), ["shop"]);
  });

  it("are checked before anything is kept", () => {
    refuses("InvalidStructureException", () => world.engine.createPipeline(pipeline({}, [])));
    assert.deepEqual(world.engine.pipelineNames(), []);
  });

  it("number at most 1000", () => {
    for (let count = 0; count < 1000; count += 1) {
      world.engine.createPipeline(pipeline({ name: `p${count}` }));
    }
    refuses("LimitExceededException", () => world.engine.createPipeline(pipeline()), /1000/);
  });

  it("give back their definition, which nobody can change from outside", () => {
    const given = pipeline();
    world.engine.createPipeline(given);
    given.stages!.pop();
    world.engine.declaration("shop").stages!.pop();
    const { stages, version } = world.engine.declaration("shop");
    assert.equal(stages!.length, 3);
    assert.equal(version, 1);
  });

  it("are refused by name when they are not there", () => {
    const calls = [
      () => world.engine.declaration("nope"),
      () => world.engine.start("nope", trigger),
      () => world.engine.state("nope"),
      () => world.engine.execution("nope", nobody),
      () => world.engine.executions("nope"),
      () => world.engine.actionExecutions("nope"),
      () => world.engine.updatePipeline(pipeline({ name: "nope" })),
    ];
    for (const call of calls) refuses("PipelineNotFoundException", call, /list-pipelines/);
  });

  it("get a new version with each update", () => {
    world.engine.createPipeline(pipeline());
    world.engine.updatePipeline(pipeline());
    world.engine.updatePipeline(pipeline());
    assert.equal(world.engine.declaration("shop").version, 3);
  });

  it("refuse an update that is no definition, and stay", () => {
    world.engine.createPipeline(pipeline());
    refuses("InvalidStructureException", () => world.engine.updatePipeline(pipeline({}, [])));
    assert.equal(world.engine.declaration("shop").version, 1);
  });

  it("go on running through an update that leaves their stages alone", async () => {
    const id = await world.started();
    world.engine.updatePipeline(pipeline({ pipelineType: "V2", executionMode: "QUEUED" }));
    await world.decide();
    assert.equal(world.status(id), "Succeeded");
    assert.equal(world.engine.execution("shop", id).executionMode, "SUPERSEDED");
    assert.equal(world.engine.execution("shop", id).pipelineVersion, 1);
  });

  it("cancel what runs and waits when their stages change", async () => {
    const first = await world.started();
    const second = await world.start();
    const [{ token }] = world.engine.pending();
    const before = world.trace(first).length;
    world.engine.updatePipeline(
      pipeline({}, [
        ["Source", [source()]],
        ["Gate", [gate()]],
      ]),
    );
    assert.equal(world.status(first), "Cancelled");
    assert.equal(world.status(second), "Cancelled");
    assert.deepEqual(world.trace(first).slice(before), [
      "Action:Approve:CANCELED",
      "Stage:Gate:CANCELED",
      "Pipeline:shop:CANCELED",
    ]);
    assert.deepEqual(world.engine.pending(), []);
    assert.equal(world.stage("Gate").inboundExecution, undefined);
    refuses("InvalidApprovalTokenException", () =>
      world.engine.decide(
        {
          pipelineName: "shop",
          stageName: "Gate",
          actionName: "Approve",
          token,
          status: "Approved",
          summary: "",
        },
        alice,
      ),
    );
    const third = await world.start();
    assert.equal(world.engine.pending()[0].pipelineExecutionId, third);
  });

  it("go with their approvals when they are deleted", async () => {
    await world.started();
    world.engine.deletePipeline("shop");
    assert.deepEqual(world.engine.pending(), []);
    assert.deepEqual(world.engine.pipelineNames(), []);
    refuses("PipelineNotFoundException", () => world.engine.state("shop"));
  });

  it("may be deleted when they are not there", () => {
    assert.doesNotThrow(() => world.engine.deletePipeline("nope"));
  });
});

describe("Engine.idle", () => {
  it("waits for what runs, and not for approvals", async () => {
    const world = new World();
    world.held.add("Fetch");
    await world.started();
    let isIdle = false;
    const idle = world.engine.idle("shop").then(() => (isIdle = true));
    await world.settled();
    assert.equal(isIdle, false);
    world.job("Fetch").settle({ status: "Succeeded", outputs: { source: "/x" } });
    await idle;
    assert.equal(world.engine.pending().length, 1);
    world.clock.stop();
  });

  it("waits for a notification that is on its way", async () => {
    const world = new World();
    let done: () => void = () => {};
    world.publish = () => new Promise((resolve) => (done = resolve));
    world.byTurns = true;
    await world.started(
      pipeline({}, [
        ["Source", [source()]],
        ["Gate", [gate({ configuration: { NotificationArn: "arn:topic" } })]],
      ]),
    );
    let isIdle = false;
    const idle = world.engine.idle("shop").then(() => (isIdle = true));
    await world.settled();
    assert.equal(isIdle, false);
    done();
    await idle;
    world.clock.stop();
  });

  it("ends when the pipeline is deleted meanwhile", async () => {
    const world = new World();
    world.held.add("Fetch");
    await world.started();
    const idle = world.engine.idle("shop");
    world.engine.deletePipeline("shop");
    await assert.doesNotReject(idle);
  });

  it("rejects for a pipeline that is not there", async () => {
    await assert.rejects(new World().engine.idle("nope"), { name: "PipelineNotFoundException" });
  });
});
