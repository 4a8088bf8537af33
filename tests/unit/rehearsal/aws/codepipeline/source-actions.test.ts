import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { bench, read, temporary, write, zip } from "./action-support";

describe("S3 source", () => {
  const type = "Source/AWS/S3";
  const configuration = { S3Bucket: "source", S3ObjectKey: "site.zip" };

  function source() {
    const made = bench();
    made.buckets.create("source");
    return made;
  }

  it("gives a fresh copy of an object's folder, its variables and its revision", async () => {
    const { buckets, run } = source();
    const { versionId, eTag } = buckets.putFolder("source", "site.zip", write({ "a/b": "1" }));
    const outcome = await run({ type, configuration, outputs: ["Source"] });
    assert.equal(outcome.status, "Succeeded");
    assert.deepEqual(outcome.variables, {
      BucketName: "source",
      ETag: eTag,
      ObjectKey: "site.zip",
      VersionId: versionId,
    });
    assert.equal(outcome.revision?.revisionId, versionId);
    assert.equal(outcome.revision?.revisionSummary, `Amazon S3 version id: ${versionId}`);
    assert.deepEqual(read(outcome.outputs!["Source"]), { "a/b": "1" });
  });

  it("keeps an artifact as it was when the object changes", async () => {
    const { buckets, run } = source();
    buckets.putFolder("source", "site.zip", write({ a: "1" }));
    const first = await run({ type, configuration, outputs: ["Source"] });
    buckets.putFolder("source", "site.zip", write({ a: "2" }));
    const second = await run({ type, configuration, outputs: ["Source"] });
    assert.deepEqual(read(first.outputs!["Source"]), { a: "1" });
    assert.deepEqual(read(second.outputs!["Source"]), { a: "2" });
  });

  it("unpacks a zip archive", async () => {
    const { buckets, run } = source();
    const file = path.join(temporary(), "x");
    fs.writeFileSync(file, zip([{ name: "a/b", text: "1" }]));
    buckets.putFile("source", "site.zip", file);
    const outcome = await run({ type, configuration, outputs: ["Source"] });
    assert.deepEqual(read(outcome.outputs!["Source"]), { "a/b": "1" });
  });

  it("gives a single file as it is", async () => {
    const { buckets, run } = source();
    buckets.putText("source", "conf/app.json", "{}");
    const outcome = await run({
      type,
      configuration: { ...configuration, S3ObjectKey: "conf/app.json" },
      outputs: ["Source"],
    });
    assert.deepEqual(read(outcome.outputs!["Source"]), { "app.json": "{}" });
  });

  it("succeeds without an output artifact", async () => {
    const { buckets, run } = source();
    buckets.putText("source", "site.zip", "x");
    const outcome = await run({ type, configuration });
    assert.equal(outcome.status, "Succeeded");
    assert.equal(outcome.outputs, undefined);
  });

  it("fails when the object is not there", async () => {
    const outcome = await source().run({ type, configuration, outputs: ["Source"] });
    assert.equal(outcome.status, "Failed");
    assert.equal(outcome.error?.code, "NoSuchKey");
    assert.match(outcome.error!.message, /site\.zip is not in bucket source\. Upload it/);
  });

  it("fails when the bucket is not there", async () => {
    const outcome = await bench().run({ type, configuration, outputs: ["Source"] });
    assert.equal(outcome.error?.code, "NoSuchBucket");
  });

  for (const missing of ["S3Bucket", "S3ObjectKey"]) {
    it(`fails without ${missing}`, async () => {
      const outcome = await source().run({
        type,
        configuration: { ...configuration, [missing]: "" },
      });
      assert.equal(outcome.error?.code, "InvalidConfiguration");
      assert.match(outcome.error!.message, new RegExp(`needs ${missing}`));
    });
  }

  it("fails for two output artifacts", async () => {
    const { buckets, run } = source();
    buckets.putText("source", "site.zip", "x");
    const outcome = await run({ type, configuration, outputs: ["A", "B"] });
    assert.match(outcome.error!.message, /has 2 output artifacts/);
  });
});

describe("CodeStarSourceConnection source", () => {
  const type = "Source/AWS/CodeStarSourceConnection";
  const configuration = {
    ConnectionArn: "arn:aws:codeconnections:eu-west-1:111122223333:connection/c",
    FullRepositoryId: "acme/site",
    BranchName: "main",
  };

  it("gives the folder without what no commit holds", async () => {
    const { repositoryDir, run } = bench();
    write(
      { "index.ts": "1", ".git/HEAD": "", "node_modules/a": "", ".rehearsal/b": "" },
      repositoryDir,
    );
    const outcome = await run({ type, configuration, outputs: ["Source"] });
    assert.deepEqual(read(outcome.outputs!["Source"]), { "index.ts": "1" });
  });

  it("exports AWS's variables", async () => {
    const { repositoryDir, run } = bench();
    write({ "index.ts": "1" }, repositoryDir);
    const changed = new Date("2026-11-01T10:00:00Z");
    fs.utimesSync(path.join(repositoryDir, "index.ts"), changed, changed);
    const outcome = await run({ type, configuration });
    const { CommitId, ...others } = outcome.variables!;
    assert.match(CommitId, /^[0-9a-f]{40}$/);
    assert.deepEqual(others, {
      AuthorDate: "2026-11-01T10:00:00.000Z",
      AuthorDisplayName: "Rehearsal",
      AuthorEmail: "rehearsal@example.com",
      AuthorId: "rehearsal@example.com",
      BranchName: "main",
      CommitMessage: "State of the local folder, 1 files",
      ConnectionArn: configuration.ConnectionArn,
      FullRepositoryName: "acme/site",
    });
    assert.equal(outcome.revision?.revisionId, CommitId);
  });

  it("names the same content by the same commit, and other content by another", async () => {
    const { repositoryDir, run } = bench();
    write({ a: "1" }, repositoryDir);
    const commit = async () => (await run({ type, configuration })).variables!["CommitId"];
    const first = await commit();
    assert.equal(await commit(), first);
    write({ a: "2" }, repositoryDir);
    assert.notEqual(await commit(), first);
  });

  it("fails when the folder is not there", async () => {
    const outcome = await bench({ repositoryDir: "/nowhere" }).run({ type, configuration });
    assert.equal(outcome.error?.code, "RepositoryNotFound");
    assert.match(outcome.error!.message, /\/nowhere, which stands for acme\/site/);
  });

  it("fails for a link out of the repository", async () => {
    const { repositoryDir, run } = bench();
    fs.symlinkSync("/etc", path.join(repositoryDir, "etc"));
    const outcome = await run({ type, configuration, outputs: ["Source"] });
    assert.equal(outcome.status, "Failed");
    assert.match(outcome.error!.message, /Link etc leads out/);
  });
});
