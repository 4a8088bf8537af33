import * as assert from "node:assert/strict";
import { createPipelineLooks } from "../../../../functions/adapters/pipeline-looks";
import {
  RefusedRoleError,
  TransientError,
  UnknownPipelineError,
} from "../../../../functions/domain/errors";
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
    const { items: runs, ...rest } = await looks().runs(settings, "orders", { since });
    assert.deepEqual(rest, {});
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
    const which = { pipelineExecutionId: "one" };
    const { items, ...rest } = await looks().runs(settings, "orders", which);
    assert.deepEqual([items.length, rest], [1, {}]);
    const [{ filter }] = aws.of("ListActionExecutions");
    assert.deepEqual(filter, { pipelineExecutionId: "one" });
  });

  it("answers what it has read of a history that is too long or fails, and says that it is cut", async () => {
    const page = (n: number) => ({
      output: { actionExecutionDetails: [detail("one", seconds)], nextToken: `${n}` },
    });
    const pages = Array.from({ length: 30 }, (_, n) => page(n));
    aws.answers.set("ListActionExecutions", pages);
    const long = await looks().runs(settings, "orders", { since: new Date(now.getTime() - 1) });
    assert.deepEqual([long.items.length, long.unread], [20, undefined]);
    assert.equal(long.readBackTo, new Date(now.getTime() - 60_000).toISOString());
    assert.equal(aws.of("ListActionExecutions").length, 20);
    const failing = [page(0), { status: 400, error: "AccessDeniedException" }];
    aws.answers.set("ListActionExecutions", failing);
    const failed = await looks().runs(settings, "orders", { since: now });
    assert.deepEqual([failed.items.length, failed.unread?.name], [1, "AccessDeniedException"]);
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
    const { items, ...rest } = await looks().executions(settings, "orders", now);
    assert.deepEqual(rest, {});
    assert.deepEqual(items, [
      { pipelineExecutionId: "plain", status: "Succeeded", at },
      { pipelineExecutionId: "stopped", status: "Stopped", at, stop: { reason: "wrong" } },
      {
        ...{ pipelineExecutionId: "manual", status: "Succeeded", at },
        rollback: { target: "older", by: "arn:ann" },
      },
      { pipelineExecutionId: "automatic", status: "Succeeded", at },
    ]);
  });

  it("says where there is no such pipeline or the role may not, and throws everything else", async () => {
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
      ["AccessDeniedException", RefusedRoleError],
      ["AccessDenied", RefusedRoleError],
      ["InvalidNextTokenException", Error],
    ] as const) {
      for (const call of calls) aws.answers.set(call, [{ status: 400, error }]);
      for (const look of all) {
        const thrown = await look().catch((failure: unknown) => failure);
        assert.ok(thrown instanceof expected);
        assert.equal(thrown instanceof TransientError, expected !== Error);
      }
    }
  });

  it("says which role of which gate does not exist or does not trust the function any more", async () => {
    aws.answers.set("AssumeRole", [{ status: 403, error: "AccessDenied" }]);
    await assert.rejects(looks().state(settings, "orders"), (thrown: Error) => {
      assert.equal(thrown.name, "RefusedRoleError");
      assert.ok(thrown.message.includes(settings.deciderRoleArn));
      assert.ok(thrown.message.includes(settings.action));
      return true;
    });
  });
});
