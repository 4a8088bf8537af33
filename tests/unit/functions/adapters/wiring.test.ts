/** The small adapters: environment, log, timeout, gates, decision queue, and slackCallback put together. */
import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultProvider } from "../../../../functions/adapters/aws/lambda-credentials";
import { lazyDynamoDb } from "../../../../functions/adapters/aws/dynamodb";
import { TimeoutError, withTimeout } from "../../../../functions/adapters/timeout";
import { optional, required } from "../../../../functions/adapters/environment";
import { createGateStore } from "../../../../functions/adapters/gates";
import { createDecisionQueue } from "../../../../functions/adapters/decision-queue";
import { createLog, describe as described } from "../../../../functions/adapters/log";
import { MalformedError } from "../../../../functions/domain/errors";
import { handler } from "../../../../functions/slack-callback/index";
import { FakeAws } from "../support/fakes-aws";
import { viewSubmission, formOf, urlEvent } from "../support/slack-requests";

describe("the environment", () => {
  it("must have what the deployment sets", () => {
    assert.equal(required("GATES_TABLE", { GATES_TABLE: "gates" }), "gates");
    for (const environment of [{}, { GATES_TABLE: "" }]) {
      assert.throws(
        () => required("GATES_TABLE", environment),
        /GATES_TABLE is not set.*pulumi up/,
      );
    }
  });

  it("may lack what is optional", () => {
    assert.equal(optional("SLACK_TEAM_ID", { SLACK_TEAM_ID: "T1" }), "T1");
    for (const environment of [{}, { SLACK_TEAM_ID: "" }]) {
      assert.equal(optional("SLACK_TEAM_ID", environment), undefined);
    }
  });
});

describe("the log", () => {
  it("is one line of JSON for each call, with its fields", () => {
    const lines: string[] = [];
    const streams = [process.stdout, process.stderr];
    const writes = streams.map((stream) => stream.write);
    for (const stream of streams) {
      stream.write = ((text: string) => (lines.push(text), true)) as typeof stream.write;
    }
    try {
      const log = createLog();
      log.info("decided", { action: "a/b/c" });
      log.warn("signature_invalid");
      log.error("run_failed", { reason: "because" });
    } finally {
      streams.forEach((stream, index) => (stream.write = writes[index]));
    }
    const parsed = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      parsed.map(({ level, event, message }) => [level, event, message]),
      [
        ["INFO", "decided", "Decision recorded by CodePipeline."],
        ["WARN", "signature_invalid", "Rejected request: invalid Slack signature."],
        ["ERROR", "run_failed", "Invocation failed."],
      ],
    );
    assert.equal(parsed[0].action, "a/b/c");
    assert.equal(parsed[2].reason, "because");
  });

  it("shows an error by its kind and its sentence, cut, and nothing that hangs on it", () => {
    const error = Object.assign(new MalformedError("x".repeat(600)), { token: "xoxb-1" });
    const shown = described(error);
    assert.deepEqual(shown, { error: "MalformedError", reason: "x".repeat(500) });
    assert.deepEqual(described("text"), { error: "string", reason: "unknown" });
  });
});

describe("a deadline", () => {
  it("lets through what comes in time, and what fails in time", async () => {
    assert.equal(await withTimeout(1000, "It", Promise.resolve(1)), 1);
    await assert.rejects(withTimeout(1000, "It", Promise.reject(new Error("no"))), /no/);
  });

  it("names what was late, and leaves no timer behind", async () => {
    const timers: { fire: () => void; cancelled: boolean }[] = [];
    const timer = (_: number, fire: () => void) => {
      const entry = { fire, cancelled: false };
      timers.push(entry);
      return () => void (entry.cancelled = true);
    };
    const late = withTimeout(5, "The dialog", new Promise<never>(() => undefined), timer);
    timers[0].fire();
    await assert.rejects(
      late,
      (error) => error instanceof TimeoutError && /5 ms/.test(error.message),
    );
    await withTimeout(5, "It", Promise.resolve(), timer);
    assert.ok(timers.every(({ cancelled }) => cancelled));
  });
});

