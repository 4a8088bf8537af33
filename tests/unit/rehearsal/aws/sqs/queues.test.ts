import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { MovableClock } from "../../../../../rehearsal/clock";
import { sendForService } from "../../../../../rehearsal/aws/sqs/for-service";
import { LocalQueues } from "../../../../../rehearsal/aws/sqs/queues";

const arn = "arn:aws:sqs:eu-west-1:111122223333:dead-letters";
const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
const service = "sns.amazonaws.com";
const start = new Date("2026-11-23T08:00:00Z");

function policyFor(sourceArn: string): string {
  const Condition = { ArnEquals: { "aws:SourceArn": sourceArn } };
  const allow = { Effect: "Allow", Action: "sqs:SendMessage", Resource: arn, Condition };
  const Statement = [{ ...allow, Principal: { Service: service } }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

describe("LocalQueues", () => {
  let folder: string;
  let clock: MovableClock;
  let queues: LocalQueues;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "queues-"));
    clock = new MovableClock(() => start.getTime());
    queues = new LocalQueues({ clock, folder });
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const bodies = () => queues.messages(arn).map(({ body }) => body);
  const received = (options = {}) =>
    queues.receive(arn, options).map(({ message }) => message.body);

  it("knows the queues that were created, and no other", () => {
    assert.equal(queues.has(arn), false);
    queues.create(arn);
    assert.equal(queues.has(arn), true);
    const missing = { code: "QueueDoesNotExist" };
    assert.throws(() => queues.send(`${arn}2`, "x"), missing);
    assert.throws(() => queues.describe(`${arn}2`), missing);
  });

  it("gives a queue the URL of its Region, in China too", () => {
    queues.create(arn);
    const china = "arn:aws-cn:sqs:cn-north-1:111122223333:q";
    queues.create(china);
    const host = "https://sqs.cn-north-1.amazonaws.com.cn";
    assert.equal(queues.describe(china).url, `${host}/111122223333/q`);
    const { url } = queues.describe(arn);
    assert.equal(url, "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters");
    assert.equal(queues.arnOf(url), arn);
    assert.equal(queues.arnOf("http://127.0.0.1:99/111122223333/dead-letters"), arn);
    assert.equal(queues.arnOf(url.replace("1111", "9999")), undefined);
  });

  it("keeps messages in their order, and shows them without taking them", () => {
    queues.create(arn);
    const id = queues.send(arn, "first");
    queues.send(arn, "second");
    assert.deepEqual(bodies(), ["first", "second"]);
    assert.deepEqual(queues.messages(arn)[0], {
      messageId: id,
      body: "first",
      sentAt: start,
      receiveCount: 0,
    });
    assert.deepEqual(bodies(), ["first", "second"]);
  });

  it("writes each message to a file whose name sorts by time", () => {
    queues.create(arn);
    const ids = ["first", "second"].map((body) => queues.send(arn, body));
    const files = ids.map((id) => queues.file(arn, id));
    assert.equal(path.dirname(files[0]), path.join(folder, "queues", "dead-letters"));
    assert.deepEqual([...files].sort(), files);
    assert.deepEqual(
      files.map((file) => fs.readFileSync(file, "utf8")),
      ["first", "second"],
    );
    assert.throws(() => queues.file(arn, "none"), /has no message none/);
  });

  it("gives one message at a time unless asked for more, and ten at most", () => {
    queues.create(arn);
    for (let n = 0; n < 12; n++) queues.send(arn, String(n));
    assert.deepEqual(received(), ["0"]);
    assert.deepEqual(received({ max: 2 }), ["1", "2"]);
    assert.equal(received({ max: 99 }).length, 9);
    for (let n = 0; n < 3; n++) queues.send(arn, String(n));
    clock.advance(30_000);
    assert.equal(received({ max: 99 }).length, 10);
  });

  it("hides what it gave for the visibility timeout, by the clock", () => {
    queues.create(arn, { visibilitySeconds: 60 });
    queues.send(arn, "x");
    assert.deepEqual(received(), ["x"]);
    const counts = () => [queues.describe(arn).visible, queues.describe(arn).hidden];
    assert.deepEqual(counts(), [0, 1]);
    clock.advance(59_999);
    assert.deepEqual(received(), []);
    clock.advance(1);
    assert.deepEqual(counts(), [1, 0]);
    assert.deepEqual(received({ visibilitySeconds: 0 }), ["x"]);
    assert.deepEqual(received(), ["x"]);
    assert.equal(queues.messages(arn)[0].receiveCount, 3);
  });

  it("deletes by the latest receipt only", () => {
    queues.create(arn);
    queues.send(arn, "x");
    const [old] = queues.receive(arn, { visibilitySeconds: 0 });
    const [latest] = queues.receive(arn);
    assert.equal(latest.message.receiveCount, 2);
    queues.delete(arn, old.receiptHandle);
    assert.deepEqual(bodies(), ["x"]);
    queues.delete(arn, latest.receiptHandle);
    assert.deepEqual(bodies(), []);
    queues.delete(arn, latest.receiptHandle);
  });

  describe("for a service", () => {
    const message = { queueArn: arn, service, sourceArn: topic, body: "{}" };

    it("sends what the queue's policy lets it, and answers the file", () => {
      queues.create(arn, { policy: policyFor(topic) });
      const file = sendForService(queues, message);
      assert.equal(fs.readFileSync(file, "utf8"), "{}");
      assert.deepEqual(bodies(), ["{}"]);
    });

    it("sends nothing without a policy, for another source, or for another service", () => {
      queues.create(arn);
      const denied = { code: "AccessDenied", message: /sns\.amazonaws\.com may not sqs:Send/ };
      assert.throws(() => sendForService(queues, message), denied);
      queues.setPolicy(arn, policyFor(`${topic}2`));
      assert.throws(() => sendForService(queues, message), denied);
      queues.setPolicy(arn, policyFor(topic));
      const other = { ...message, service: "events.amazonaws.com" };
      assert.throws(() => sendForService(queues, other), { code: "AccessDenied" });
      assert.deepEqual(bodies(), []);
    });

    it("lets no service act on a queue that does not exist, or for what has no ARN", () => {
      assert.equal(queues.mayService(arn, "sqs:SendMessage", service, topic), false);
      assert.throws(() => sendForService(queues, message), { code: "QueueDoesNotExist" });
      queues.create(arn, { policy: policyFor(topic) });
      assert.equal(queues.mayService(arn, "sqs:SendMessage", service, "topic"), false);
    });
  });
});
