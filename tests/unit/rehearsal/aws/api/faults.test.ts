import * as assert from "node:assert/strict";
import { CodePipelineClient, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Faults } from "../../../../../rehearsal/aws/api/faults";
import type { Functions } from "../../../../../rehearsal/aws/lambda/types";
import type { Engine } from "../../../../../rehearsal/aws/codepipeline/engine";
import { arn, type Equipment, policy, putRole, refusal, roleArn, startEquipped } from "./equipped";

const call = { action: "dynamodb:PutItem", resource: "r", allowed: true };

describe("Faults", () => {
  it("takes one call unless told otherwise, of its action only", () => {
    const faults = new Faults();
    faults.add({ action: "dynamodb:PutItem", how: "error" });
    assert.equal(faults.take({ ...call, action: "dynamodb:GetItem" }), undefined);
    assert.equal(faults.take(call), "error");
    assert.equal(faults.take(call), undefined);
  });

  it("takes the calls that it is told to, one fault after the other", () => {
    const faults = new Faults();
    faults.add({ action: call.action, how: "denied", when: ({ resource }) => resource === "s" });
    faults.add({ action: call.action, how: "throttle", times: 2 });
    assert.equal(faults.take(call), "throttle");
    assert.equal(faults.take({ ...call, resource: "s" }), "denied");
    assert.equal(faults.take(call), "throttle");
    assert.equal(faults.take(call), undefined);
  });

  it("forgets", () => {
    const faults = new Faults();
    faults.add({ action: call.action, how: "error", times: 5 });
    faults.clear();
    assert.equal(faults.take(call), undefined);
  });
});

describe("calls that are made to fail", () => {
  let local: Equipment;
  const clients: { destroy(): void }[] = [];
  const keep = <T extends { destroy(): void }>(client: T): T => (clients.push(client), client);
  const trust = policy({ Principal: { AWS: roleArn("any") }, Action: "sts:AssumeRole" });
  before(async () => {
    const functions = { has: () => true, settings: () => ({ arn: arn("lambda", "function:f") }) };
    const engine = { pipelineNames: () => [] };
    local = await startEquipped({
      functions: functions as unknown as Functions,
      engine: engine as unknown as Engine,
    });
    putRole(local.directory, "any", [{ Action: "*", Resource: "*" }]);
    putRole(local.directory, "target", [], trust);
    local.stores.secrets.put(arn("secretsmanager", "secret:s-AbCdEf"), "value");
    local.stores.queues.create(arn("sqs", "queue"));
    await local.stores.tables.create({
      TableName: "table",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
  });
  after(async () => {
    clients.forEach((one) => one.destroy());
    await local.stop();
  });
  beforeEach(() => {
    local.endpoint.heal();
    local.audit.splice(0);
  });

  const put = (id: string, options = {}) =>
    keep(new DynamoDBClient({ ...local.as("any"), ...options })).send(
      new PutItemCommand({ TableName: "table", Item: { id: { S: id } } }),
    );
  const ids = async () => (await local.stores.tables.items("table")).map(({ id }) => id);

  const calls: Record<string, { run: () => Promise<unknown>; throttled: string }> = {
    "codepipeline:ListPipelines": {
      run: () => keep(new CodePipelineClient(local.as("any"))).send(new ListPipelinesCommand({})),
      throttled: "ThrottlingException",
    },
    "dynamodb:PutItem": {
      run: () => put("x"),
      throttled: "ProvisionedThroughputExceededException",
    },
    "secretsmanager:GetSecretValue": {
      run: () =>
        keep(new SecretsManagerClient(local.as("any"))).send(
          new GetSecretValueCommand({ SecretId: "s" }),
        ),
      throttled: "ThrottlingException",
    },
    "sqs:SendMessage": {
      run: () =>
        keep(new SQSClient(local.as("any"))).send(
          new SendMessageCommand({ QueueUrl: "http://q/111122223333/queue", MessageBody: "m" }),
        ),
      throttled: "RequestThrottled",
    },
    "sts:AssumeRole": {
      run: () =>
        keep(new STSClient(local.as("any"))).send(
          new AssumeRoleCommand({ RoleArn: roleArn("target"), RoleSessionName: "one" }),
        ),
      throttled: "Throttling",
    },
    "lambda:InvokeFunction": {
      run: () =>
        keep(new LambdaClient(local.as("any"))).send(
          new InvokeCommand({ FunctionName: "f", InvocationType: "DryRun" }),
        ),
      throttled: "TooManyRequestsException",
    },
  };

  for (const [action, { run, throttled }] of Object.entries(calls)) {
    it(`${action} is throttled, fails, is denied, and then works`, async () => {
      for (const how of ["throttle", "error", "denied"] as const) {
        local.endpoint.fail({ action, how });
      }
      assert.equal((await refusal(run())).name, throttled);
      assert.equal((await refusal(run())).status, 500);
      assert.match((await refusal(run())).name, /^AccessDenied/);
      assert.deepEqual(
        local.audit.map(({ allowed, fault }) => [allowed, fault]),
        [
          [true, "throttle"],
          [true, "error"],
          [false, "denied"],
        ],
      );
      await run();
      assert.ok(local.audit[3].allowed && !("fault" in local.audit[3]));
    });
  }

  it("a throttled call is repeated by the SDK, as at AWS", async () => {
    local.endpoint.fail({ action: "dynamodb:PutItem", how: "throttle" });
    await put("again", { maxAttempts: 2 });
    assert.ok((await ids()).includes("again"));
  });

  it("a call without an answer does nothing, and ends when all is healed", async () => {
    local.endpoint.fail({ action: "dynamodb:PutItem", how: "timeout" });
    const reported = new Promise((resolve) => local.endpoint.once("call", resolve));
    const waiting = refusal(put("never"));
    await reported;
    local.endpoint.heal();
    await waiting;
    assert.ok(!(await ids()).includes("never"));
  });

  it("a caller who gives up waiting is forgotten", async () => {
    local.endpoint.fail({ action: "dynamodb:PutItem", how: "timeout" });
    const gone = new AbortController();
    const client = keep(new DynamoDBClient(local.as("any")));
    const command = new PutItemCommand({ TableName: "table", Item: { id: { S: "x" } } });
    local.endpoint.once("call", () => gone.abort());
    const waiting = client.send(command, { abortSignal: gone.signal });
    assert.equal((await refusal(waiting)).name, "AbortError");
    await put("after");
  });

  it("a call whose answer is lost did its work", async () => {
    local.endpoint.fail({ action: "dynamodb:PutItem", how: "lost" });
    await refusal(put("done"));
    assert.ok((await ids()).includes("done"));
  });

  it("nobody has to be allowed for a call to be refused first", async () => {
    putRole(local.directory, "nobody", []);
    local.endpoint.fail({ action: "dynamodb:PutItem", how: "error" });
    assert.equal((await refusal(put("x", local.as("nobody")))).name, "AccessDeniedException");
    assert.equal((await refusal(put("x"))).status, 500);
  });
});
