import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { openExample } from "./support/examples";
import { openLocalCloud, type LocalCloud, repositoryDir } from "./support/local-cloud";
import type { EngineStack } from "./support/engine-stack";
import { isProgram } from "./support/examples";

describe("every example on the real engine", () => {
  const examples = readdirSync(path.join(repositoryDir, "examples")).filter(isProgram);

  for (const example of examples) {
    describe(example, () => {
      let cloud: LocalCloud;
      let stack: EngineStack;

      before(async () => {
        cloud = await openLocalCloud();
        stack = await openExample(cloud, example);
      });
      after(() => cloud.close());

      it("previews creations alone, and changes nothing by that", async () => {
        const changes = await stack.preview();
        assert.deepEqual([...new Set(changes.map(({ op }) => op))], ["create"]);
        assert.deepEqual(cloud.account.remaining(), []);
      });

      it("is created as previewed", async () => {
        const preview = await stack.preview();
        const changes = await stack.up();
        assert.deepEqual(urns(changes), urns(preview));
        assert.deepEqual(stack.warnings, []);
      });

      it("has no bucket that can be read or written without TLS", () => {
        const buckets = cloud.account.resources.filter(
          ({ type }) => type === "aws:s3/bucket:Bucket",
        );
        assert.ok(buckets.length > 0);
        for (const { state } of buckets) assertClosed(cloud, state.bucket);
      });

      it("has no difference to itself", async () => {
        assert.deepEqual(await stack.preview(), []);
        assert.deepEqual(await stack.refresh(), []);
        assert.deepEqual(await stack.preview(), []);
      });

      it("leaves nothing behind", async () => {
        if (isProtected(cloud)) {
          await assert.rejects(stack.destroy(), /protected against deletion/);
          // As the example's README says.
          await stack.stack.setConfig("deletionProtection", { value: "false" });
          await stack.up();
        }
        const { ledgerBucketName } = await stack.outputs();
        await stack.destroy();
        assert.deepEqual(await stack.resources(), []);
        assert.deepEqual(withoutLedger(cloud.account.remaining(), ledgerBucketName), []);
      });
    });
  }
});

/** A ledger's bucket stays, with what protects it and the public key: docs/audit.md. */
function withoutLedger(remaining: readonly string[], bucketName: string | undefined): string[] {
  if (bucketName === undefined) return [...remaining];
  return remaining.filter((line) => {
    const [last] = line.split(" ").slice(-1);
    return ![bucketName, "public-key.pem"].includes(last);
  });
}

/** True where a table keeps who decided what. */
function isProtected({ account }: LocalCloud): boolean {
  return account.resources.some(({ state }) => state.deletionProtectionEnabled === true);
}

/** The bucket's policy refuses every call that comes without TLS, of everybody. */
function assertClosed({ account }: LocalCloud, bucket: string): void {
  const policy = account.resources.find(
    ({ type, state }) => type === "aws:s3/bucketPolicy:BucketPolicy" && state.bucket === bucket,
  );
  assert.ok(policy !== undefined, `${bucket} has no policy.`);
  const { Statement } = JSON.parse(policy.state.policy);
  const arn = `arn:aws:s3:::${bucket}`;
  assert.deepEqual(
    Statement.filter(({ Sid }: { Sid?: string }) => Sid === "DenyWithoutTls"),
    [
      {
        ...{ Sid: "DenyWithoutTls", Effect: "Deny", Principal: "*", Action: "s3:*" },
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  );
}

function urns(changes: readonly { urn: string }[]): string[] {
  return changes.map(({ urn }) => urn).sort();
}
