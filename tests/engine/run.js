/** `npm run test:engine`: everything that needs the real Pulumi engine. Names of tests may follow. */
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const path = require("node:path");
const { cliEnvironment } = require("./cli");

const root = path.join(__dirname, "../..");

function end(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs mocha, shows what it prints as it comes, and counts. */
function tests(files, env) {
  const mocha = path.join(root, "node_modules/.bin/mocha");
  const child = spawn(mocha, ["--timeout", "900000", ...files], { cwd: root, env });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
  }
  child.on("close", (code) => {
    const text = Buffer.concat(chunks).toString("utf8");
    const count = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m").exec(text)?.[1] ?? 0);
    const passed = count("passing");
    end(passed, Math.max(count("failing"), code === 0 && passed > 0 ? 0 : 1));
  });
}

function main() {
  const named = process.argv.slice(2);
  const env = cliEnvironment();
  const build = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  if (build.status !== 0) throw new Error("npm run build failed.");
  tests(named.length > 0 ? named : ["tests/engine/**/*.test.ts"], env);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  end(0, 1);
}
