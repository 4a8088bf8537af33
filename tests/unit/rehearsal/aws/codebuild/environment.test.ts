import * as assert from "node:assert/strict";
import * as os from "node:os";
import { build, prepared, spec } from "./support";
import { place, read, write } from "../codepipeline/action-support";

describe("CodeBuild environment", () => {
  const names = (...list: string[]) => spec(["true"], {}, list);

  it("lets the action win over the project, and the project over the buildspec", async () => {
    const variables = { A: "buildspec", B: "buildspec", C: "buildspec" };
    const outcome = await build({
      buildspec: spec(["true"], { env: { variables, "exported-variables": ["A", "B", "C"] } }),
      project: {
        environmentVariables: [
          { name: "B", value: "project" },
          { name: "C", value: "project" },
        ],
      },
      action: {
        configuration: {
          ProjectName: "build",
          EnvironmentVariables: '[{"name":"C","value":"action","type":"PLAINTEXT"}]',
        },
      },
    });
    assert.deepEqual(outcome.variables, { A: "buildspec", B: "project", C: "action" });
  });

  it("tells the build what CodeBuild tells it", async () => {
    const outcome = await build({
      options: { place },
      buildspec: spec(["export HERE=$AWS_REGION AND=$AWS_DEFAULT_REGION"], {}, [
        "CODEBUILD_BUILD_ID",
        "CODEBUILD_BUILD_NUMBER",
        "CODEBUILD_INITIATOR",
        "CODEBUILD_BUILD_SUCCEEDING",
        "CODEBUILD_BUILD_ARN",
        "HERE",
        "AND",
      ]),
    });
    assert.deepEqual(outcome.variables, {
      CODEBUILD_BUILD_ID: "build:execution-1",
      CODEBUILD_BUILD_NUMBER: "1",
      CODEBUILD_INITIATOR: "codepipeline/ladder",
      CODEBUILD_BUILD_SUCCEEDING: "1",
      CODEBUILD_BUILD_ARN: "arn:aws:codebuild:eu-west-1:111122223333:build/build:execution-1",
      HERE: "eu-west-1",
      AND: "eu-west-1",
    });
  });

  it("counts the builds of a project", async () => {
    const { made, spec: action } = prepared({ buildspec: names("CODEBUILD_BUILD_NUMBER") });
    await made.run(action);
    const second = await made.run(action);
    assert.deepEqual(second.variables, { CODEBUILD_BUILD_NUMBER: "2" });
  });

  it("names the version of the source that was picked up", async () => {
    const { made, spec: action } = prepared({
      buildspec: spec(["true"], { artifacts: { files: ["**/*"] } }, [
        "CODEBUILD_RESOLVED_SOURCE_VERSION",
      ]),
    });
    made.buckets.create("source");
    const { versionId } = made.buckets.putFolder("source", "k", write({ a: "1" }));
    const source = await made.run({
      type: "Source/AWS/S3",
      configuration: { S3Bucket: "source", S3ObjectKey: "k" },
      outputs: ["Source"],
    });
    const first = await made.run({ ...action, inputs: source.outputs, outputs: ["Build"] });
    assert.deepEqual(first.variables, { CODEBUILD_RESOLVED_SOURCE_VERSION: versionId });
    const second = await made.run({ ...action, inputs: { Source: first.outputs!["Build"] } });
    assert.deepEqual(second.variables, { CODEBUILD_RESOLVED_SOURCE_VERSION: versionId });
  });

  it("gives a source of unknown origin the digest of its content", async () => {
    const outcome = await build({ buildspec: names("CODEBUILD_RESOLVED_SOURCE_VERSION") });
    assert.match(outcome.variables!["CODEBUILD_RESOLVED_SOURCE_VERSION"], /^[0-9a-f]{40}$/);
  });

  it("hands over nothing of the person's environment", async () => {
    const secrets = { AWS_ACCESS_KEY_ID: "AKIA", AWS_PROFILE: "prod", MY_TOKEN: "t" };
    const before = { ...process.env };
    Object.assign(process.env, secrets);
    try {
      const outcome = await build({ buildspec: names(...Object.keys(secrets), "HOME") });
      assert.deepEqual(Object.keys(outcome.variables!), ["HOME"]);
      assert.notEqual(outcome.variables!["HOME"], os.homedir());
    } finally {
      process.env = before;
    }
  });

  it("keeps a build from the credentials of the machine it rehearses on", async () => {
    const closed = {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
    const { lines } = await build({ buildspec: spec(["env"]) });
    for (const [name, value] of Object.entries(closed)) {
      assert.ok(lines.includes(`${name}=${value}`), name);
    }
  });

  it("exports nothing whose name starts with AWS_, and says so", async () => {
    const outcome = await build({ buildspec: names("AWS_CONFIG_FILE", "HOME") });
    assert.deepEqual(Object.keys(outcome.variables!), ["HOME"]);
    const said = "CodeBuild does not export AWS_CONFIG_FILE: its name starts with AWS_.";
    assert.ok(outcome.lines.includes(said));
  });

  it("gives the folders of further inputs", async () => {
    const { made, spec: action } = prepared({
      buildspec: spec([
        "cat $CODEBUILD_SRC_DIR_Other/o.txt",
        "cat $CODEBUILD_SRC_DIR_Source/a.txt",
        "echo changed > $CODEBUILD_SRC_DIR_Other/o.txt",
      ]),
    });
    const inputs = { Other: write({ "o.txt": "other" }), ...action.inputs };
    const configuration = { ProjectName: "build", PrimarySource: "Source" };
    const outcome = await made.run({ ...action, inputs, configuration });
    assert.equal(outcome.status, "Succeeded", outcome.error?.message);
    assert.ok(made.lines.some((line) => line.startsWith("other")));
    assert.ok(made.lines.some((line) => line.startsWith("aRunning")));
    assert.deepEqual(read(inputs.Other), { "o.txt": "other" });
  });
});
