import * as assert from "node:assert/strict";
import {
  actionArn,
  credentialsSecretArn,
  gateWith,
  hubWith,
  inSlack,
  only,
  types,
} from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;

const functions = ["notifier", "slack-callback", "decider", "watcher", "publisher", "sweep"];
const gateRole = (gate: string): string =>
  role(`codepipeline-approvals/shared-decider-role/slack-orders-${gate}-${gate}-eu-west-1`);
const everyGateRole = ["one", "two"].map(gateRole);
const actions = ["one", "two"].map((gate) => actionArn(`orders/${gate}/${gate}`));
const person = { "aws:SourceIdentity": "slack-U0123ABCDEF" };

let deployed: Promise<Result<void>> | undefined;

/** A hub with two gates, and another hub. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    const { connection: hub } = hubWith();
    hubWith({}, "other");
    for (const name of ["one", "two"]) {
      gateWith({ slack: inSlack, hub, approvers: undefined, stageName: name }, name);
    }
  });
  return deployed;
}

async function policyOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, name).inputs.policy);
}

async function trustOf(gate: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.role, `${gate}-slack-role`).inputs.assumeRolePolicy);
}

/** Which functions' roles may do this. */
async function allowed(
  action: string,
  resource: string,
  context: Record<string, string> = {},
): Promise<string[]> {
  const found: string[] = [];
  for (const name of functions) {
    const answer = await decision({
      principal: role(`shared-${name}-role`),
      action,
      resource,
      identityPolicies: [await policyOf(`shared-${name}-policy`)],
      context,
    });
    if (answer === "Allowed") found.push(name);
  }
  return found;
}

/** Who knows gates and Slack. */
const all = functions.filter((name) => !["publisher", "sweep"].includes(name));
const inside = ["notifier", "decider", "watcher"];
const nobody: string[] = [];

type Row = [action: string, resource: string, who: string[]];

