import * as assert from "node:assert/strict";
import { createPipelineLooks } from "../../../../functions/adapters/pipeline-looks";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { now, settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const looks = () => createPipelineLooks("hub-bypass");
const seconds = now.getTime() / 1000;
const day = 86_400;
const manual = { category: "Approval", owner: "AWS", provider: "Manual", version: "1" };

describe("A look at a pipeline", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("is taken as the gate's role, in a session that bears no person's name", async () => {
    await looks().state(settings, "orders");
    const [{ RoleArn, RoleSessionName, SourceIdentity }] = aws.of("AssumeRole");
    assert.deepEqual(
      [RoleArn, RoleSessionName, SourceIdentity],
      [settings.deciderRoleArn, "hub-bypass", undefined],
    );
    assert.equal(aws.sent.at(-1)?.key, "ASIASESSION");
    assert.deepEqual(aws.of("GetPipelineState"), [{ name: "orders" }]);
  });

  it("shows what of the definition protects", async () => {
    const action = (name: string, more: object = {}) => ({
      name,
      actionTypeId: { category: "Deploy", owner: "AWS", provider: "S3", version: "1" },
      ...more,
    });
    const rule = { name: "window", ruleTypeId: { category: "Rule", provider: "X", version: "1" } };
    const stages = [
      { name: "source", actions: [action("source")] },
      {
        name: "production",
        beforeEntry: { conditions: [{ result: "FAIL", rules: [rule] }] },
        actions: [
          action("approve", {
            ...{ actionTypeId: manual, runOrder: 2, timeoutInMinutes: 60 },
            configuration: { NotificationArn: settings.topicArn, CustomData: "secret" },
          }),
          action("invoke", { actionTypeId: { ...manual, provider: "Other" }, runOrder: 3 }),
        ],
      },
      { name: "release", onFailure: { result: "ROLLBACK" }, onSuccess: { conditions: [{}] } },
    ];
    aws.answers.set("GetPipeline", [
      { output: { pipeline: { name: "orders", version: 7, stages } } },
    ]);
    const { rules, ...rest } = await looks().definition(settings, "orders");
    const of = { stage: "production", category: "Approval" };
    assert.deepEqual(rest, {
      version: 7,
      actions: [
        ...[
          { stage: "source", name: "source", order: [0, 1], category: "Deploy", isApproval: false },
        ],
        {
          ...of,
          ...{ name: "approve", order: [1, 2], isApproval: true },
          ...{ topicArn: settings.topicArn, timeoutInMinutes: 60 },
        },
        { ...of, name: "invoke", order: [1, 3], isApproval: false },
      ],
    });
    assert.deepEqual(
      rules.map(({ stage, condition }) => [stage, condition]),
      [["production", "beforeEntry"]],
    );
    assert.doesNotMatch(JSON.stringify(rest), /secret/);
  });

  it("shows disabled transitions, overridden conditions and where rollbacks are", async () => {
    const states = (status: string) => ({
      latestExecution: { status },
      conditionStates: [{ latestExecution: { status, lastStatusChange: seconds } }],
    });
    const stageStates = [
      { stageName: "source", inboundTransitionState: { enabled: true } },
      {
        stageName: "production",
        inboundTransitionState: {
          ...{ enabled: false, lastChangedBy: "arn:ann", lastChangedAt: seconds },
          disabledReason: "freeze",
        },
        latestExecution: { pipelineExecutionId: "one", status: "Succeeded", type: "STANDARD" },
        beforeEntryConditionState: states("Overridden"),
        onSuccessConditionState: states("Succeeded"),
      },
      {
        stageName: "release",
        latestExecution: { pipelineExecutionId: "two", status: "Succeeded", type: "ROLLBACK" },
        onSuccessConditionState: { latestExecution: { status: "Overridden" } },
      },
    ];
    aws.answers.set("GetPipelineState", [{ output: { stageStates } }]);
    assert.deepEqual(await looks().state(settings, "orders"), {
      disabled: [
        { stageName: "production", by: "arn:ann", at: now.toISOString(), reason: "freeze" },
      ],
      overridden: [
        {
          ...{ stageName: "production", condition: "beforeEntry", pipelineExecutionId: "one" },
          at: now.toISOString(),
        },
        {
          ...{ stageName: "release", condition: "onSuccess", pipelineExecutionId: "two" },
          at: undefined,
        },
      ],
      rollbacks: { two: "release" },
    });
  });

  const detail = (id: string, lastUpdateTime: number, more: object = {}) => ({
    ...{ actionExecutionId: id, pipelineExecutionId: "one", stageName: "production" },
    ...{ actionName: "approve", status: "Succeeded", updatedBy: "arn:ann" },
    ...{ startTime: lastUpdateTime - 60, lastUpdateTime },
    input: { actionTypeId: manual },
    output: { executionResult: { externalExecutionSummary: "fine" } },
    ...more,
  });

  it("shows who decided since then, of all pages that may have it", async () => {
    const pages = [
      [
        detail("new", seconds),
        detail("build", seconds, { input: { actionTypeId: { category: "Build" } } }),
      ],
      [
        detail("old", seconds - 2 * day),
        detail("late", seconds, { startTime: seconds - 50 * day }),
      ],
      [detail("ancient", seconds - 70 * day, { startTime: seconds - 70 * day })],
      [detail("never read", seconds)],
    ];
    aws.answers.set(
      "ListActionExecutions",
      pages.map((actionExecutionDetails, index) => ({
        output: { actionExecutionDetails, nextToken: `${index + 1}` },
      })),
    );
    const since = new Date(now.getTime() - day * 1000);
    const runs = await looks().runs(settings, "orders", { since });
    assert.deepEqual(
      runs.map(({ actionExecutionId }) => actionExecutionId),
      ["new", "late"],
    );
    assert.deepEqual(runs[0], {
      ...{ stageName: "production", actionName: "approve", actionExecutionId: "new" },
      ...{ pipelineExecutionId: "one", status: "Succeeded", updatedBy: "arn:ann" },
      ...{ summary: "fine", at: now.toISOString() },
    });
    assert.equal(aws.of("ListActionExecutions").length, 3);
  });

  it("shows the runs of one execution, whenever they were", async () => {
    const actionExecutionDetails = [detail("old", seconds - 300 * day)];
    aws.answers.set("ListActionExecutions", [{ output: { actionExecutionDetails } }]);
    const runs = await looks().runs(settings, "orders", { pipelineExecutionId: "one" });
    assert.equal(runs.length, 1);
    const [{ filter }] = aws.of("ListActionExecutions");
    assert.deepEqual(filter, { pipelineExecutionId: "one" });
  });

  it("reads no more pages than a run has time for", async () => {
    const page = { actionExecutionDetails: [detail("one", seconds)], nextToken: "more" };
    const pages = Array.from({ length: 30 }, (_, n) => ({
      output: { ...page, nextToken: `${n}` },
    }));
    aws.answers.set("ListActionExecutions", pages);
    const runs = await looks().runs(settings, "orders", { since: now });
    assert.deepEqual([runs.length, aws.of("ListActionExecutions").length], [20, 20]);
  });

  it("shows executions that were stopped, and stages that somebody rolled back", async () => {
    const summary = (id: string, more: object) => ({
      ...{ pipelineExecutionId: id, status: "Succeeded", startTime: seconds },
      ...{ lastUpdateTime: seconds, ...more },
    });
    const rollbackMetadata = { rollbackTargetPipelineExecutionId: "older" };
    aws.answers.set("ListPipelineExecutions", [
      {
        output: {
          pipelineExecutionSummaries: [
            summary("plain", { trigger: { triggerType: "Webhook", triggerDetail: "x" } }),
            summary("stopped", { status: "Stopped", stopTrigger: { reason: "wrong" } }),
            summary("manual", {
              trigger: { triggerType: "ManualRollback", triggerDetail: "arn:ann" },
              rollbackMetadata,
            }),
            summary("automatic", {
              trigger: { triggerType: "AutomatedRollback", triggerDetail: "plain" },
              rollbackMetadata,
            }),
            summary("before", { lastUpdateTime: seconds - day }),
          ],
        },
      },
    ]);
    const at = now.toISOString();
    assert.deepEqual(await looks().executions(settings, "orders", now), [
      { pipelineExecutionId: "plain", status: "Succeeded", at },
      { pipelineExecutionId: "stopped", status: "Stopped", at, stop: { reason: "wrong" } },
      {
        ...{ pipelineExecutionId: "manual", status: "Succeeded", at },
        rollback: { target: "older", by: "arn:ann" },
      },
      { pipelineExecutionId: "automatic", status: "Succeeded", at },
    ]);
  });

  it("says where there is no such pipeline, and throws everything else", async () => {
    const all = [
      () => looks().definition(settings, "orders"),
      () => looks().state(settings, "orders"),
      () => looks().runs(settings, "orders", {}),
      () => looks().executions(settings, "orders", now),
    ];
    const calls = [
      "GetPipeline",
      "GetPipelineState",
      "ListActionExecutions",
      "ListPipelineExecutions",
    ];
    for (const [error, expected] of [
      ["PipelineNotFoundException", UnknownPipelineError],
      ["AccessDeniedException", Error],
    ] as const) {
      for (const call of calls) aws.answers.set(call, [{ status: 400, error }]);
      for (const look of all) {
        const thrown = await look().catch((failure: unknown) => failure);
        assert.equal(thrown instanceof UnknownPipelineError, expected === UnknownPipelineError);
        assert.ok(thrown instanceof Error);
      }
    }
  });
});
