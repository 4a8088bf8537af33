import * as assert from "node:assert/strict";
import { after, approve, asked, said, sign } from "./judged";
import { callOf, decidedRun, iamGate, session, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

describe("What bypasses a gate otherwise", () => {
  it("is an overridden condition, once for CloudTrail and sweep", async () => {
    const sent = { ...asked, conditionType: "BEFORE_ENTRY", pipelineExecutionId: "execution-1" };
    const world = await after(callOf("OverrideStageCondition", sent));
    assert.deepEqual(said(world), [`ConditionOverridden ${approve} mallory`]);
    const overridden = { stageName: "production", condition: "beforeEntry" };
    world.state = {
      ...world.state,
      overridden: [{ ...overridden, pipelineExecutionId: "execution-1" }],
    };
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is an overridden condition of which hardly anything is told", async () => {
    const world = await after(callOf("OverrideStageCondition", { pipelineName: "orders" }));
    assert.deepEqual(said(world), [`ConditionOverridden ${approve} ${sign} mallory`]);
  });

  it("is a rollback, once for CloudTrail and sweep", async () => {
    const world = await after(
      callOf(
        "RollbackStage",
        { ...asked, targetPipelineExecutionId: "execution-0" },
        { responseElements: { pipelineExecutionId: "execution-2" } },
      ),
    );
    assert.deepEqual(said(world), [`StageRolledBack ${approve} ${sign} mallory`]);
    assert.match(world.bus[0].what, /Stage production was rolled back to execution execution-0/);
    const rollback = { target: "execution-0", by: user("mallory") };
    world.executions.push({ pipelineExecutionId: "execution-2", rollback });
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is a rollback that only sweep sees, with who did it", async () => {
    const world = new BypassWorld();
    const rollback = { target: "execution-0", by: user("mallory") };
    world.executions.push({ pipelineExecutionId: "execution-2", rollback });
    world.state = { ...world.state, rollbacks: { "execution-2": "production" } };
    await world.sweep();
    assert.deepEqual(said(world), [`StageRolledBack ${approve} ${sign} mallory`]);
    assert.equal(world.bus[0].stageName, "production");
  });

  const waiting = decidedRun(undefined, { status: "Abandoned" });
  const stop = callOf("StopPipelineExecution", {
    ...{ pipelineName: "orders", pipelineExecutionId: "execution-1", reason: "wrong build" },
  });

  it("is the end of an execution that waited, once for CloudTrail and sweep", async () => {
    const world = await after(stop, (one) => one.runs.push(waiting));
    assert.deepEqual(said(world), [`ExecutionStopped ${approve} mallory`]);
    assert.equal(world.bus[0].reason, "wrong build");
    world.executions.push({ pipelineExecutionId: "execution-1", stop: {} });
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is not the end of an execution that did not wait", async () => {
    const world = await after(stop, (one) => one.runs.push(decidedRun(session("slack-orders"))));
    assert.deepEqual(said(world), []);
    world.executions.push({ pipelineExecutionId: "execution-1", stop: {} });
    world.executions.push({ pipelineExecutionId: "execution-3", status: "Superseded" });
    await world.sweep();
    assert.deepEqual(said(world), []);
  });

  it("is the end of an execution that nobody names", async () => {
    const world = await after(callOf("StopPipelineExecution", { pipelineName: "orders" }));
    assert.deepEqual(said(world), [`ExecutionStopped ${approve} ${sign} mallory`]);
  });

  const disabled = { stageName: "production", by: user("mallory"), at: "2026-11-22T21:00:05.123Z" };

  it("is a disabled transition, once for CloudTrail and sweep", async () => {
    const world = new BypassWorld();
    world.state = { ...world.state, disabled: [{ ...disabled, reason: "freeze" }] };
    await world.run(callOf("DisableStageTransition", { ...asked, reason: "freeze" }));
    assert.deepEqual(said(world), [`TransitionDisabled ${approve} mallory`]);
    assert.equal(world.bus[0].actor?.mfa, false);
    await world.sweep();
    assert.equal(world.bus.length, 1);
    world.clock.advance(30 * 86_400);
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is a transition that was disabled and enabled again", async () => {
    const world = await after(callOf("DisableStageTransition", asked));
    assert.deepEqual(said(world), [`TransitionDisabled ${approve} mallory`]);
  });

  it("is the end of a pipeline, also where one of its name is there again", async () => {
    const world = await after(callOf("DeletePipeline", { name: "orders" }));
    assert.deepEqual(said(world), [`GateRemoved ${approve} ${sign} mallory`]);
    const [{ what }] = world.bus;
    assert.equal(
      what,
      "The pipeline was deleted, and its gates with it. One of the same name is there again.",
    );
  });

  it("is a change of a role, a policy or a group that a gate rests on", async () => {
    const gates = [
      slackGate,
      {
        ...iamGate,
        native: {
          ...iamGate.native!,
          groups: ["approvers"],
          filledGroup: "own",
          policyArns: ["arn:aws:iam::111122223333:policy/approve-orders"],
        },
      },
    ];
    const rows: [operation: string, asked: object, expected: string[]][] = [
      ["PutRolePolicy", { roleName: "slack-orders" }, [`${approve} ${sign}`]],
      ["UpdateAssumeRolePolicy", { roleName: "SLACK-orders" }, [`${approve} ${sign}`]],
      ["CreatePolicyVersion", { policyArn: gates[1].native!.policyArns[0] }, [sign]],
      ["AddUserToGroup", { groupName: "approvers", userName: "mallory" }, [sign]],
      ["AddUserToGroup", { groupName: "own", userName: "mallory" }, [sign]],
      ["AttachUserPolicy", { policyArn: gates[1].native!.policyArns[0] }, [sign]],
      ["UpdateGroup", { groupName: "approvers", newGroupName: "others" }, [sign]],
      // Whoever may become a role that is let by name decides as that role.
      ["UpdateAssumeRolePolicy", { roleName: "release-manager" }, [sign]],
      ["PutRolePolicy", { roleName: "release-manager" }, []],
      ["AttachRolePolicy", { roleName: "other", policyArn: "arn:x" }, []],
      ["AddUserToGroup", { groupName: "others" }, []],
      [
        "UpdateRole",
        { roleName: "slack-orders", maxSessionDuration: 43_200 },
        [`${approve} ${sign}`],
      ],
      ["PutRolePolicy", {}, []],
    ];
    for (const [operation, sent, expected] of rows) {
      const world = await after(callOf(operation, sent), (one) => void (one.gates = gates));
      assert.deepEqual(
        said(world),
        expected.map((of) => `GateRightsChanged ${of} mallory`),
        operation,
      );
    }
  });
});