/** For each call, the functions whose role may make it by itself. Everybody else is refused. */
const matrix: Row[] = [
  ["secretsmanager:GetSecretValue", credentialsSecretArn, all],
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:other-AbCdEf"), nobody],
  ["secretsmanager:PutSecretValue", credentialsSecretArn, nobody],
  ["ssm:GetParameter", at("ssm", "parameter/slack"), nobody],
  ["dynamodb:GetItem", at("dynamodb", "table/shared-gates"), all],
  // What sweep may list is limited to keys: evaluation-sweep.test.ts.
  ["dynamodb:Scan", at("dynamodb", "table/shared-gates"), nobody],
  ["dynamodb:Scan", at("dynamodb", "table/other-gates"), nobody],
  ...["PutItem", "UpdateItem", "DeleteItem", "Query"].map((name): Row => [
    `dynamodb:${name}`,
    at("dynamodb", "table/shared-gates"),
    nobody,
  ]),
  ["dynamodb:Query", at("dynamodb", "table/shared-requests/index/unsettled"), nobody],
  ["dynamodb:Query", at("dynamodb", "table/other-requests/index/unsettled"), nobody],
  ["dynamodb:Scan", at("dynamodb", "table/shared-requests/index/unsettled"), nobody],
  ["dynamodb:GetItem", at("dynamodb", "table/shared-requests"), inside],
  ["dynamodb:PutItem", at("dynamodb", "table/shared-requests"), inside],
  ["dynamodb:Query", at("dynamodb", "table/shared-requests"), ["watcher", "publisher"]],
  ["dynamodb:UpdateItem", at("dynamodb", "table/shared-requests"), ["publisher"]],
  ["dynamodb:UpdateItem", at("dynamodb", "table/other-requests"), nobody],
  ["dynamodb:UpdateItem", at("dynamodb", "table/shared-gates"), nobody],
  ...["DeleteItem", "Scan"].map((name): Row => [
    `dynamodb:${name}`,
    at("dynamodb", "table/shared-requests"),
    nobody,
  ]),
  ["dynamodb:GetItem", at("dynamodb", "table/other-gates"), nobody],
  ["dynamodb:PutItem", at("dynamodb", "table/other-requests"), nobody],
  ["lambda:InvokeFunction", at("lambda", "function:shared-decider"), ["slack-callback"]],
  ["lambda:InvokeFunction", at("lambda", "function:shared-notifier"), ["sweep"]],
  ["lambda:InvokeFunction", at("lambda", "function:shared-watcher"), ["sweep"]],
  ["lambda:InvokeFunction", at("lambda", "function:shared-publisher"), ["sweep"]],
  ["lambda:InvokeFunction", at("lambda", "function:other-watcher"), nobody],
  ["lambda:InvokeFunction", at("lambda", "function:other-decider"), nobody],
  ["lambda:UpdateFunctionCode", at("lambda", "function:shared-decider"), nobody],
  ...["DescribeStream", "GetRecords", "GetShardIterator"].map((name): Row => [
    `dynamodb:${name}`,
    at("dynamodb", "table/shared-requests/stream/2026-01-01T00:00:00.000"),
    ["publisher"],
  ]),
  ["dynamodb:ListStreams", "*", ["publisher"]],
  [
    "dynamodb:GetRecords",
    at("dynamodb", "table/other-requests/stream/2026-01-01T00:00:00.000"),
    nobody,
  ],
  ["events:PutEvents", at("events", "event-bus/shared-events"), ["publisher"]],
  ["events:PutEvents", at("events", "event-bus/other-events"), nobody],
  ["events:PutEvents", at("events", "event-bus/default"), nobody],
  ...["PutRule", "PutTargets", "DeleteRule"].map((name): Row => [
    `events:${name}`,
    at("events", "rule/shared-events/mine"),
    nobody,
  ]),
  ["events:PutPermission", "*", nobody],
  ...[...inside, "publisher", "sweep"].map((name): Row => [
    "sqs:SendMessage",
    at("sqs", `shared-${name}-dead-letters`),
    [name],
  ]),
  ["sqs:ReceiveMessage", at("sqs", "shared-decider-dead-letters"), nobody],
  ...functions.map((name): Row => [
    "logs:PutLogEvents",
    at("logs", `log-group:shared-${name}-logs:log-stream:2026`),
    [name],
  ]),
  ["logs:CreateLogGroup", at("logs", "log-group:new"), nobody],
  ["logs:DeleteLogGroup", at("logs", "log-group:shared-decider-logs"), nobody],
  ["codepipeline:GetPipelineState", actionArn("orders"), nobody],
  ["codepipeline:StartPipelineExecution", actionArn("orders"), nobody],
  ["sns:Publish", at("sns", "one-topic"), nobody],
  ["iam:PutRolePolicy", gateRole("one"), nobody],
  ["sts:AssumeRole", role("admin"), nobody],
  ["sts:AssumeRole", role("codepipeline-approvals/other-decider-role/slack-x"), nobody],
  ["kms:Decrypt", at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"), nobody],
];

describe("what a function's own role may do", () => {
  for (const [action, resource, who] of matrix) {
    it(`${action} on ${resource}: ${who.join(", ") || "nobody"}`, async () => {
      assert.deepEqual(await allowed(action, resource), who);
    });
  }

  for (const context of [{}, person]) {
    it(`decide an approval: nobody, ${JSON.stringify(context)}`, async () => {
      for (const action of actions) {
        assert.deepEqual(await allowed("codepipeline:PutApprovalResult", action, context), nobody);
      }
    });
  }
});

describe("who may take on the role of a gate", () => {
  /** Which functions' roles may, by their own policy and the gate's trust policy. */
  async function takenOn(
    action: string,
    context: Record<string, string>,
    hub = "shared",
  ): Promise<string[]> {
    const found: string[] = [];
    for (const name of functions) {
      const answers = new Set<string>();
      for (const [index, gate] of ["one", "two"].entries()) {
        answers.add(
          await decision({
            principal: `arn:aws:sts::111122223333:assumed-role/${hub}-${name}-role/function`,
            action,
            resource: everyGateRole[index],
            identityPolicies: [await policyOf(`${hub}-${name}-policy`)],
            resourcePolicy: await trustOf(gate),
            context,
          }),
        );
      }
      if (answers.has("Allowed")) found.push(name);
    }
    return found;
  }

  const named = { "sts:SourceIdentity": "slack-U0123ABCDEF" };
  const cases: [what: string, action: string, context: Record<string, string>, who: string[]][] = [
    ["in a person's name: the decider", "sts:AssumeRole", named, ["decider"]],
    ["and set that name: the decider", "sts:SetSourceIdentity", named, ["decider"]],
    ["without a name, to read: all but slackCallback", "sts:AssumeRole", {}, inside],
    [
      "in the name of something else: nobody",
      "sts:AssumeRole",
      { "sts:SourceIdentity": "admin" },
      [],
    ],
    [
      "or set such a name: nobody",
      "sts:SetSourceIdentity",
      { "sts:SourceIdentity": "Slack-U0123ABCDEF" },
      [],
    ],
    ["tag the session: nobody", "sts:TagSession", named, []],
  ];
  for (const [what, action, context, who] of cases) {
    it(what, async () => assert.deepEqual(await takenOn(action, context), who));
  }

  it("a function of another hub: never", async () => {
    for (const context of [{}, named]) {
      assert.deepEqual(await takenOn("sts:AssumeRole", context, "other"), []);
    }
  });

  it("somebody of the account with every right in IAM, but no function: not by the trust policy", async () => {
    const everything = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    };
    const answer = await decision({
      principal: role("admin"),
      action: "sts:AssumeRole",
      resource: everyGateRole[0],
      identityPolicies: [everything],
      resourcePolicy: await trustOf("one"),
      context: named,
    });
    assert.equal(answer, "ImplicitlyDenied");
  });
});
