import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { Topics } from "../../../../../rehearsal/aws/sns/topics";
import type { Subscription } from "../../../../../rehearsal/aws/sns/types";
import { type Equipment, putRole, refusal, startEquipped } from "../api/equipped";
import { place } from "../api/fixture";

const TopicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
const attribute = { DataType: "String", StringValue: "reminder" };

describe("SNS Publish at the endpoint", () => {
  let local: Equipment;
  let topics: Topics;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sns-api-"));
  const clients: SNSClient[] = [];

  before(async () => {
    local = await startEquipped({
      topics: ({ directory, clock }) => (topics = new Topics({ directory, clock, folder, place })),
    });
    topics.createTopic({ arn: TopicArn });
    putRole(local.directory, "gate", [{ Action: "sns:Publish", Resource: TopicArn }]);
    putRole(local.directory, "stranger", [{ Action: "sns:Subscribe", Resource: "*" }]);
  });
  after(async () => {
    clients.forEach((one) => one.destroy());
    await local.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const publish = (role: string, input: object) => {
    const client = new SNSClient(local.as(role));
    clients.push(client);
    return client.send(new PublishCommand({ TopicArn, Message: "It waits.", ...input }));
  };
  const subscribe = (endpoint: string, filterPolicy?: object) => {
    const policy = filterPolicy && { filterPolicy: JSON.stringify(filterPolicy) };
    const settings: Omit<Subscription, "arn"> = { topicArn: TopicArn, protocol: "email", endpoint };
    topics.subscribe({ ...settings, ...policy });
  };

  it("reaches subscribers with subject, text and attributes, which filter policies see", async () => {
    subscribe("all@example.com");
    subscribe("requests@example.com", { "codepipeline-approvals": [{ exists: false }] });
    subscribe("reminders@example.com", { "codepipeline-approvals": ["reminder"] });
    const MessageAttributes = { "codepipeline-approvals": attribute };
    const { MessageId } = await publish("gate", { Subject: "Reminder", MessageAttributes });
    const done = topics.deliveries().filter(({ messageId }) => messageId === MessageId);
    assert.deepEqual(
      done.map(({ subscription, status }) => `${status} ${subscription.endpoint}`).sort(),
      [
        "Delivered all@example.com",
        "Delivered reminders@example.com",
        "Filtered requests@example.com",
      ],
    );
    const { where } = done.find(({ status }) => status === "Delivered")!;
    assert.match(fs.readFileSync(where, "utf8"), /Subject: Reminder[^]*It waits\./);
  });

  it("is refused without the right, and for a topic that is not there", async () => {
    const denied = await refusal(publish("stranger", {}));
    assert.deepEqual([denied.name, denied.status], ["AuthorizationErrorException", 403]);
    const other = `${TopicArn}-other`;
    assert.match((await refusal(publish("gate", { TopicArn: other }))).name, /Authorization/);
    putRole(local.directory, "everywhere", [{ Action: "sns:Publish", Resource: "*" }]);
    const none = await refusal(publish("everywhere", { TopicArn: other }));
    assert.equal(none.name, "NotFoundException");
  });

  it("takes no subject of two lines, no empty message and no attribute without a value", async () => {
    for (const [input, says] of [
      [{ Subject: "a\nb" }, /Subject must be one line/],
      [{ Message: "" }, /Empty message/],
      [{ MessageAttributes: { x: { DataType: "String" } } }, /StringValue of DataType String/],
      [{ MessageStructure: "json" }, /takes no MessageStructure/],
      [{ TopicArn: undefined }, /TopicArn or TargetArn/],
    ] as const) {
      assert.match((await refusal(publish("gate", input))).message, says);
    }
  });
});
