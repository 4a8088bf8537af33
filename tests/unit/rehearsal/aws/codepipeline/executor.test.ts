import * as assert from "node:assert/strict";
import { action, deploy, gate, pipeline, source, World } from "./support";

describe("an execution", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("goes from the source through the gate to production", async () => {
    const id = await world.started();
    assert.equal(world.status(id), "InProgress");
    await world.decide("Approved");
    assert.equal(world.status(id), "Succeeded");
    assert.deepEqual(world.trace(), [
      "Pipeline:shop:STARTED",
      "Stage:Source:STARTED",
      "Action:Fetch:STARTED",
      "Action:Fetch:SUCCEEDED",
      "Stage:Source:SUCCEEDED",
      "Stage:Gate:STARTED",
      "Action:Approve:STARTED",
      "Action:Approve:SUCCEEDED",
      "Stage:Gate:SUCCEEDED",
      "Stage:Production:STARTED",
      "Action:Deploy:STARTED",
      "Action:Deploy:SUCCEEDED",
      "Stage:Production:SUCCEEDED",
      "Pipeline:shop:SUCCEEDED",
    ]);
  });

  it("does not start anything before start() returns", () => {
    world.held.add("Fetch");
    world.engine.createPipeline(pipeline());
    world.engine.start("shop", { triggerType: "CreatePipeline", triggerDetail: "" });
    assert.deepEqual(world.jobs, []);
  });

  it("runs equal runOrders beside each other and different ones in turn", async () => {
    const build = (name: string, runOrder?: number) => action(name, "Build", { runOrder });
    ["A", "B", "C", "D"].forEach((name) => world.held.add(name));
    await world.started(
      pipeline({}, [
        ["Source", [source()]],
        ["Build", [build("D", 9), build("A"), build("C", 5), build("B")]],
      ]),
    );
    const open = (): string[] => world.jobs.map((job) => job.run.action.name!).sort();
    assert.deepEqual(open(), ["A", "B"]);
    world.jobs.find((job) => job.run.action.name === "A")!.settle({ status: "Succeeded" });
    await world.settled();
    assert.deepEqual(open(), ["A", "B"]);
    world.job("B").settle({ status: "Succeeded" });
    await world.settled();
    assert.deepEqual(open(), ["A", "C"]);
    world.job("C").settle({ status: "Succeeded" });
    await world.settled();
    assert.deepEqual(open(), ["A", "D"]);
  });

  it("stops at a failure once the actions beside it have ended", async () => {
    ["A", "B", "Later"].forEach((name) => world.held.add(name));
    const id = await world.started(
      pipeline({}, [
        ["Source", [source()]],
        ["Build", [action("A", "Build"), action("B", "Build"), gate({ runOrder: 2 })]],
        ["Production", [deploy()]],
      ]),
    );
    world.job("A").settle({ status: "Failed", error: { code: "JobFailed", message: "exit 1" } });
    await world.settled();
    assert.equal(world.status(id), "InProgress");
    world.job("B").settle({ status: "Succeeded" });
    await world.settled();
    assert.equal(world.status(id), "Failed");
    assert.equal(world.stage("Build").latestExecution!.status, "Failed");
    assert.deepEqual(world.engine.pending(), []);
    assert.equal(world.stage("Production").latestExecution, undefined);
    assert.equal(
      world.engine.execution("shop", id).statusSummary,
      'Stage "Build" failed, action "A": exit 1',
    );
  });

  it("fails an action whose runner throws, and only that execution", async () => {
    world.outcomes.set("Fetch", new Error("disk full"));
    const failed = await world.started();
    assert.equal(world.status(failed), "Failed");
    const [detail] = world.engine.actionExecutions("shop");
    assert.deepEqual(detail.output?.executionResult?.errorDetails, {
      code: "InternalError",
      message: "The action's provider broke off: disk full",
    });
    world.outcomes.delete("Fetch");
    assert.equal(world.status(await world.start()), "InProgress");
  });

  it("fails an action whose runner rejects with something that is no error", async () => {
    world.held.add("Fetch");
    await world.started();
    world.job("Fetch").fail("just text");
    await world.settled();
    const [detail] = world.engine.actionExecutions("shop");
    assert.match(detail.output!.executionResult!.errorDetails!.message!, /just text/);
  });

  it("gives a failure without an error one from its summary, or its name", async () => {
    world.outcomes.set("Fetch", { status: "Failed", summary: "bucket gone" });
    await world.started();
    const message = () =>
      world.engine.actionExecutions("shop")[0].output!.executionResult!.errorDetails;
    assert.deepEqual(message(), { code: "JobFailed", message: "bucket gone" });
    world.outcomes.set("Fetch", { status: "Failed" });
    await world.start();
    assert.deepEqual(message(), { code: "JobFailed", message: 'Action "Fetch" failed.' });
  });

  it("hands the artifacts on", async () => {
    await world.started();
    world.held.add("Deploy");
    await world.decide();
    const { run } = world.job("Deploy");
    assert.deepEqual([...run.inputs], [["source", "/files/source"]]);
  });

  it("fails an action whose artifact was not produced", async () => {
    world.outcomes.set("Fetch", { status: "Succeeded" });
    const id = await world.started();
    await world.decide();
    assert.equal(world.status(id), "Failed");
    assert.match(
      world.engine.execution("shop", id).statusSummary!,
      /"Deploy" needs artifacts .* did not produce: source/,
    );
  });

  it("runs an action under its own role and Region, or the pipeline's", async () => {
    const own = "arn:aws:iam::111122223333:role/deploy";
    ["Fetch", "Deploy"].forEach((name) => world.held.add(name));
    await world.started(
      pipeline({}, [
        ["Source", [source()]],
        ["Production", [deploy({ roleArn: own, region: "eu-central-1" })]],
      ]),
    );
    const fetch = world.job("Fetch");
    assert.equal(fetch.run.roleArn, pipeline().roleArn);
    fetch.settle({ status: "Succeeded", outputs: { source: "/x" } });
    await world.settled();
    assert.equal(world.job("Deploy").run.roleArn, own);
    const [last, first] = world.engine.actionExecutions("shop");
    assert.deepEqual([last.input!.region, first.input!.region], ["eu-central-1", "eu-west-1"]);
  });

  it("tells listeners what actions print", async () => {
    await world.started();
    assert.deepEqual(world.lines[0], {
      pipelineName: "shop",
      stageName: "Source",
      actionName: "Fetch",
      line: "Fetch runs",
    });
  });

  it("keeps two pipelines apart", async () => {
    const first = await world.started();
    world.engine.createPipeline(pipeline({ name: "blog" }));
    const second = await world.start("blog");
    assert.equal(world.engine.pending().length, 2);
    await world.decide("Rejected");
    assert.equal(world.status(first), "Failed");
    assert.equal(world.status(second, "blog"), "InProgress");
  });
});
