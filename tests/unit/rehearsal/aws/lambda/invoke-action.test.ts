import * as assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { Jobs } from "../../../../../rehearsal/aws/codepipeline/jobs";
import type { ActionProgress } from "../../../../../rehearsal/aws/codepipeline/types";
import { jobIdOf } from "../../../../../rehearsal/aws/lambda/job-event";
import type { Functions, Invoker } from "../../../../../rehearsal/aws/lambda/types";
import { MovableClock } from "../../../../../rehearsal/clock";
import { ServiceError } from "../../../../../rehearsal/errors";
import { type ActionSpec, bench, read } from "../codepipeline/action-support";

const type = "Invoke/AWS/Lambda";
const configuration = { FunctionName: "check", UserParameters: "https://example.com" };
const turns = () => new Promise((resolve) => setImmediate(resolve));

interface Asked {
  readonly name: string;
  readonly event: any;
  readonly invoker: Invoker;
}

/** One action under way, and the function's side of it in the test's hands. */
async function begun(spec: Partial<ActionSpec> = {}, refusal?: Error) {
  const clock = new MovableClock();
  const jobs = new Jobs(clock, randomUUID);
  const asked: Asked[] = [];
  const updates: ActionProgress[] = [];
  const events: Functions["events"] = new EventEmitter();
  const functions = {
    events,
    has: (name: string) => name === "check",
    invokeAsync: (name: string, event: unknown, invoker: Invoker) => {
      if (refusal !== undefined) throw refusal;
      asked.push({ name, event, invoker });
    },
  };
  const { lines, run } = bench({ functions, jobs });
  const onUpdate = (progress: ActionProgress) => void updates.push(progress);
  const outcome = run({ type, configuration, onUpdate, ...spec });
  await turns();
  const jobId = () => jobIdOf(asked.at(-1)!.event) as string;
  return { clock, jobs, asked, updates, events, lines, outcome, jobId };
}

