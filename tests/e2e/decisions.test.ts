/** Who decides what, through the API: accepted once, by the right person, with the right token. */
import * as assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type LocalAws, openFixture, refused } from "../support/e2e";

const account = "arn:aws:iam::111122223333";
const names = [
  "approve",
  "reject",
  "stranger",
  "twice",
  "forged",
  "wording",
  "race",
  "neighbour",
  "neighbour-2",
];

describe("a decision through the API", () => {
  let local: LocalAws;

  before(async () => {
    const review = { name: "review", approvals: ["qa", "product"] };
    const spelling = { name: "spelling" };
    const others = names.map((name) => ({ name }));
    local = await openFixture("gates", { pipelines: [review, spelling, ...others] });
  });

  after(() => local.close());

  it("lets an approved execution through, and says who, when and why", async () => {
    assert.deepEqual(local.deployed("approve"), []);
    const request = await local.request("approve");
    const approvedAt = await local.decide("ann", request, "Approved", "Ticket 4711 is closed.");
    const { latestExecution } = await local.action("approve");
    assert.equal(latestExecution?.status, "Succeeded");
    assert.equal(latestExecution?.lastUpdatedBy, `${account}:user/ann`);
    assert.equal(latestExecution?.summary, "Ticket 4711 is closed.");
    const [decided] = await local.history("approve", "Decide");
    assert.ok(decided.startTime! <= approvedAt && approvedAt <= decided.lastUpdateTime!);
    assert.equal(latestExecution?.token, undefined);
    const [execution] = await local.executions("approve");
    assert.equal(execution.status, "Succeeded");
    assert.deepEqual(local.deployed("approve"), ["index.html"]);
  });

  it("stops a rejected execution before anything is released", async () => {
    const request = await local.request("reject");
    await local.decide("bob", request, "Rejected", "The texts are wrong.");
    const [execution] = await local.executions("reject");
    assert.equal(execution.status, "Failed");
    const [decided] = await local.history("reject", "Decide");
    assert.equal(decided.status, "Failed");
    assert.equal(decided.updatedBy, `${account}:user/bob`);
    assert.deepEqual(decided.output?.executionResult?.errorDetails, {
      code: "ApprovalRejected",
      message: `Rejected by ${account}:user/bob with the reason: The texts are wrong.`,
    });
    assert.deepEqual(await local.history("reject", "deploy-reject"), []);
    assert.deepEqual(local.deployed("reject"), []);
  });

  for (const profile of ["qa", "operator", "outsider"]) {
    it(`is refused to ${profile}, and the pipeline still waits`, async () => {
      const request = await local.request("stranger");
      const message = await refused(local.decide(profile, request), "AccessDeniedException");
      assert.match(message, new RegExp(`^User: ${account}:user/${profile} is not authorized`));
      assert.match(message, /codepipeline:PutApprovalResult on resource: .*:stranger\/Approve\/De/);
      assert.deepEqual(await local.request("stranger"), request);
    });
  }

  it("gives each of two approvals of a stage to its own approver only", async () => {
    const [qa, product] = [
      await local.request("review", "qa"),
      await local.request("review", "product"),
    ];
    await refused(local.decide("qa", product), "AccessDeniedException");
    await refused(local.decide("product", qa), "AccessDeniedException");
    await local.decide("qa", qa);
    assert.deepEqual(await local.request("review", "product"), product);
    assert.deepEqual(local.deployed("review"), []);
    await local.decide("product", product);
    assert.deepEqual(local.deployed("review"), ["index.html"]);
  });

  it("is taken once: a used token decides nothing more", async () => {
    const request = await local.request("twice");
    await local.decide("ann", request);
    const message = await refused(
      local.decide("ann", request, "Rejected"),
      "ApprovalAlreadyCompletedException",
    );
    assert.match(message, /has been decided already/);
    const [execution] = await local.executions("twice");
    assert.equal(execution.status, "Succeeded");
  });

  it("needs the token of this very action", async () => {
    const [mine, other] = [await local.request("neighbour"), await local.request("neighbour-2")];
    const crossed = { ...mine, token: other.token };
    await refused(local.decide("ann", crossed), "InvalidApprovalTokenException");
    assert.deepEqual(await local.request("neighbour"), mine);
    assert.deepEqual(await local.request("neighbour-2"), other);
  });

  for (const { kind, token, code } of [
    { kind: "that nobody gave out", token: randomUUID(), code: "InvalidApprovalTokenException" },
    { kind: "in capitals", token: randomUUID().toUpperCase(), code: "ValidationException" },
    { kind: "that is no UUID", token: "approve-please", code: "ValidationException" },
    { kind: "that is empty", token: "", code: "ValidationException" },
  ]) {
    it(`is refused with a token ${kind}`, async () => {
      const request = await local.request("forged");
      await refused(local.decide("ann", { ...request, token }), code);
      assert.deepEqual(await local.request("forged"), request);
    });
  }

  it("names a pipeline, a stage and an action that exist", async () => {
    const request = await local.request("spelling");
    const as = (changed: object) => local.decide("administrator", { ...request, ...changed });
    await refused(as({ pipelineName: "speling" }), "PipelineNotFoundException");
    await refused(as({ stageName: "Aprove" }), "StageNotFoundException");
    await refused(as({ actionName: "Decides" }), "ActionNotFoundException");
    await refused(as({ stageName: "Source", actionName: "Fetch" }), "ActionNotFoundException");
    assert.deepEqual(await local.request("spelling"), request);
  });

  it("tells a stranger nothing about what exists", async () => {
    const request = { ...(await local.request("spelling")), pipelineName: "speling" };
    await refused(local.decide("outsider", request), "AccessDeniedException");
  });

  it("takes a summary of 512 characters and refuses 513", async () => {
    const request = await local.request("wording");
    const message = await refused(
      local.decide("ann", request, "Approved", "x".repeat(513)),
      "ValidationException",
    );
    assert.match(message, /summary.*less than or equal to 512/);
    assert.deepEqual(await local.request("wording"), request);
    await local.decide("ann", request, "Approved", "y".repeat(512));
    const { latestExecution } = await local.action("wording");
    assert.equal(latestExecution?.summary, "y".repeat(512));
  });

  it("is that of exactly one of two people who decide at once", async () => {
    for (let round = 0; round < 6; round++) {
      if (round > 0) await local.start("race");
      const request = await local.request("race");
      const ann = (): Promise<Date> => local.decide("ann", request, "Approved", "ann was first");
      const bob = (): Promise<Date> => local.decide("bob", request, "Rejected", "bob was first");
      const calls = round % 2 === 0 ? [ann(), bob()] : [bob(), ann()];
      const outcomes = await Promise.allSettled(calls);
      const lost = outcomes.filter((outcome) => outcome.status === "rejected");
      assert.deepEqual(
        lost.map((outcome) => outcome.reason.name),
        ["ApprovalAlreadyCompletedException"],
      );
      const [decided] = await local.history("race", "Decide");
      const { externalExecutionSummary } = decided.output!.executionResult!;
      const winner = decided.status === "Succeeded" ? "ann" : "bob";
      assert.equal(decided.updatedBy, `${account}:user/${winner}`);
      assert.equal(externalExecutionSummary, `${winner} was first`);
    }
  });
});
