/** The Pulumi CLI for the engine tests: from PATH, or built once from its Go module and kept. */
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, renameSync } = require("node:fs");
const path = require("node:path");

const tools = path.join(__dirname, "../../tools");
const cli = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** The oldest CLI that serves components as `pulumi package add` finds them. */
const oldest = [3, 200];

function installedVersion() {
  const { stdout, error } = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  if (error) return undefined;
  return /v?(\d+)\.(\d+)\.\d+/.exec(stdout)?.slice(1).map(Number);
}

function isRecent([major, minor]) {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The version that tools/go.mod pins. */
function pinned() {
  const text = readFileSync(path.join(tools, "go.mod"), "utf8");
  return /github\.com\/pulumi\/pulumi\/pkg\/v3 (v[\d.]+)/.exec(text)[1];
}

/** Builds the CLI where this version is not built yet; answers the folder whose `bin` has it. */
function built() {
  const version = pinned();
  const folder = path.join(tools, ".cli", version);
  const binary = path.join(folder, "bin", "pulumi");
  if (existsSync(binary)) return folder;
  if (spawnSync("go", ["version"]).error) {
    throw new Error(
      "Neither `pulumi` nor `go` is here. Install one of them: https://www.pulumi.com/docs/install/",
    );
  }
  console.log(`Building the Pulumi CLI ${version} from its Go module: this takes some minutes.`);
  mkdirSync(path.dirname(binary), { recursive: true });
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const args = ["build", "-ldflags", `-s -w -X ${variable}=${version}`, "-o", `${binary}.new`, cli];
  const env = { ...process.env, CGO_ENABLED: "0" };
  const started = Date.now();
  const { status } = spawnSync("go", args, { cwd: tools, stdio: "inherit", env });
  if (status !== 0) {
    throw new Error(`The Pulumi CLI could not be built. Try: cd tools && go build ${cli}`);
  }
  // A build that was interrupted leaves nothing that looks like a CLI.
  renameSync(`${binary}.new`, binary);
  console.log(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
  return folder;
}

/** The environment in which tests/engine/support/cli.ts finds the CLI. */
function cliEnvironment() {
  const version = installedVersion();
  if (version !== undefined && isRecent(version)) {
    console.log(`Pulumi CLI ${version.join(".")} or later, from PATH.`);
    return { ...process.env };
  }
  const root = built();
  console.log(`Pulumi CLI of tools/go.mod: ${path.relative(process.cwd(), root)}`);
  return { ...process.env, PULUMI_CLI_ROOT: root };
}

module.exports = { cliEnvironment };

// `node tests/engine/cli.js SCRIPT ARGS`: runs a script where the CLI is found.
if (require.main === module) {
  const { status } = spawnSync(process.execPath, process.argv.slice(2), {
    stdio: "inherit",
    env: cliEnvironment(),
  });
  process.exitCode = status ?? 1;
}
