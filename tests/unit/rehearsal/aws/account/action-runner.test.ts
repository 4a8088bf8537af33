import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { bench, read, write } from "../codepipeline/action-support";

describe("S3 deploy", () => {
  const type = "Deploy/AWS/S3";
  const configuration = { BucketName: "site", Extract: "true" };

  function deploy() {
    const made = bench();
    made.buckets.create("site");
    return { ...made, folder: made.buckets.folder("site") };
  }

  it("replaces files and deletes none", async () => {
    const { buckets, folder, run } = deploy();
    buckets.putText("site", "index.html", "old");
    buckets.putText("site", "kept.html", "kept");
    const inputs = { Build: write({ "index.html": "new", "css/a.css": "a" }) };
    const outcome = await run({ type, configuration, inputs });
    assert.equal(outcome.status, "Succeeded");
    assert.deepEqual(read(folder), { "css/a.css": "a", "index.html": "new", "kept.html": "kept" });
  });

  it("tells the bucket's listeners of each file", async () => {
    const { buckets, run } = deploy();
    const keys: string[] = [];
    buckets.onObjectCreated((_bucket, key) => keys.push(key));
    await run({ type, configuration, inputs: { Build: write({ a: "", "b/c": "" }) } });
    assert.deepEqual(keys, ["a", "b/c"]);
  });

  it("puts the files under ObjectKey", async () => {
    const { folder, run } = deploy();
    const inputs = { Build: write({ a: "1" }) };
    await run({ type, configuration: { ...configuration, ObjectKey: "/v1/" }, inputs });
    assert.deepEqual(read(folder), { "v1/a": "1" });
  });

  it("puts the artifact as one object without Extract", async () => {
    const { buckets, run } = deploy();
    const inputs = { Build: write({ a: "1" }) };
    const more = { Extract: "false", ObjectKey: "build.zip" };
    await run({ type, configuration: { ...configuration, ...more }, inputs });
    const object = buckets.object("site", "build.zip");
    assert.equal(object?.kind, "folder");
    assert.deepEqual(read(object!.path), { a: "1" });
  });

  it("says that CacheControl is not kept", async () => {
    const { lines, run } = deploy();
    const inputs = { Build: write({ a: "1" }) };
    await run({ type, configuration: { ...configuration, CacheControl: "max-age=60" }, inputs });
    assert.ok(lines.includes("Cache-Control: max-age=60 (a folder does not keep it)."));
  });

  const wrong: [string, Record<string, string>, string, RegExp][] = [
    ["a bucket that is not there", { BucketName: "gone" }, "NoSuchBucket", /gone does not exist/],
    ["no ObjectKey and no Extract", { Extract: "false" }, "InvalidConfiguration", /ObjectKey/],
    ["an odd Extract", { Extract: "yes" }, "InvalidConfiguration", /got: "yes"/],
    ["an ObjectKey out of the bucket", { ObjectKey: "../x" }, "InvalidArgument", /\.\.\/x/],
  ];
  for (const [name, more, code, message] of wrong) {
    it(`fails for ${name}`, async () => {
      const { run } = deploy();
      const inputs = { Build: write({ a: "1" }) };
      const outcome = await run({ type, configuration: { ...configuration, ...more }, inputs });
      assert.equal(outcome.status, "Failed");
      assert.equal(outcome.error?.code, code);
      assert.match(outcome.error!.message, message);
    });
  }

  it("fails without an input artifact", async () => {
    const outcome = await deploy().run({ type, configuration });
    assert.match(outcome.error!.message, /needs an input artifact\.$/);
  });

  it("fails when nothing made the input artifact", async () => {
    const outcome = await deploy().run({ type, configuration, inputNames: ["Build"] });
    assert.match(outcome.error!.message, /nothing made Build/);
  });

  it("fails for a link out of the artifact, and deploys nothing", async () => {
    const { folder, run } = deploy();
    const inputs = { Build: write({ a: "1" }) };
    fs.symlinkSync("/etc/hostname", path.join(inputs.Build, "z"));
    const outcome = await run({ type, configuration, inputs });
    assert.match(outcome.error!.message, /Link z leads out/);
    assert.deepEqual(read(folder), {});
  });
});

