/** What the reminder may do, what it may with the role of a gate in hand, and what its schedules may. */
import * as assert from "node:assert/strict";
import { actionArn, gateWith, hubWith, inSlack, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;
const sla = { respondWithinMinutes: 60, escalation: { emails: ["head@example.com"] } };
const person = { "sts:SourceIdentity": "slack-U0123ABCDEF" };
const group = at("scheduler", "schedule-group/shared-reminders");
const scheduleRole = role("shared-reminders-role");

let deployed: Promise<Result<void>> | undefined;

/** Two hubs with reminders, and gates on the first: one without an SLA, and two with, one of them in Slack. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    const { connection: hub } = hubWith({ reminders: true });
    hubWith({ reminders: true }, "other");
    for (const name of ["one", "two", "plain"]) {
      const timed = name === "plain" ? {} : { sla };
      const slack = name === "two" ? inSlack : undefined;
      const emails = ["qa@example.com"];
      gateWith({ hub, slack, emails, approvers: undefined, stageName: name, ...timed }, name);
    }
  });
  return deployed;
}

async function policyOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, name).inputs.policy);
}

async function trustOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.role, name).inputs.assumeRolePolicy);
}

const roleOf = (gate: string): string => `${gate}-${gate === "two" ? "slack" : "hub"}-role`;

/** The ARN of a gate's role, from what is deployed. */
async function gateRole(gate: string): Promise<string> {
  const { resources } = await deploy();
  const { path, name } = only(resources, types.role, roleOf(gate)).inputs;
  return role(`${path.slice(1)}${name}`);
}

const own = async (
  action: string,
  resource: string,
  context: Record<string, string> = {},
): Promise<boolean> => {
  const identityPolicies = [await policyOf("shared-reminder-policy")];
  const principal = role("shared-reminder-role");
  return (await decision({ principal, action, resource, identityPolicies, context })) === "Allowed";
};

const table = (name: string): string => at("dynamodb", `table/${name}`);

const rows: [action: string, resource: string, allowed: boolean][] = [
  ["dynamodb:GetItem", table("shared-gates"), true],
  ["dynamodb:PutItem", table("shared-gates"), false],
  ["dynamodb:Scan", table("shared-gates"), false],
  ["dynamodb:GetItem", table("other-gates"), false],
  ...["GetItem", "PutItem", "Query"].map((name): [string, string, boolean] => [
    `dynamodb:${name}`,
    table("shared-requests"),
    true,
  ]),
  ...["DeleteItem", "UpdateItem", "Scan", "BatchWriteItem"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-requests"), false],
  ),
  ["dynamodb:PutItem", table("other-requests"), false],
  ["scheduler:CreateSchedule", at("scheduler", "schedule/shared-reminders/one-0"), true],
  ["scheduler:CreateSchedule", at("scheduler", "schedule/other-reminders/one-0"), false],
  ["scheduler:CreateSchedule", at("scheduler", "schedule/default/one-0"), false],
  ["scheduler:CreateSchedule", at("scheduler", "schedule/shared-reminders-2/one-0"), false],
  ...["UpdateSchedule", "DeleteSchedule", "GetSchedule"].map((name): [string, string, boolean] => [
    `scheduler:${name}`,
    at("scheduler", "schedule/shared-reminders/one-0"),
    false,
  ]),
  ["scheduler:CreateScheduleGroup", group, false],
  ["scheduler:DeleteScheduleGroup", group, false],
  ["sqs:SendMessage", at("sqs", "shared-reminder-dead-letters"), true],
  ["sqs:SendMessage", at("sqs", "shared-decider-dead-letters"), false],
  ["sqs:ReceiveMessage", at("sqs", "shared-reminder-dead-letters"), false],
  ["logs:PutLogEvents", at("logs", "log-group:shared-reminder-logs:log-stream:2026"), true],
  ["logs:PutLogEvents", at("logs", "log-group:shared-decider-logs:log-stream:2026"), false],
  ["lambda:InvokeFunction", at("lambda", "function:shared-decider"), false],
  ["lambda:InvokeFunction", at("lambda", "function:shared-reminder"), false],
  ["events:PutEvents", at("events", "event-bus/shared-events"), false],
  ["codepipeline:PutApprovalResult", actionArn("orders/one/one"), false],
  ["codepipeline:GetPipelineState", actionArn("orders"), false],
  ["sns:Publish", at("sns", "one-topic"), false],
  ["iam:PutRolePolicy", scheduleRole, false],
  ["sts:AssumeRole", role("admin"), false],
  ["sts:AssumeRole", scheduleRole, false],
];

describe("what the reminder's own role may do", () => {
  for (const [action, resource, allowed] of rows) {
    it(`${allowed ? "" : "not "}${action} on ${resource}`, async () => {
      assert.equal(await own(action, resource), allowed);
    });
  }

  it("pass the one role to Scheduler: no other role, to no other service", async () => {
    const to = (service: string) => ({ "iam:PassedToService": `${service}.amazonaws.com` });
    const pass = (arn: string, context = {}) => own("iam:PassRole", arn, context);
    assert.equal(await pass(scheduleRole, to("scheduler")), true);
    assert.equal(await pass(scheduleRole, to("lambda")), false);
    assert.equal(await pass(scheduleRole), false);
    const others = ["admin", "other-reminders-role", "shared-reminder-role", "shared-decider-role"];
    for (const name of others) assert.equal(await pass(role(name), to("scheduler")), false, name);
    assert.equal(await pass(await gateRole("one"), to("scheduler")), false);
  });
});

describe("the reminder and the role of a gate", () => {
  async function takesOn(
    gate: string,
    action: string,
    context: Record<string, string> = {},
    hub = "shared",
  ): Promise<boolean> {
    const answer = await decision({
      principal: `arn:aws:sts::111122223333:assumed-role/${hub}-reminder-role/function`,
      ...{ action, resource: await gateRole(gate), context },
      identityPolicies: [await policyOf(`${hub}-reminder-policy`)],
      resourcePolicy: await trustOf(roleOf(gate)),
    });
    return answer === "Allowed";
  }

  it("takes on those with an SLA without a name, and none in a person's", async () => {
    for (const gate of ["one", "two"]) {
      assert.equal(await takesOn(gate, "sts:AssumeRole"), true, gate);
      assert.equal(await takesOn(gate, "sts:AssumeRole", person), false, gate);
      assert.equal(await takesOn(gate, "sts:SetSourceIdentity", person), false, gate);
    }
  });

  it("takes on none without an SLA, and none of another hub's", async () => {
    assert.equal(await takesOn("plain", "sts:AssumeRole"), false);
    assert.equal(await takesOn("one", "sts:AssumeRole", {}, "other"), false);
  });

  async function holding(gate: string, action: string, resource: string): Promise<boolean> {
    const answer = await decision({
      principal: `arn:aws:sts::111122223333:assumed-role/${roleOf(gate)}/reminder`,
      ...{ action, resource },
      identityPolicies: [await policyOf(`${roleOf(gate)}-policy`)],
    });
    return answer === "Allowed";
  }

  it("publishes with it to the topics of the gate, and to no other", async () => {
    const { resources } = await deploy();
    const topics = resources.filter(({ type }) => type === types.topic).map(({ name }) => name);
    assert.deepEqual(topics.sort(), [
      ...["one-escalation-topic", "one-topic", "plain-topic"],
      ...["two-escalation-topic", "two-topic"],
    ]);
    for (const gate of ["one", "two", "plain"]) {
      const heard: string[] = [];
      for (const topic of [...topics, "anything"]) {
        if (await holding(gate, "sns:Publish", at("sns", topic))) heard.push(topic);
      }
      const expected = gate === "plain" ? [] : [`${gate}-escalation-topic`, `${gate}-topic`];
      assert.deepEqual(heard, expected, gate);
    }
  });

  it("reads the pipeline with it, and decides, subscribes and changes nothing", async () => {
    for (const gate of ["one", "two"]) {
      const may = (action: string, resource: string) => holding(gate, action, resource);
      assert.equal(await may("codepipeline:GetPipelineState", actionArn("orders")), true);
      const action = actionArn(`orders/${gate}/${gate}`);
      assert.equal(await may("codepipeline:PutApprovalResult", action), false);
      for (const name of ["Subscribe", "SetTopicAttributes", "DeleteTopic", "AddPermission"]) {
        assert.equal(await may(`sns:${name}`, at("sns", `${gate}-topic`)), false, name);
      }
    }
  });
});

describe("the role of the schedules", () => {
  const scheduler = "scheduler.amazonaws.com";

  async function takenOn(context: Record<string, string>, service = scheduler): Promise<boolean> {
    const resourcePolicy = await trustOf("shared-reminders-role");
    const call = { action: "sts:AssumeRole", resource: scheduleRole, resourcePolicy, context };
    return (await decision({ principal: service, ...call })) === "Allowed";
  }

  it("is taken on by Scheduler for schedules of the hub's group alone", async () => {
    const ours = { "aws:SourceAccount": "111122223333", "aws:SourceArn": group };
    assert.equal(await takenOn(ours), true);
    assert.equal(await takenOn(ours, "lambda.amazonaws.com"), false);
    assert.equal(await takenOn({}), false);
    assert.equal(await takenOn({ ...ours, "aws:SourceAccount": "444455556666" }), false);
    for (const name of ["other-reminders", "default"]) {
      const foreign = at("scheduler", `schedule-group/${name}`);
      assert.equal(await takenOn({ ...ours, "aws:SourceArn": foreign }), false, name);
    }
  });

  it("invokes the reminder and keeps what it could not invoke it with, and does nothing else", async () => {
    const identityPolicies = [await policyOf("shared-reminders-role-policy")];
    const may = async (action: string, resource: string): Promise<boolean> =>
      (await decision({ principal: scheduleRole, action, resource, identityPolicies })) ===
      "Allowed";
    const invoke = "lambda:InvokeFunction";
    assert.equal(await may(invoke, at("lambda", "function:shared-reminder")), true);
    for (const name of ["shared-decider", "shared-notifier", "other-reminder"]) {
      assert.equal(await may(invoke, at("lambda", `function:${name}`)), false, name);
    }
    assert.equal(await may("sqs:SendMessage", at("sqs", "shared-reminder-dead-letters")), true);
    assert.equal(await may("sqs:SendMessage", at("sqs", "shared-decider-dead-letters")), false);
  });
});
