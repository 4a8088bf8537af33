/** CreatePipeline, UpdatePipeline, DeletePipeline and transitions at the endpoint, by the SDK's client. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import { type Equipment, policy, putRole, refusal, roleArn, startEquipped } from "../api/equipped";
import { gate, pipeline, source, World } from "./support";

const anyPipeline = "arn:aws:codepipeline:eu-west-1:111122223333:*";
const pipelineTrust = policy({
  Principal: { Service: "codepipeline.amazonaws.com" },
  Action: "sts:AssumeRole",
});

describe("Definitions of pipelines at the endpoint", () => {
  let local: Equipment;
  let world: World;
  const clients: sdk.CodePipelineClient[] = [];
  beforeEach(async () => {
    world = new World();
    local = await startEquipped({ engine: world.engine });
    const { directory } = local;
    const manage = { Action: "codepipeline:*", Resource: anyPipeline };
    putRole(directory, "pipeline", [], pipelineTrust);
    putRole(directory, "other", []);
    putRole(directory, "nobody", []);
    putRole(directory, "author", [manage]);
    putRole(directory, "deployer", [
      manage,
      {
        ...{ Action: "iam:PassRole", Resource: [roleArn("pipeline"), roleArn("other")] },
        Condition: { StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" } },
      },
    ]);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    world.clock.stop();
    await local.stop();
  });

  const as = (role: string): sdk.CodePipelineClient => {
    const client = new sdk.CodePipelineClient(local.as(role));
    clients.push(client);
    return client;
  };
  const definition = (more: object = {}) =>
    pipeline({ roleArn: roleArn("pipeline"), ...more }) as sdk.PipelineDeclaration;
  const create = (more: object = {}, role = "deployer") =>
    as(role).send(new sdk.CreatePipelineCommand({ pipeline: definition(more) }));
  const update = (more: object = {}, role = "deployer") =>
    as(role).send(new sdk.UpdatePipelineCommand({ pipeline: definition(more) }));

  it("make a pipeline, which starts by itself", async () => {
    const { pipeline: made } = await create();
    assert.deepEqual([made!.name, made!.version], ["shop", 1]);
    await world.settled();
    const [execution] = world.engine.executions("shop");
    assert.equal(execution.trigger!.triggerType, "CreatePipeline");
    assert.equal(world.engine.pending().length, 1);
    assert.deepEqual(local.audit.at(-1)!.further, [
      { action: "iam:PassRole", resource: roleArn("pipeline") },
    ]);
  });

  it("change it, count its version, and cancel what waits under the one before", async () => {
    await create();
    await world.settled();
    const [{ pipelineExecutionId: id }] = world.engine.executions("shop");
    const stages = pipeline({}, [
      ["Source", [source()]],
      ["Later", [gate()]],
    ]).stages;
    const { pipeline: changed } = await update({ stages });
    assert.equal(changed!.version, 2);
    assert.equal(world.status(id!), "Cancelled");
    assert.deepEqual(world.engine.pending(), []);
    const { pipeline: read } = await as("deployer").send(
      new sdk.GetPipelineCommand({ name: "shop" }),
    );
    assert.deepEqual(read, changed);
  });

  it("end it; a name that is not there is no error", async () => {
    await create();
    await world.settled();
    const end = () => as("deployer").send(new sdk.DeletePipelineCommand({ name: "shop" }));
    await end();
    assert.deepEqual(world.engine.pipelineNames(), []);
    assert.deepEqual(world.engine.pending(), []);
    await end();
  });

  it("need the right to the call, and to pass the role", async () => {
    const refused = async (call: Promise<unknown>) => {
      const { name, message } = await refusal(call);
      assert.equal(name, "AccessDeniedException");
      return message;
    };
    assert.match(await refused(create({}, "nobody")), /perform: codepipeline:CreatePipeline/);
    assert.match(await refused(create({}, "author")), /perform: iam:PassRole/);
    await create();
    assert.match(await refused(update({}, "nobody")), /perform: codepipeline:UpdatePipeline/);
    assert.match(await refused(update({}, "author")), /perform: iam:PassRole/);
    const end = as("nobody").send(new sdk.DeletePipelineCommand({ name: "shop" }));
    assert.match(await refused(end), /perform: codepipeline:DeletePipeline/);
    assert.equal(world.engine.declaration("shop").version, 1);
  });

  it("refuse what the resource is refused", async () => {
    const code = async (call: Promise<unknown>) => (await refusal(call)).name;
    const custom = gate({
      name: "Ours",
      actionTypeId: { category: "Test", owner: "Custom", provider: "Ours", version: "1" },
    });
    const untrusting = { roleArn: roleArn("other") };
    assert.equal(await code(create(untrusting)), "InvalidStructureException");
    assert.equal(await code(create({ stages: [] })), "InvalidStructureException");
    const stages = pipeline({}, [
      ["Source", [source()]],
      ["Test", [custom]],
    ]).stages;
    assert.equal(await code(create({ stages })), "InvalidActionDeclarationException");
    assert.equal(await code(update()), "PipelineNotFoundException");
    await create();
    assert.equal(await code(create()), "PipelineNameInUseException");
    assert.equal(await code(update(untrusting)), "InvalidStructureException");
    assert.equal(world.engine.declaration("shop").version, 1);
  });

  it("disable and enable transitions, with a reason that AWS takes", async () => {
    await create();
    await world.settled();
    const stage = { pipelineName: "shop", stageName: "Production" } as const;
    const disable = (reason: string, role = "author") =>
      as(role).send(
        new sdk.DisableStageTransitionCommand({ ...stage, transitionType: "Inbound", reason }),
      );
    const enable = (role = "author") =>
      as(role).send(new sdk.EnableStageTransitionCommand({ ...stage, transitionType: "Inbound" }));
    assert.equal((await refusal(disable("x", "nobody"))).name, "AccessDeniedException");
    assert.equal((await refusal(enable("nobody"))).name, "AccessDeniedException");
    for (const reason of ["", "a".repeat(301), "semi;colon"]) {
      assert.equal((await refusal(disable(reason))).name, "ValidationException");
    }
    await disable("a".repeat(300));
    const { stageStates } = await as("author").send(
      new sdk.GetPipelineStateCommand({ name: "shop" }),
    );
    const state = stageStates![2].inboundTransitionState!;
    const by = "arn:aws:sts::111122223333:assumed-role/author/test";
    assert.deepEqual(
      [state.enabled, state.disabledReason, state.lastChangedBy],
      [false, "a".repeat(300), by],
    );
    await enable();
    assert.equal(world.stage("Production").inboundTransitionState!.enabled, true);
  });
});
