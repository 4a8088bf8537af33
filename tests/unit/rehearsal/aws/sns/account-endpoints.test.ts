import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { deliver, redrive } from "../../../../../rehearsal/aws/sns/transports";
import type { DeliveryDeps } from "../../../../../rehearsal/aws/sns/pending-delivery";
import { LocalQueues } from "../../../../../rehearsal/aws/sqs/queues";
import { fakeClock, pending, setup, topicArn } from "./support";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:notifier";
const queueArn = "arn:aws:sqs:eu-west-1:111122223333:approvals";

const letTopic = (source: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": source } },
      },
    ],
  });

function local(policy = letTopic(topicArn)) {
  const { folder } = setup();
  const clock = fakeClock();
  const queues = new LocalQueues({ clock, folder });
  queues.create(queueArn, { policy });
  const invoked: unknown[][] = [];
  const deps: DeliveryDeps = {
    ...{ clock, folder, queues },
    post: async () => 200,
    functions: () => ({
      has: (arn) => arn === functionArn,
      invokeAsync: (...values) => void invoked.push(values),
    }),
  };
  return { deps, invoked, queues, folder };
}

describe("A function of this account on a topic", () => {
  it("is invoked as SNS, for the topic, and nothing becomes a file", async () => {
    const { deps, invoked, folder } = local();
    const where = await deliver(pending({ protocol: "lambda", endpoint: functionArn }), deps);
    assert.equal(where, functionArn);
    const [[name, event, invoker]] = invoked as any;
    assert.equal(name, functionArn);
    assert.equal(event.Records[0].Sns.Message, "hello");
    assert.deepEqual(invoker, { service: "sns.amazonaws.com", sourceArn: topicArn });
    assert.equal(fs.existsSync(path.join(folder, "lambda")), false);
  });

  it("is a file where it is another account's", async () => {
    const { deps, invoked, folder } = local();
    const endpoint = functionArn.replace("111122223333", "999999999999");
    const where = await deliver(pending({ protocol: "lambda", endpoint }), deps);
    assert.equal(path.dirname(where), path.join(folder, "lambda", "notifier"));
    assert.deepEqual(invoked, []);
  });
});

describe("A queue of this account on a topic", () => {
  it("gets the message by its policy", async () => {
    const { deps, queues } = local();
    const where = await deliver(pending({ protocol: "sqs", endpoint: queueArn }), deps);
    const [{ body }] = queues.messages(queueArn);
    assert.equal(JSON.parse(body).Message, "hello");
    assert.equal(fs.readFileSync(where, "utf8"), body);
  });

  it("gets nothing without it, neither from the subscription nor as dead letters", async () => {
    const { deps, queues } = local(letTopic(`${topicArn}-other`));
    const subscribed = pending({ protocol: "sqs", endpoint: queueArn });
    await assert.rejects(deliver(subscribed, deps), /sns\.amazonaws\.com may not sqs:SendMessage/);
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn });
    assert.throws(() => redrive(pending({ redrivePolicy }), deps, "down"), /may not/);
    assert.deepEqual(queues.messages(queueArn), []);
  });

  it("keeps dead letters by its policy", () => {
    const { deps, queues } = local();
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn });
    redrive(pending({ redrivePolicy }), deps, "down");
    assert.equal(JSON.parse(queues.messages(queueArn)[0].body).ErrorMessage, "down");
  });
});
