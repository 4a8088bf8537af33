import * as assert from "node:assert/strict";
import { createSchedules } from "../../../../functions/adapters/schedules";
import { reminderOf } from "../../../../functions/domain/reminder-event";
import { later, now, settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const options = {
  groupName: "hub-reminders",
  functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:hub-reminder",
  roleArn: "arn:aws:iam::111122223333:role/hub-reminders-role",
  deadLetterQueueArn: "arn:aws:sqs:eu-west-1:111122223333:hub-reminder-dead-letters",
  clock: { now: () => now },
};

describe("The schedules of a hub", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const create = (at: Date) => createSchedules(options).create("id-0", at, settings.action);

  it("are one-time, of the hub's group, delete themselves, and say the action alone", async () => {
    aws.answers.set("CreateSchedule", [{ output: { ScheduleArn: "arn" } }]);
    assert.equal(await create(later(3600)), "created");
    const [{ ClientToken: _, ...sent }] = aws.of("CreateSchedule");
    assert.deepEqual(sent, {
      ...{ Name: "id-0", GroupName: options.groupName },
      ScheduleExpression: "at(2026-11-22T22:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: {
        ...{ Arn: options.functionArn, RoleArn: options.roleArn },
        Input: JSON.stringify(reminderOf(settings.action)),
        DeadLetterConfig: { Arn: options.deadLetterQueueArn },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 21_600 },
      },
    });
  });

  it("are a minute ahead at least", async () => {
    for (const at of [later(-3600), later(0), later(59)]) {
      await create(at);
      assert.equal(aws.of("CreateSchedule").at(-1)?.ScheduleExpression, "at(2026-11-22T21:01:00)");
    }
  });

  it("are there where another run has made them", async () => {
    aws.answers.set("CreateSchedule", [{ status: 409, error: "ConflictException" }]);
    assert.equal(await create(later(3600)), "exists");
  });

  it("throw what another try may mend", async () => {
    aws.answers.set("CreateSchedule", [{ status: 403, error: "AccessDeniedException" }]);
    await assert.rejects(create(later(3600)), { name: "AccessDeniedException" });
  });
});
