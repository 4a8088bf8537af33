/** What a hub with `audit` makes for its ledger, and with which settings. */
import * as assert from "node:assert/strict";
import { createHash, createPublicKey } from "node:crypto";
import { publicKeySha256 } from "../../../../components/audit/model/public-key-hash";
import { hubWith, namesOf, only, plainHub, types } from "../../../support/components";
import { type Registered, resolve, run } from "../../../support/mocks";
import { hub, s3, setting } from "./support";

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("the ledger of a hub", () => {
  it("is not there without audit: no key, no bucket, no function, and nothing told of it", async () => {
    const { resources, value } = await plainHub();
    assert.deepEqual(
      resources.filter(({ type, name }) => /kms|s3/.test(type) || name.includes("ledger")),
      [],
    );
    for (const name of ["notifier", "watcher", "sweep"]) {
      const { variables } = only(resources, types.function, `shared-${name}`).inputs.environment;
      assert.deepEqual(
        Object.keys(variables).filter((variable) => variable.includes("LEDGER")),
        [],
      );
    }
    const outputs = [value.ledgerBucketName, value.ledgerPublicKeySha256, value.ledgerKeyArn];
    assert.deepEqual(await Promise.all(outputs.map(resolve)), [undefined, undefined, undefined]);
  });

  it("is told to the function when all of the bucket is as it should be", async () => {
    const resources = await hub({});
    const { dependencies, inputs } = only(resources, types.function, "shared-ledger");
    for (const name of ["BucketObjectLockConfiguration", "BucketPolicy"]) {
      assert.ok(dependencies.includes(setting(resources, name).urn), name);
    }
    assert.deepEqual(inputs.environment.variables, {
      ...{ POWERTOOLS_SERVICE_NAME: "shared-ledger", POWERTOOLS_LOG_LEVEL: "INFO" },
      HUB_NAME: "shared",
      LEDGER_TABLE: "shared-ledger",
      LEDGER_BUCKET: "shared-ledger",
      LEDGER_KEY_ARN: inputs.environment.variables.LEDGER_KEY_ARN,
      REQUESTS_TABLE: "shared-requests",
      GATES_TABLE: "shared-gates",
      DEAD_LETTER_QUEUE_URL:
        "https://sqs.eu-west-1.amazonaws.com/111122223333/shared-ledger-dead-letters",
    });
    assert.equal(inputs.timeout, 60);
  });

  it("has a key that signs with P-256, by its own ARN, and an alias for people", async () => {
    const resources = await hub({});
    const { policy: _, ...inputs } = only(resources, "aws:kms/key:Key").inputs;
    assert.deepEqual(inputs, {
      customerMasterKeySpec: "ECC_NIST_P256",
      deletionWindowInDays: 30,
      description: "Signs the entries of a ledger of approvals of CodePipeline.",
      keyUsage: "SIGN_VERIFY",
    });
    const alias = only(resources, "aws:kms/alias:Alias", "shared-ledger-key");
    assert.equal(alias.inputs.name, undefined);
    const { resources: long } = await run(() => hubWith({ audit: {} }, "a.b"));
    assert.match(
      only(long, "aws:kms/alias:Alias").inputs.name,
      /^alias\/a-b-ledger-key-[0-9a-f]+$/,
    );
  });

  it("puts out the hash of the key that lies in the bucket", async () => {
    const { value, resources } = await run(() => hubWith({ audit: {} }));
    const { content } = only(resources, s3("BucketObjectv2")).inputs;
    const der = createPublicKey(content).export({ type: "spki", format: "der" });
    const outputs = [value.ledgerBucketName, value.ledgerPublicKeySha256, value.ledgerKeyArn];
    const [bucket, hash, arn] = await Promise.all(outputs.map(resolve));
    assert.equal(bucket, "shared-ledger");
    assert.equal(hash, createHash("sha256").update(der).digest("hex"));
    assert.match(arn ?? "", /^arn:aws:kms:eu-west-1:111122223333:key\/[0-9a-f-]{36}$/);
  });

  it("has a table that is encrypted with the hub's key, which the bucket is not", async () => {
    const resources = await hub({}, { kmsKeyArn: key, deletionProtection: false });
    assert.deepEqual(only(resources, types.table, "shared-ledger").inputs, {
      attributes: [
        { name: "partition", type: "S" },
        { name: "sequence", type: "N" },
      ],
      billingMode: "PAY_PER_REQUEST",
      ...{ hashKey: "partition", rangeKey: "sequence" },
      ...{ deletionProtectionEnabled: false, pointInTimeRecovery: { enabled: true } },
      serverSideEncryption: { enabled: true, kmsKeyArn: key },
    });
    const { rules } = setting(resources, "BucketServerSideEncryptionConfiguration").inputs;
    assert.deepEqual(rules, [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    assert.equal(
      only(await hub({}), types.table, "shared-ledger").inputs.deletionProtectionEnabled,
      true,
    );
  });

  it("keeps its log for ten years, and the other functions theirs for as long as before", async () => {
    const retention = (resources: Registered[], name: string) =>
      only(resources, types.logGroup, `shared-${name}-logs`).inputs.retentionInDays;
    const plain = await hub({});
    assert.deepEqual(
      ["ledger", "decider"].map((name) => retention(plain, name)),
      [3653, 365],
    );
    const said = await hub({ logRetentionInDays: 1827 }, { logRetentionInDays: 30 });
    assert.deepEqual(
      ["ledger", "decider"].map((name) => retention(said, name)),
      [1827, 30],
    );
  });

  it("is woken by every event of the hub's bus, and by sweep", async () => {
    const resources = await hub({});
    const rule = only(resources, types.rule, "shared-recorded").inputs;
    assert.equal(rule.eventBusName, "shared-events");
    assert.deepEqual(JSON.parse(rule.eventPattern), { source: ["codepipeline-approvals"] });
    const target = only(resources, types.target, "shared-recorded-target").inputs;
    const arn = "arn:aws:lambda:eu-west-1:111122223333:function:shared-ledger";
    assert.equal(target.arn, arn);
    const variablesOf = (name: string) =>
      only(resources, types.function, `shared-${name}`).inputs.environment.variables;
    assert.equal(variablesOf("sweep").LEDGER_FUNCTION, arn);
    for (const name of ["notifier", "watcher"]) assert.equal(variablesOf(name).HAS_LEDGER, "yes");
    const { policy } = only(resources, types.rolePolicy, "shared-sweep-policy").inputs;
    const { Resource } = JSON.parse(policy).Statement.find(
      ({ Sid }: any) => Sid === "HandOverActions",
    );
    assert.ok(Resource.includes(arn));
  });

  it("reads what bypassed a gate, where the hub looks for that", async () => {
    const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
    const resources = await hub({}, { bypassAlerts: true, alarmTopicArn });
    const { variables } = only(resources, types.function, "shared-ledger").inputs.environment;
    const { policy } = only(resources, types.rolePolicy, "shared-ledger-policy").inputs;
    const reads = JSON.parse(policy).Statement.find(({ Sid }: any) => Sid === "ReadBypasses");
    const arn = `arn:aws:dynamodb:eu-west-1:111122223333:table/${variables.BYPASSES_TABLE}`;
    assert.deepEqual([reads.Action, reads.Resource], ["dynamodb:GetItem", arn]);
    const without = only(await hub({}), types.rolePolicy, "shared-ledger-policy").inputs.policy;
    assert.ok(!without.includes("ReadBypasses"));
  });

  it("carries the tags and the Region of the hub wherever they go", async () => {
    const tags = { team: "platform" };
    const resources = await hub({}, { slack: undefined, tags, region: "eu-central-1" });
    const tagged = [
      only(resources, "aws:kms/key:Key"),
      only(resources, types.table, "shared-ledger"),
      setting(resources, "Bucket"),
    ];
    for (const { inputs, name } of tagged) assert.deepEqual(inputs.tags, tags, name);
    for (const { type, name, inputs } of resources) {
      if (!/kms|s3/.test(type)) continue;
      assert.equal(inputs.region, "eu-central-1", name);
    }
    // S3 takes ten tags of an object.
    const { tags: ofObject, overrideProvider } = only(resources, s3("BucketObjectv2")).inputs;
    assert.deepEqual([ofObject, overrideProvider], [undefined, { defaultTags: { tags: {} } }]);
  });

  it("has a role of the user's own where one is given, which signs and writes then", async () => {
    const ledgerRoleArn = "arn:aws:iam::111122223333:role/platform/ledger";
    const resources = await hub({}, { functionRoles: { ledgerRoleArn } });
    assert.ok(!namesOf(resources, types.role).includes("shared-ledger-role"));
    for (const policy of [
      only(resources, "aws:kms/key:Key").inputs.policy,
      setting(resources, "BucketPolicy").inputs.policy,
    ]) {
      const conditions = JSON.parse(policy).Statement.map(({ Condition }: any) => Condition);
      assert.ok(JSON.stringify(conditions).includes(`"aws:PrincipalArn":"${ledgerRoleArn}"`));
    }
  });

  it("says what the mocks of a test have to answer", () => {
    for (const answer of [undefined, null, 7]) {
      assert.throws(() => publicKeySha256(answer), {
        message:
          "aws.kms.getPublicKey must answer `publicKey`, the public key of the ledger, DER in base64, got: " +
          `${String(answer)}. In a test, let \`call\` of the mocks answer it, as \`mocks\` of ` +
          "codepipeline-approvals/testing does.",
      });
    }
  });
});
