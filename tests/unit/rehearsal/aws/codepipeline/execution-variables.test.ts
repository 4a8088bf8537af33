import * as assert from "node:assert/strict";
import { deploy, gate, pipeline, source, World } from "./support";

describe("variables of an execution", () => {
  const told = (CustomData: string, ExternalEntityLink = "https://x.example/#{Src.Id}") =>
    pipeline({ variables: [{ name: "TARGET", defaultValue: "test" }] }, [
      ["Source", [source({ namespace: "Src" })]],
      ["Gate", [gate({ namespace: "Gate", configuration: { CustomData, ExternalEntityLink } })]],
      ["Production", [deploy({ configuration: { BucketName: "b-#{Src.Id}" } })]],
    ]);
  let world: World;
  beforeEach(() => {
    world = new World();
    const outputs = { source: "/files/source" };
    world.outcomes.set("Fetch", { status: "Succeeded", outputs, variables: { Id: "c0ffee" } });
  });
  afterEach(() => world.clock.stop());

  it("reach CustomData, ExternalEntityLink and every other configuration", async () => {
    const id = await world.started(
      told("#{Src.Id} of #{codepipeline.PipelineExecutionId} to #{variables.TARGET}"),
    );
    const [request] = world.engine.pending();
    assert.equal(request.customData, `c0ffee of ${id} to test`);
    assert.equal(request.externalEntityLink, "https://x.example/c0ffee");
    world.held.add("Deploy");
    await world.decide();
    assert.deepEqual(world.job("Deploy").run.configuration, { BucketName: "b-c0ffee" });
  });

  it("may make a value longer than the definition may be", async () => {
    const outputs = { source: "/files/source" };
    world.outcomes.set("Fetch", {
      status: "Succeeded",
      outputs,
      variables: { Id: "x".repeat(5000) },
    });
    await world.started(told("#{Src.Id}"));
    assert.equal(world.engine.pending()[0].customData!.length, 5000);
  });

  it("take the values that the execution is started with", () => {
    world.engine.createPipeline(told("#{variables.TARGET}"));
    const trigger = { triggerType: "StartPipelineExecution", triggerDetail: "" };
    const variables = [{ name: "TARGET", value: "live" }];
    const id = world.engine.start("shop", trigger, { variables });
    assert.deepEqual(world.engine.execution("shop", id).variables, [
      { name: "TARGET", resolvedValue: "live" },
    ]);
  });

  it("refuse unknown names and missing values at the start", () => {
    const trigger = { triggerType: "StartPipelineExecution", triggerDetail: "" };
    world.engine.createPipeline(pipeline({ variables: [{ name: "TARGET" }] }));
    assert.throws(() => world.engine.start("shop", trigger), {
      name: "ValidationException",
      message: /"TARGET".*no default/,
    });
    const variables = [{ name: "NOPE", value: "x" }];
    assert.throws(() => world.engine.start("shop", trigger, { variables }), {
      name: "ValidationException",
      message: /"NOPE"/,
    });
  });

  it("fail the action that names one without a value", async () => {
    const id = await world.started(told("#{Src.Nope} #{Src.Id}"));
    assert.equal(world.status(id), "Failed");
    assert.deepEqual(world.engine.pending(), []);
    const [detail] = world.engine.actionExecutions("shop");
    assert.deepEqual(detail.output?.executionResult?.errorDetails, {
      code: "ConfigurationError",
      message:
        'Variables of action "Approve" have no value: #{Src.Nope}. Check the name, and that the ' +
        "action with that namespace exports it and runs earlier.",
    });
    assert.equal(detail.input!.resolvedConfiguration!.CustomData, "#{Src.Nope} c0ffee");
  });

  it("of a namespace are there, and empty, when its action exports none", async () => {
    const stages = told("x", "https://x.example").stages!;
    const last = gate({ name: "Last", configuration: { CustomData: "#{Gate.Nope}" } });
    const id = await world.started(
      pipeline({ stages: [...stages.slice(0, 2), { name: "End", actions: [last] }] }),
    );
    await world.decide();
    assert.match(world.engine.execution("shop", id).statusSummary!, /#\{Gate\.Nope\}/);
  });

  it("let the actions beside a failed one run on", async () => {
    const wrong = gate({ name: "Wrong", configuration: { CustomData: "#{Src.Nope}" } });
    const id = await world.started(
      pipeline({}, [
        ["Source", [source({ namespace: "Src" })]],
        ["Gate", [wrong, gate()]],
      ]),
    );
    assert.equal(world.status(id), "InProgress");
    await world.decide("Approved");
    assert.equal(world.status(id), "Failed");
  });
});