describe("the keys of a function", () => {
  it("come from the environment that Lambda sets, or there are none", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key", AWS_SESSION_TOKEN: "t" };
    try {
      Object.assign(process.env, keys);
      assert.deepEqual(await defaultProvider()(), {
        ...{ accessKeyId: "id", secretAccessKey: "key", sessionToken: "t" },
      });
      delete process.env.AWS_SECRET_ACCESS_KEY;
      await assert.rejects(defaultProvider()(), /no credentials of the function's role/);
    } finally {
      for (const [name, value] of Object.entries({
        ...{ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN },
      })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});

describe("the gates table", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const gates = () => createGateStore(lazyDynamoDb(), "gates");
  const list = (...ids: string[]) => ({ L: ids.map((id) => ({ S: id })) });

  it("is read anew each time, consistently, by the exact key", async () => {
    const item = {
      action: { S: "orders/Release/manager" },
      topicArn: { S: "arn:aws:sns:eu-west-1:111122223333:orders" },
      channel: { S: "C0RELEASES1" },
      approverUserIds: list("U0ANN00001"),
      approverUserGroupIds: list(),
      deciderRoleArn: { S: "arn:aws:iam::111122223333:role/gate" },
    };
    aws.answers.set("GetItem", [{ output: { Item: item } }]);
    const store = gates();
    const first = await store.read("orders/Release/manager");
    assert.deepEqual(first?.approverUserIds, ["U0ANN00001"]);
    await store.read("orders/Release/manager");
    const asked = {
      ...{ TableName: "gates", Key: { action: { S: "orders/Release/manager" } } },
      ConsistentRead: true,
    };
    assert.deepEqual(aws.of("GetItem"), [asked, asked]);
  });

  it("has nothing for an action without a gate, and refuses what names nobody", async () => {
    assert.equal(await gates().read("a/b/c"), undefined);
    aws.answers.set("GetItem", [{ output: { Item: { action: { S: "a/b/c" } } } }]);
    await assert.rejects(gates().read("a/b/c"), MalformedError);
  });

  it("is what slackCallback asks, put together as it is deployed", async () => {
    const secret = "8f742231b10e8888abcd99yyyzzz85a5";
    const SecretString = JSON.stringify({ botToken: "xoxb-0123456789abc", signingSecret: secret });
    aws.answers.set("GetSecretValue", [{ output: { SecretString } }]);
    const variables = {
      CREDENTIALS_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
      GATES_TABLE: "gates",
      DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:decider",
    };
    Object.assign(process.env, variables);
    try {
      const event = urlEvent(formOf(viewSubmission()), { at: new Date() });
      const { statusCode, body } = (await handler(event)) as { statusCode: number; body: string };
      assert.equal(statusCode, 200);
      assert.match(body, /Nobody may decide this in Slack/);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
    assert.deepEqual(
      aws.sent.map(({ operation }) => operation),
      ["GetSecretValue", "GetItem"],
    );
  });
});

describe("the decision queue", () => {
  const click = {
    ...{ version: 1 as const, body: "payload=1", timestamp: "1", signature: "v0=1" },
    acceptedAt: "2026-11-22T21:00:00.000Z",
  };
  const decider = "arn:aws:lambda:eu-west-1:111122223333:function:decider";

  it("is done only when Lambda has kept the event", async () => {
    const sent: string[][] = [];
    await createDecisionQueue(decider, async (name, payload) => {
      sent.push([name, payload]);
      return 202;
    }).send(click);
    assert.deepEqual(sent, [[decider, JSON.stringify(click)]]);
    for (const status of [200, 204, 0]) {
      await assert.rejects(createDecisionQueue(decider, async () => status).send(click), /status/);
    }
  });

  it("is an asynchronous invocation of the decider", async () => {
    const seen: [string | undefined, unknown, string][] = [];
    const server: Server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const type = request.headers["x-amz-invocation-type"];
        seen.push([request.url, type, Buffer.concat(chunks).toString()]);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const before = { ...process.env };
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" },
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    try {
      await createDecisionQueue(decider).send(click);
    } finally {
      process.env = before;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
    const path = `/2015-03-31/functions/${encodeURIComponent(decider)}/invocations`;
    assert.deepEqual(seen, [[path, "Event", JSON.stringify(click)]]);
  });
});
