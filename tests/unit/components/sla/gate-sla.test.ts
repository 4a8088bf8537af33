/** What a gate with an SLA has that one without has not, and what its role may do. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { ApprovalHub, MultiApprovalStage, type SlaArgs } from "../../../../index";
import { connection, gateWith, inSlack, only, shape, types } from "../../../support/components";
import { run } from "../../../support/mocks";

const sla: SlaArgs = {
  respondWithinMinutes: 240,
  businessHours: {
    timeZone: "Europe/Berlin",
    hours: { monday: "09:00-17:30" },
    holidays: ["2026-12-25"],
  },
};
const leads = "arn:aws:sns:eu-west-1:111122223333:leads";

/** What the functions read of the only gate. */
const settingsOf = (resources: Awaited<ReturnType<typeof run>>["resources"]) => {
  const item = JSON.parse(only(resources, types.tableItem).inputs.item);
  return parseSettings(unmarshall(item), readChannelSettings);
};

describe("A gate with an SLA", () => {
  it("has no resource more, and one for each of those to whom it is escalated", async () => {
    const without = shape((await run(() => gateWith({ hub: connection }))).resources);
    const plain = await run(() => gateWith({ hub: connection, sla }));
    assert.deepEqual(shape(plain.resources), without);
    const escalation = { emails: ["head@example.com"], topicArn: leads };
    const escalating = await run(() => gateWith({ hub: connection, sla: { ...sla, escalation } }));
    assert.deepEqual(
      shape(escalating.resources)
        .filter((line) => !without.includes(line))
        .map((line) => line.replace(/email-\w+/, "email-HASH")),
      [
        `production-escalation-email-HASH ${types.subscription} < production`,
        `production-escalation-topic ${types.topic} < production`,
        `production-escalation-topic-policy ${types.topicPolicy} < production-escalation-topic`,
      ],
    );
  });

  it("says in the table of gates what the functions read there: half of the time where no reminder is named", async () => {
    const escalation = { topicArn: leads, slackChannel: "C0LEADS", slackUserIds: ["U0LEAD"] };
    const { resources } = await run(() =>
      gateWith({ hub: connection, slack: inSlack, sla: { ...sla, escalation } }),
    );
    const read = settingsOf(resources);
    assert.deepEqual(read.sla, {
      respondWithinMinutes: 240,
      remindAfterMinutes: [120],
      businessHours: sla.businessHours,
      escalation: { topicArns: [leads] },
    });
    assert.deepEqual((read.channels.slack as { sla?: object }).sla, {
      escalation: { slackChannel: "C0LEADS", slackUserIds: ["U0LEAD"], slackUserGroupIds: [] },
    });
  });

  it("takes no reminder at all where the list is empty", async () => {
    const { resources } = await run(() =>
      gateWith({ hub: connection, sla: { ...sla, remindAfterMinutes: [] } }),
    );
    assert.deepEqual(settingsOf(resources).sla?.remindAfterMinutes, []);
  });

  it("lets the reminder take on its role without a name, and publish to its topics alone", async () => {
    const { resources } = await run(() =>
      gateWith({ hub: connection, sla: { ...sla, escalation: { topicArn: leads } } }),
    );
    const role = only(resources, types.role).inputs;
    const [read, ...none] = JSON.parse(role.assumeRolePolicy).Statement;
    assert.deepEqual(none, []);
    assert.deepEqual(read.Principal.AWS, [
      connection.notifierRoleArn,
      connection.watcherRoleArn,
      connection.reminderRoleArn,
    ]);
    assert.deepEqual(read.Condition, { Null: { "sts:SourceIdentity": "true" } });
    const statements = JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;
    assert.deepEqual(
      statements.map(({ Sid }: { Sid: string }) => Sid),
      ["ReadPipeline", "PublishNotices"],
    );
    assert.equal(statements[1].Action, "sns:Publish");
    assert.equal(statements[1].Resource.length, 2);
    assert.ok(statements[1].Resource.includes(leads));
    assert.doesNotMatch(JSON.stringify(statements), /\*|PutApprovalResult/);
  });

  it("has the use of the key that encrypts its topic", async () => {
    const key = "1234abcd-12ab-34cd-56ef-1234567890ab";
    const { resources } = await run(() => gateWith({ hub: connection, sla, kmsMasterKeyId: key }));
    const statements = JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;
    assert.deepEqual(statements.at(-1).Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
  });

  it("is the stage's for each approval that has none of its own", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          pipelineName: "orders",
          hub: connection,
          sla,
          approvals: [{ name: "qa" }, { name: "legal", sla: { respondWithinMinutes: 30 } }],
          emails: ["qa@example.com"],
        }),
    );
    const within = resources
      .filter(({ type }) => type === types.tableItem)
      .map(({ inputs }) => unmarshall(JSON.parse(inputs.item)))
      .map(({ actionName, action, sla: read }) => [
        actionName ?? action,
        read.respondWithinMinutes,
      ]);
    assert.deepEqual(within.sort(), [
      ["orders/review/legal", 30],
      ["orders/review/qa", 240],
    ]);
  });
});

