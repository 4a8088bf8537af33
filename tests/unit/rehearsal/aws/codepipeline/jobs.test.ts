import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import { type Job, type JobEnd, Jobs } from "../../../../../rehearsal/aws/codepipeline/jobs";
import { MovableClock } from "../../../../../rehearsal/clock";
import { arnOf, id, type Local, startLocal } from "../api/fixture";
import { countingIds, refuses, startedAt } from "./support";

const minute = 60_000;
const hour = 60 * minute;
const turns = () => new Promise((resolve) => setImmediate(resolve));

function running(start: (job: Job) => void = () => undefined) {
  const clock = new MovableClock(() => startedAt.getTime());
  const jobs = new Jobs(clock, countingIds());
  const started: Job[] = [];
  const progress: unknown[] = [];
  const abort = new AbortController();
  let end: JobEnd | undefined;
  const work = jobs.run({
    signal: abort.signal,
    start: (job) => {
      started.push(job);
      start(job);
    },
    progress: (result) => void progress.push(result),
  });
  const done = work.then((value) => (end = value));
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await turns();
  };
  /** Says that the work goes on, and lets the next job be handed out. */
  const goOn = async () => {
    jobs.succeed({ jobId: started.at(-1)!.id, continuationToken: "again" });
    await turns();
    await pass(10_000);
  };
  return { jobs, started, progress, abort, done, pass, goOn, end: () => end };
}

const details = { type: "JobFailed", message: "no" } as const;

describe("A job", () => {
  it("ends with the result that is put for it", async () => {
    const { jobs, started, done } = running();
    const result = { jobId: started[0].id, outputVariables: { a: "1" } };
    jobs.succeed(result);
    assert.deepEqual(await done, { kind: "Succeeded", result });
  });

  it("ends with the failure that is put for it", async () => {
    const { jobs, started, done } = running();
    jobs.fail({ jobId: started[0].id, failureDetails: details });
    assert.deepEqual(await done, { kind: "Failed", details });
  });

  it("takes one result: a second one is refused, and so is one for a job that never was", () => {
    const { jobs, started } = running();
    const jobId = started[0].id;
    assert.equal(jobs.isOpen(jobId), true);
    jobs.succeed({ jobId });
    assert.equal(jobs.isOpen(jobId), false);
    refuses("InvalidJobStateException", () => jobs.succeed({ jobId }));
    refuses("InvalidJobStateException", () => jobs.fail({ jobId, failureDetails: details }));
    refuses("JobNotFoundException", () => jobs.succeed({ jobId: "elsewhere" }));
  });

  it("has failed after 20 minutes without a result, and takes none then", async () => {
    const { jobs, started, pass, end } = running();
    await pass(20 * minute - 1);
    assert.equal(end(), undefined);
    await pass(1);
    assert.deepEqual(end(), { kind: "Silent" });
    refuses("InvalidJobStateException", () => jobs.succeed({ jobId: started[0].id }));
  });

  it("is given up with its action", async () => {
    const { jobs, started, abort, done } = running();
    abort.abort();
    assert.deepEqual(await done, { kind: "Abandoned" });
    refuses("InvalidJobStateException", () => jobs.succeed({ jobId: started[0].id }));
  });

  it("is not handed out for an action that was given up before", async () => {
    const jobs = new Jobs(new MovableClock(() => startedAt.getTime()), countingIds());
    const abort = new AbortController();
    abort.abort();
    const start = () => assert.fail("handed out");
    const end = await jobs.run({ signal: abort.signal, start, progress: () => undefined });
    assert.deepEqual(end, { kind: "Abandoned" });
  });

  it("fails with what keeps it from being handed out", async () => {
    const { jobs, started, done } = running(() => {
      throw new Error("denied");
    });
    await assert.rejects(done, { message: "denied" });
    refuses("InvalidJobStateException", () => jobs.succeed({ jobId: started[0].id }));
  });

  it("takes output variables of 122,880 bytes in all, and not one more", () => {
    const { jobs, started } = running();
    const jobId = started[0].id;
    const of = (size: number) => ({ jobId, outputVariables: { a: "x".repeat(size - 2), b: "" } });
    refuses("OutputVariablesSizeExceededException", () => jobs.succeed(of(122_881)));
    assert.equal(jobs.isOpen(jobId), true);
    jobs.succeed(of(122_880));
  });
});

