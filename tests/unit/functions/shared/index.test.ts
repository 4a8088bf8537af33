import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { handler as handOver } from "../../../../functions/automatic/index";
import { handler as decide } from "../../../../functions/decider/index";
import { handler as notify } from "../../../../functions/notifier/index";
import { handler as watch } from "../../../../functions/watcher/index";
import { byFunction } from "../domain/automatic/samples";
import { gateRecord, inSlack, requestOf, settings, token } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";
import { secret } from "../support/world";
import { click, ended, sns } from "../support/world-events";

const aws = new FakeAws();
const variables: Record<string, string> = {
  CREDENTIALS_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
  GATES_TABLE: "gates",
  REQUESTS_TABLE: "requests",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters",
  REQUEST_RETENTION_DAYS: "30",
  DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:hub-decider",
  AWS_LAMBDA_FUNCTION_NAME: "hub-function",
  POWERTOOLS_LOG_LEVEL: "SILENT",
  SLACK_TEAM_ID: "T0TEAM",
};
const messages = [
  { channel: "slack", place: inSlack.channel, id: "1700000000.000001", shows: "PENDING" as const },
];
const SecretString = JSON.stringify({ botToken: "xoxb-1", signingSecret: secret });

describe("Of the deployed functions,", () => {
  const kept: Record<string, string | undefined> = {};
  const realFetch = globalThis.fetch;
  let asked: { url: string; authorization: string }[] = [];

  before(async () => {
    for (const [name, value] of Object.entries(variables)) {
      kept[name] = process.env[name];
      process.env[name] = value;
    }
    await aws.start();
    globalThis.fetch = async (url, init) => {
      const { authorization } = init?.headers as { authorization: string };
      asked.push({ url: String(url), authorization });
      return Response.json({ ok: true, channel: inSlack.channel, ts: "1.1", message: {} });
    };
  });

  beforeEach(() => {
    asked = [];
    aws.clear();
    aws.answers.set("GetSecretValue", [{ output: { SecretString } }]);
    const request = requestOf({ messages });
    aws.answers.set("Query", [{ output: { Items: [stored(request)] } }]);
  });

  after(async () => {
    globalThis.fetch = realFetch;
    await aws.stop();
    for (const [name, value] of Object.entries(kept)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const stored = (item: object) => marshall(item, { removeUndefinedValues: true });
  /** Whether CodePipeline shows the action to wait or to have ended. */
  const state = (status: string) => {
    const latestExecution = {
      token,
      status,
      lastUpdatedBy: "arn:aws:iam::111122223333:user/carla",
    };
    const actionStates = [{ actionName: "approve", latestExecution }];
    const stage = { stageName: "production", actionStates };
    aws.answers.set("GetPipelineState", [{ output: { stageStates: [stage] } }]);
  };
  const slack = (...methods: string[]) =>
    assert.deepEqual(
      asked,
      methods.map((method) => ({
        url: `https://slack.com/api/${method}`,
        authorization: "Bearer xoxb-1",
      })),
    );
  const tables = () => new Set(aws.of("PutItem").map((input) => input["TableName"]));

  it("notifier posts a request and keeps it for as long as it is told to", async () => {
    aws.answers.set("GetItem", [{ output: { Item: stored(gateRecord) } }, {}]);
    state("InProgress");
    const expires = new Date(Date.now() + 7 * 86_400_000).toISOString();
    await notify(sns({ expires }));
    slack("auth.test", "chat.postMessage");
    assert.deepEqual(tables(), new Set(["requests"]));
    const [put] = aws.of("PutItem") as { Item: { ttl: { N: string } } }[];
    assert.ok(Number(put.Item.ttl.N) >= Date.parse(expires) / 1000 + 30 * 86_400);
    assert.equal(aws.of("AssumeRole")[0]["RoleSessionName"], "hub-function");
  });

  it("notifier asks again for what CodePipeline does not show yet, before it posts", async () => {
    aws.answers.set("GetItem", [{ output: { Item: stored(gateRecord) } }, {}]);
    state("InProgress");
    const shown = aws.answers.get("GetPipelineState") ?? [];
    aws.answers.set("GetPipelineState", [{}, ...shown]);
    await notify(sns({ expires: new Date(Date.now() + 86_400_000).toISOString() }));
    slack("chat.postMessage");
    assert.equal(aws.of("ListActionExecutions").length, 1);
  });

  it("decider decides as the person", async () => {
    const request = {
      output: { Item: stored(requestOf({ messages, origins: { slack: { appId: "A0APP" } } })) },
    };
    aws.answers.set("GetItem", [{ output: { Item: stored(gateRecord) } }, request]);
    await decide(click());
    assert.equal(aws.of("PutApprovalResult").length, 1);
    assert.equal(aws.of("AssumeRole")[0]["SourceIdentity"], "slack-U0ANN");
    slack("chat.update");
    assert.deepEqual(tables(), new Set(["requests"]));
  });

  it("decider refuses the workspace that is not pinned", async () => {
    await decide(click({ teamId: "T0OTHER" }));
    assert.deepEqual(aws.of("GetItem"), []);
    slack();
  });

  it("watcher closes what was decided elsewhere", async () => {
    aws.answers.set("GetItem", [{ output: { Item: stored(gateRecord) } }]);
    state("Succeeded");
    await watch(ended("SUCCEEDED"));
    slack("chat.update");
    const puts = aws.of("PutItem") as { Item: { status: { S: string } } }[];
    assert.deepEqual(
      puts.map(({ Item }) => Item.status.S),
      ["DECIDED", "DECIDED"],
    );
  });

  const requested = {
    ...{ source: "codepipeline-approvals", "detail-type": "Requested" },
    detail: { request: requestOf() },
  };
  const handedOver = { version: 1, channel: "automatic", action: settings.action, token };
  const byItself = { ...gateRecord, automaticDecision: byFunction.automaticDecision };

  it("automatic hands a request over to the decider", async () => {
    aws.answers.set("GetItem", [{ output: { Item: stored(byItself) } }]);
    aws.answers.set("Invoke", [{ status: 202 }]);
    await handOver(requested);
    const [{ FunctionName, Payload }] = aws.of("Invoke");
    assert.equal(FunctionName, variables["DECIDER_FUNCTION"]);
    assert.deepEqual(JSON.parse(Payload as string), handedOver);
  });

  it("decider asks the gate's function and decides as it says, in a session of its name", async () => {
    const request = requestOf({ pipelineExecutionId: "execution-1" });
    const gate = { output: { Item: stored(byItself) } };
    aws.answers.set("GetItem", [
      gate,
      { output: { Item: stored(request) } },
      gate,
      {
        output: {
          Item: stored({
            ...{ ...request, version: 2 },
            automatic: {
              decision: "approve",
              reason: "Only docs.",
              by: "f",
              at: request.requestedAt,
            },
          }),
        },
      },
    ]);
    aws.answers.set("Query", [{ output: { Items: [] } }]);
    const artifactRevisions = [{ name: "app", revisionId: "4f2c1d9" }];
    const pipelineExecution = { artifactRevisions };
    aws.answers.set("GetPipelineExecution", [{ output: { pipelineExecution } }]);
    aws.answers.set("Invoke", [{ output: { decision: "approve", reason: "Only docs." } }]);
    await decide(handedOver);
    assert.deepEqual(
      new Set(aws.of("AssumeRole").map((input) => input["SourceIdentity"])),
      new Set(["automatic-small.changes"]),
    );
    const [{ result }] = aws.of("PutApprovalResult") as { result: object }[];
    const summary = "Approved automatically by small-changes: Only docs.";
    assert.deepEqual(result, { status: "Approved", summary });
    assert.deepEqual(
      aws.sent.filter(({ operation }) => operation === "Invoke").map(({ key }) => key),
      ["ASIASESSION"],
    );
  });

  const invocations = {
    automatic: () => [handOver, requested],
    notifier: () => [notify, sns({ expires: new Date(Date.now() + 86_400_000).toISOString() })],
    decider: () => [decide, click()],
    watcher: () => [watch, ended("SUCCEEDED")],
  } as unknown as Record<string, () => [(event: unknown) => Promise<void>, unknown]>;

  for (const [name, invocation] of Object.entries(invocations)) {
    it(`${name} keeps the event of a final error in its dead letter queue, and is not tried again`, async () => {
      const [handle, event] = invocation();
      const MessageBody = JSON.stringify(event);
      const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
      aws.answers.set("GetItem", [{ output: { Item: { action: { S: settings.action } } } }]);
      aws.answers.set("SendMessage", [{ output: { MessageId: "1", MD5OfMessageBody } }]);
      await handle(event);
      const QueueUrl = variables["DEAD_LETTER_QUEUE_URL"];
      assert.deepEqual(aws.of("SendMessage"), [{ QueueUrl, MessageBody }]);
    });

    it(`${name} throws a transient error, so that Lambda tries again`, async () => {
      const [handle, event] = invocation();
      aws.answers.set("GetItem", [{ status: 400, error: "AccessDeniedException" }]);
      await assert.rejects(handle(event));
      assert.deepEqual(aws.of("SendMessage"), []);
    });

    it(`${name} throws where the dead letter queue takes nothing, so that nothing is lost`, async () => {
      const [handle, event] = invocation();
      aws.answers.set("GetItem", [{ status: 400, error: "ValidationException" }]);
      aws.answers.set("SendMessage", [{ status: 400, error: "AccessDenied" }]);
      await assert.rejects(handle(event));
      assert.equal(aws.of("SendMessage").length, 1);
    });
  }
});
