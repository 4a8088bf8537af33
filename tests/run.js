/**
 * `npm test`: build, then e2e/, unit/ and the checks beside each other. Ends with a line "N passed, N
 * failed" that counts each check and each test once.
 */
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const { rmSync } = require("node:fs");
const path = require("node:path");
const { counted } = require("./mocha");

const root = path.join(__dirname, "..");
const started = Date.now();
const totals = { passed: 0, failed: 0 };
const broken = [];

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/** Where the unit tests leave what they covered, children included; `npm run coverage` reads it. */
const coverage = path.join(root, "coverage", "tmp");

/** Runs one npm script; `live` shows its output as it comes, else only where it fails. */
function step(name, { live = false, env = {} } = {}) {
  const since = Date.now();
  const chunks = [];
  return new Promise((done) => {
    const child = spawn("npm", ["run", "--silent", name], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    const take = (chunk) => {
      chunks.push(chunk);
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => take(Buffer.from(`${error.message}\n`)));
    child.on("close", (code) => {
      const output = Buffer.concat(chunks).toString("utf8");
      const ok = code === 0;
      if (!ok && !live) process.stdout.write(output);
      process.stdout.write(`${ok ? "ok  " : "FAIL"} npm run ${name} (${seconds(since)})\n`);
      if (!ok) broken.push(name);
      done({ ok, code, output });
    });
  });
}

/** A check counts as one; a mocha run as many tests as it says. */
async function check(name) {
  const { ok } = await step(name);
  totals[ok ? "passed" : "failed"] += 1;
  return ok;
}

async function tests(name, env = {}) {
  const run = await step(name, { live: true, env });
  const { passed, failed } = counted(run.output, run.code);
  totals.passed += passed;
  totals.failed += failed;
}

async function main() {
  if (spawnSync("aws", ["--version"]).error) {
    console.log("No `aws` command here: the tests that drive the AWS CLI are left out. CI has it.");
  }
  rmSync(coverage, { recursive: true, force: true });
  if (await check("build")) {
    // The tests of e2e/ wait for half of their time: beside them is the place of what computes.
    await Promise.all([
      // Half of their computing would be the count of what is covered, which the unit tests cover too.
      tests("test:e2e"),
      tests("test:unit", { NODE_V8_COVERAGE: coverage }),
      (async () => {
        for (const name of ["format", "walls", "unused", "lint", "types"]) await check(name);
      })(),
    ]);
    await check("coverage");
  }
  console.log(`\n${seconds(started)} in all`);
  for (const name of broken) console.log(`To see what failed, run: npm run ${name}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  console.log(`${totals.passed} passed, ${totals.failed + 1} failed`);
  process.exitCode = 1;
});
