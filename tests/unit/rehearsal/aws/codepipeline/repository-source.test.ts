/** Sources as programs of others have them, and what a person has said of actions. */
import * as assert from "node:assert/strict";
import { bench, read, write } from "./action-support";

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

describe("S3 source with a folder that a person has named", () => {
  const type = "Source/AWS/S3";
  const configuration = { S3Bucket: "source", S3ObjectKey: "site.zip" };

  it("has the folder in the place of the object", async () => {
    const { run } = bench({ actions: { Action: { folder: write({ "index.html": "1" }) } } });
    const { outputs, variables } = await run({ type, configuration, outputs: ["Out"] });
    assert.deepEqual(read(outputs!["Out"]), { "index.html": "1" });
    assert.match(variables!["VersionId"], /^[0-9a-f]{32}$/);
  });

  it("says which folder is not there, and without one what to write", async () => {
    const missing = bench({ actions: { Action: { folder: "/no/such" } } });
    assert.match((await missing.run({ type, configuration })).error!.message!, /\/no\/such, which/);
    const { buckets, run } = bench();
    buckets.create("source");
    const { error } = await run({ type, configuration });
    assert.match(error!.message!, /Upload it.*rehearsal:sources: \{ Action: \{ folder:/);
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
