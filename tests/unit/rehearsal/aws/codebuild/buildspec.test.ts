import * as assert from "node:assert/strict";
import { parseBuildspec } from "../../../../../rehearsal/aws/codebuild/buildspec";

const first = "version: 0.1\nphases:\n  build:\n    commands: [make]\n";
const minimal = "version: 0.2\nphases:\n  build:\n    commands: [make]\n";

describe("parseBuildspec", () => {
  it("reads a whole buildspec", () => {
    const text = `
version: 0.2
env:
  shell: bash
  variables: { STAGE: prod, COUNT: 3, EMPTY: "" }
  parameter-store: { TOKEN: /app/token }
  secrets-manager: { KEY: "app:key" }
  git-credential-helper: yes
  exported-variables: [VERSION]
batch: { fast-fail: true }
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
      isolated: false,
      variables: [
        { name: "STAGE", value: "prod", type: "PLAINTEXT" },
        { name: "COUNT", value: "3", type: "PLAINTEXT" },
        { name: "EMPTY", value: "", type: "PLAINTEXT" },
        { name: "TOKEN", value: "/app/token", type: "PARAMETER_STORE" },
        { name: "KEY", value: "app:key", type: "SECRETS_MANAGER" },
      ],
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
        primary: {
          files: ["**/*"],
          baseDirectory: "dist",
          discardPaths: true,
          excludePaths: ["**/*.map"],
        },
        secondary: {},
      },
      ignored: [
        ...["batch", "reports", "cache", "env.git-credential-helper"],
        "phases.install.runtime-versions",
      ],
    });
  });

  it("defaults what is left out", () => {
    const spec = parseBuildspec(minimal);
    assert.equal(spec.shell, "bash");
    assert.deepEqual(spec.variables, []);
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
      assert.equal(parseBuildspec(text).artifacts?.primary?.discardPaths, expected);
    }
  });

  it("reads version 0.1, which names its variables otherwise", () => {
    const text = `${first}environment_variables: { plaintext: { A: b } }`;
    const { isolated, shell, variables } = parseBuildspec(text);
    assert.deepEqual({ isolated, shell }, { isolated: true, shell: "sh" });
    assert.deepEqual(variables, [{ name: "A", value: "b", type: "PLAINTEXT" }]);
  });

  it("takes a text for a list of one", () => {
    const text = "version: 0.1\nphases: { build: { commands: make } }\nartifacts: { files: a.zip }";
    const { phases, artifacts } = parseBuildspec(text);
    assert.deepEqual(phases[0].commands, ["make"]);
    assert.deepEqual(artifacts?.primary?.files, ["a.zip"]);
  });

  it("reads secondary artifacts, with and without files above them", () => {
    const others = "secondary-artifacts: { Map: { files: a.map, discard-paths: yes } }";
    const map = {
      files: ["a.map"],
      discardPaths: true,
      excludePaths: [],
      baseDirectory: undefined,
    };
    const alone = parseBuildspec(`${minimal}artifacts: { ${others} }`).artifacts;
    assert.deepEqual(alone, { secondary: { Map: map } });
    const both = parseBuildspec(`${minimal}artifacts: { files: [a], ${others} }`).artifacts;
    assert.deepEqual(both?.primary?.files, ["a"]);
    assert.deepEqual(both?.secondary, { Map: map });
  });

  it("takes a retry for an end, and says so", () => {
    const text = "version: 0.2\nphases: { build: { on-failure: RETRY-3 } }";
    const { phases, ignored } = parseBuildspec(text);
    assert.equal(phases[0].onFailure, "ABORT");
    assert.deepEqual(ignored, ["phases.build.on-failure: RETRY-3"]);
  });

  const bad: [string, string, RegExp][] = [
    ["broken YAML", "version: [", /cannot be read/],
    ["a text", "hello", /The buildspec must be a mapping/],
    ["nothing", "", /The buildspec must be a mapping, got: null/],
    ["no version", "phases: {}", /version must be 0\.1 or 0\.2, got: undefined/],
    ["another version", "version: 0.3\nphases: {}", /version must be 0\.1 or 0\.2, got: 0\.3/],
    ["env in version 0.1", `${first}env: { shell: bash }`, /env is not rehearsed.*environment_var/],
    ["0.1's variables in version 0.2", `${minimal}environment_variables: {}`, /Known here:.* env,/],
    [
      "secrets in version 0.1",
      `${first}environment_variables: { parameter-store: { A: b } }`,
      /environment_variables\.parameter-store is not/,
    ],
    ["no phases", "version: 0.2", /phases must be a mapping/],
    ["an unknown key", `${minimal}artefacts: {}`, /artefacts is not rehearsed/],
    ["an unknown phase", "version: 0.2\nphases: { deploy: {} }", /phases\.deploy is not/],
    ["a key that a phase has not", "version: 0.2\nphases: { build: { run: [] } }", /build\.run is/],
    ["a list as phase", "version: 0.2\nphases: { build: [] }", /phases\.build must be a mapping/],
    ["commands as a number", "version: 0.2\nphases: { build: { commands: 1 } }", /must be a list/],
    [
      "a command that YAML reads as a mapping",
      "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b",
      /\{"echo a":"b"\}, which is no text. Put the line in quotes/,
    ],
    [
      "an odd on-failure",
      "version: 0.2\nphases: { build: { on-failure: NEVER } }",
      /must be ABORT or CONTINUE, got: "NEVER"/,
    ],
    ["an odd shell", `${minimal}env: { shell: powershell.exe }`, /shell must be bash or sh/],
    [
      "a secret without a text",
      `${minimal}env: { secrets-manager: { A: [] } }`,
      /A must be a text/,
    ],
    ["a variable with an odd name", `${minimal}env: { variables: { a-b: x } }`, /"a-b"/],
    ["a variable with a mapping", `${minimal}env: { variables: { A: {} } }`, /A must be a text/],
    [
      "an exported variable with an odd name",
      `${minimal}env: { exported-variables: ["A; rm x"] }`,
      /"A; rm x"/,
    ],
    [
      "secondary artifacts without files",
      `${minimal}artifacts: { secondary-artifacts: { Map: {} } }`,
      /artifacts\.secondary-artifacts\.Map\.files must be a list/,
    ],
    [
      "secondary artifacts with a name that is no identifier",
      `${minimal}artifacts: { secondary-artifacts: { my-map: { files: [a] } } }`,
      /secondary-artifacts\.my-map is no artifact identifier/,
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
