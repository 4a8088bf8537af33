import * as assert from "node:assert/strict";
import { only, plainHub, types } from "../../../support/components";
import { decision } from "../../../support/simulate";

const queue = "arn:aws:sqs:eu-west-1:111122223333:shared-notifier-dead-letters";
const rule = "arn:aws:events:eu-west-1:111122223333:rule/shared-ended";
const topic = "arn:aws:sns:eu-west-1:111122223333:one-topic";

async function maySend(
  folder: string,
  principal: string,
  sourceArn: string,
  secure = "true",
): Promise<boolean> {
  const { resources } = await plainHub();
  const name = `shared-${folder}-dead-letters-policy`;
  const answer = await decision({
    principal,
    action: "sqs:SendMessage",
    resource: queue.replace("notifier", folder),
    resourcePolicy: JSON.parse(only(resources, types.queuePolicy, name).inputs.policy),
    context: { "aws:SourceArn": sourceArn, "aws:SecureTransport": secure },
  });
  return answer === "Allowed";
}

/** Folder, service, source, whether it may send. */
const cases: [folder: string, principal: string, source: string, may: boolean][] = [
  ["notifier", "sns.amazonaws.com", topic, true],
  ["notifier", "sns.amazonaws.com", topic.replace("111122223333", "444455556666"), false],
  ["notifier", "sns.amazonaws.com", topic.replace("eu-west-1", "us-east-1"), false],
  ["notifier", "events.amazonaws.com", rule, false],
  ["watcher", "events.amazonaws.com", rule, true],
  ["watcher", "events.amazonaws.com", `${rule}-2`, false],
  ["watcher", "sns.amazonaws.com", topic, false],
  ["decider", "sns.amazonaws.com", topic, false],
  ["decider", "events.amazonaws.com", rule, false],
];

describe("who may put into a dead letter queue without a role", () => {
  for (const [folder, principal, source, may] of cases) {
    it(`${principal} for ${source} into ${folder}'s: ${may ? "yes" : "no"}`, async () => {
      assert.equal(await maySend(folder, principal, source), may);
    });
  }

  it("nobody without TLS", async () => {
    assert.equal(await maySend("notifier", "sns.amazonaws.com", topic, "false"), false);
    assert.equal(await maySend("watcher", "events.amazonaws.com", rule, "false"), false);
  });
});
