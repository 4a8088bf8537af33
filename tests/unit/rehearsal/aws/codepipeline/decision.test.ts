import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ApprovalRequest } from "../../../../../rehearsal/aws/codepipeline/types";
import { decision, alice, bob, gate, pipeline, refuses, source, World } from "./support";

const unknownToken = "ffffffff-ffff-4fff-8fff-ffffffffffff";

describe("a decision", () => {
  let world: World;
  let request: ApprovalRequest;
  let id: string;
  beforeEach(async () => {
    world = new World();
    id = await world.started();
    [request] = world.engine.pending();
  });
  afterEach(() => world.clock.stop());

  const decide = (more = {}, by = alice): Date => world.engine.decide(decision(request, more), by);
  const approveState = () => world.stage("Gate").actionStates![0].latestExecution!;

  it("approves, says when, and keeps who and why", async () => {
    world.clock.advance(60_000);
    assert.deepEqual(await world.decide("Approved", "ship it"), new Date("2026-11-22T10:01:00Z"));
    const state = approveState();
    assert.equal(state.status, "Succeeded");
    assert.equal(state.summary, "ship it");
    assert.equal(state.lastUpdatedBy, alice);
    assert.deepEqual(state.lastStatusChange, new Date("2026-11-22T10:01:00Z"));
    assert.equal(state.errorDetails, undefined);
    assert.equal(state.token, undefined);
    assert.equal(world.engine.actionExecutions("shop")[1].updatedBy, alice);
  });

  it("rejects, and fails the execution with who and why", async () => {
    await world.decide("Rejected", "tests are red", bob);
    assert.equal(world.status(id), "Failed");
    const state = approveState();
    assert.equal(state.status, "Failed");
    assert.equal(state.summary, "tests are red");
    assert.equal(state.lastUpdatedBy, bob);
    assert.deepEqual(state.errorDetails, {
      code: "ApprovalRejected",
      message: `Rejected by ${bob} with the reason: tests are red`,
    });
    assert.equal(world.stage("Production").latestExecution, undefined);
  });

  it("may come without a reason", async () => {
    await world.decide("Rejected", "");
    assert.equal(approveState().summary, undefined);
    assert.match(approveState().errorDetails!.message!, /without a reason/);
  });

  it("takes a summary of 512 characters, however many bytes they have", () => {
    assert.doesNotThrow(() => decide({ summary: "😀".repeat(512) }));
  });

  for (const [what, more] of [
    ["a summary of 513 characters", { summary: "x".repeat(513) }],
    ["no summary", { summary: undefined }],
    ["a status that is neither", { status: "approved" }],
    ["a token in upper case", { token: unknownToken.toUpperCase() }],
    ["a token that is no UUID", { token: "token" }],
    ["an empty token", { token: "" }],
  ] as [string, object][]) {
    it(`refuses ${what}, and the request stays open`, () => {
      refuses("ValidationException", () => decide(more));
      assert.equal(world.engine.pending().length, 1);
    });
  }

  it("refuses a pipeline, a stage and an action that are not there", () => {
    refuses("PipelineNotFoundException", () => decide({ pipelineName: "nope" }), /"nope"/);
    refuses("StageNotFoundException", () => decide({ stageName: "Nope" }), /"Nope"/);
    refuses("ActionNotFoundException", () => decide({ actionName: "Nope" }), /"Nope"/);
  });

  it("refuses an action that is no approval", () => {
    const more = { stageName: "Source", actionName: "Fetch" };
    refuses("ActionNotFoundException", () => decide(more), /no approval action named "Fetch"/);
  });

  it("refuses an unknown token", () => {
    refuses(
      "InvalidApprovalTokenException",
      () => decide({ token: unknownToken }),
      /get-pipeline-state/,
    );
  });

  it("refuses a token that has been used, whoever used it", () => {
    decide({}, alice);
    refuses("ApprovalAlreadyCompletedException", () => decide({ status: "Rejected" }, bob));
    refuses("ApprovalAlreadyCompletedException", () => decide({}, alice));
    assert.equal(approveState().lastUpdatedBy, alice);
  });

  it("refuses the token of another action, stage or pipeline", async () => {
    world.engine.createPipeline(
      pipeline({ name: "blog" }, [
        ["Source", [source()]],
        ["Gate", [gate(), gate({ name: "Security" })]],
        ["Legal", [gate()]],
      ]),
    );
    await world.start("blog");
    const mine = world.engine.pending().find((one) => one.pipelineName === "blog")!;
    for (const more of [{ actionName: "Security" }, { stageName: "Legal" }]) {
      refuses("InvalidApprovalTokenException", () =>
        world.engine.decide(decision(mine, more), alice),
      );
    }
    refuses("InvalidApprovalTokenException", () => decide({ token: mine.token }));
    assert.equal(world.engine.pending().length, 3);
  });

  it("lets exactly one of many win", async () => {
    const wish = fc.constantFrom("Approved" as const, "Rejected" as const);
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 8 }), async (wishes) => {
        const crowd = new World();
        const execution = await crowd.started();
        const [open] = crowd.engine.pending();
        const answers = await Promise.allSettled(
          wishes.map(async (status) => crowd.engine.decide(decision(open, { status }), alice)),
        );
        await crowd.settled();
        crowd.clock.stop();
        const losers = answers.slice(1).map((answer) => "reason" in answer && answer.reason.name);
        assert.equal(answers[0].status, "fulfilled");
        assert.ok(losers.every((name) => name === "ApprovalAlreadyCompletedException"));
        assert.equal(crowd.status(execution), wishes[0] === "Approved" ? "Succeeded" : "Failed");
      }),
      { numRuns: 25 },
    );
  });

  it("of two people at once, counts the first", async () => {
    const results = await Promise.allSettled([
      Promise.resolve().then(() => decide({ status: "Rejected" }, alice)),
      Promise.resolve().then(() => decide({}, bob)),
    ]);
    assert.deepEqual(
      results.map((result) => result.status),
      ["fulfilled", "rejected"],
    );
    assert.equal(approveState().lastUpdatedBy, alice);
    assert.equal(world.status(id), "Failed");
  });
});
