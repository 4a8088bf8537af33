/** What the functions of connectors may do, and all that they may not. */
import * as assert from "node:assert/strict";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";
import { actionArn, joinable, only, types } from "../../../support/components";
import {
  at,
  credentialsSecretArn,
  keyOf,
  pagerDuty,
  readerCredentialsSecretArn,
  serviceNow,
  teams,
  webhook,
} from "./support";

const credentialsKmsKeyArn = keyOf("1");
const kmsKeyArn = keyOf("2");
const tablesKmsKeyArn = keyOf("3");

const keys = {
  ...{ hub: { ...joinable, tablesKmsKeyArn }, credentialsKmsKeyArn, kmsKeyArn },
  readerCredentialsSecretArn,
};

/** KMS Developer Guide, "Default key policy": rights are left to the account's IAM policies. */
const defaultKeyPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};

let deployed: Promise<Result<void>> | undefined;

function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    serviceNow({ readerCredentialsSecretArn }, "plain");
    serviceNow(keys, "keys");
    pagerDuty({}, "pager");
    teams({}, "teams");
    webhook({ readerCredentialsSecretArn }, "web");
    webhook(keys, "webkeys");
  });
  return deployed;
}

async function may(
  name: string,
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
): Promise<boolean> {
  const { resources } = await deploy();
  const policy = only(resources, types.rolePolicy, `${name}-policy`).inputs.policy;
  const principal = `arn:aws:iam::111122223333:role/${name}-role`;
  const identityPolicies = [JSON.parse(policy)];
  const resourcePolicy = action.startsWith("kms:") ? defaultKeyPolicy : undefined;
  const call = { principal, action, resource, identityPolicies, resourcePolicy, context };
  return (await decision(call)) === "Allowed";
}

const table = (name: string): string => at("dynamodb", `table/${name}`);
const fn = (name: string): string => at("lambda", `function:${name}`);
const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;

type Row = readonly [action: string, resource: string, allowed: boolean];

const none = (actions: readonly string[], resource: string): Row[] =>
  actions.map((action): Row => [action, resource, false]);

const writes = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"].map(
  (name) => `dynamodb:${name}`,
);

/** The same for every function of a connector. */
const never: readonly Row[] = [
  ...none([...writes, "dynamodb:Scan"], table("shared-gates")),
  ...none([...writes, "dynamodb:Scan"], table("shared-requests")),
  ...none(writes, table("other-tickets")),
  ["dynamodb:GetItem", table("shared-ledger"), false],
  ["lambda:InvokeFunction", fn("shared-notifier"), false],
  ["sts:AssumeRole", role("codepipeline-approvals/shared-decider-role/production"), false],
  ["codepipeline:PutApprovalResult", actionArn("orders/Production/Production"), false],
  ["codepipeline:GetPipelineState", actionArn("orders"), false],
  ["events:PutEvents", at("events", "event-bus/shared-events"), false],
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:slack-AbCdEf"), false],
  ["secretsmanager:PutSecretValue", credentialsSecretArn, false],
  ["ssm:GetParameter", at("ssm", "parameter/other"), false],
  ["sns:Publish", at("sns", "alarms"), false],
];

const connector: readonly Row[] = [
  ["dynamodb:GetItem", table("shared-gates"), true],
  ["dynamodb:Query", table("shared-gates"), false],
  ["dynamodb:GetItem", table("shared-requests"), true],
  ["dynamodb:Query", table("shared-requests"), true],
  ["dynamodb:GetItem", table("plain-tickets"), true],
  ["dynamodb:PutItem", table("plain-tickets"), true],
  ["dynamodb:DeleteItem", table("plain-tickets"), false],
  ["dynamodb:Scan", table("plain-tickets"), false],
  ["dynamodb:Query", table("plain-tickets/index/pending"), true],
  ["dynamodb:Query", table("other-tickets/index/pending"), false],
  ["secretsmanager:GetSecretValue", credentialsSecretArn, true],
  // With what the decider reads tickets, the decider alone does.
  ["ssm:GetParameter", readerCredentialsSecretArn, false],
  ["lambda:InvokeFunction", fn("shared-decider"), true],
  ["sqs:SendMessage", at("sqs", "plain-connector-dead-letters"), true],
  ["sqs:SendMessage", at("sqs", "shared-decider-dead-letters"), false],
  ["sqs:ReceiveMessage", at("sqs", "plain-connector-dead-letters"), false],
  ["logs:PutLogEvents", at("logs", "log-group:plain-connector-logs:log-stream:x"), true],
  ["logs:PutLogEvents", at("logs", "log-group:shared-decider-logs:log-stream:x"), false],
  ...never,
];

