import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../../../../rehearsal/errors";
import { arnOf, id, type Local, send, signed, startLocal } from "../api/fixture";

const when = new Date("2026-11-22T21:00:00.250Z");
const execution = { pipelineName: "shop", pipelineExecutionId: id(1) };

describe("CodePipeline operations", () => {
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
    Object.assign(local.fake.answers, {
      declaration: () => ({ name: "shop", version: 3, roleArn: "r", stages: [] }),
      state: () => ({ pipelineName: "shop", created: when, updated: when, stageStates: [] }),
      execution: () => ({ ...execution, status: "InProgress" }),
      start: () => id(1),
      stop: () => undefined,
      retryStage: () => undefined,
      decide: () => when,
    });
  });

  const approval = (over: Partial<sdk.PutApprovalResultInput> = {}) =>
    new sdk.PutApprovalResultCommand({
      pipelineName: "shop",
      stageName: "Gate",
      actionName: "Ok",
      token: id(7),
      result: { status: "Approved", summary: "fine: ü" },
      ...over,
    });

  it("PutApprovalResult decides in the caller's name", async () => {
    const { approvedAt } = await local.client("qa").send(approval());
    assert.deepEqual(approvedAt, when);
    const decision = {
      pipelineName: "shop",
      stageName: "Gate",
      actionName: "Ok",
      token: id(7),
      status: "Approved",
      summary: "fine: ü",
    };
    const by = "arn:aws:iam::111122223333:user/qa";
    assert.deepEqual(local.fake.calls, [["decide", decision, by]]);
  });

  it("refuses who may not, before the engine is asked, as AWS words it", async () => {
    await assert.rejects(local.client("outsider").send(approval({ pipelineName: "none" })), {
      name: "AccessDeniedException",
      message:
        "User: arn:aws:iam::111122223333:user/outsider is not authorized to perform: " +
        `codepipeline:PutApprovalResult on resource: ${arnOf("none/Gate/Ok")} because no ` +
        "identity-based policy allows the codepipeline:PutApprovalResult action",
    });
    assert.deepEqual(local.fake.calls, []);
  });

  it("says when it was a Deny", async () => {
    const command = new sdk.GetPipelineExecutionCommand(execution);
    await assert.rejects(local.client("qa").send(command), {
      message: /GetPipelineExecution on resource: \S+:shop with an explicit deny in an/,
    });
  });

  it("passes the engine's errors on by their names", async () => {
    local.fake.answers.decide = () => {
      throw new ServiceError("InvalidApprovalTokenException", "already received a response");
    };
    await assert.rejects(admin.send(approval()), (error: unknown) => {
      assert.ok(error instanceof sdk.InvalidApprovalTokenException);
      assert.equal(error.message, "already received a response");
      assert.equal(error.$metadata.httpStatusCode, 400);
      return true;
    });
  });

  it("tells every call, with what was asked and who asked", async () => {
    await local.client("qa").send(approval());
    await assert.rejects(local.client("outsider").send(approval()));
    const [good, bad] = local.audit;
    assert.deepEqual(
      [good.principal?.arn, good.action, good.resource, good.allowed, good.error],
      [
        "arn:aws:iam::111122223333:user/qa",
        "codepipeline:PutApprovalResult",
        arnOf("shop/Gate/Ok"),
        true,
        undefined,
      ],
    );
    assert.equal((good.input as sdk.PutApprovalResultInput).token, id(7));
    assert.deepEqual([bad.allowed, bad.error?.code], [false, "AccessDeniedException"]);
  });

  const resources: [string, any, string][] = [
    ["GetPipeline", new sdk.GetPipelineCommand({ name: "shop" }), arnOf("shop")],
    ["GetPipelineState", new sdk.GetPipelineStateCommand({ name: "shop" }), arnOf("shop")],
    ["GetPipelineExecution", new sdk.GetPipelineExecutionCommand(execution), arnOf("shop")],
    ["ListPipelines", new sdk.ListPipelinesCommand({}), "*"],
    [
      "ListPipelineExecutions",
      new sdk.ListPipelineExecutionsCommand({ pipelineName: "shop" }),
      arnOf("shop"),
    ],
    [
      "ListActionExecutions",
      new sdk.ListActionExecutionsCommand({ pipelineName: "shop" }),
      arnOf("shop"),
    ],
    [
      "StartPipelineExecution",
      new sdk.StartPipelineExecutionCommand({ name: "shop" }),
      arnOf("shop"),
    ],
    ["StopPipelineExecution", new sdk.StopPipelineExecutionCommand(execution), arnOf("shop")],
    [
      "RetryStageExecution",
      new sdk.RetryStageExecutionCommand({
        ...execution,
        stageName: "Gate",
        retryMode: "ALL_ACTIONS",
      }),
      arnOf("shop/Gate"),
    ],
    ["PutApprovalResult", approval(), arnOf("shop/Gate/Ok")],
  ];
  for (const [name, command, resource] of resources) {
    it(`${name} asks for codepipeline:${name} on ${resource}`, async () => {
      await assert.rejects(local.client("outsider").send(command), {
        name: "AccessDeniedException",
      });
      const [call] = local.audit;
      assert.deepEqual([call.action, call.resource], [`codepipeline:${name}`, resource]);
      assert.deepEqual(local.fake.calls, []);
    });
  }

  it("GetPipeline answers the declaration with its metadata", async () => {
    const { pipeline, metadata } = await admin.send(new sdk.GetPipelineCommand({ name: "shop" }));
    assert.equal(pipeline?.version, 3);
    assert.deepEqual(metadata, { pipelineArn: arnOf("shop"), created: when, updated: when });
  });

  it("GetPipeline knows the version of now only", async () => {
    const ask = (version: number) =>
      admin.send(new sdk.GetPipelineCommand({ name: "shop", version }));
    assert.equal((await ask(3)).pipeline?.name, "shop");
    await assert.rejects(ask(2), { name: "PipelineVersionNotFoundException" });
  });

  it("GetPipelineState answers the engine's state, dates as dates", async () => {
    const state = await admin.send(new sdk.GetPipelineStateCommand({ name: "shop" }));
    assert.deepEqual([state.pipelineName, state.updated], ["shop", when]);
  });

  it("GetPipelineExecution asks for the execution", async () => {
    const answer = await admin.send(new sdk.GetPipelineExecutionCommand(execution));
    assert.equal(answer.pipelineExecution?.status, "InProgress");
    assert.deepEqual(local.fake.calls, [["execution", "shop", id(1)]]);
  });

  it("StartPipelineExecution starts in the caller's name, with variables", async () => {
    const variables = [{ name: "v", value: "1" }];
    const command = new sdk.StartPipelineExecutionCommand({ name: "shop", variables });
    assert.equal((await admin.send(command)).pipelineExecutionId, id(1));
    const triggerDetail = "arn:aws:iam::111122223333:user/administrator";
    const trigger = { triggerType: "StartPipelineExecution", triggerDetail };
    assert.deepEqual(local.fake.calls, [["start", "shop", trigger, { variables }]]);
  });

  it("StartPipelineExecution starts once for one client request token", async () => {
    let n = 0;
    local.fake.answers.start = () => id(++n);
    const start = async (name: string, clientRequestToken?: string) =>
      (await admin.send(new sdk.StartPipelineExecutionCommand({ name, clientRequestToken })))
        .pipelineExecutionId;
    assert.deepEqual([await start("shop", "a"), await start("shop", "a")], [id(1), id(1)]);
    assert.deepEqual([await start("shop", "b"), await start("b", "a")], [id(2), id(3)]);
  });

  it("StartPipelineExecution starts anew without a client request token", async () => {
    const target = "CodePipeline_20150709.StartPipelineExecution";
    const request = await signed(local, local.key("administrator"), {
      headers: { "x-amz-target": target },
      body: '{"name":"shop"}',
    });
    await send(local.url, request);
    await send(local.url, request);
    assert.equal(local.fake.calls.length, 2);
  });

  it("StartPipelineExecution refuses source revisions, and says what to do", async () => {
    const sourceRevisions = [
      { actionName: "Source", revisionType: "COMMIT_ID", revisionValue: "x" } as const,
    ];
    const command = new sdk.StartPipelineExecutionCommand({ name: "shop", sourceRevisions });
    await assert.rejects(admin.send(command), { name: "ValidationException", message: /folder/ });
    assert.deepEqual(local.fake.calls, []);
  });

  it("StopPipelineExecution waits for actions unless told to abandon them", async () => {
    const stop = (over: object) =>
      admin.send(new sdk.StopPipelineExecutionCommand({ ...execution, ...over }));
    assert.equal((await stop({})).pipelineExecutionId, id(1));
    await stop({ abandon: true, reason: "why" });
    assert.deepEqual(local.fake.calls, [
      ["stop", "shop", id(1), { abandon: false, reason: undefined }],
      ["stop", "shop", id(1), { abandon: true, reason: "why" }],
    ]);
  });

  it("RetryStageExecution retries", async () => {
    const input = { ...execution, stageName: "Gate", retryMode: "FAILED_ACTIONS" } as const;
    const answer = await admin.send(new sdk.RetryStageExecutionCommand(input));
    assert.equal(answer.pipelineExecutionId, id(1));
    assert.deepEqual(local.fake.calls, [["retryStage", "shop", "Gate", id(1), "FAILED_ACTIONS"]]);
  });

  it("knows no other operation, and says which it knows", async () => {
    await assert.rejects(admin.send(new sdk.ListWebhooksCommand({})), {
      name: "UnknownOperationException",
      message: /"ListWebhooks"\. It knows: GetPipeline, .*, PutJobFailureResult\.$/,
    });
  });
});
