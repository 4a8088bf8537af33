import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createDeadLetterQueue } from "../../../../functions/adapters/dead-letter-queue";
import { createEventBus } from "../../../../functions/adapters/event-bus";
import { FinalError, TransientError } from "../../../../functions/domain/errors";
import { publishedEvent } from "../../../../functions/domain/published-event";
import { now, requestOf } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const event = publishedEvent(requestOf(), {
  ...{ id: "r-1", sequence: 1, type: "Requested", time: now.toISOString() },
});
const answers = (entry: object) =>
  aws.answers.set("PutEvents", [{ output: { FailedEntryCount: 1, Entries: [entry] } }]);

describe("The event bus of a hub", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("gets one event a call: source, type, time and detail", async () => {
    answers({ EventId: "e" });
    await createEventBus("hub-events").put(event);
    assert.deepEqual(aws.of("PutEvents"), [
      {
        Entries: [
          {
            ...{ EventBusName: "hub-events", Source: "codepipeline-approvals" },
            ...{ DetailType: "Requested", Detail: JSON.stringify(event) },
            Time: now.getTime() / 1000,
          },
        ],
      },
    ]);
  });

  for (const code of ["MalformedDetail", "InvalidArgument", "NotAuthorizedForSourceException"]) {
    it(`says that ${code} is final`, async () => {
      answers({ ErrorCode: code, ErrorMessage: "no" });
      await assert.rejects(createEventBus("b").put(event), (error) => {
        assert.ok(error instanceof FinalError);
        return error.message.includes(code);
      });
    });
  }

  for (const code of ["ThrottlingException", "InternalFailure", "AccessDeniedException"]) {
    it(`throws ${code}, which another try may mend`, async () => {
      answers({ ErrorCode: code, ErrorMessage: "no" });
      await assert.rejects(createEventBus("b").put(event), (error) => {
        assert.ok(error instanceof TransientError);
        return error.message.includes(code);
      });
    });
  }

  it("takes no answer for none", async () => {
    aws.answers.set("PutEvents", [{ output: { FailedEntryCount: 0, Entries: [] } }]);
    await assert.rejects(createEventBus("b").put(event), /no answer for it/);
  });

  it("throws where the call itself is refused", async () => {
    aws.answers.set("PutEvents", [{ status: 400, error: "AccessDeniedException" }]);
    await assert.rejects(createEventBus("b").put(event), { name: "AccessDeniedException" });
  });

  it("sends nothing that is too large", async () => {
    const large = { ...event, reason: "x".repeat(250_000) };
    await assert.rejects(createEventBus("b").put(large), FinalError);
    assert.deepEqual(aws.sent, []);
  });
});

describe("The dead letter queue of a function", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("keeps an event as it would be invoked with", async () => {
    const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead";
    const body = '{"Records":[]}';
    const MD5OfMessageBody = createHash("md5").update(body).digest("hex");
    aws.answers.set("SendMessage", [{ output: { MessageId: "1", MD5OfMessageBody } }]);
    await createDeadLetterQueue(QueueUrl).send({ Records: [] });
    assert.deepEqual(aws.of("SendMessage"), [{ QueueUrl, MessageBody: body }]);
  });

  it("throws where the queue does not take it", async () => {
    aws.answers.set("SendMessage", [{ status: 400, error: "QueueDoesNotExist" }]);
    await assert.rejects(createDeadLetterQueue("https://sqs/1/q").send({}));
  });
});