const receiver: readonly Row[] = [
  ["dynamodb:Query", table("web-tickets/index/pending"), true],
  ["dynamodb:Query", table("web-tickets"), false],
  ...none(["dynamodb:GetItem", "dynamodb:Scan", ...writes], table("web-tickets")),
  ["dynamodb:GetItem", table("shared-gates"), false],
  ["dynamodb:GetItem", table("shared-requests"), false],
  ["dynamodb:Query", table("shared-requests"), false],
  ["ssm:GetParameter", readerCredentialsSecretArn, true],
  // What it could sign events with, it does not know.
  ["secretsmanager:GetSecretValue", credentialsSecretArn, false],
  ["lambda:InvokeFunction", fn("shared-decider"), true],
  ["lambda:InvokeFunction", fn("web-connector"), false],
  ["sqs:SendMessage", at("sqs", "web-connector-dead-letters"), false],
  ["logs:PutLogEvents", at("logs", "log-group:web-receiver-logs:log-stream:x"), true],
  ...never,
];

for (const [title, name, rows] of [
  ["what the function of a connector may do", "plain-connector", connector],
  ["what the public function of a webhook may do", "web-receiver", receiver],
] as const) {
  describe(title, () => {
    for (const [action, resource, allowed] of rows) {
      it(`${allowed ? "" : "not "}${action} on ${resource}`, async () => {
        assert.equal(await may(name, action, resource), allowed);
      });
    }
  });
}

describe("a connector", () => {
  it("lists the keys of open requests, and no more of them", async () => {
    const index = table("shared-requests/index/unsettled");
    const asking = (attributes: string[]) => ({
      "dynamodb:Attributes": attributes,
      "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
    });
    const list = (attributes: string[]): Promise<boolean> =>
      may("plain-connector", "dynamodb:Query", index, asking(attributes));
    assert.equal(await list(["unsettled", "action"]), true);
    assert.equal(await list(["unsettled", "action", "approverUserIds"]), false);
    assert.equal(await may("plain-connector", "dynamodb:Query", index), false);
  });

  it("whose tickets decide nothing cannot reach the decider", async () => {
    for (const name of ["pager-connector", "teams-connector"]) {
      assert.equal(await may(name, "lambda:InvokeFunction", fn("shared-decider")), false, name);
      assert.equal(await may(name, "dynamodb:Query", table("shared-requests")), true, name);
    }
  });
});

describe("a connector with keys", () => {
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

  const rows: readonly [name: string, action: string, key: string, service: string, ok: boolean][] =
    [
      ["keys-connector", "kms:Decrypt", tablesKmsKeyArn, "dynamodb", true],
      ["keys-connector", "kms:Decrypt", tablesKmsKeyArn, "secretsmanager", false],
      ["keys-connector", "kms:Encrypt", tablesKmsKeyArn, "dynamodb", false],
      ["keys-connector", "kms:GenerateDataKey", tablesKmsKeyArn, "dynamodb", false],
      ["keys-connector", "kms:Decrypt", kmsKeyArn, "dynamodb", true],
      ["keys-connector", "kms:GenerateDataKey", kmsKeyArn, "sqs", true],
      ["keys-connector", "kms:Decrypt", kmsKeyArn, "lambda", true],
      ["keys-connector", "kms:Decrypt", credentialsKmsKeyArn, "secretsmanager", true],
      ["keys-connector", "kms:Decrypt", credentialsKmsKeyArn, "ssm", false],
      ["keys-connector", "kms:Decrypt", credentialsKmsKeyArn, "dynamodb", false],
      ["webkeys-receiver", "kms:Decrypt", credentialsKmsKeyArn, "ssm", true],
      ["webkeys-receiver", "kms:Decrypt", credentialsKmsKeyArn, "secretsmanager", false],
      ["webkeys-receiver", "kms:Decrypt", kmsKeyArn, "dynamodb", true],
      ["webkeys-receiver", "kms:Decrypt", kmsKeyArn, "sqs", false],
      ["webkeys-receiver", "kms:Decrypt", tablesKmsKeyArn, "dynamodb", false],
      ["plain-connector", "kms:Decrypt", kmsKeyArn, "dynamodb", false],
    ];
  for (const [name, action, key, service, ok] of rows) {
    it(`${ok ? "lets" : "does not let"} ${name} ${action} with ${key} by ${service}`, async () => {
      assert.equal(await may(name, action, key, via(service)), ok);
    });
  }

  it("has one right where hub and connector have one key", async () => {
    const { resources } = await run(() =>
      serviceNow({ hub: { ...joinable, tablesKmsKeyArn: kmsKeyArn }, kmsKeyArn }),
    );
    const { Statement } = JSON.parse(only(resources, types.rolePolicy).inputs.policy);
    const sids = Statement.map(({ Sid }: { Sid: string }) => Sid);
    assert.ok(sids.includes("UseKey") && !sids.includes("UseKeyOfHub"));
  });
});
