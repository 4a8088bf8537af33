/** What the function that looks for bypasses may do, and what it may with the role of a gate in hand. */
import * as assert from "node:assert/strict";
import { actionArn, gateWith, hubWith, inSlack, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;
const person = { "sts:SourceIdentity": "slack-U0123ABCDEF" };
const asked = { bypassAlerts: true, alarmTopicArn };

let deployed: Promise<Result<void>> | undefined;

/** A hub that looks and one that does not, with a gate in Slack and one of IAM on the first. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    const { connection: hub } = hubWith(asked);
    const other = hubWith({}, "other");
    gateWith({ hub, slack: inSlack, stageName: "one" }, "one");
    gateWith({ hub, slack: undefined, stageName: "two" }, "two");
    gateWith({ hub: other.connection, slack: inSlack, stageName: "three" }, "three");
  });
  return deployed;
}

async function policyOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, name).inputs.policy);
}

const roleOf = (gate: string): string => `${gate}-${gate === "two" ? "hub" : "slack"}-role`;

async function gateRole(gate: string): Promise<string> {
  const { resources } = await deploy();
  const { path, name } = only(resources, types.role, roleOf(gate)).inputs;
  return role(`${path.slice(1)}${name}`);
}

const table = (name: string): string => at("dynamodb", `table/${name}`);

const rows: [action: string, resource: string, allowed: boolean][] = [
  ["dynamodb:Scan", table("shared-gates"), true],
  ...["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-gates"), false],
  ),
  ["dynamodb:Scan", table("other-gates"), false],
  ...["GetItem", "UpdateItem"].map((name): [string, string, boolean] => [
    `dynamodb:${name}`,
    table("shared-bypasses"),
    true,
  ]),
  ...["DeleteItem", "PutItem", "Scan", "Query", "BatchWriteItem", "PartiQLDelete"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-bypasses"), false],
  ),
  ...["GetItem", "Query", "Scan", "PutItem", "UpdateItem"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-requests"), false],
  ),
  ["dynamodb:Query", table("shared-reviews/index/reviews-of-bypass"), true],
  ["dynamodb:Scan", table("shared-reviews/index/reviews-of-bypass"), false],
  ...["Query", "GetItem", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-reviews"), false],
  ),
  ["events:PutEvents", at("events", "event-bus/shared-events"), true],
  ["events:PutEvents", at("events", "event-bus/default"), false],
  ["events:PutEvents", at("events", "event-bus/other-events"), false],
  ["events:DisableRule", at("events", "rule/shared-bypassed"), false],
  ["sns:Publish", alarmTopicArn, true],
  ["sns:Publish", at("sns", "one-topic"), false],
  ["sns:Subscribe", alarmTopicArn, false],
  ["sqs:SendMessage", at("sqs", "shared-bypass-dead-letters"), true],
  ["sqs:SendMessage", at("sqs", "shared-decider-dead-letters"), false],
  ["sqs:DeleteMessage", at("sqs", "shared-bypass-dead-letters"), false],
  ["logs:PutLogEvents", at("logs", "log-group:shared-bypass-logs:log-stream:2026"), true],
  ["logs:PutLogEvents", at("logs", "log-group:shared-decider-logs:log-stream:2026"), false],
  ["lambda:InvokeFunction", at("lambda", "function:shared-decider"), false],
  ["codepipeline:PutApprovalResult", actionArn("orders/one/one"), false],
  ["codepipeline:GetPipeline", actionArn("orders"), false],
  ["codepipeline:StopPipelineExecution", actionArn("orders"), false],
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:slack"), false],
  ["cloudtrail:LookupEvents", "*", false],
  ["iam:PutRolePolicy", role("shared-bypass-role"), false],
  ["sts:AssumeRole", role("admin"), false],
  ["sts:AssumeRole", role("codepipeline-approvals/shared-bypass-role/break-glass"), false],
];

describe("what the role of the function that looks for bypasses may do", () => {
  for (const [action, resource, allowed] of rows) {
    it(`${allowed ? "" : "not "}${action} on ${resource}`, async () => {
      const identityPolicies = [await policyOf("shared-bypass-policy")];
      const principal = role("shared-bypass-role");
      const answer = await decision({ principal, action, resource, identityPolicies });
      assert.equal(answer === "Allowed", allowed);
    });
  }

  it("reads no secret of Slack, whatever the hub has", async () => {
    const policy = JSON.stringify(await policyOf("shared-bypass-policy"));
    assert.doesNotMatch(policy, /secretsmanager|ssm:|SetSourceIdentity|requests|"\*"/);
  });
});

describe("the function that looks for bypasses and the role of a gate", () => {
  async function takesOn(gate: string, action: string, context = {}): Promise<boolean> {
    const { resources } = await deploy();
    const answer = await decision({
      principal: "arn:aws:sts::111122223333:assumed-role/shared-bypass-role/function",
      ...{ action, resource: await gateRole(gate), context },
      identityPolicies: [await policyOf("shared-bypass-policy")],
      resourcePolicy: JSON.parse(only(resources, types.role, roleOf(gate)).inputs.assumeRolePolicy),
    });
    return answer === "Allowed";
  }

  it("takes it on without a name, and never in a person's", async () => {
    for (const gate of ["one", "two"]) {
      assert.equal(await takesOn(gate, "sts:AssumeRole"), true, gate);
      assert.equal(await takesOn(gate, "sts:AssumeRole", person), false, gate);
      assert.equal(await takesOn(gate, "sts:SetSourceIdentity", person), false, gate);
    }
    assert.equal(await takesOn("three", "sts:AssumeRole"), false);
  });

  it("reads the pipeline with it, and decides and changes nothing", async () => {
    const reads = [
      ...["GetPipeline", "GetPipelineState", "GetPipelineExecution"],
      ...["ListActionExecutions", "ListPipelineExecutions"],
    ];
    const others = ["UpdatePipeline", "DeletePipeline", "StopPipelineExecution"];
    for (const gate of ["one", "two"]) {
      const may = async (name: string, path = "orders"): Promise<boolean> =>
        (await decision({
          principal: `arn:aws:sts::111122223333:assumed-role/${roleOf(gate)}/bypass`,
          ...{ action: `codepipeline:${name}`, resource: actionArn(path) },
          identityPolicies: [await policyOf(`${roleOf(gate)}-policy`)],
        })) === "Allowed";
      for (const name of reads) assert.equal(await may(name), true, name);
      for (const name of reads) assert.equal(await may(name, "books"), false, name);
      for (const name of others) assert.equal(await may(name), false, name);
      assert.equal(await may("PutApprovalResult", `orders/${gate}/${gate}`), false);
    }
  });
});
