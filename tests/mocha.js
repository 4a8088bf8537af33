/**
 * Mocha with its result as two numbers. `node tests/mocha.js FILES`: builds, runs, shows what is
 * printed as it comes, and ends with a line "N passed, N failed".
 */
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const path = require("node:path");

const root = path.join(__dirname, "..");

/** As many tests as mocha says; a run that broke, or that ran none, is at least one failure. */
function counted(output, exitCode) {
  const count = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m").exec(output)?.[1] ?? 0);
  const passed = count("passing");
  return {
    passed,
    failed: Math.max(count("failing"), exitCode === 0 && passed > 0 ? 0 : 1),
  };
}

function end({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function build() {
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("npm run build failed.");
}

/** Builds, then runs mocha with these arguments. */
function run(args, env = process.env) {
  build();
  const child = spawn(path.join(root, "node_modules/.bin/mocha"), args, { cwd: root, env });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
  }
  child.on("close", (code) => end(counted(Buffer.concat(chunks).toString("utf8"), code)));
}

/** Does it, and counts what it throws as a failure. */
function main(work) {
  try {
    work();
  } catch (error) {
    console.error(error.message);
    end({ passed: 0, failed: 1 });
  }
}

module.exports = { counted, main, run };

if (require.main === module) main(() => run(process.argv.slice(2)));