describe("A job that goes on", () => {
  it("is handed out again with its token, as another job", async () => {
    const { jobs, started, progress, done, goOn } = running();
    await goOn();
    assert.equal(started.length, 2);
    assert.equal(started[0].continuationToken, undefined);
    assert.equal(started[1].continuationToken, "again");
    assert.notEqual(started[1].id, started[0].id);
    assert.deepEqual(progress, [{ jobId: started[0].id, continuationToken: "again" }]);
    refuses("InvalidJobStateException", () => jobs.succeed({ jobId: started[0].id }));
    jobs.succeed({ jobId: started[1].id });
    assert.equal((await done).kind, "Succeeded");
  });

  it("takes no output variables: they belong to the last result", () => {
    const { jobs, started } = running();
    const input = { jobId: started[0].id, continuationToken: "x", outputVariables: { a: "1" } };
    refuses("ValidationException", () => jobs.succeed(input), /no continuation token/);
    assert.equal(jobs.isOpen(started[0].id), true);
  });

  it("has 20 minutes anew with each reply", async () => {
    const { pass, goOn, end } = running();
    await pass(19 * minute);
    await goOn();
    await pass(19 * minute);
    assert.equal(end(), undefined);
    await pass(minute);
    assert.deepEqual(end(), { kind: "Silent" });
  });

  it("has failed after 24 hours in all, however often it replies", async () => {
    const { started, pass, goOn, end } = running();
    const over = startedAt.getTime() + 24 * hour;
    for (let n = 0; n < 24 * 4 && end() === undefined; n += 1) {
      await pass(15 * minute);
      if (end() === undefined) await goOn();
    }
    assert.deepEqual(end(), { kind: "TooLong" });
    assert.equal(started.at(-1)!.until.getTime(), over);
  });

  it("is not handed out again once its action is given up", async () => {
    const { jobs, started, abort, done, pass } = running();
    jobs.succeed({ jobId: started[0].id, continuationToken: "again" });
    await turns();
    abort.abort();
    assert.deepEqual(await done, { kind: "Abandoned" });
    await pass(hour);
    assert.equal(started.length, 1);
  });
});

describe("The operations of jobs and conditions", () => {
  let local: Local;
  let admin: sdk.CodePipelineClient;
  before(async () => {
    local = await startLocal();
    admin = local.client("administrator");
  });
  after(() => local.stop());
  beforeEach(() => {
    local.fake.calls.splice(0);
    local.audit.splice(0);
  });

  it("PutJobSuccessResult and PutJobFailureResult end jobs, which have no ARN", async () => {
    Object.assign(local.fake.answers, { succeedJob: () => undefined, failJob: () => undefined });
    const failureDetails = { type: "JobFailed", message: "no" } as const;
    await admin.send(new sdk.PutJobSuccessResultCommand({ jobId: id(3) }));
    await admin.send(new sdk.PutJobFailureResultCommand({ jobId: id(3), failureDetails }));
    assert.deepEqual(local.fake.calls, [
      ["succeedJob", { jobId: id(3) }],
      ["failJob", { jobId: id(3), failureDetails }],
    ]);
    assert.deepEqual(
      local.audit.map(({ action, resource }) => [action, resource]),
      [
        ["codepipeline:PutJobSuccessResult", "*"],
        ["codepipeline:PutJobFailureResult", "*"],
      ],
    );
    const denied = local.client("qa").send(new sdk.PutJobSuccessResultCommand({ jobId: id(3) }));
    await assert.rejects(denied, { name: "AccessDeniedException" });
  });

  it("GetJobDetails goes to the engine", async () => {
    const jobDetails = { id: id(3), accountId: "111122223333" };
    Object.assign(local.fake.answers, { jobDetails: () => jobDetails });
    const answer = await admin.send(new sdk.GetJobDetailsCommand({ jobId: id(3) }));
    assert.deepEqual(answer.jobDetails, jobDetails);
    assert.equal(local.audit[0].action, "codepipeline:GetJobDetails");
  });

  it("OverrideStageCondition, RollbackStage and ListRuleExecutions go to the engine", async () => {
    Object.assign(local.fake.answers, {
      ...{ overrideStageCondition: () => undefined, rollbackStage: () => id(9) },
      ruleExecutions: () => [],
    });
    const at = { pipelineName: "shop", stageName: "Gate" };
    const conditionType = "BEFORE_ENTRY" as const;
    const override = { ...at, pipelineExecutionId: id(1), conditionType };
    await admin.send(new sdk.OverrideStageConditionCommand(override));
    const back = { ...at, targetPipelineExecutionId: id(1) };
    const { pipelineExecutionId } = await admin.send(new sdk.RollbackStageCommand(back));
    await admin.send(new sdk.ListRuleExecutionsCommand({ pipelineName: "shop" }));
    const { arn } = local.key("administrator").principal;
    assert.equal(pipelineExecutionId, id(9));
    assert.deepEqual(local.fake.calls, [
      ["overrideStageCondition", "shop", "Gate", id(1), "BEFORE_ENTRY", arn],
      ["rollbackStage", "shop", "Gate", id(1), arn],
      ["ruleExecutions", "shop", { pipelineExecutionId: undefined }],
    ]);
    assert.deepEqual(
      local.audit.map(({ action, resource }) => [action, resource]),
      [
        ["codepipeline:OverrideStageCondition", arnOf("shop/Gate")],
        ["codepipeline:RollbackStage", arnOf("shop/Gate")],
        ["codepipeline:ListRuleExecutions", arnOf("shop")],
      ],
    );
  });

  it("refuses a result that the model does not allow", async () => {
    const failureDetails = { type: "Wrong" as "JobFailed", message: "no" };
    const wrong = new sdk.PutJobFailureResultCommand({ jobId: id(3), failureDetails });
    await assert.rejects(admin.send(wrong), { name: "ValidationException" });
    const percent = { jobId: id(3), executionDetails: { percentComplete: 101 } };
    await assert.rejects(admin.send(new sdk.PutJobSuccessResultCommand(percent)), {
      name: "ValidationException",
    });
    assert.deepEqual(local.fake.calls, []);
  });
});
