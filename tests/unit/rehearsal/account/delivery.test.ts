import * as assert from "node:assert/strict";
import { deliver, type DeliveryServices } from "../../../../rehearsal/account/delivery";
import { sourcesOf } from "../../../../rehearsal/account/sources";
import type { BusEvent } from "../../../../rehearsal/pipeline/types";
import { types } from "./support/new-account";

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

function services(more: Partial<DeliveryServices> = {}) {
  const calls: unknown[][] = [];
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
    resources: [],
    ...more,
  };
  return { all, calls };
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
    const target = (inputs: object) => ({
      type: types.target,
      name: "t",
      custom: true,
      id: "t",
      state: {},
      inputs: { rule: "r", arn: topicArn, input: "hello", ...inputs },
    });
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
    const lambda = `arn:aws:lambda:${place}:function:f`;
    assert.equal((await deliver(all, lambda, event, rule)).status, "Recorded");
    assert.deepEqual(calls, []);
  });
});

describe("sourcesOf", () => {
  const object = {
    type: types.object,
    name: "o",
    custom: true,
    id: "k",
    inputs: {},
    state: { bucket: "b", key: "k" },
  };

  function sources(provider: string, configuration?: Record<string, string>) {
    const actionTypeId = { category: "Source", owner: "AWS", provider, version: "1" } as const;
    const stages = [{ name: "S", actions: [{ name: "src", actionTypeId, configuration }] }];
    return sourcesOf({ name: "p", roleArn: "r", stages }, [object]);
  }

  it("finds the object of an S3 source", () => {
    const configuration = { S3Bucket: "b", S3ObjectKey: "k", PollForSourceChanges: "false" };
    assert.deepEqual(sources("S3", configuration), [
      { actionName: "src", object, trigger: undefined },
    ]);
  });

  it("finds no object under another key, and polls by default", () => {
    const trigger = { triggerType: "PollForSourceChanges", triggerDetail: "src" };
    assert.deepEqual(sources("S3", { S3Bucket: "b", S3ObjectKey: "x" }), [
      { actionName: "src", object: undefined, trigger },
    ]);
  });

  it("takes a commit for a push on a connection", () => {
    assert.deepEqual(sources("CodeStarSourceConnection", { ConnectionArn: "arn:c" }), [
      { actionName: "src", trigger: { triggerType: "WebhookV2", triggerDetail: "arn:c" } },
    ]);
  });

  it("does not start a pipeline whose connection does not detect changes", () => {
    const configuration = { ConnectionArn: "arn:c", DetectChanges: "false" };
    assert.equal(sources("CodeStarSourceConnection", configuration)[0].trigger, undefined);
  });

  it("knows nothing of other sources", () => {
    assert.deepEqual(sources("ECR"), [{ actionName: "src" }]);
  });

  it("takes a pipeline without stages or actions for one without sources", () => {
    assert.deepEqual(sourcesOf({ name: "p", roleArn: "r", stages: undefined }, []), []);
    const stages = [{ name: "S", actions: undefined }];
    assert.deepEqual(sourcesOf({ name: "p", roleArn: "r", stages }, []), []);
  });
});
