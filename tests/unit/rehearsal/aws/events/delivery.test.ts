import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { deliver, type DeliveryServices } from "../../../../../rehearsal/aws/events/delivery";
import { MovableClock } from "../../../../../rehearsal/clock";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";
import { LocalQueues } from "../../../../../rehearsal/aws/sqs/queues";
import { policy, types } from "../account/support/new-account";

const event: BusEvent = {
  version: "0",
  id: "1",
  source: "aws.s3",
  "detail-type": "Object Created",
  account: "111122223333",
  time: "2026-01-01T00:00:00Z",
  region: "eu-west-1",
  resources: [],
  detail: {},
};

const place = "eu-west-1:111122223333";
const pipelineArn = `arn:aws:codepipeline:${place}:web`;
const topicArn = `arn:aws:sns:${place}:t`;
const rule = { arn: `arn:aws:events:${place}:rule/r`, roleArn: "arn:role" };

const functionArn = `arn:aws:lambda:${place}:function:watcher`;
const elsewhere = `arn:aws:lambda:${place}:function:other`;
const queueArn = `arn:aws:sqs:${place}:dead`;

function letRule(ruleArn: string): string {
  return policy({
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
  });
}

const target = (inputs: object) => ({
  type: types.target,
  name: "t",
  custom: true,
  id: "t",
  state: {},
  inputs: { rule: "r", arn: topicArn, input: "hello", ...inputs },
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "delivery-test-"));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function services(more: Partial<DeliveryServices> = {}) {
  const calls: unknown[][] = [];
  const queues = new LocalQueues({ clock: new MovableClock(), folder });
  queues.create(queueArn);
  const all: DeliveryServices = {
    engine: {
      start: (...args) => {
        calls.push(["start", ...args]);
        return "execution-1";
      },
    },
    directory: { decideRole: () => ({ allowed: true, reason: "yes" }) },
    topics: {
      publish: async (...args) => {
        calls.push(["publish", ...args]);
        return "message-1";
      },
    },
    functions: {
      has: (arn) => arn === functionArn,
      invokeAsync: (...args) => void calls.push(["invokeAsync", ...args]),
    },
    queues,
    resources: [],
    ...more,
  };
  return { all, calls, queues };
}

describe("deliver", () => {
  it("starts a pipeline for the rule", async () => {
    const { all, calls } = services();
    const delivery = await deliver(all, pipelineArn, event, rule);
    assert.deepEqual(calls, [
      ["start", "web", { triggerType: "CloudWatchEvent", triggerDetail: rule.arn }],
    ]);
    assert.deepEqual(delivery, {
      targetArn: pipelineArn,
      ruleArn: rule.arn,
      event,
      status: "Delivered",
      detail: "execution-1",
    });
  });

  it("does not start a pipeline without a role", async () => {
    const { all, calls } = services();
    const delivery = await deliver(all, pipelineArn, event, { arn: rule.arn });
    assert.equal(delivery.status, "Refused");
    assert.match(delivery.detail!, /no roleArn/);
    assert.deepEqual(calls, []);
  });

  it("does not start a pipeline that the role may not start", async () => {
    const decideRole = () => ({ allowed: false, reason: "nothing allows it" });
    const { all, calls } = services({ directory: { decideRole } });
    const delivery = await deliver(all, pipelineArn, event, rule);
    assert.equal(delivery.status, "Refused");
    assert.match(delivery.detail!, /nothing allows it/);
    assert.deepEqual(calls, []);
  });

  it("publishes the event to a topic as EventBridge", async () => {
    const { all, calls } = services();
    assert.equal((await deliver(all, topicArn, event, rule)).status, "Delivered");
    assert.deepEqual(calls, [
      [
        "publish",
        { topicArn, message: JSON.stringify(event) },
        { service: "events.amazonaws.com" },
      ],
    ]);
  });

  it("publishes the constant text of a target that has one", async () => {
    const resources = [
      target({ rule: "other", input: "no" }),
      target({ arn: "other", input: "no" }),
      target({}),
    ];
    const { all, calls } = services({ resources });
    await deliver(all, topicArn, event, rule);
    assert.deepEqual(calls[0][1], { topicArn, message: "hello" });
  });

  it("tells of a topic that refuses", async () => {
    const publish = async () => {
      throw new Error("not authorized");
    };
    const { all } = services({ topics: { publish } });
    const delivery = await deliver(all, topicArn, event, rule);
    assert.equal(delivery.status, "Refused");
    assert.equal(delivery.detail, "not authorized");
  });

  it("records an event for any other target", async () => {
    const { all, calls } = services();
    for (const arn of [`arn:aws:states:${place}:stateMachine:m`, elsewhere, `${queueArn}-none`]) {
      assert.equal((await deliver(all, arn, event, rule)).status, "Recorded", arn);
    }
    assert.deepEqual(calls, []);
  });

  it("invokes a function as EventBridge, for the rule", async () => {
    const { all, calls } = services();
    const delivery = await deliver(all, functionArn, event, rule);
    assert.equal(delivery.status, "Delivered");
    assert.equal("detail" in delivery, false);
    const invoker = { service: "events.amazonaws.com", sourceArn: rule.arn };
    assert.deepEqual(calls, [["invokeAsync", functionArn, event, invoker]]);
  });

  it("invokes a function with the constant JSON of a target that has one", async () => {
    const resources = [target({ arn: functionArn, input: '{"a":1}' })];
    const { all, calls } = services({ resources });
    await deliver(all, functionArn, event, rule);
    assert.deepEqual(calls[0][2], { a: 1 });
  });

  it("puts the event into a queue whose policy lets the rule", async () => {
    const { all, queues } = services();
    queues.setPolicy(queueArn, letRule(rule.arn));
    const delivery = await deliver(all, queueArn, event, rule);
    assert.equal(delivery.status, "Delivered");
    assert.deepEqual(JSON.parse(queues.messages(queueArn)[0].body), event);
  });

  for (const [whose, policy] of [
    ["none", undefined],
    ["another rule's", letRule(`${rule.arn}-other`)],
  ]) {
    it(`keeps the event out of a queue with a policy of ${whose}`, async () => {
      const { all, queues } = services();
      if (policy !== undefined) queues.setPolicy(queueArn, policy);
      const delivery = await deliver(all, queueArn, event, rule);
      assert.equal(delivery.status, "Refused");
      assert.match(delivery.detail!, /events\.amazonaws\.com may not sqs:SendMessage/);
      assert.deepEqual(queues.messages(queueArn), []);
    });
  }
});

describe("deliver to a target with a dead letter queue", () => {
  const refused = {
    has: () => true,
    invokeAsync: () => {
      throw new Error("not authorized");
    },
  };
  const resources = [
    target({ arn: functionArn, input: undefined, deadLetterConfig: { arn: queueArn } }),
  ];

  it("keeps there what the target refused", async () => {
    const { all, queues } = services({ resources, functions: refused });
    queues.setPolicy(queueArn, letRule(rule.arn));
    const delivery = await deliver(all, functionArn, event, rule);
    assert.equal(delivery.status, "Refused");
    assert.match(
      delivery.detail!,
      /^not authorized The event is in the dead letter queue .*:dead\.$/,
    );
    assert.deepEqual(JSON.parse(queues.messages(queueArn)[0].body), event);
  });

  it("says that the queue did not take it either", async () => {
    const { all, queues } = services({ resources, functions: refused });
    const delivery = await deliver(all, functionArn, event, rule);
    assert.match(
      delivery.detail!,
      /^not authorized Its dead letter queue did not take it either: /,
    );
    assert.deepEqual(queues.messages(queueArn), []);
  });
});
