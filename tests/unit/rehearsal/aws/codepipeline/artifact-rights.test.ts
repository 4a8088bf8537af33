/** Artifacts of an action of another account: its role, the bucket's policy and the key's must allow. */
import * as assert from "node:assert/strict";
import type { ActionRun } from "../../../../../rehearsal/aws/codepipeline/types";
import { artifactRefusal } from "../../../../../rehearsal/aws/codepipeline/artifact-rights";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import { place, policy, trust } from "../account/support/new-account";

const pipelineRoleArn = "arn:aws:iam::111122223333:role/pipeline";
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";

const object = "arn:aws:s3:::artifacts/orders/Build/1";
const detail = { name: "Build", s3location: { bucket: "artifacts", key: "orders/Build/1" } };

/** Of the bucket: whoever is named may read and write what is in it. */
const letIn = (AWS: string, Action: string, Resource = "arn:aws:s3:::artifacts/*") =>
  policy({ Principal: { AWS }, Action, Resource });

interface Given {
  role?: string[];
  bucket?: string | null;
  key?: string | null;
  outputs?: boolean;
  of?: string;
}

function refusal({ role = ["s3:*", "kms:*"], bucket, key, outputs, of = roleArn }: Given) {
  const directory = createDirectory(place);
  const home = directory.inAccount(of.split(":")[4]);
  home.putRole("deploy", of, trust("codepipeline"));
  home.putInline({ kind: "role", name: "deploy" }, "p", policy({ Action: role, Resource: "*" }));
  const lines: string[] = [];
  const run = {
    ...{ roleArn: of, pipelineRoleArn, log: (line: string) => lines.push(line) },
    store: {
      ...(outputs ? { inputs: [], outputs: [detail] } : { inputs: [detail], outputs: [] }),
      encryptionKey: { id: keyArn, type: "KMS" },
    },
  } as unknown as ActionRun;
  const owned = { bucketPolicy: () => bucket, keyPolicy: () => key };
  return { message: artifactRefusal(run, directory, owned), lines };
}

const open = letIn("222222222222", "s3:*");
const openKey = letIn("arn:aws:iam::222222222222:root", "kms:*", "*");

describe("artifactRefusal", () => {
  it("finds nothing where all three allow", () => {
    assert.equal(refusal({ bucket: open, key: openKey }).message, undefined);
    assert.equal(refusal({ bucket: open, key: openKey, outputs: true }).message, undefined);
  });

  it("names the bucket's policy that does not let the role in, and the statement", () => {
    for (const bucket of [
      null,
      letIn("333333333333", "s3:*"),
      letIn("222222222222", "s3:PutObject"),
    ]) {
      const { message = "" } = refusal({ bucket, key: openKey });
      assert.ok(
        message.startsWith(
          `${roleArn} is not authorized to perform: s3:GetObject on resource: ${object}.`,
        ),
      );
      const statement = { Effect: "Allow", Principal: { AWS: roleArn } };
      const right = { Action: "s3:GetObject", Resource: object };
      assert.ok(
        message.endsWith(
          `policy of bucket artifacts: ${JSON.stringify({ ...statement, ...right })}`,
        ),
      );
    }
  });

  it("names the key's policy that does not let the role in", () => {
    const { message = "" } = refusal({ bucket: open, key: null });
    assert.match(message, /kms:Decrypt on resource: arn:aws:kms.*policy of key arn:aws:kms/);
    const writing = refusal({ bucket: open, key: null, outputs: true });
    assert.match(writing.message ?? "", /kms:GenerateDataKey/);
  });

  it("names the role's own policy that does not allow it", () => {
    const { message = "" } = refusal({ role: ["kms:*"], bucket: open, key: openKey });
    assert.match(message, /s3:GetObject on resource.*Add to the policy of the role: \{/);
    assert.ok(!message.includes("Principal"));
    const put = refusal({ role: ["s3:Get*", "kms:*"], bucket: open, key: openKey, outputs: true });
    assert.match(put.message ?? "", /s3:PutObject/);
  });

  it("says what is not known, and refuses nothing for it", () => {
    const { message, lines } = refusal({});
    assert.equal(message, undefined);
    assert.deepEqual(lines, [
      `The policy of bucket artifacts and of key ${keyArn} is not known here: not checked whether it ` +
        `lets ${roleArn} in.`,
    ]);
  });

  it("asks nothing of a role of the pipeline's account", () => {
    const own = roleArn.replace("222222222222", "111122223333");
    assert.equal(refusal({ of: own, role: ["x:y"], bucket: null, key: null }).message, undefined);
  });
});
