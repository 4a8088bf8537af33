import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { build, type BuildSetup, prepared, spec } from "./support";
import { place, read, temporary } from "../codepipeline/action-support";

const pretended = (setup: BuildSetup) =>
  build({ ...setup, options: { runsBuilds: false, place, ...setup.options } });

describe("CodeBuild, pretended", () => {
  it("runs nothing, and says so and how to run it", async () => {
    const witness = path.join(temporary(), "ran");
    const outcome = await pretended({ buildspec: spec([`touch ${witness}`]) });
    assert.equal(outcome.status, "Succeeded");
    assert.equal(outcome.summary, "Pretended: build 1 of build");
    assert.equal(fs.existsSync(witness), false);
    assert.equal(outcome.lines.length, 1);
    assert.match(outcome.lines[0], /^Pretended: nothing .* project build runs\./);
    assert.match(outcome.lines[0], /To run it on this machine: --run-builds\.$/);
  });

  it("stands for a batch too, and says so", async () => {
    const configuration = { ProjectName: "build", BatchEnabled: "true" };
    const { lines, status } = await pretended({ buildspec: spec([]), action: { configuration } });
    assert.equal(status, "Succeeded");
    assert.ok(lines.includes("One build is pretended for the batch that the action asks for."));
  });

  it("is asked of each run", async () => {
    const actions = { Action: { run: false } };
    const options = { runsBuilds: true, actions };
    const { lines } = await build({ buildspec: spec(["echo ran"]), options });
    assert.ok(!lines.includes("ran"));
  });

  it("a build that runs says first what it may touch", async () => {
    const { lines } = await build({ buildspec: spec(["echo ran"]) });
    const said = lines.findIndex((line) => /on this machine as you.*your network/.test(line));
    assert.ok(said >= 0 && said < lines.indexOf("ran"));
  });

  it("exports what it was given, what is plausible, and what is invented, and says the latter", async () => {
    const outcome = await pretended({
      buildspec: spec(["true"], {
        env: {
          variables: { STAGE: "prod" },
          "exported-variables": [
            ...["STAGE", "IMAGE_TAG", "GIT_COMMIT", "APP_VERSION", "FLAVOUR", "CODEBUILD_BUILD_ID"],
            ...[
              "BUILD_NUMBER",
              "BRANCH_NAME",
              "SHORT_SHA",
              "IMAGE_URI",
              "REPOSITORY_URI",
              "AWS_REGION",
            ],
          ],
        },
      }),
      project: { environmentVariables: [{ name: "STAGE", value: "test" }] },
    });
    const commit = outcome.variables!["GIT_COMMIT"];
    const short = commit.slice(0, 7);
    const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/pretended";
    assert.match(commit, /^[0-9a-f]{40}$/);
    assert.deepEqual(outcome.variables, {
      STAGE: "test",
      IMAGE_TAG: short,
      GIT_COMMIT: commit,
      APP_VERSION: "0.0.1",
      FLAVOUR: "invented-FLAVOUR",
      CODEBUILD_BUILD_ID: "build:execution-1",
      BUILD_NUMBER: "1",
      BRANCH_NAME: "main",
      SHORT_SHA: short,
      IMAGE_URI: `${registry}:${short}`,
      REPOSITORY_URI: registry,
    });
    assert.ok(outcome.lines.includes("Invented: FLAVOUR=invented-FLAVOUR"));
    assert.ok(!outcome.lines.some((line) => line.includes("Invented: STAGE")));
  });

  it("lets the settings' output variables win, and adds those that nobody declares", async () => {
    const actions = { Action: { variables: { IMAGE_TAG: "v7", EXTRA: "e" } } };
    const outcome = await pretended({
      buildspec: spec(["true"], {}, ["IMAGE_TAG"]),
      options: { actions },
    });
    assert.deepEqual(outcome.variables, { IMAGE_TAG: "v7", EXTRA: "e" });
    assert.ok(!outcome.lines.some((line) => line.startsWith("Invented")));
  });

  it("makes empty files of the declared names, paths kept or discarded", async () => {
    const files = [
      "dist/app.jar",
      "./lib/b.txt",
      "$CODEBUILD_SRC_DIR/c",
      "app-$STAGE-$FLAVOUR.zip",
    ];
    const make = (more: object) =>
      pretended({
        buildspec: spec(["true"], {
          env: { variables: { STAGE: "prod" } },
          artifacts: { files, "base-directory": "out", ...more },
        }),
        action: { outputs: ["Build"] },
      });
    const kept = read((await make({})).outputs!["Build"]);
    const zip = "app-prod-invented-FLAVOUR.zip";
    assert.deepEqual(kept, { "dist/app.jar": "", "lib/b.txt": "", c: "", [zip]: "" });
    const flat = read((await make({ "discard-paths": true })).outputs!["Build"]);
    assert.deepEqual(Object.keys(flat).sort(), ["app.jar", zip, "b.txt", "c"].sort());
  });

  it("gives known forms the smallest valid content", async () => {
    const files = ["imagedefinitions.json", "a.json", "b.yaml", "sam.template", "packaged.yaml"];
    const outcome = await pretended({
      buildspec: spec(["true"], { artifacts: { files } }),
      action: { outputs: ["Build"] },
    });
    const made = read(outcome.outputs!["Build"]);
    assert.deepEqual(JSON.parse(made["imagedefinitions.json"]), [
      { name: "pretended", imageUri: "pretended:latest" },
    ]);
    assert.deepEqual([made["a.json"], made["b.yaml"]], ["{}\n", "{}\n"]);
    for (const name of ["sam.template", "packaged.yaml"]) {
      assert.equal(Object.keys(JSON.parse(made[name]).Resources).length, 1);
    }
  });

  it("writes pretended.txt for a wildcard, and nothing out of the artifact's folder", async () => {
    const files = ["**/*", "../../stolen", "/etc/stolen", "kept", "gone"];
    const outcome = await pretended({
      buildspec: spec(["true"], { artifacts: { files, "exclude-paths": "gone" } }),
      action: { outputs: ["Build"] },
    });
    const folder = outcome.outputs!["Build"];
    assert.deepEqual(Object.keys(read(folder)), ["kept", "pretended.txt"]);
    assert.deepEqual(fs.readdirSync(path.dirname(folder)), ["Build"]);
  });

  it("makes every secondary artifact that the action names", async () => {
    const artifacts = { "secondary-artifacts": { A: { files: "a" }, B: { files: "*.map" } } };
    const outcome = await pretended({
      buildspec: spec(["true"], { artifacts }),
      action: { outputs: ["A", "B"] },
    });
    assert.deepEqual(Object.keys(read(outcome.outputs!["A"])), ["a"]);
    assert.deepEqual(Object.keys(read(outcome.outputs!["B"])), ["pretended.txt"]);
  });

  /** As in AWS's reference pipeline for several accounts, and in one that pushes an image. */
  const found: [string, string, string][] = [
    [
      "with SAM, version 0.1",
      "version: 0.1\nphases:\n  install:\n    commands:\n      - npm install time\n      - aws " +
        "cloudformation package --template-file samtemplate.yaml --s3-bucket $S3Bucket " +
        "--output-template-file samtemplate.yaml\nartifacts:\n  files: samtemplate.yaml\n  " +
        "discard-paths: yes\n",
      "samtemplate.yaml",
    ],
    [
      "with Docker",
      "version: 0.2\nphases:\n  pre_build:\n    commands:\n      - aws ecr get-login-password | " +
        "docker login --username AWS --password-stdin $REGISTRY\n  build:\n    commands:\n      - " +
        "docker build -t $IMAGE_REPO_NAME:$IMAGE_TAG .\nartifacts:\n  files: [imagedefinitions.json]\n",
      "imagedefinitions.json",
    ],
  ];
  for (const [name, buildspec, file] of found) {
    it(`needs nothing of what a build needs ${name}`, async () => {
      const outcome = await pretended({ buildspec, action: { outputs: ["BuildOutput"] } });
      assert.equal(outcome.status, "Succeeded", outcome.error?.message);
      const made = read(outcome.outputs!["BuildOutput"]);
      assert.deepEqual(Object.keys(made), [file]);
      assert.notEqual(Object.keys(JSON.parse(made[file])).length, 0);
    });
  }

  const unknown: [string, BuildSetup, RegExp][] = [
    ["is not in the source", { buildspec: "ci/b.yml" }, /no buildspec "ci\/b\.yml"/],
    ["cannot be read", { buildspec: "version: 0.2\nphases: [" }, /cannot be read/],
    ["lies in S3", { buildspec: "arn:aws:s3:::specs/b.yml" }, /No bucket here holds/],
  ];
  for (const [name, setup, said] of unknown) {
    it(`goes on where the buildspec ${name}, and says what is not known`, async () => {
      const outcome = await pretended({ ...setup, action: { outputs: ["A", "B"] } });
      assert.equal(outcome.status, "Succeeded", outcome.error?.message);
      for (const artifact of ["A", "B"]) {
        assert.deepEqual(Object.keys(read(outcome.outputs![artifact])), ["pretended.txt"]);
      }
      const line = outcome.lines.find((text) => said.test(text));
      assert.match(line!, /variables and the names of its files are not known/);
      assert.match(line!, /\{ Stage\/Action: \{ variables: \{ NAME: value \} \} \}$/);
    });
  }

  const refused: [string, BuildSetup, string][] = [
    [
      "no project",
      { action: { configuration: { ProjectName: "gone" } } },
      "ResourceNotFoundException",
    ],
    ["no PrimarySource", { action: { inputNames: ["A", "B"] } }, "InvalidConfiguration"],
    [
      "an output artifact that the buildspec does not know",
      {
        buildspec: spec(["true"], { artifacts: { files: "a" } }),
        action: { outputs: ["A", "B"] },
      },
      "CLIENT_ERROR",
    ],
  ];
  for (const [name, setup, code] of refused) {
    it(`is refused where AWS refuses the build: ${name}`, async () => {
      const { status, error } = await pretended(setup);
      assert.equal(status, "Failed");
      assert.equal(error?.code, code);
    });
  }

  it("takes a buildspec from a bucket of the program", async () => {
    for (const runsBuilds of [true, false]) {
      const { made, spec: action } = prepared({
        buildspec: "arn:aws:s3:::specs/b.yml",
        options: { runsBuilds },
      });
      made.buckets.create("specs");
      const text = "version: 0.2\nenv: { exported-variables: [HOME] }\nphases: {}\n";
      made.buckets.putText("specs", "b.yml", text);
      const outcome = await made.run(action);
      assert.deepEqual(Object.keys(outcome.variables!), ["HOME"], outcome.error?.message);
    }
  });
});