describe("createRunner", () => {
  it("pretends every other provider, says so, and passes the input on", async () => {
    const { lines, run } = bench();
    const inputs = { In: write({ a: "1" }) };
    const outcome = await run({ type: "Deploy/AWS/CloudFormation", inputs, outputs: ["Out"] });
    assert.equal(outcome.status, "Succeeded");
    assert.deepEqual(lines, [
      "Deploy/AWS/CloudFormation is pretended: it succeeds and does nothing.",
    ]);
    assert.deepEqual(read(outcome.outputs!["Out"]), { a: "1" });
    assert.notEqual(outcome.outputs!["Out"], inputs.In);
  });

  it("pretends what is done with a role that is not known, but for a source", async () => {
    const pipelineRoleArn = "arn:aws:iam::111122223333:role/service";
    const { buckets, run, repositoryDir } = bench();
    buckets.create("site");
    write({ a: "1" }, repositoryDir);
    const inputs = { Build: write({ a: "1" }) };
    const configuration = { BucketName: "site", Extract: "true" };
    const deployed = await run({ type: "Deploy/AWS/S3", configuration, inputs, pipelineRoleArn });
    assert.match(deployed.summary ?? "", /^Pretended: /);
    assert.equal(buckets.object("site", "a"), undefined);
    const source = await run({
      ...{ type: "Source/AWS/CodeCommit", outputs: ["Source"], pipelineRoleArn },
      configuration: { RepositoryName: "app", BranchName: "main" },
    });
    assert.deepEqual(read(source.outputs!.Source), { a: "1" });
  });

  it("gives a pretended source an empty artifact", async () => {
    const outcome = await bench().run({ type: "Source/Custom/Gerrit", outputs: ["Out"] });
    assert.deepEqual(read(outcome.outputs!["Out"]), {});
  });

  for (const type of ["Deploy/AWS/ECS", "Invoke/AWS/Lambda", "Deploy/AWS/S3"]) {
    it(`fails ${type} on request`, async () => {
      const { failures, lines, run } = bench();
      failures.add("Action");
      const outcome = await run({ type });
      assert.equal(outcome.status, "Failed");
      assert.deepEqual(outcome.error, {
        code: "JobFailed",
        message: "Action Action was asked to fail.",
      });
      assert.deepEqual(lines, ["Action Action was asked to fail."]);
    });
  }

  it("fails one action of a name, and not its namesake in another stage", async () => {
    const { failures, run } = bench();
    failures.add("ladder/Elsewhere/Action");
    assert.equal((await run({ type: "Deploy/AWS/ECS" })).status, "Succeeded");
    failures.add("ladder/Stage/Action");
    assert.equal((await run({ type: "Deploy/AWS/ECS" })).status, "Failed");
  });

  it("looks at the requests when an action starts", async () => {
    const { failures, run } = bench();
    failures.add("Action");
    assert.equal((await run({ type: "Deploy/AWS/ECS" })).status, "Failed");
    failures.delete("Action");
    assert.equal((await run({ type: "Deploy/AWS/ECS" })).status, "Succeeded");
  });

  it("leaves actions of other names alone", async () => {
    const { failures, run } = bench();
    failures.add("Other");
    assert.equal((await run({ type: "Deploy/AWS/ECS" })).status, "Succeeded");
  });

  it("makes a failure of anything thrown", async () => {
    const { buckets, run } = bench();
    buckets.create("source");
    buckets.putText("source", "k", "x");
    buckets.onObjectCreated(() => {
      throw "odd";
    });
    const outcome = await run({
      type: "Deploy/AWS/S3",
      configuration: { BucketName: "source", Extract: "true" },
      inputs: { In: write({ a: "" }) },
    });
    assert.deepEqual(outcome.error, { code: "JobFailed", message: "odd" });
  });
});