describe("A hub with reminders", () => {
  const hub = (args: object) => run(() => new ApprovalHub("hub", args));

  it("has a function, a group of schedules and a rule more, and nothing that was there is another", async () => {
    const without = shape((await hub({})).resources);
    const { resources } = await hub({ reminders: true });
    const more = shape(resources).filter((line) => !without.includes(line));
    assert.deepEqual(
      more.map((line) => line.split(" ")[0]),
      [
        "hub-reminder",
        "hub-reminder-dead-letters",
        "hub-reminder-dead-letters-alarm",
        "hub-reminder-dead-letters-policy",
        "hub-reminder-logs",
        "hub-reminder-policy",
        "hub-reminder-retries",
        "hub-reminder-role",
        "hub-reminder-throttles",
        "hub-reminders",
        "hub-reminders-role",
        "hub-reminders-role-policy",
        "hub-requested",
        "hub-requested-permission",
        "hub-requested-target",
      ],
    );
    assert.ok(without.every((line) => shape(resources).includes(line)));
  });

  it("puts the role of the reminder into its connection, and only then", async () => {
    const { value } = await run(() => new ApprovalHub("hub", { reminders: true }));
    const known = await new Promise<object>((done) => value.connection.apply(done));
    assert.ok("reminderRoleArn" in known);
    const other = await run(() => new ApprovalHub("hub", {}));
    const unknown = await new Promise<object>((done) => other.value.connection.apply(done));
    assert.ok(!("reminderRoleArn" in unknown));
  });

  it("lets Scheduler invoke the function for schedules of the group alone", async () => {
    const { resources } = await hub({ reminders: true });
    const named = (name: string) => resources.find((one) => one.name === name)!.inputs;
    const { Statement } = JSON.parse(named("hub-reminders-role").assumeRolePolicy);
    const [group] = Object.values(Statement[0].Condition) as Record<string, string>[];
    assert.deepEqual(Statement[0].Principal, { Service: "scheduler.amazonaws.com" });
    assert.match(group["aws:SourceArn"], /:schedule-group\//);
    assert.equal(group["aws:SourceAccount"], "111122223333");
    const own = JSON.parse(named("hub-reminder-policy").policy).Statement as {
      Sid: string;
      Resource: string;
      Condition?: object;
    }[];
    const of = (sid: string) => own.find(({ Sid }) => Sid === sid)!;
    assert.match(of("ScheduleReminders").Resource, /:schedule\/[^*/]+\/\*$/);
    assert.deepEqual(of("PassScheduleRole").Condition, {
      StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" },
    });
    assert.doesNotMatch(of("PassScheduleRole").Resource, /\*/);
    assert.doesNotMatch(JSON.stringify(own), /SetSourceIdentity|PutApprovalResult|sns:/);
  });

  it("has sweep hand over to the reminder", async () => {
    const { resources } = await hub({ reminders: true });
    const sweep = resources.find(({ name }) => name === "hub-sweep")!.inputs;
    assert.ok(sweep.environment.variables.REMINDER_FUNCTION);
  });
});
