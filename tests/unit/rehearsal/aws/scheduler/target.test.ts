import * as assert from "node:assert/strict";
import { payloadOf } from "../../../../../rehearsal/aws/scheduler/target";
import {
  functionArn,
  newScheduler,
  ofGroup,
  queueArn,
  removeFolders,
  requestFor,
  rights,
  scheduleArn,
  start,
  trust,
} from "./support";
import { policy } from "../api/equipped";

const attempt = (Input?: string) => ({
  schedule: { arn: scheduleArn("a"), request: requestFor("a", { Target: { Input } }) },
  ...{ scheduledTime: start, executionId: "id-1", number: 3 },
});

const dead = { Arn: queueArn, Input: "text" };

describe("What a target gets", () => {
  it("is the input, with what Scheduler knows of the invocation filled in", () => {
    const text =
      '{"by":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>",' +
      '"id":"<aws.scheduler.execution-id>","n":<aws.scheduler.attempt-number>,"<aws.scheduler.no>":1}';
    assert.deepEqual(JSON.parse(payloadOf(attempt(text))), {
      ...{ by: scheduleArn("a"), at: "2026-03-02T10:00:00Z", id: "id-1", n: 3 },
      "<aws.scheduler.no>": 1,
    });
  });

  it("is an event of Scheduler's own where there is no input", () => {
    assert.deepEqual(JSON.parse(payloadOf(attempt())), {
      ...{ version: "0", id: "id-1", "detail-type": "Scheduled Event", source: "aws.scheduler" },
      ...{ account: "111122223333", time: "2026-03-02T10:00:00Z", region: "eu-west-1" },
      ...{ resources: [scheduleArn("a")], detail: "{}" },
    });
  });
});

describe("A queue as a target", () => {
  after(removeFolders);

  /** What became of an invocation of the queue. */
  function sent(test: ReturnType<typeof newScheduler>): string {
    test.create("a", { Target: dead });
    test.pass(31);
    const [{ status, detail = "" }] = test.schedules.invocations();
    const bodies = test.queues.messages(queueArn).map(({ body }) => body);
    return `${status} ${bodies.join()} ${detail}`;
  }

  it("takes a message for the right of the role, or of the queue's own policy", () => {
    assert.equal(sent(newScheduler()), "Delivered text ");
    const open = newScheduler({ granted: [] });
    const AWS = "arn:aws:iam::111122223333:role/reminders";
    const allow = { Principal: { AWS }, Action: "sqs:SendMessage", Resource: queueArn };
    open.queues.setPolicy(queueArn, policy(allow));
    assert.equal(sent(open), "Delivered text ");
  });

  it("takes none where nobody allows it, or its policy denies it", () => {
    assert.match(sent(newScheduler({ granted: rights.slice(0, 1) })), /^Lost .*sqs:SendMessage/);
    const closed = newScheduler();
    const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: queueArn };
    closed.queues.setPolicy(queueArn, policy(deny));
    assert.match(sent(closed), /^Lost .*not authorized to perform: sqs:SendMessage/);
  });
});

describe("The role of a schedule", () => {
  after(removeFolders);

  for (const [what, condition, status] of [
    ["any schedule of the account", { StringEquals: { "aws:SourceAccount": "111122223333" } }],
    ["the schedules of one group", ofGroup],
    [
      "the schedule itself, which is no source",
      { ArnEquals: { "aws:SourceArn": scheduleArn("a") } },
    ],
    [
      "another group",
      {
        ArnEquals: {
          "aws:SourceArn": scheduleArn("a").replace("schedule/hub/a", "schedule-group/x"),
        },
      },
    ],
  ].map(([what, condition], i) => [what, condition, i < 2 ? "Delivered" : "Lost"] as const)) {
    it(`trusts ${what as string}: ${status}`, () => {
      const { create, pass, schedules } = newScheduler({ trusted: trust(condition as object) });
      create("a", { Target: { Arn: functionArn } });
      pass(31);
      assert.equal(schedules.invocations()[0].status, status);
    });
  }
});
