/**
 * The Pulumi CLI for the engine tests: from PATH, or built once from its Go module and kept, with
 * the language hosts that tools/go.mod names beside it, where the CLI looks for them first.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync } = require("node:fs");
const path = require("node:path");

const tools = path.join(__dirname, "../../tools");
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

/** What tools/go.mod pins: the CLI's version, and the commands of its `tool` directives. */
function pinned() {
  const text = readFileSync(path.join(tools, "go.mod"), "utf8");
  const block = /^tool \(\n([^)]*)\)/m.exec(text)[1];
  const packages = block.split("\n").map((line) => line.trim());
  return {
    version: /github\.com\/pulumi\/pulumi\/pkg\/v3 (v[\d.]+)/.exec(text)[1],
    // As Go names what it builds: without the major version at the end.
    commands: packages.filter(Boolean).map((name) => path.basename(name.replace(/\/v\d+$/, ""))),
  };
}

/** Builds what is not built yet; answers the folder whose `bin` has it. */
function built() {
  const { version, commands } = pinned();
  const folder = path.join(tools, ".cli", version);
  const bin = path.join(folder, "bin");
  if (commands.every((name) => existsSync(path.join(bin, name)))) return folder;
  if (spawnSync("go", ["version"]).error) {
    throw new Error(
      "Neither `pulumi` nor `go` is here. Install one of them: https://www.pulumi.com/docs/install/",
    );
  }
  console.log(`Building ${commands.join(", ")} from tools/go.mod: this takes some ten minutes.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${bin}.new`, { recursive: true });
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const args = [
    "build",
    "-ldflags",
    `-s -w -X ${variable}=${version}`,
    "-o",
    `${bin}.new/`,
    "tool",
  ];
  const env = { ...process.env, CGO_ENABLED: "0" };
  const started = Date.now();
  const { status } = spawnSync("go", args, { cwd: tools, stdio: "inherit", env });
  if (status !== 0) {
    throw new Error("The Pulumi CLI could not be built. Try: cd tools && go build -o /tmp/ tool");
  }
  // A build that was interrupted leaves nothing that looks like a CLI.
  renameSync(`${bin}.new`, bin);
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
