/** A ledger switched on, changed and off, and what is left when its hub is destroyed: what Object Lock keeps. */
import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, type ApprovalHubArgs } from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { updateTo } from "./support/update";

/** A hub without Slack, and buckets of the company's own, which are there all the time: one with Object Lock. */
function program(
  args: ApprovalHubArgs,
  archive?: (bucketName: pulumi.Output<string>) => ApprovalHubArgs,
): Program {
  return async () => {
    const plain = new aws.s3.Bucket("plain", { bucket: "company-plain" });
    const { bucket } = new aws.s3.Bucket("archive", {
      ...{ bucket: "company-archive", objectLockEnabled: true },
    });
    const lock = new aws.s3.BucketObjectLockConfiguration("archive", {
      ...{ bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } },
    });
    const given = archive?.(lock.bucket);
    const hub = new ApprovalHub(
      "hub",
      { deletionProtection: false, ...args, ...given },
      { dependsOn: [plain, lock] },
    );
    return {
      bucketName: hub.ledgerBucketName,
      publicKeySha256: hub.ledgerPublicKeySha256,
      keyArn: hub.ledgerKeyArn,
    };
  };
}

/** The new bucket, and all that protects what is in it. */
const bucketAndItsSettings = [
  "Bucket hub-ledger",
  "BucketObjectLockConfiguration hub-ledger-object-lock",
  "BucketOwnershipControls hub-ledger-ownership",
  "BucketPolicy hub-ledger-policy",
  "BucketPublicAccessBlock hub-ledger-public-access",
  "BucketServerSideEncryptionConfiguration hub-ledger-encryption",
  "BucketVersioning hub-ledger-versioning",
];

const others = [
  "Alias hub-ledger-key",
  "BucketObjectv2 hub-ledger-public-key",
  "EventRule hub-recorded",
  "EventTarget hub-recorded-target",
  "Function hub-ledger",
  "FunctionEventInvokeConfig hub-ledger-retries",
  "Key hub-ledger-key",
  "LogGroup hub-ledger-logs",
  "MetricAlarm hub-ledger-dead-letters-alarm",
  "MetricAlarm hub-ledger-throttles",
  "Permission hub-recorded-permission",
  "Queue hub-ledger-dead-letters",
  "QueuePolicy hub-ledger-dead-letters-policy",
  "Role hub-ledger-role",
  "RolePolicy hub-ledger-policy",
  "Table hub-ledger",
];

const each = (op: string, of: readonly string[]): string[] => of.map((line) => `${op} ${line}`);

/** Who notes what the ledger still has to take, and who hands it over. */
const told = [
  ...["notifier", "sweep", "watcher"].map((name) => `update Function hub-${name}`),
  "update RolePolicy hub-sweep-policy",
];

describe("a ledger, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program({}));
    await stack.up();
  });
  after(() => cloud.close());

  const update = (next: Program): Promise<string[]> => updateTo(stack, next);

  it("is made with its bucket, and the outputs name it", async () => {
    assert.deepEqual(await stack.outputs(), {});
    const found = await update(program({ audit: {} }));
    assert.deepEqual(
      found,
      [...each("create", [...bucketAndItsSettings, ...others]), ...told].sort(),
    );
    const { bucketName, publicKeySha256, keyArn } = await stack.outputs();
    assert.match(bucketName, /^hub-ledger-/);
    assert.match(publicKeySha256, /^[0-9a-f]{64}$/);
    assert.match(keyArn, /^arn:aws:kms:eu-west-1:\d{12}:key\//);
  });

  it("is kept longer from now on: the rule of the bucket alone changes", async () => {
    const audit = { retentionMode: "COMPLIANCE", retentionInYears: 7 };
    assert.deepEqual(await update(program({ audit })), [
      "update BucketObjectLockConfiguration hub-ledger-object-lock",
    ]);
    assert.deepEqual(await update(program({ audit: { ...audit, logRetentionInDays: 365 } })), [
      "update LogGroup hub-ledger-logs",
    ]);
    await update(program({ audit: {} }));
  });

  it("does not go on in a bucket without Object Lock, of which it is told before anything changes", async () => {
    const before = await stack.outputs();
    const other = program({ audit: { bucketName: "company-plain" } });
    await assert.rejects(stack.up(other), /must be a bucket with Object Lock/);
    await stack.up(program({ audit: {} }));
    assert.deepEqual(await stack.outputs(), before);
  });

  it("goes on in another bucket: the first stays, with all that protects it", async () => {
    const { bucketName: first } = await stack.outputs();
    const found = await update(program({}, (bucketName) => ({ audit: { bucketName } })));
    assert.deepEqual(
      found,
      [
        ...each("delete", bucketAndItsSettings),
        "replace BucketObjectv2 hub-ledger-public-key",
        "update Function hub-ledger",
        "update RolePolicy hub-ledger-policy",
      ].sort(),
    );
    assert.equal((await stack.outputs()).bucketName, "company-archive");
    assert.ok(cloud.account.buckets.folder(first));
  });

  it("ends: key, table and function go, and its buckets stay", async () => {
    const found = await update(program({}));
    assert.deepEqual(found, [...each("delete", others), ...told].sort());
    assert.deepEqual(Object.keys(await stack.outputs()), []);
  });
});

describe("a hub with a ledger that is destroyed", () => {
  let cloud: LocalCloud;
  before(async () => void (cloud = await openLocalCloud()));
  after(() => cloud.close());

  it("leaves the bucket with all that protects it and the public key, and nothing else", async () => {
    const hub = program({ audit: { retentionMode: "COMPLIANCE", retentionInYears: 1 } });
    const stack = await EngineStack.open(cloud, hub);
    await stack.up();
    const { bucketName } = await stack.outputs();
    await stack.destroy();
    const left = cloud.account.remaining().filter((line) => !line.includes(bucketName));
    assert.deepEqual(left, ["resource aws:s3/bucketObjectv2:BucketObjectv2 public-key.pem"]);
    assert.deepEqual(
      cloud.account.resources.map(({ type, name }) => `${type.split(":").pop()} ${name}`).sort(),
      [...bucketAndItsSettings, "BucketObjectv2 hub-ledger-public-key"].sort(),
    );
  });

  it("keeps all of it while its table is protected: nothing goes, or is left, by mistake", async () => {
    const stack = await EngineStack.open(cloud, program({ audit: {}, deletionProtection: true }));
    await stack.up();
    const before = await stack.outputs();
    await assert.rejects(stack.destroy(), /protected against deletion/);
    await stack.up(program({ audit: {} }));
    assert.deepEqual(await stack.outputs(), before);
    await stack.destroy();
  });

  it("is made anew beside what is left, with a bucket and a key of its own", async () => {
    const stack = await EngineStack.open(cloud, program({ audit: {} }));
    await stack.up();
    assert.deepEqual(await stack.preview(), []);
  });
});
