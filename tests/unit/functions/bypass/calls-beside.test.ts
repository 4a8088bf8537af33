/** Calls of which CloudTrail tells, with what is there beside: other pipelines, actions, runs, times. */
import * as assert from "node:assert/strict";
import { after, approve, asked, said, sign } from "./judged";
import { callOf, decidedRun, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

const books = "books/production/approve";

/** A pipeline whose gate has the same names in another pipeline. */
const withBooks = (world: BypassWorld): void => {
  world.gates = [...world.gates, { ...slackGate, action: books }];
};

describe("A call about one pipeline", () => {
  const calls: [operation: string, sent: object, expected: string][] = [
    ["PutApprovalResult", { ...asked, actionName: "approve" }, `DecidedOutside ${approve} mallory`],
    ["DeletePipeline", { name: "orders" }, `GateRemoved ${approve} ${sign} mallory`],
    ["DisableStageTransition", asked, `TransitionDisabled ${approve} mallory`],
  ];
  for (const [operation, sent, expected] of calls) {
    it(`says nothing of another: ${operation}`, async () => {
      assert.deepEqual(said(await after(callOf(operation, sent), withBooks)), [expected]);
    });
  }

  it("says nothing of another: UpdatePipeline", async () => {
    const world = new BypassWorld();
    withBooks(world);
    world.definition = { version: 1, actions: [], rules: [] };
    await world.run(callOf("UpdatePipeline", { pipeline: { name: "books" } }));
    assert.deepEqual(said(world), [`GateRemoved ${books} mallory`]);
  });

  it("is one about IAM: every gate that rests on the role is asked", async () => {
    const sent = { roleName: "slack-orders", name: "orders", pipelineName: "orders" };
    const world = await after(callOf("DeleteRole", sent), withBooks);
    assert.deepEqual(said(world), [
      `GateRightsChanged ${approve} ${sign} mallory`,
      `GateRightsChanged ${books} mallory`,
    ]);
  });

  it("passes over a pipeline of which no gate can be read", async () => {
    const world = new BypassWorld();
    world.unreadable = [books];
    await assert.rejects(world.run(callOf("StopPipelineExecution")));
    assert.deepEqual(said(world), [`ExecutionStopped ${approve} ${sign} mallory`]);
    const lines = world.logged("bypass_failed");
    assert.deepEqual(
      lines.map(({ fields }) => [fields?.reason, fields?.remedy]),
      [
        [
          `The record of the gate ${books} cannot be read.`,
          "Deploy the gate again, and find out who wrote its record.",
        ],
      ],
    );
  });

  it("does not ask CodePipeline where no gate is concerned", async () => {
    const world = await after(callOf("PutApprovalResult", { ...asked, actionName: "other" }));
    assert.ok(!world.calls.some((call) => call.startsWith("looks.")));
  });
});

describe("A call of PutApprovalResult", () => {
  const decided = { ...asked, actionName: "approve" };

  it("is of the run of that action, that person and that time, within two minutes", async () => {
    const runAt = (at: string, more: object = {}) =>
      decidedRun(user("mallory"), { at, pipelineExecutionId: at, ...more });
    const rows: [at: string, isOf: boolean][] = [
      ["2026-11-22T20:58:00.000Z", true],
      ["2026-11-22T21:02:00.000Z", true],
      ["2026-11-22T20:57:59.999Z", false],
      ["2026-11-22T21:02:00.001Z", false],
    ];
    for (const [at, isOf] of rows) {
      const world = await after(callOf("PutApprovalResult", decided), (one) =>
        one.runs.push(
          runAt(at, { actionName: "other" }),
          decidedRun(user("ann"), { at: "2026-11-22T21:00:00.000Z" }),
          runAt(at),
        ),
      );
      assert.deepEqual(
        world.bus.map(({ pipelineExecutionId }) => pipelineExecutionId),
        [isOf ? at : undefined],
        at,
      );
    }
  });

  it("of nobody is of whoever decided then", async () => {
    const call = callOf("PutApprovalResult", decided, { userIdentity: null });
    const world = await after(call, (one) => one.runs.push(decidedRun(user("ann"))));
    assert.deepEqual(said(world), [`DecidedOutside ${approve} ann`]);
  });

  it("of which no time is told is judged alone", async () => {
    const call = callOf("PutApprovalResult", decided, { eventTime: undefined });
    const world = await after(call, (one) => one.runs.push(decidedRun(user("mallory"))));
    assert.deepEqual([world.bus.length, world.bus[0].pipelineExecutionId], [1, undefined]);
  });

  it("that names half of an action is of the one that the history shows", async () => {
    for (const sent of [asked, { pipelineName: "orders", actionName: "approve" }]) {
      const world = await after(callOf("PutApprovalResult", sent), (one) =>
        one.runs.push(decidedRun(user("mallory"))),
      );
      assert.deepEqual(said(world), [`DecidedOutside ${approve} mallory`]);
      assert.equal(world.bus[0].pipelineExecutionId, "execution-1");
    }
  });

  it("is said of each call for itself where the history shows none, with what they wrote", async () => {
    const world = new BypassWorld();
    const result = { status: "Approved", summary: "Because." };
    for (const detail of [{ eventID: "one" }, { eventID: "two" }, { eventID: undefined }]) {
      await world.run(callOf("PutApprovalResult", { ...decided, result }, detail));
    }
    assert.equal(world.bus.length, 3);
    assert.ok(world.bus.every(({ reason, what }) => reason === "Because." && /^App/.test(what)));
  });

  it("that rejects is said as that, whoever it was", async () => {
    const sent = { ...decided, result: { status: "Rejected" } };
    for (const [detail, expected] of [
      [{}, /^Rejected by/],
      [{ userIdentity: null }, /^Approved by/],
    ] as const) {
      const world = await after(callOf("PutApprovalResult", sent, detail));
      assert.match(world.bus[0].what, expected);
    }
  });
});

describe("Another call", () => {
  it("is the end of the execution that it names, whichever else waits", async () => {
    const sent = { pipelineName: "orders", pipelineExecutionId: "execution-2" };
    const world = await after(callOf("StopPipelineExecution", sent), (one) =>
      one.runs.push(decidedRun(undefined, { status: "InProgress" })),
    );
    assert.deepEqual(said(world), []);
  });

  it("is the transition into that stage, disabled at that time", async () => {
    const by = user("ann");
    const disabled = [
      { stageName: "release", by, at: "2026-11-22T21:00:00.000Z" },
      { stageName: "production", by, at: "2026-11-22T20:00:00.000Z" },
    ];
    const call = callOf("DisableStageTransition", { ...asked, reason: "Freeze." });
    const world = await after(call, (one) => void (one.state = { ...one.state, disabled }));
    const [{ actor, reason, time, stageName }, ...more] = world.bus;
    assert.deepEqual(more, []);
    assert.deepEqual(
      [actor?.displayName, reason, time, stageName],
      ["mallory", "Freeze.", "2026-11-22T21:00:00.000Z", "production"],
    );
  });

  it("is a condition behind a stage as well, once for CloudTrail and sweep", async () => {
    const sent = { ...asked, conditionType: "ON_SUCCESS", pipelineExecutionId: "execution-1" };
    const world = await after(callOf("OverrideStageCondition", sent));
    const one = { stageName: "production", pipelineExecutionId: "execution-1" };
    const overridden = [{ ...one, condition: "onSuccess" }];
    world.state = { ...world.state, overridden };
    await world.sweep();
    assert.equal(world.bus.length, 1);
    world.state = { ...world.state, overridden: [{ ...one, condition: "beforeEntry" }] };
    await world.sweep();
    assert.equal(world.bus.length, 2);
  });
});
