import * as assert from "node:assert/strict";
import { parseBuildspec } from "../../../../../rehearsal/aws/codebuild/buildspec";

const minimal = "version: 0.2\nphases:\n  build:\n    commands: [make]\n";

describe("parseBuildspec", () => {
  it("reads a whole buildspec", () => {
    const text = `
version: 0.2
env:
  shell: bash
  variables: { STAGE: prod, COUNT: 3, EMPTY: "" }
  exported-variables: [VERSION]
phases:
  post_build: { commands: ["echo done"] }
  install:
    runtime-versions: { nodejs: 24 }
    commands: ["npm ci"]
  build:
    on-failure: ABORT
    commands: ["make", "make test"]
    finally: ["rm -rf tmp"]
artifacts:
  files: ["**/*"]
  base-directory: dist
  discard-paths: yes
  exclude-paths: ["**/*.map"]
  name: site
reports: {}
cache: { paths: [x] }
`;
    assert.deepEqual(parseBuildspec(text), {
      shell: "bash",
      variables: { STAGE: "prod", COUNT: "3", EMPTY: "" },
      exportedVariables: ["VERSION"],
      phases: [
        { name: "install", commands: ["npm ci"], finally: [], onFailure: undefined },
        {
          name: "build",
          commands: ["make", "make test"],
          finally: ["rm -rf tmp"],
          onFailure: "ABORT",
        },
        { name: "post_build", commands: ["echo done"], finally: [], onFailure: undefined },
      ],
      artifacts: {
        files: ["**/*"],
        baseDirectory: "dist",
        discardPaths: true,
        excludePaths: ["**/*.map"],
      },
      ignored: ["reports", "cache", "phases.install.runtime-versions"],
    });
  });

  it("defaults what is left out", () => {
    const spec = parseBuildspec(minimal);
    assert.equal(spec.shell, "bash");
    assert.deepEqual(spec.variables, {});
    assert.deepEqual(spec.exportedVariables, []);
    assert.equal(spec.artifacts, undefined);
    assert.deepEqual(spec.ignored, []);
  });

  for (const shell of ["sh", "/bin/sh"]) {
    it(`takes the shell ${shell}`, () => {
      assert.equal(parseBuildspec(`${minimal}env: { shell: ${shell} }`).shell, "sh");
    });
  }

  it("keeps paths unless discard-paths says yes", () => {
    for (const [value, expected] of [
      ["no", false],
      ["yes", true],
      ["true", true],
    ] as const) {
      const text = `${minimal}artifacts: { files: [a], discard-paths: ${value} }`;
      assert.equal(parseBuildspec(text).artifacts?.discardPaths, expected);
    }
  });

  const bad: [string, string, RegExp][] = [
    ["broken YAML", "version: [", /cannot be read/],
    ["a text", "hello", /The buildspec must be a mapping/],
    ["nothing", "", /The buildspec must be a mapping, got: null/],
    ["no version", "phases: {}", /version must be 0\.2, got: undefined/],
    ["version 0.1", "version: 0.1\nphases: {}", /version must be 0\.2, got: 0\.1/],
    ["no phases", "version: 0.2", /phases must be a mapping/],
    ["an unknown key", `${minimal}artefacts: {}`, /artefacts is not rehearsed/],
    ["a batch", `${minimal}batch: {}`, /batch is not rehearsed/],
    ["an unknown phase", "version: 0.2\nphases: { deploy: {} }", /phases\.deploy is not/],
    ["a key that a phase has not", "version: 0.2\nphases: { build: { run: [] } }", /build\.run is/],
    ["a list as phase", "version: 0.2\nphases: { build: [] }", /phases\.build must be a mapping/],
    ["commands as text", "version: 0.2\nphases: { build: { commands: x } }", /must be a list/],
    [
      "a command that YAML reads as a mapping",
      "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b",
      /\{"echo a":"b"\}, which is no text. Put the line in quotes/,
    ],
    [
      "an odd on-failure",
      "version: 0.2\nphases: { build: { on-failure: RETRY } }",
      /must be ABORT or CONTINUE, got: "RETRY"/,
    ],
    ["an odd shell", `${minimal}env: { shell: powershell.exe }`, /shell must be bash or sh/],
    ["secrets", `${minimal}env: { secrets-manager: {} }`, /env\.secrets-manager is not/],
    ["a variable with an odd name", `${minimal}env: { variables: { a-b: x } }`, /"a-b"/],
    ["a variable with a mapping", `${minimal}env: { variables: { A: {} } }`, /A must be a text/],
    [
      "an exported variable with an odd name",
      `${minimal}env: { exported-variables: ["A; rm x"] }`,
      /"A; rm x"/,
    ],
    [
      "secondary artifacts",
      `${minimal}artifacts: { files: [a], secondary-artifacts: {} }`,
      /secondary-artifacts is not rehearsed/,
    ],
    ["artifacts without files", `${minimal}artifacts: {}`, /artifacts\.files must be a list/],
    ["artifacts with no file", `${minimal}artifacts: { files: [] }`, /artifacts\.files is empty/],
    [
      "a base directory that is a list",
      `${minimal}artifacts: { files: [a], base-directory: [b] }`,
      /base-directory must be a text/,
    ],
  ];
  for (const [name, text, message] of bad) {
    it(`refuses ${name}`, () => {
      assert.throws(() => parseBuildspec(text), { code: "YAML_FILE_ERROR", message });
    });
  }
});
