/**
 * `npm test`: build, then the checks, unit/ and examples/ in two lanes, and what the unit tests cover.
 * Ends with a line "N passed, N failed" that counts each check and each test once.
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
const measured = { NODE_V8_COVERAGE: coverage };

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

/** Starts the next in order wherever a lane is free: what takes longest comes first. */
async function inLanes(jobs) {
  const lane = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
  };
  await Promise.all([lane(), lane()]);
}

async function main() {
  if (spawnSync("aws", ["--version"]).error) {
    console.log("No `aws` command here: the tests that drive the AWS CLI are left out. CI has it.");
  }
  rmSync(coverage, { recursive: true, force: true });
  if (await check("build")) {
    await inLanes([
      () => tests("test:unit:rehearsal", measured),
      () => tests("test:unit:rest", measured),
      ...["lint", "format", "types", "walls", "unused"].map((name) => () => check(name)),
      // These wait for part of their time: last, where one lane is empty.
      () => tests("test:examples"),
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
