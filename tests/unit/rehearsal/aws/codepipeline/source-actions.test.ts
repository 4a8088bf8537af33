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

describe("Sources with a repository", () => {
  const rows = [
    [
      "Source/AWS/CodeCommit",
      { RepositoryName: "orders", BranchName: "main" },
      { BranchName: "main", RepositoryName: "orders" },
      ["AuthorDate", "CommitId", "CommitMessage", "CommitterDate"],
    ],
    [
      "Source/ThirdParty/GitHub",
      { Owner: "acme", Repo: "orders", Branch: "main" },
      { BranchName: "main", RepositoryName: "orders" },
      ["AuthorDate", "CommitId", "CommitMessage", "CommitUrl", "CommitterDate"],
    ],
  ] as const;
  for (const [type, configuration, known, others] of rows) {
    it(`${type} takes the folder and sets the variables that AWS documents`, async () => {
      const { repositoryDir, run } = bench();
      write({ "index.ts": "1" }, repositoryDir);
      const { variables = {}, outputs } = await run({ type, configuration, outputs: ["Out"] });
      assert.deepEqual(Object.keys(variables).sort(), [...Object.keys(known), ...others].sort());
      assert.deepEqual({ ...variables, ...known }, variables);
      assert.deepEqual(read(outputs!["Out"]), { "index.ts": "1" });
    });
  }

  it("take the folder and the variables that a person has named for them", async () => {
    const folder = write({ "main.py": "1" });
    const actions = { Action: { folder, variables: { CommitId: "1234", Extra: "x" } } };
    const { run } = bench({ actions });
    const [type, configuration] = rows[0];
    const { variables, outputs } = await run({ type, configuration, outputs: ["Out"] });
    assert.deepEqual(read(outputs!["Out"]), { "main.py": "1" });
    assert.deepEqual([variables!["CommitId"], variables!["Extra"]], ["1234", "x"]);
    assert.equal(variables!["RepositoryName"], "orders");
  });
});

describe("ECR source", () => {
  const type = "Source/AWS/ECR";
  const configuration = { RepositoryName: "orders", ImageTag: "v1" };

  it("makes an image up, the same at every run, and writes imageDetail.json", async () => {
    const { run } = bench();
    const first = await run({ type, configuration, outputs: ["Out"] });
    const again = await run({ type, configuration, outputs: ["Out"] });
    assert.deepEqual(again.variables, first.variables);
    const { ImageURI, ImageDigest, ImageTag, RegistryId, RepositoryName } = first.variables!;
    assert.match(ImageDigest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(ImageURI, `${RegistryId}.dkr.ecr.eu-west-1.amazonaws.com/orders@${ImageDigest}`);
    assert.deepEqual([ImageTag, RepositoryName], ["v1", "orders"]);
    const detail = JSON.parse(read(first.outputs!["Out"])["imageDetail.json"]);
    assert.deepEqual([detail.ImageURI, detail.ImageTags], [ImageURI, ["v1"]]);
  });

  it("has the tag latest, and needs a repository", async () => {
    const { run } = bench();
    const { variables } = await run({ type, configuration: { RepositoryName: "orders" } });
    assert.equal(variables!["ImageTag"], "latest");
    const refused = await run({ type, configuration: {} });
    assert.match(refused.error!.message!, /needs RepositoryName/);
  });
});

describe("What a person has said of an action", () => {
  it("makes it fail with their message", async () => {
    const { run } = bench({ actions: { Action: { fails: "The stack is locked." } } });
    const { status, error } = await run({ type: "Deploy/AWS/CloudFormation" });
    assert.deepEqual(
      [status, error],
      ["Failed", { code: "JobFailed", message: "The stack is locked." }],
    );
  });

  it("pretends what could be done, and gives it variables", async () => {
    const actions = { Action: { run: false, variables: { Url: "https://example.com" } } };
    const { run } = bench({ actions });
    const { status, summary, variables } = await run({ type: "Deploy/AWS/S3" });
    assert.deepEqual([status, summary], ["Succeeded", "Pretended: Deploy/AWS/S3"]);
    assert.deepEqual(variables, { Url: "https://example.com" });
  });
});
