import * as assert from "node:assert/strict";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import {
  arn,
  type Equipment,
  policy,
  putRole,
  refusal,
  roleArn,
  startEquipped,
} from "../api/equipped";

const queueArn = arn("sqs", "dead-letters");
const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters";
const sharedArn = arn("sqs", "shared");
const accountArn = arn("sqs", "of-the-account");
const sharedUrl = QueueUrl.replace("dead-letters", "shared");

describe("SQS at the endpoint", () => {
  let local: Equipment;
  let client: SQSClient;
  const clients: SQSClient[] = [];

  function as(role: string): SQSClient {
    const made = new SQSClient(local.as(role));
    clients.push(made);
    return made;
  }

  before(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    putRole(directory, "operator", [
      {
        Action: ["Send", "Receive", "Delete"].map((name) => `sqs:${name}Message`),
        Resource: queueArn,
      },
      { Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"], Resource: queueArn },
    ]);
    putRole(directory, "nobody", []);
    putRole(directory, "anything", [{ Action: "sqs:*", Resource: "*" }]);
    putRole(directory, "barred", [{ Action: "sqs:*", Resource: "*" }]);
    putRole(directory, "self-barred", [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }]);
    stores.queues.create(sharedArn, {
      policy: policy(
        {
          Principal: { AWS: [roleArn("nobody"), roleArn("self-barred")] },
          Action: "sqs:SendMessage",
          Resource: sharedArn,
        },
        {
          Effect: "Deny",
          Principal: { AWS: roleArn("barred") },
          Action: "sqs:SendMessage",
          Resource: sharedArn,
        },
      ),
    });
    client = as("operator");
  });
  after(async () => {
    clients.forEach((one) => one.destroy());
    await local.stop();
  });
  beforeEach(() => {
    local.stores.queues.create(queueArn);
    local.audit.splice(0);
  });

  const sendBody = (MessageBody: string, url = QueueUrl, by = client) =>
    by.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  const bodies = (queue = queueArn) => local.stores.queues.messages(queue).map((m) => m.body);

  it("sends", async () => {
    const { MessageId } = await sendBody('{"a":1}');
    const [message] = local.stores.queues.messages(queueArn);
    assert.deepEqual([message.messageId, message.body], [MessageId, '{"a":1}']);
    const [{ action, resource }] = local.audit;
    assert.deepEqual([action, resource], ["sqs:SendMessage", queueArn]);
  });

  it("knows a queue by account and name, whatever host its URL has", async () => {
    await sendBody("x", `${local.url}/111122223333/dead-letters`);
    assert.deepEqual(bodies(), ["x"]);
  });

  it("hides what was received until it is deleted or the visibility timeout ends", async () => {
    await sendBody("first");
    const receive = async () =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages;
    const [{ Body, ReceiptHandle }] = (await receive())!;
    assert.equal(Body, "first");
    assert.equal(await receive(), undefined);
    local.clock.advance(30_000);
    const [{ ReceiptHandle: later }] = (await receive())!;
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    assert.deepEqual(bodies(), ["first"]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: later }));
    assert.deepEqual(bodies(), []);
  });

  it("receives as many as were asked for, with the attributes that were asked for", async () => {
    for (const body of ["a", "b", "c"]) await sendBody(body);
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 2,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    await client.send(receive);
    const { Messages = [] } = await client.send(receive);
    assert.deepEqual(
      Messages.map((m) => m.Body),
      ["a", "b"],
    );
    assert.deepEqual(Messages[0].Attributes, { ApproximateReceiveCount: "2" });
  });

  it("tells a queue's attributes", async () => {
    await sendBody("a");
    await sendBody("b");
    await client.send(new ReceiveMessageCommand({ QueueUrl }));
    const attributes = async (url: string, by: SQSClient) =>
      (await by.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] })))
        .Attributes!;
    const own = await attributes(QueueUrl, client);
    assert.equal(own.QueueArn, queueArn);
    assert.equal(own.ApproximateNumberOfMessages, "1");
    assert.equal(own.ApproximateNumberOfMessagesNotVisible, "1");
    assert.equal(own.Policy, undefined);
    assert.match((await attributes(sharedUrl, as("anything"))).Policy!, /SendMessage/);
    const none = await client.send(new GetQueueAttributesCommand({ QueueUrl }));
    assert.deepEqual(none.Attributes ?? {}, {});
  });

  it("tells a queue's URL", async () => {
    const ask = (QueueName: string, by = client) => by.send(new GetQueueUrlCommand({ QueueName }));
    assert.equal((await ask("dead-letters")).QueueUrl, QueueUrl);
    assert.equal((await refusal(ask("nothing", as("anything")))).name, "QueueDoesNotExist");
  });

  it("refuses who has no right, and who asks for what does not exist without it", async () => {
    for (const url of [QueueUrl, QueueUrl.replace("dead-letters", "nothing")]) {
      const { name, message } = await refusal(sendBody("x", url, as("nobody")));
      assert.match(name, /AccessDenied/);
      assert.match(message, /sqs:SendMessage on resource/);
    }
    assert.deepEqual(bodies(), []);
  });

  it("says that a queue does not exist", async () => {
    const missing = sendBody("x", QueueUrl.replace("dead-letters", "nothing"), as("anything"));
    assert.equal((await refusal(missing)).name, "QueueDoesNotExist");
  });

  it("lets in whom the queue's policy names", async () => {
    await sendBody("shared", sharedUrl, as("nobody"));
    assert.deepEqual(bodies(sharedArn), ["shared"]);
  });

  it("leaves to the caller's policies what the queue's policy allows the account", async () => {
    const Principal = { AWS: "arn:aws:iam::111122223333:root" };
    const statement = { Principal, Action: "sqs:SendMessage", Resource: accountArn };
    local.stores.queues.create(accountArn, { policy: policy(statement) });
    const { url } = local.stores.queues.describe(accountArn);
    assert.match((await refusal(sendBody("x", url, as("nobody")))).name, /AccessDenied/);
    await sendBody("own", url, as("anything"));
    assert.deepEqual(bodies(accountArn), ["own"]);
  });

  it("obeys a Deny of the queue's policy, and of the caller's", async () => {
    for (const role of ["barred", "self-barred"]) {
      assert.match((await refusal(sendBody("x", sharedUrl, as(role)))).name, /AccessDenied/);
    }
  });

  it("leaves to the caller's policies what the queue's policy does not speak of", async () => {
    await sendBody("any", sharedUrl, as("anything"));
    assert.equal(bodies(sharedArn).at(-1), "any");
  });

  for (const [what, input] of [
    ["an empty message", { MessageBody: "" }],
    ["a message of 1 MiB and a byte", { MessageBody: "x".repeat(1024 * 1024 + 1) }],
    [
      "message attributes",
      { MessageBody: "x", MessageAttributes: { a: { DataType: "String", StringValue: "b" } } },
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const call = client.send(new SendMessageCommand({ QueueUrl, ...input }));
      assert.equal((await refusal(call)).name, "InvalidParameterValue");
      assert.deepEqual(bodies(), []);
    });
  }

  it("takes a message of 1 MiB", async () => {
    await sendBody("x".repeat(1024 * 1024));
    assert.equal(bodies()[0].length, 1024 * 1024);
  });

  it("takes 1 to 10 messages and 0 to 43200 seconds, no more and no less", async () => {
    const receive = (more: object) => client.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
    await receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 });
    for (const more of [
      { MaxNumberOfMessages: 0 },
      { MaxNumberOfMessages: 11 },
      { VisibilityTimeout: -1 },
      { VisibilityTimeout: 43_201 },
    ]) {
      assert.equal((await refusal(receive(more))).name, "InvalidParameterValue");
    }
  });
});
