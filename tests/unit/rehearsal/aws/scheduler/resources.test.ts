import * as assert from "node:assert/strict";
import { deployFunction } from "../account/support/function";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";
import { trust } from "./support";

const groupType = "aws:scheduler/scheduleGroup:ScheduleGroup";
const scheduleType = "aws:scheduler/schedule:Schedule";
const groupArn = "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/hub";
const source = { StringEquals: { "aws:SourceArn": groupArn } };
const later = "at(2099-01-01T00:00:00)";

/** An account with a function, a group, and a role that may invoke the function for the group. */
async function equipped(assumeRolePolicy = trust(source)) {
  const test = newAccount();
  const { state } = await deployFunction(test);
  const document = policy({ Action: "lambda:InvokeFunction", Resource: state.arn });
  const inlinePolicies = [{ name: "rights", policy: document }];
  const role = await test.create(types.role, { name: "r", assumeRolePolicy, inlinePolicies }, "r");
  const group = await test.create(groupType, { name: "hub" });
  const inputs = (more: object = {}) => ({
    ...{ name: "remind", groupName: "hub", scheduleExpression: later },
    flexibleTimeWindow: { mode: "OFF" },
    target: { arn: state.arn as string, roleArn: role.state.arn as string, input: '{"returns":7}' },
    ...more,
  });
  const { schedules } = test.account.stores;
  const schedule = (more?: object) => test.create(scheduleType, inputs(more));
  return { ...test, group, inputs, schedule, schedules };
}

const scheduleArn = "arn:aws:scheduler:eu-west-1:111122223333:schedule/hub/remind";

describe("A schedule of a program", () => {
  after(removeFolders);

  it("invokes a function when its time comes, as the function's runs show", async () => {
    const { schedule, clock, account, schedules } = await equipped();
    const { id, state } = await schedule();
    assert.equal(id, "hub/remind");
    const { arn, state: is, scheduleExpressionTimezone, actionAfterCompletion } = state;
    assert.deepEqual([arn, is], [scheduleArn, "ENABLED"]);
    assert.deepEqual([scheduleExpressionTimezone, actionAfterCompletion], ["UTC", "NONE"]);
    clock.advance(Date.parse("2099-01-01T00:00:00Z") - clock.now().getTime());
    // Whoever moves the clock until something happens sees the function at work at once.
    assert.equal(account.functions.busy(), 1);
    await account.functions.idle();
    assert.equal(schedules.invocations()[0].status, "Delivered");
    const [{ kind, event }] = account.functions.invocations();
    assert.deepEqual([kind, event], ["async", { returns: 7 }]);
  });

  it("sends what its blocks and dates say", async () => {
    const { schedule, schedules, inputs } = await equipped();
    const { target } = inputs();
    await schedule({
      ...{ scheduleExpression: "rate(1 hour)", description: "d", state: "DISABLED" },
      ...{ startDate: "2099-01-01T00:00:00Z", endDate: "2099-01-02T00:00:00Z" },
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 5 },
      target: { ...target, retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 60 } },
    });
    const { Target, ...request } = schedules.get(scheduleArn).request;
    assert.deepEqual(Target.RetryPolicy, { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 });
    assert.deepEqual(request, {
      ...{ Name: "remind", GroupName: "hub", ScheduleExpression: "rate(1 hour)" },
      ...{ Description: "d", State: "DISABLED", StartDate: 4_070_908_800, EndDate: 4_070_995_200 },
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
    });
  });

  it("changes as a whole, and is gone once it has deleted itself", async () => {
    const { schedule, update, remove, account, clock, inputs, schedules } = await equipped();
    const made = await schedule();
    const { target } = inputs();
    const next = { actionAfterCompletion: "DELETE", target: { ...target, input: '{"returns":8}' } };
    await update(scheduleType, made, inputs(next));
    assert.equal(schedules.get(scheduleArn).request.Target.Input, '{"returns":8}');
    assert.ok(account.read(scheduleType, made.id));
    clock.advance(Date.parse("2099-01-01T00:00:00Z") - clock.now().getTime());
    await account.functions.idle();
    assert.equal(account.read(scheduleType, made.id), undefined);
    await remove(scheduleType, made);
    assert.ok(!account.remaining().includes(`schedule ${scheduleArn}`));
  });

  it("says that nothing acts its cron expression or its target out", async () => {
    const { schedule, account, inputs } = await equipped();
    await schedule({ scheduleExpression: "cron(0 12 * * ? *)" });
    const { target } = inputs();
    const arn = "arn:aws:scheduler:::aws-sdk:ecs:runTask";
    await schedule({ name: "run", target: { ...target, arn } });
    await schedule({ name: "invoke" });
    assert.deepEqual(
      account.recordedOnly.map(({ id }) => id),
      ["hub/remind", "hub/run"],
    );
  });

  it("is refused with a role that Scheduler may not assume for its group", async () => {
    const { schedule } = await equipped();
    await assert.rejects(schedule({ groupName: "default" }), { name: "ValidationException" });
    await assert.rejects(schedule({ groupName: "none" }), { name: "ResourceNotFoundException" });
    const other = await equipped(trust({ StringEquals: { "aws:SourceAccount": "444455556666" } }));
    await assert.rejects(
      other.schedule(),
      /must allow AWS EventBridge Scheduler to assume the role/,
    );
  });
});

describe("A schedule group of a program", () => {
  after(removeFolders);

  it("has one name, and takes schedules of functions with it", async () => {
    const { create, remove, group, inputs, schedules, account } = await equipped();
    assert.deepEqual([group.id, group.state.arn, group.state.state], ["hub", groupArn, "ACTIVE"]);
    await assert.rejects(create(groupType, { name: "hub" }, "again"), {
      name: "ConflictException",
    });
    const { target } = inputs();
    schedules.create(scheduleArn, {
      ...{ Name: "remind", GroupName: "hub", ScheduleExpression: later },
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: target.arn, RoleArn: target.roleArn },
    });
    assert.ok(account.remaining().includes(`schedule ${scheduleArn}`));
    await remove(groupType, group);
    assert.deepEqual([schedules.arns(), schedules.groupArns()], [[], []]);
  });

  it("keeps its name when its tags change", async () => {
    const { update, group } = await equipped();
    const { id, state } = await update(groupType, group, { name: "hub", tags: { a: "b" } });
    assert.deepEqual([id, state.arn, state.tags], ["hub", groupArn, { a: "b" }]);
  });
});
