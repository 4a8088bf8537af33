import * as assert from "node:assert/strict";
import { LocalSchedules } from "../../../../../rehearsal/aws/scheduler/schedules";
import { MovableClock } from "../../../../../rehearsal/clock";
import {
  functionArn,
  newScheduler,
  queueArn,
  removeFolders,
  requestFor,
  rights,
  scheduleArn,
  start,
  topicArn,
  trust,
} from "./support";

const day = 24 * 60;
const dead = { DeadLetterConfig: { Arn: queueArn } };

describe("An invocation", () => {
  after(removeFolders);

  it("says what became of it", () => {
    const { create, pass, schedules } = newScheduler();
    create("a");
    pass(31);
    assert.deepEqual(schedules.invocations(), [
      {
        ...{ scheduleArn: scheduleArn("a"), targetArn: functionArn, executionId: "id-1" },
        scheduledTime: new Date(start.getTime() + 30 * 60_000),
        ...{ attempts: 1, status: "Delivered" },
      },
    ]);
  });

  it("comes twice when it is told to", () => {
    const { create, pass, schedules, invoked } = newScheduler();
    schedules.fail("duplicate");
    create("a");
    create("b", { ScheduleExpression: "at(2026-03-02T11:00:00)" });
    pass(day);
    assert.equal(invoked.length, 3);
    const ids = schedules.invocations().map(({ executionId }) => executionId);
    assert.deepEqual(ids, ["id-1", "id-1", "id-2"]);
  });

  it("is tried again where its target is busy", () => {
    const { create, pass, schedules, invoked } = newScheduler();
    schedules.fail("throttle", 3);
    create("a", { ActionAfterCompletion: "DELETE" });
    pass(30);
    assert.deepEqual([invoked, schedules.invocations()], [[], []]);
    pass(10);
    assert.deepEqual(invoked, [{ step: 1 }]);
    assert.equal(schedules.invocations()[0].attempts, 4);
  });

  it("is given up after the attempts that its policy allows, into the dead letter queue", () => {
    const { create, pass, schedules, queues, warnings } = newScheduler();
    schedules.fail("throttle", 3);
    create("a", { Target: { ...dead, RetryPolicy: { MaximumRetryAttempts: 2 } } });
    pass(day);
    const [{ status, attempts, detail }] = schedules.invocations();
    assert.deepEqual([status, attempts], ["DeadLettered", 3]);
    assert.match(detail!, /^Rate exceeded/);
    assert.deepEqual(
      queues.messages(queueArn).map(({ body }) => body),
      ['{"step":1}'],
    );
    assert.deepEqual(warnings, []);
  });

  it("is given up when it is too old", () => {
    const { create, pass, schedules } = newScheduler();
    schedules.fail("throttle", 200);
    create("a", { Target: { ...dead, RetryPolicy: { MaximumEventAgeInSeconds: 300 } } });
    pass(day);
    const [{ status, attempts }] = schedules.invocations();
    assert.deepEqual([status, attempts], ["DeadLettered", 4]);
  });

  it("is given up after a day where nothing else is said", () => {
    const { create, pass, schedules } = newScheduler();
    schedules.fail("throttle", 200);
    create("a", { Target: dead });
    pass(day);
    assert.deepEqual(schedules.invocations(), []);
    pass(day);
    const [{ status, attempts }] = schedules.invocations();
    assert.deepEqual([status, attempts], ["DeadLettered", 148]);
  });

  it("is lost without a dead letter queue, and somebody is told", () => {
    const { create, pass, schedules, warnings } = newScheduler({ granted: [] });
    create("a");
    pass(day);
    assert.equal(schedules.invocations()[0].status, "Lost");
    assert.match(warnings[0], /^An invocation of schedule .+\/a is lost: .*lambda:InvokeFunction/);
  });

  it("goes to the dead letter queue at once where the role has no right, or no target is there", () => {
    const { create, pass, schedules, invoked } = newScheduler({ granted: rights.slice(1) });
    create("a", { Target: dead });
    create("b", { Target: { ...dead, Arn: `${functionArn}-gone` } });
    pass(31);
    assert.deepEqual(invoked, []);
    const ends = schedules.invocations().map(({ status, attempts }) => `${status} ${attempts}`);
    assert.deepEqual(ends, ["DeadLettered 1", "DeadLettered 1"]);
  });

  it("is lost where the role may not send to the dead letter queue", () => {
    const { create, pass, schedules, queues } = newScheduler({ granted: [] });
    create("a", { Target: dead });
    pass(31);
    const [{ status, detail }] = schedules.invocations();
    assert.equal(status, "Lost");
    assert.match(detail!, /Its dead letter queue did not take it either: .*sqs:SendMessage/);
    assert.deepEqual(queues.messages(queueArn), []);
  });

  it("asks the role's trust again when it is due", () => {
    const { create, pass, directory, schedules, invoked } = newScheduler();
    create("a");
    const other = { StringEquals: { "aws:SourceAccount": "444455556666" } };
    directory.putRole(
      "reminders",
      schedules.get(scheduleArn("a")).request.Target.RoleArn,
      trust(other),
    );
    pass(31);
    assert.deepEqual(invoked, []);
    assert.match(schedules.invocations()[0].detail!, /must allow AWS EventBridge Scheduler/);
  });

  it("waits for a target that answers later", async () => {
    const { create, pass, schedules, published } = newScheduler();
    create("a", { Target: { Arn: topicArn, Input: "text" } });
    pass(31);
    await new Promise(setImmediate);
    assert.deepEqual(published, [{ topicArn, message: "text" }]);
    assert.equal(schedules.invocations()[0].status, "Delivered");
  });

  it("is recorded where nothing is behind its target", () => {
    const { create, pass, schedules } = newScheduler();
    create("a", { Target: { Arn: "arn:aws:scheduler:::aws-sdk:ecs:runTask" } });
    pass(31);
    assert.equal(schedules.invocations()[0].status, "Recorded");
    const clock = new MovableClock(() => start.getTime());
    const alone = new LocalSchedules({ clock, newId: () => "id" });
    const arn = scheduleArn("a").replace("/hub/", "/default/");
    alone.create(arn, requestFor("a", { GroupName: "default" }));
    clock.advance(31 * 60_000);
    assert.equal(alone.invocations()[0].status, "Recorded");
  });
});
