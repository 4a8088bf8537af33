import * as assert from "node:assert/strict";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { arn, type Equipment, putRole, refusal, roleArn, startEquipped } from "../api/equipped";
import { ofGroup, trust } from "./support";

const group = arn("scheduler", "schedule-group/hub");
const named = (name: string): string => arn("scheduler", `schedule/hub/${name}`);
const target = { Arn: arn("sqs", "reminders"), RoleArn: roleArn("reminders") };

const good = {
  ...{ GroupName: "hub", ScheduleExpression: "at(2099-03-02T10:30:00)" },
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { ...target, Input: '{"step":1}', RetryPolicy: { MaximumRetryAttempts: 2 } },
} as const;

const passing = { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } };

describe("EventBridge Scheduler at the endpoint", () => {
  let local: Equipment;
  const clients: SchedulerClient[] = [];

  function as(role: string): SchedulerClient {
    const client = new SchedulerClient(local.as(role));
    clients.push(client);
    return client;
  }

  const create = (role: string, Name: string, more: Partial<CreateScheduleCommandInput> = {}) =>
    as(role).send(new CreateScheduleCommand({ ...good, Name, ...more }));

  before(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    stores.schedules.createGroup(group);
    stores.queues.create(target.Arn);
    putRole(directory, "reminders", [{ Action: "sqs:SendMessage", Resource: "*" }], trust(ofGroup));
    putRole(directory, "untrusted", []);
    const pass = { Action: "iam:PassRole", Resource: target.RoleArn, Condition: passing };
    const schedules = { Action: "scheduler:*Schedule", Resource: named("*") };
    const list = { Action: "scheduler:ListSchedules", Resource: "*" };
    putRole(directory, "hub", [pass, schedules, list]);
    putRole(directory, "unpassing", [schedules]);
    const elsewhere = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
    putRole(directory, "other-service", [schedules, { ...pass, Condition: elsewhere }]);
    putRole(directory, "nobody", []);
    putRole(directory, "wide", [{ Action: ["scheduler:*", "iam:PassRole"], Resource: "*" }]);
  });
  afterEach(() => {
    const { schedules } = local.stores;
    for (const one of schedules.arns()) schedules.delete(one);
    local.audit.length = 0;
  });
  after(async () => {
    clients.forEach((client) => client.destroy());
    await local.stop();
  });

  it("says when the next of those that invoke once is due", async () => {
    const { schedules } = local.stores;
    assert.equal(schedules.nextDue(), undefined);
    await create("hub", "later", { ScheduleExpression: "at(2099-01-02T00:00:00)" });
    await create("hub", "next", { ScheduleExpression: "at(2099-01-01T00:00:00)" });
    await create("hub", "off", {
      ScheduleExpression: "at(2098-01-01T00:00:00)",
      State: "DISABLED",
    });
    const StartDate = new Date("2098-01-01T00:00:00Z");
    await create("hub", "often", { ScheduleExpression: "rate(1 days)", StartDate });
    assert.equal(schedules.nextDue()?.toISOString(), "2099-01-01T00:00:00.000Z");
  });

  it("makes a schedule, which invokes its target when its time comes", async () => {
    const ScheduleExpression = "at(2026-01-01T00:00:00)";
    assert.equal((await create("hub", "a", { ScheduleExpression })).ScheduleArn, named("a"));
    local.clock.advance(0);
    const { queues } = local.stores;
    assert.deepEqual(
      queues.messages(target.Arn).map(({ body }) => body),
      ['{"step":1}'],
    );
  });

  it("answers what a schedule is, with what was left out", async () => {
    await create("hub", "a", { Description: "remind" });
    const answer = await as("hub").send(new GetScheduleCommand({ GroupName: "hub", Name: "a" }));
    const { $metadata: _, CreationDate, LastModificationDate, ...rest } = answer;
    assert.ok(CreationDate instanceof Date && LastModificationDate instanceof Date);
    assert.deepEqual(rest, {
      ...{ ...good, Arn: named("a"), Name: "a", Description: "remind" },
      ...{ ScheduleExpressionTimezone: "UTC", State: "ENABLED", ActionAfterCompletion: "NONE" },
    });
  });

  it("replaces a schedule as a whole, and deletes it", async () => {
    await create("hub", "a", { Description: "remind", ActionAfterCompletion: "DELETE" });
    await as("hub").send(new UpdateScheduleCommand({ ...good, Name: "a", State: "DISABLED" }));
    const read = () => as("hub").send(new GetScheduleCommand({ GroupName: "hub", Name: "a" }));
    const { Description, State, ActionAfterCompletion } = await read();
    assert.deepEqual([Description, State, ActionAfterCompletion], [undefined, "DISABLED", "NONE"]);
    await as("hub").send(new DeleteScheduleCommand({ GroupName: "hub", Name: "a" }));
    const { name, status, message } = await refusal(read());
    assert.deepEqual([name, status], ["ResourceNotFoundException", 404]);
    assert.equal(message, "Schedule a does not exist.");
  });

  it("lists schedules in pages, by group, beginning of the name and state", async () => {
    for (const name of ["a1", "a2", "a3"]) await create("hub", name);
    await create("hub", "b", { State: "DISABLED" });
    const list = async (input: ListSchedulesCommandInput) => {
      const { Schedules, NextToken } = await as("hub").send(new ListSchedulesCommand(input));
      return { names: Schedules!.map(({ Name }) => Name), NextToken, first: Schedules![0] };
    };
    const first = await list({ NamePrefix: "a", MaxResults: 2 });
    assert.deepEqual(first.names, ["a1", "a2"]);
    assert.deepEqual(first.first.Target, { Arn: target.Arn });
    const { NextToken } = first;
    assert.deepEqual((await list({ NamePrefix: "a", MaxResults: 2, NextToken })).names, ["a3"]);
    assert.deepEqual((await list({ State: "DISABLED" })).names, ["b"]);
    assert.deepEqual((await list({ GroupName: "default" })).names, []);
    assert.equal((await refusal(list({ GroupName: "no" }))).name, "ResourceNotFoundException");
  });

  it("is asked for its own right first, and for the right to pass the role", async () => {
    for (const [role, action, resource] of [
      ["nobody", "scheduler:CreateSchedule", named("a")],
      ["unpassing", "iam:PassRole", target.RoleArn],
      ["other-service", "iam:PassRole", target.RoleArn],
    ]) {
      const { name, status, message } = await refusal(create(role, "a"));
      assert.deepEqual([name, status], ["AccessDeniedException", 403], role);
      assert.match(message, new RegExp(`not authorized to perform: ${action} on resource: `));
      assert.ok(message.includes(resource), message);
    }
    const update = new UpdateScheduleCommand({ ...good, Name: "a" });
    assert.match((await refusal(as("unpassing").send(update))).message, /iam:PassRole/);
    assert.deepEqual(local.stores.schedules.arns(), []);
    assert.ok(local.audit.every(({ allowed }) => !allowed));
  });

  it("passes no role of another account, whatever the caller may pass", async () => {
    const RoleArn = target.RoleArn.replace("111122223333", "444455556666");
    const { name, message } = await refusal(
      create("wide", "a", { Target: { ...target, RoleArn } }),
    );
    assert.equal(name, "AccessDeniedException");
    assert.match(message, /Cross-account pass role is not allowed/);
    assert.deepEqual(local.stores.schedules.arns(), []);
  });

  it("notes the right to pass the role among those that a call used", async () => {
    await create("hub", "a");
    const [{ action, resource, further }] = local.audit;
    assert.deepEqual([action, resource], ["scheduler:CreateSchedule", named("a")]);
    assert.deepEqual(further, [{ action: "iam:PassRole", resource: target.RoleArn }]);
  });

  it("asks for each right on the schedule that is named, in its own group", async () => {
    const outside = { GroupName: "default", Name: "a" };
    for (const command of [
      new GetScheduleCommand(outside),
      new GetScheduleCommand({ Name: "a" }),
      new DeleteScheduleCommand(outside),
    ]) {
      const { message } = await refusal(as("hub").send(command as GetScheduleCommand));
      assert.ok(message.includes(arn("scheduler", "schedule/default/a")), message);
    }
  });

  it("refuses a role that Scheduler may not assume for this group", async () => {
    const Target = { ...good.Target, RoleArn: roleArn("untrusted") };
    for (const more of [{ Target }, { GroupName: "default" }]) {
      const { name, status, message } = await refusal(create("wide", "a", more));
      assert.deepEqual([name, status], ["ValidationException", 400]);
      assert.match(message, /must allow AWS EventBridge Scheduler to assume the role/);
    }
  });

  it("refuses a name that is taken, a group that is not there, and what it cannot read", async () => {
    await create("wide", "a");
    for (const [more, error, status] of [
      [{}, "ConflictException", 409],
      [{ GroupName: "other" }, "ResourceNotFoundException", 404],
      [{ ScheduleExpression: "at(tomorrow)" }, "ValidationException", 400],
      [{ ScheduleExpressionTimezone: "Europe/Atlantis" }, "ValidationException", 400],
      [{ FlexibleTimeWindow: { Mode: "FLEXIBLE" } }, "ValidationException", 400],
    ] as const) {
      const answer = await refusal(create("wide", "a", more));
      assert.deepEqual([answer.name, answer.status], [error, status]);
    }
  });

  it("takes a request that was answered and got lost for the same request", async () => {
    local.endpoint.fail({ action: "scheduler:CreateSchedule", how: "lost" });
    const client = new SchedulerClient({ ...local.as("hub"), maxAttempts: 2 });
    clients.push(client);
    await client.send(new CreateScheduleCommand({ ...good, Name: "a" }));
    assert.deepEqual(local.stores.schedules.arns(), [named("a")]);
  });
});
