import * as assert from "node:assert/strict";
import { build, spec, type BuildSetup } from "./support";
import { write } from "../codepipeline/action-support";

describe("CodeBuild refusal", () => {
  const artifacts = { files: ["**/*"] };
  const output = { outputs: ["Build"] };
  const input = { ProjectName: "build" };
  const wrong: [string, BuildSetup, string, RegExp][] = [
    ["a bad buildspec", { buildspec: "version: 0.3\n" }, "YAML_FILE_ERROR", /must be 0\.1 or 0\.2/],
    ["no buildspec", {}, "YAML_FILE_ERROR", /no buildspec "buildspec\.yml"/],
    ["a buildspec out of the source", { buildspec: "../b.yml" }, "YAML_FILE_ERROR", /\.\.\/b\.yml/],
    [
      "no such project",
      { action: { configuration: { ProjectName: "gone" } } },
      "ResourceNotFoundException",
      /Project gone does not exist.*rehearsal:exists: \{ projects: \{ gone: \{\} \} \}$/,
    ],
    [
      "a batch build",
      { action: { configuration: { ...input, BatchEnabled: "true" } } },
      "InvalidConfiguration",
      /batch build.* To pretend it: .*rehearsal:actions: \{ Stage\/Action: \{ run: false \} \}/,
    ],
    ["no input", { action: { inputs: {} } }, "InvalidConfiguration", /input artifacts \[\]/],
    [
      "an input that nothing made",
      { action: { inputs: {}, inputNames: ["Gone"] } },
      "InvalidConfiguration",
      /Nothing made the input artifact Gone/,
    ],
    [
      "a PrimarySource that is no input",
      { action: { configuration: { ...input, PrimarySource: "X" } } },
      "InvalidConfiguration",
      /PrimarySource "X"/,
    ],
    [
      "environment variables that are no JSON",
      { buildspec: spec([]), action: { configuration: { ...input, EnvironmentVariables: "A=1" } } },
      "InvalidConfiguration",
      /JSON list .* got: A=1/,
    ],
    [
      "environment variables that are no list",
      { buildspec: spec([]), action: { configuration: { ...input, EnvironmentVariables: "{}" } } },
      "InvalidConfiguration",
      /JSON list/,
    ],
    [
      "an environment variable without a value",
      { buildspec: spec([]), project: { environmentVariables: [{ name: "A" } as never] } },
      "InvalidConfiguration",
      /of project build needs a name and a text/,
    ],
    [
      "a variable of an unknown type",
      {
        buildspec: spec([]),
        project: { environmentVariables: [{ name: "A", value: "b", type: "SECRET" }] },
      },
      "InvalidConfiguration",
      /A of project build must have type PLAINTEXT, .*got: SECRET/,
    ],
    [
      "a buildspec in a bucket that does not hold it",
      { buildspec: "arn:aws:s3:::specs/build.yml" },
      "YAML_FILE_ERROR",
      /No bucket here holds the buildspec arn:aws:s3:::specs\/build\.yml/,
    ],
    [
      "an output artifact that is neither artifacts nor secondary",
      {
        buildspec: spec(["true"], {
          artifacts: { "secondary-artifacts": { Other: { files: ["a"] } } },
        }),
        action: output,
      },
      "CLIENT_ERROR",
      /no artifacts\.secondary-artifacts\.Build\. Add it with files/,
    ],
    [
      "several outputs, of which one is no secondary artifact",
      {
        buildspec: spec(["true"], {
          artifacts: { ...artifacts, "secondary-artifacts": { Map: artifacts } },
        }),
        action: { outputs: ["Build", "Map"] },
      },
      "CLIENT_ERROR",
      /\[Build, Map\].* no artifacts\.secondary-artifacts\.Build/,
    ],
    [
      "a further input whose name is no identifier",
      {
        buildspec: spec(["true"]),
        action: {
          inputs: { Source: write({ a: "" }), "my-other": write({ a: "" }) },
          configuration: { ...input, PrimarySource: "Source" },
        },
      },
      "InvalidInputException",
      /Rename artifact my-other of action Action/,
    ],
    [
      "a variable with a name that is none",
      { buildspec: spec([]), project: { environmentVariables: [{ name: "1A", value: "" }] } },
      "InvalidConfiguration",
      /of project build needs a name/,
    ],
    [
      "a variable with a dash in its name",
      { buildspec: spec([]), project: { environmentVariables: [{ name: "A-B", value: "" }] } },
      "InvalidConfiguration",
      /of project build needs a name/,
    ],
    [
      "several outputs with a name that is no identifier",
      { buildspec: spec(["true"]), action: { outputs: ["Build", "my-map"] } },
      "InvalidInputException",
      /identifier must contain only alphanumeric.*Rename artifact my-map/,
    ],
    [
      "no matching file",
      { buildspec: spec(["true"], { artifacts: { files: ["dist/*"] } }), action: output },
      "CLIENT_ERROR",
      /No file matches artifacts\.files \[dist\/\*\] in the source/,
    ],
    [
      "no base directory",
      {
        buildspec: spec(["true"], { artifacts: { ...artifacts, "base-directory": "dist" } }),
        action: output,
      },
      "CLIENT_ERROR",
      /"dist" is not a folder after the build/,
    ],
    [
      "a pattern of base directories that none matches",
      {
        buildspec: spec(["true"], { artifacts: { ...artifacts, "base-directory": "dist*" } }),
        action: output,
      },
      "CLIENT_ERROR",
      /"dist\*" is not a folder after the build/,
    ],
    [
      "a base directory out of the source",
      {
        buildspec: spec(["true"], { artifacts: { ...artifacts, "base-directory": "/etc" } }),
        action: output,
      },
      "CLIENT_ERROR",
      /"\/etc" leads out of the source/,
    ],
    [
      "a link out of the artifact",
      { buildspec: spec(["ln -s /etc/hostname stolen"], { artifacts }), action: output },
      "JobFailed",
      /Link stolen leads out/,
    ],
    [
      "two files of one name without their paths",
      {
        buildspec: spec(["mkdir x", "touch x/a.txt"], {
          artifacts: { ...artifacts, "discard-paths": true },
        }),
        action: output,
      },
      "CLIENT_ERROR",
      /a\.txt and x\/a\.txt would be one file/,
    ],
  ];
  for (const [name, setup, code, message] of wrong) {
    it(`comes of ${name}`, async () => {
      const outcome = await build(setup);
      assert.equal(outcome.status, "Failed");
      assert.match(outcome.error!.message, message);
      assert.equal(outcome.error?.code, code);
    });
  }
});
