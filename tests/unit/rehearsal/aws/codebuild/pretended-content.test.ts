import * as assert from "node:assert/strict";
import { build, prepared, spec } from "./support";
import { place, read } from "../codepipeline/action-support";

const options = { runsBuilds: false, place };

describe("What a pretended build makes", () => {
  async function made(files: string[], more: object = {}): Promise<Record<string, string>> {
    const outcome = await build({
      buildspec: spec(["true"], { artifacts: { files }, ...more }),
      action: { outputs: ["Build"] },
      project: { roleArn: "" },
      options,
    });
    return read(outcome.outputs!["Build"]);
  }

  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: { Pretended: { Type: "AWS::CloudFormation::WaitConditionHandle" } },
  };
  const container = { name: "pretended", image: "pretended:latest", essential: true };
  const service = {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: "<TASK_DEFINITION>",
      LoadBalancerInfo: { ContainerName: "pretended", ContainerPort: 80 },
    },
  };
  const appspec = { version: 0, Resources: [{ TargetService: service }] };
  const taskdef = { family: "pretended", containerDefinitions: [container] };
  const forms: [string[], unknown][] = [
    [["imagedefinitions.json"], [{ name: "pretended", imageUri: "pretended:latest" }]],
    [["imageDetail.json"], { ImageURI: "pretended:latest" }],
    [["taskdef.json", "taskdef-prod.json"], taskdef],
    [["appspec.yml", "appspec.yaml", "appspec-prod.json"], appspec],
    [["sam.template", "template.yml", "out-stack.json", "packaged-x.yaml"], template],
    [["a.json", "b.yml", "c.yaml", "my-imagedefinitions.json", "no-appspec.yml"], {}],
  ];
  for (const [names, content] of forms) {
    it(`is of the form of ${names.join(", ")}`, async () => {
      const files = await made(names);
      assert.deepEqual(Object.keys(files).sort(), [...names].sort());
      for (const text of Object.values(files)) assert.deepEqual(JSON.parse(text), content);
    });
  }

  it("is empty in every other form", async () => {
    const names = ["a.jar", "x.template.txt", "a.json.gz", "imagedefinitions.json.zip", "a.ymlx"];
    assert.deepEqual(new Set(Object.values(await made(names))), new Set([""]));
  });

  it("is pretended.txt, which says what it is, where a name is that of a folder", async () => {
    for (const name of [".", "./", "..", "a/.."]) {
      const files = await made([name]);
      assert.deepEqual(Object.keys(files), ["pretended.txt"], name);
      assert.match(files["pretended.txt"], /nothing ran, and nothing made this/);
    }
  });

  it("takes no name from a parameter's or a secret's", async () => {
    const env = { "parameter-store": { TOKEN: "token" } };
    assert.deepEqual(Object.keys(await made(["$TOKEN.zip"], { env })), ["invented-TOKEN.zip"]);
  });

  it("is of the source's version", async () => {
    const { made: bench, spec: action } = prepared({
      buildspec: spec(["true"], { artifacts: { files: "a" } }, ["GIT_COMMIT"]),
      options,
    });
    const first = await bench.run({ ...action, outputs: ["Build"] });
    const second = await bench.run({ ...action, inputs: { Build: first.outputs!["Build"] } });
    assert.deepEqual(second.variables, first.variables);
  });

  const version = "sourceVersion";
  const short = "short";
  const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/pretended";
  const names: [string, string][] = [
    ...["COMMIT", "commit_id", "COMMITHASH", "GIT_SHA", "GITHASH", "REVISION"].map(
      (name): [string, string] => [name, version],
    ),
    ...["SHORT_COMMIT", "SHORTSHA", "COMMIT_SHORT", "SHASHORT", "TAG", "DOCKER_TAG"].map(
      (name): [string, string] => [name, short],
    ),
    ...["VERSION", "APP_VERSION"].map((name): [string, string] => [name, "0.0.1"]),
    ...["BRANCH", "GIT_BRANCH_NAME"].map((name): [string, string] => [name, "main"]),
    ...["BUILD_NUMBER", "BUILD_NO"].map((name): [string, string] => [name, "1"]),
    ["ECR_URL", registry],
    ["IMAGE", `${registry}:short`],
    ...["COMMITTER", "TAGS", "VERSIONS", "BRANCHES", "BUILD_NOTE", "IMAGE_NAME", "REPO_URIS"].map(
      (name): [string, string] => [name, `invented-${name}`],
    ),
    ...["PRECOMMIT", "STAG", "SUBVERSION", "REBUILD_NO", "DAMAGE", "MYREPO_URI"].map(
      (name): [string, string] => [name, `invented-${name}`],
    ),
  ];
  for (const [name, expected] of names) {
    it(`gives ${name} the value ${expected}`, async () => {
      const buildspec = spec(["true"], {}, [name, "CODEBUILD_RESOLVED_SOURCE_VERSION"]);
      const { variables } = await build({ buildspec, options });
      const source = variables!["CODEBUILD_RESOLVED_SOURCE_VERSION"];
      const value = expected.replace(version, source).replace(/short$/, source.slice(0, 7));
      assert.equal(variables![name], value);
    });
  }
});
