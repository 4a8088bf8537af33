import * as assert from "node:assert/strict";
import {
  deploy,
  gate,
  pipeline,
  refuses,
  roleArn,
  source,
  startedAt,
  trigger,
  World,
} from "./support";

const nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff";

describe("Engine views", () => {
  let world: World;
  let id: string;
  const revision = { revisionId: "c0ffee", revisionSummary: "Fix", revisionUrl: "https://x/c" };
  beforeEach(async () => {
    world = new World();
    const outputs = { source: "/files/source" };
    const variables = { CommitId: "c0ffee" };
    world.outcomes.set("Fetch", { status: "Succeeded", outputs, variables, revision });
    id = await world.started(
      pipeline({}, [
        ["Source", [source({ namespace: "Src" })]],
        [
          "Gate",
          [
            gate({
              namespace: "Gate",
              configuration: {
                CustomData: "#{Src.CommitId}",
                ExternalEntityLink: "https://x.example",
              },
            }),
          ],
        ],
        ["Production", [deploy()]],
      ]),
    );
  });
  afterEach(() => world.clock.stop());

  it("show the state of stages and actions", () => {
    const [{ token, actionExecutionId }] = world.engine.pending();
    const state = world.engine.state("shop");
    assert.equal(state.pipelineName, "shop");
    assert.equal(state.pipelineVersion, 1);
    assert.deepEqual([state.created, state.updated], [startedAt, startedAt]);
    assert.deepEqual(JSON.parse(JSON.stringify(state.stageStates![1])), {
      stageName: "Gate",
      inboundExecutions: [],
      inboundTransitionState: { enabled: true },
      actionStates: [
        {
          actionName: "Approve",
          latestExecution: {
            actionExecutionId,
            status: "InProgress",
            lastStatusChange: startedAt.toISOString(),
            token,
          },
          entityUrl: "https://x.example",
        },
      ],
      latestExecution: { pipelineExecutionId: id, status: "InProgress", type: "STANDARD" },
    });
  });

  it("show what a source picked up", () => {
    const [fetch] = world.stage("Source").actionStates!;
    assert.deepEqual(fetch.currentRevision, {
      revisionId: "c0ffee",
      revisionChangeId: "c0ffee",
      created: startedAt,
    });
    assert.equal(fetch.revisionUrl, "https://x/c");
    assert.deepEqual(world.engine.execution("shop", id).artifactRevisions, [
      { name: "source", ...revision, created: startedAt },
    ]);
    assert.deepEqual(world.engine.executions("shop")[0].sourceRevisions, [
      { actionName: "Fetch", ...revision },
    ]);
  });

  it("show an action that has not run yet by its name alone", () => {
    assert.deepEqual(world.stage("Production").actionStates, [{ actionName: "Deploy" }]);
  });

  it("keep showing an action's last execution while a newer one is on its way", async () => {
    await world.decide();
    const second = await world.start();
    const stage = world.stage("Production");
    assert.equal(stage.latestExecution!.pipelineExecutionId, id);
    assert.equal(stage.actionStates![0].latestExecution!.status, "Succeeded");
    assert.equal(world.stage("Gate").latestExecution!.pipelineExecutionId, second);
  });

  it("show an execution", () => {
    const { artifactRevisions, ...rest } = world.engine.execution("shop", id);
    assert.equal(artifactRevisions!.length, 1);
    assert.deepEqual(rest, {
      pipelineName: "shop",
      pipelineVersion: 1,
      pipelineExecutionId: id,
      status: "InProgress",
      statusSummary: undefined,
      variables: [],
      trigger,
      executionMode: "SUPERSEDED",
      executionType: "STANDARD",
    });
  });

  it("refuse an execution that is not there", () => {
    refuses("PipelineExecutionNotFoundException", () => world.engine.execution("shop", nobody));
    refuses("PipelineExecutionNotFoundException", () =>
      world.engine.actionExecutions("shop", { pipelineExecutionId: nobody }),
    );
  });

  it("list executions, newest first, with their times", async () => {
    world.clock.advance(1000);
    await world.decide();
    const second = await world.start();
    const [newer, older] = world.engine.executions("shop");
    assert.equal(newer.pipelineExecutionId, second);
    assert.equal(older.pipelineExecutionId, id);
    assert.deepEqual(older.startTime, startedAt);
    assert.deepEqual(older.lastUpdateTime, new Date(startedAt.getTime() + 1000));
    assert.deepEqual(older.trigger, trigger);
  });

  it("list the actions of all executions or of one, newest first", async () => {
    await world.decide();
    const second = await world.start();
    const names = (filter?: { pipelineExecutionId: string }) =>
      world.engine.actionExecutions("shop", filter).map((one) => one.actionName);
    assert.deepEqual(names(), ["Approve", "Fetch", "Deploy", "Approve", "Fetch"]);
    assert.deepEqual(names({ pipelineExecutionId: second }), ["Approve", "Fetch"]);
    assert.deepEqual(names({ pipelineExecutionId: id }), ["Deploy", "Approve", "Fetch"]);
  });

  it("show an action's input and output", async () => {
    await world.decide("Approved", "ok");
    const [, approve, fetch] = world.engine.actionExecutions("shop");
    assert.deepEqual(approve.input, {
      actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
      configuration: { CustomData: "#{Src.CommitId}", ExternalEntityLink: "https://x.example" },
      resolvedConfiguration: { CustomData: "c0ffee", ExternalEntityLink: "https://x.example" },
      roleArn,
      region: "eu-west-1",
      inputArtifacts: [],
      namespace: "Gate",
    });
    assert.deepEqual(approve.output!.executionResult, {
      externalExecutionId: undefined,
      externalExecutionSummary: "ok",
      externalExecutionUrl: undefined,
      errorDetails: undefined,
    });
    assert.deepEqual(fetch.output!.outputVariables, { CommitId: "c0ffee" });
    assert.equal(fetch.output!.outputArtifacts![0].name, "source");
  });

  it("name the action's execution while it waits and after; the token only while it waits", async () => {
    const [{ token, actionExecutionId }] = world.engine.pending();
    const latest = () => world.stage("Gate").actionStates![0].latestExecution!;
    assert.deepEqual([latest().token, latest().actionExecutionId], [token, actionExecutionId]);
    assert.notEqual(token, actionExecutionId);
    await world.decide();
    assert.deepEqual([latest().token, latest().actionExecutionId], [undefined, actionExecutionId]);
    const said = JSON.stringify([
      world.engine.state("shop"),
      world.engine.actionExecutions("shop"),
    ]);
    assert.equal(said.includes(token), false);
  });

  it("cut a summary that is longer than the API allows", async () => {
    const outputs = { source: "/x" };
    world.outcomes.set("Deploy", { status: "Failed", outputs, summary: "x".repeat(5000) });
    await world.decide();
    const { summary } = world.stage("Production").actionStates![0].latestExecution!;
    assert.equal(summary!.length, 2048);
  });
});
