import * as assert from "node:assert/strict";
import {
  at,
  groupArn,
  newScheduler,
  removeFolders,
  requestFor,
  scheduleArn,
  start,
} from "./support";

const day = 24 * 60;
const seconds = (minutes: number): number => start.getTime() / 1000 + minutes * 60;

describe("A schedule", () => {
  after(removeFolders);

  it("invokes its target once, when the clock comes to its time", () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a");
    pass(29.9);
    assert.deepEqual(invoked, []);
    pass(0.2);
    assert.deepEqual(invoked, [{ step: 1 }]);
    pass(365 * day);
    assert.equal(invoked.length, 1);
    assert.deepEqual(schedules.arns(), [scheduleArn("a")]);
  });

  it("deletes itself when it is done, if it says so", () => {
    const { create, pass, schedules } = newScheduler();
    create("a", { ActionAfterCompletion: "DELETE" });
    assert.equal(schedules.has(scheduleArn("a")), true);
    pass(31);
    assert.equal(schedules.has(scheduleArn("a")), false);
    assert.throws(() => schedules.delete(scheduleArn("a")), { name: "ResourceNotFoundException" });
    create("a");
  });

  it("whose time has passed is due at once", () => {
    const { create, pass, invoked } = newScheduler();
    create("a", { ScheduleExpression: at(-5) });
    pass(0);
    assert.deepEqual(invoked, [{ step: 1 }]);
  });

  it("that is disabled or deleted invokes nothing", () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a", { State: "DISABLED" });
    create("b");
    schedules.delete(scheduleArn("b"));
    pass(day);
    assert.deepEqual(invoked, []);
  });

  it("is replaced as a whole", () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a", { ActionAfterCompletion: "DELETE" });
    pass(10);
    const next = requestFor("a", { ScheduleExpression: at(60), Target: { Input: '{"step":2}' } });
    schedules.update(scheduleArn("a"), next);
    const { request, createdAt, modifiedAt } = schedules.get(scheduleArn("a"));
    assert.deepEqual(request, next);
    assert.deepEqual([createdAt, modifiedAt], [start, new Date(start.getTime() + 600_000)]);
    pass(day);
    assert.deepEqual(invoked, [{ step: 2 }]);
    assert.equal(schedules.has(scheduleArn("a")), true);
  });

  it("at a rate begins at once, and goes on until it is deleted", async () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a", { ScheduleExpression: "rate(1 hour)" });
    pass(0);
    assert.equal(invoked.length, 1);
    for (let hour = 0; hour < 2; hour += 1) {
      pass(60);
      await new Promise(setImmediate);
    }
    assert.equal(invoked.length, 3);
    schedules.delete(scheduleArn("a"));
    pass(day);
    assert.equal(invoked.length, 3);
  });

  it("at a rate keeps to its start and its end", async () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a", {
      ...{ ScheduleExpression: "rate(1 hour)", ActionAfterCompletion: "DELETE" },
      ...{ StartDate: seconds(90), EndDate: seconds(170) },
    });
    const seen: number[] = [];
    for (let hours = 1; hours <= 5; hours += 1) {
      pass(60);
      await new Promise(setImmediate);
      seen.push(invoked.length);
    }
    assert.deepEqual(seen, [0, 1, 2, 2, 2]);
    assert.equal(schedules.has(scheduleArn("a")), false);
  });

  it("with a cron expression is kept, and never due", () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a", { ScheduleExpression: "cron(0 12 * * ? *)" });
    pass(3 * day);
    assert.deepEqual(invoked, []);
    assert.equal(schedules.has(scheduleArn("a")), true);
  });

  it("waits no more once everything is closed", () => {
    const { create, pass, invoked, schedules } = newScheduler();
    create("a");
    schedules.close();
    pass(day);
    assert.deepEqual(invoked, []);
  });
});

describe("The name of a schedule", () => {
  after(removeFolders);

  it("is taken once, unless the same request is sent again", () => {
    const { create, schedules } = newScheduler();
    create("a", { ClientToken: "one" });
    create("a", { ClientToken: "one" });
    const other = { ClientToken: "one", Description: "another" };
    for (const more of [{}, { ClientToken: "two" }, other]) {
      assert.throws(() => create("a", more), {
        ...{ name: "ConflictException", message: "Schedule a already exists.", status: 409 },
      });
    }
    schedules.delete(scheduleArn("a"), "three");
    schedules.delete(scheduleArn("a"), "three");
    const gone = { name: "ResourceNotFoundException", message: "Schedule a does not exist." };
    assert.throws(() => schedules.delete(scheduleArn("a"), "four"), { ...gone, status: 404 });
    assert.throws(() => schedules.update(scheduleArn("a"), requestFor("a")), gone);
    assert.throws(() => schedules.get(scheduleArn("a")), gone);
  });

  it("is one of a group that is there", () => {
    const { schedules } = newScheduler();
    const elsewhere = scheduleArn("a").replace("/hub/", "/other/");
    assert.throws(() => schedules.create(elsewhere, requestFor("a", { GroupName: "other" })), {
      ...{ name: "ResourceNotFoundException", message: "Schedule group other does not exist." },
    });
    const byDefault = scheduleArn("a").replace("/hub/", "/default/");
    schedules.create(byDefault, requestFor("a", { GroupName: "default" }));
    assert.deepEqual(schedules.groupArns(), [groupArn]);
  });

  it("goes with its group", () => {
    const { schedules, create, pass, invoked } = newScheduler();
    create("a");
    assert.throws(() => schedules.createGroup(groupArn), { name: "ConflictException" });
    schedules.deleteGroup(groupArn);
    assert.deepEqual([schedules.arns(), schedules.groupArns()], [[], []]);
    pass(day);
    assert.deepEqual(invoked, []);
    assert.throws(() => schedules.deleteGroup(groupArn), { name: "ResourceNotFoundException" });
  });
});