describe("The Lambda invoke action", () => {
  it("hands the function the event that AWS documents, as the action's role", async () => {
    const encryptionKey = { id: "arn:aws:kms:eu-west-1:111122223333:key/1", type: "KMS" } as const;
    const { asked } = await begun({ inputNames: ["In"], outputs: ["Out"], encryptionKey });
    const [{ name, event, invoker }] = asked;
    const job = event["CodePipeline.job"];
    const artifact = (artifactName: string) => ({
      location: {
        s3Location: { bucketName: "store", objectKey: `ladder/${artifactName}/0000000` },
        type: "S3",
      },
      revision: null,
      name: artifactName,
    });
    const { artifactCredentials, ...data } = job.data;
    assert.equal(name, "check");
    assert.deepEqual(invoker, { roleArn: "arn:aws:iam::111122223333:role/pipeline" });
    assert.deepEqual(Object.keys(event), ["CodePipeline.job"]);
    assert.deepEqual(Object.keys(job), ["id", "accountId", "data"]);
    assert.match(job.id, /^[0-9a-f-]{36}$/);
    assert.equal(job.accountId, "111122223333");
    assert.deepEqual(data, {
      actionConfiguration: { configuration },
      inputArtifacts: [artifact("In")],
      outputArtifacts: [artifact("Out")],
      encryptionKey,
    });
    assert.deepEqual(Object.keys(artifactCredentials).sort(), [
      "accessKeyId",
      "secretAccessKey",
      "sessionToken",
    ]);
    assert.match(artifactCredentials.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
  });

  it("describes the job as the event does, with where its action stands", async () => {
    const { asked, jobs, jobId } = await begun({ outputs: ["Out"] });
    const { id, accountId, data } = jobs.details(jobId());
    const { actionTypeId, pipelineContext, ...rest } = data!;
    assert.deepEqual({ id, accountId, data: rest }, asked[0].event["CodePipeline.job"]);
    assert.equal(actionTypeId?.provider, "Lambda");
    assert.deepEqual(pipelineContext, {
      ...{ pipelineName: "ladder", pipelineExecutionId: "pipeline-execution" },
      ...{ stage: { name: "Stage" }, action: { name: "Action", actionExecutionId: "execution-1" } },
    });
    assert.throws(() => jobs.details(randomUUID()), /There is no job/);
  });

  it("has no token, no key and no artifacts where there are none", async () => {
    const { asked } = await begun();
    const { data } = asked[0].event["CodePipeline.job"];
    const { artifactCredentials: _, ...rest } = data;
    assert.deepEqual(rest, {
      actionConfiguration: { configuration },
      inputArtifacts: [],
      outputArtifacts: [],
    });
  });

  it("succeeds with what PutJobSuccessResult says", async () => {
    const { jobs, outcome, jobId, updates } = await begun({ outputs: ["Out"] });
    assert.deepEqual(updates, [{ waits: true }]);
    jobs.succeed({
      jobId: jobId(),
      outputVariables: { Stack: "blue" },
      currentRevision: { revision: "r1", changeIdentifier: "c1", revisionSummary: "first" },
      executionDetails: { summary: "all fine", externalExecutionId: "run-1", percentComplete: 100 },
    });
    const { outputs, ...rest } = await outcome;
    assert.deepEqual(rest, {
      status: "Succeeded",
      summary: "all fine",
      externalExecutionId: "run-1",
      variables: { Stack: "blue" },
      revision: { revisionId: "r1", revisionChangeId: "c1", revisionSummary: "first" },
    });
    assert.deepEqual(read(outputs!.Out), {});
    assert.equal((updates.at(-1) as ActionProgress).percentComplete, 100);
  });

  it("fails with what PutJobFailureResult says", async () => {
    const { jobs, outcome, jobId } = await begun();
    const failure = { type: "ConfigurationError", message: "no such stack" } as const;
    const failureDetails = { ...failure, externalExecutionId: "run-1" };
    jobs.fail({ jobId: jobId(), failureDetails });
    assert.deepEqual(await outcome, {
      status: "Failed",
      error: { code: "ConfigurationError", message: "no such stack" },
      summary: "no such stack",
      externalExecutionId: "run-1",
    });
  });

  it("tells on the way what a job that goes on says, and invokes again with its token", async () => {
    const { jobs, clock, asked, updates, jobId } = await begun();
    const executionDetails = { summary: "half", percentComplete: 50 };
    jobs.succeed({ jobId: jobId(), continuationToken: "later", executionDetails });
    await turns();
    clock.advance(10_000);
    await turns();
    assert.deepEqual(updates, [{ waits: true }, executionDetails, { waits: true }]);
    assert.equal(asked.length, 2);
    assert.equal(asked[1].event["CodePipeline.job"].data.continuationToken, "later");
  });

  it("fails after 20 minutes of silence, and says which calls and rights were missed", async () => {
    const { clock, outcome } = await begun();
    clock.advance(20 * 60_000);
    const { status, error } = await outcome;
    assert.equal(status, "Failed");
    assert.match(error!.message, /function check has sent no result for 20 minutes/);
    assert.match(error!.message, /codepipeline:PutJobSuccessResult .* on "\*"\.$/);
  });

  it("says what an attempt without a result was, and of no other event", async () => {
    const { events, asked, lines, jobId } = await begun();
    const of = (more: object) => ({
      ...{ functionName: "check", kind: "async", at: new Date(), attempt: 1, logs: [] },
      ...more,
    });
    events.emit("invocation", of({ event: { other: true }, error: "elsewhere" }) as never);
    events.emit("invocation", of({ event: asked[0].event, error: "bad luck" }) as never);
    events.emit("invocation", of({ event: asked[0].event }) as never);
    assert.deepEqual(
      lines.map((line) => line.replaceAll(jobId(), "ID").replace(/until .*/, "until T")),
      [
        "Function check has job ID.",
        "Function check failed at attempt 1 (of 3 at most): bad luck; and job ID has no result. " +
          "CodePipeline waits for PutJobSuccessResult or PutJobFailureResult until T",
        "Function check ended and job ID has no result. " +
          "CodePipeline waits for PutJobSuccessResult or PutJobFailureResult until T",
      ],
    );
    assert.ok(!lines.some((line) => line.includes("secretAccessKey")));
  });

  it("fails where Lambda refuses the invocation", async () => {
    const refusal = new ServiceError("AccessDeniedException", "not authorized");
    const { outcome } = await begun({}, refusal);
    assert.deepEqual((await outcome).error, {
      code: "AccessDeniedException",
      message: "not authorized",
    });
  });

  it("is given up with its execution, and listens no longer", async () => {
    const abort = new AbortController();
    const { events, outcome } = await begun({ signal: abort.signal });
    assert.equal(events.listenerCount("invocation"), 1);
    abort.abort();
    assert.equal((await outcome).status, "Failed");
    assert.equal(events.listenerCount("invocation"), 0);
  });

  it("is pretended, and says so, where the function has no code here", async () => {
    const { lines, outcome } = await begun({ configuration: { FunctionName: "python" } });
    assert.equal((await outcome).status, "Succeeded");
    assert.deepEqual(lines, [
      "Function python has no code for Node.js on this machine, so nothing runs.",
      "Invoke/AWS/Lambda is pretended: it succeeds and does nothing.",
    ]);
  });

  it("needs the name of a function", async () => {
    const { outcome } = await begun({ configuration: {} });
    assert.match((await outcome).error!.message, /needs FunctionName in its configuration/);
  });
});
