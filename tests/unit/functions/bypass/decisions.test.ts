import * as assert from "node:assert/strict";
import { after, approve, asked, said, sign } from "./judged";
import { callOf, decidedRun, endOf, iamGate, session, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

describe("A decision", () => {
  it("by somebody whom the gate does not let is said within seconds", async () => {
    const world = await after(endOf("SUCCEEDED"), (one) =>
      one.runs.push(decidedRun(user("mallory"))),
    );
    const [event] = world.bus;
    assert.deepEqual(
      { ...event, id: undefined, what: undefined, remedy: undefined },
      {
        ...{ schemaVersion: 1, id: undefined, type: "Bypassed", kind: "DecidedOutside" },
        ...{
          time: "2026-11-22T21:00:00.000Z",
          operation: "PutApprovalResult",
          region: "eu-west-1",
        },
        ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
        ...{ pipelineExecutionId: "execution-1", gates: [approve], reason: "It had to be." },
        ...{ via: "codepipeline", what: undefined, remedy: undefined },
        actor: {
          ...{ channel: "codepipeline", id: user("mallory"), arn: user("mallory") },
          displayName: "mallory",
        },
      },
    );
    assert.match(event.id, /^[0-9a-f]{32}$/);
    assert.match(event.what, /^Approved by somebody whom the gate orders\/production\/approve/);
  });

  const fine: [title: string, event: object, run: ReturnType<typeof decidedRun>][] = [
    ["of Slack", endOf("SUCCEEDED"), decidedRun(session("slack-orders", "U0ANN-Ann"))],
    ["that nobody made in time", endOf("FAILED"), decidedRun(undefined, { status: "Failed" })],
    [
      "that CodePipeline made itself",
      endOf("FAILED"),
      decidedRun("codepipeline.amazonaws.com", { status: "Failed" }),
    ],
    ["that is none: the execution was stopped", endOf("ABANDONED"), decidedRun(user("mallory"))],
    [
      "by a role that the gate names",
      endOf("SUCCEEDED", { stage: "release", action: "sign" }),
      decidedRun(session("release-manager"), { stageName: "release", actionName: "sign" }),
    ],
    [
      "of an action that no gate has",
      endOf("SUCCEEDED", { action: "other" }),
      decidedRun(user("mallory"), { actionName: "other" }),
    ],
  ];
  for (const [title, event, run] of fine) {
    it(`${title} is not said`, async () => {
      const world = await after(event, (one) => one.runs.push(run));
      assert.deepEqual(said(world), []);
    });
  }

  it("to reject is said as well", async () => {
    const run = decidedRun(user("mallory"), { status: "Failed" });
    const world = await after(endOf("FAILED"), (one) => one.runs.push(run));
    assert.match(world.bus[0].what, /^Rejected by/);
  });

  it("of nobody knows whom is said", async () => {
    const world = await after(endOf("SUCCEEDED"), (one) => one.runs.push(decidedRun(undefined)));
    assert.deepEqual(said(world), [`DecidedOutside ${approve} undefined`]);
    assert.match(world.mails[0].text, /AttributeKey=EventName,AttributeValue=PutApprovalResult/);
  });

  it("that CodePipeline does not show yet is tried again", async () => {
    const world = new BypassWorld();
    await assert.rejects(world.run(endOf("SUCCEEDED")), /could not be looked for or said/);
    world.runs.push(decidedRun(user("mallory"), { status: "InProgress" }));
    await assert.rejects(world.run(endOf("SUCCEEDED")));
    assert.equal(world.logged("bypass_failed").length, 2);
  });

  it("is said once, whoever tells of it: CodePipeline, CloudTrail and sweep", async () => {
    const world = new BypassWorld();
    world.runs.push(decidedRun(user("mallory")));
    const call = callOf("PutApprovalResult", { ...asked, actionName: "approve" });
    for (const event of [endOf("SUCCEEDED"), call, endOf("SUCCEEDED"), call])
      await world.run(event);
    await world.sweep();
    await world.sweep();
    assert.deepEqual([world.bus.length, world.mails.length], [1, 1]);
    assert.equal(world.logged("bypass_told_before").length, 5);
    for (const order of [[call], [endOf("SUCCEEDED")]]) {
      const other = new BypassWorld();
      other.runs.push(decidedRun(user("mallory")));
      for (const event of order) await other.run(event);
      assert.equal(other.bus[0].id, world.bus[0].id);
    }
  });
});

describe("A call of PutApprovalResult that CloudTrail reports", () => {
  const call = callOf("PutApprovalResult", { ...asked, actionName: "approve" });

  it("adds how they had signed in, and the record", async () => {
    const world = await after(call, (one) => one.runs.push(decidedRun(user("mallory"))));
    const [{ via, actor, cloudTrailEventId }] = world.bus;
    assert.deepEqual(
      [via, actor?.mfa, cloudTrailEventId],
      ["cloudtrail", false, "5d2d0f1c-9a4e-4d0e-8b86-2a2b4f0c0001"],
    );
    assert.match(world.mails[0].text, /^MFA: +no$/m);
  });

  it("is judged alone where the history does not show it", async () => {
    const world = await after(call);
    assert.deepEqual(said(world), [`DecidedOutside ${approve} mallory`]);
    const userIdentity = { arn: session("slack-orders") };
    const own = callOf("PutApprovalResult", { ...asked, actionName: "approve" }, { userIdentity });
    assert.deepEqual(said(await after(own)), []);
  });

  it("is about a run of the same person at the same time", async () => {
    const others = [
      decidedRun(session("slack-orders"), { actionExecutionId: "run-2" }),
      decidedRun(user("mallory"), { at: "2026-11-22T20:00:00.000Z" }),
    ];
    const world = await after(call, (one) => one.runs.push(...others));
    assert.equal(world.bus.length, 1);
    assert.notEqual(world.bus[0].id, "");
    assert.equal(world.bus[0].pipelineExecutionId, undefined);
  });

  it("of an action that no gate has is not said", async () => {
    const other = callOf("PutApprovalResult", { ...asked, actionName: "other" });
    assert.deepEqual(said(await after(other)), []);
  });

  it("that names no action is said of every gate that does not let them", async () => {
    const userIdentity = { arn: session("release-manager") };
    const cut = callOf("PutApprovalResult", { pipelineName: "orders" }, { userIdentity });
    assert.deepEqual(said(await after(cut)), [`DecidedOutside ${approve} release-manager/bob`]);
    assert.deepEqual(said(await after(callOf("PutApprovalResult", { pipelineName: "orders" }))), [
      `DecidedOutside ${approve} mallory`,
      `DecidedOutside ${sign} mallory`,
    ]);
  });

  it("that names no pipeline and nobody is said of every gate", async () => {
    const world = await after(callOf("PutApprovalResult", null, { userIdentity: null }));
    assert.deepEqual(said(world), [
      `DecidedOutside ${approve} undefined`,
      `DecidedOutside ${sign} undefined`,
    ]);
  });

  it("that AWS refused is not said", async () => {
    const refused = callOf("PutApprovalResult", asked, { errorCode: "AccessDenied" });
    const world = await after(refused);
    assert.deepEqual(said(world), []);
    assert.equal(world.logged("call_refused").length, 1);
  });

  it("without the MFA that the gate wants is said", async () => {
    const native = { ...iamGate.native!, requireMfa: true };
    const sent = { ...asked, stageName: "release", actionName: "sign" };
    const of = (mfaAuthenticated: string) =>
      callOf("PutApprovalResult", sent, {
        userIdentity: { arn: user("Ann"), sessionContext: { attributes: { mfaAuthenticated } } },
      });
    const gates = [slackGate, { ...iamGate, native }];
    const change = (world: BypassWorld): void => void (world.gates = gates);
    assert.deepEqual(said(await after(of("true"), change)), []);
    assert.deepEqual(said(await after(of("false"), change)), [`DecidedOutside ${sign} Ann`]);
  });
});
