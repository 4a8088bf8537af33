/**
 * `npm run test:package`: the packages as npm packs them, installed in empty folders. Names of tests
 * may follow.
 */
"use strict";
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const mocha = require("../mocha");

const root = path.join(__dirname, "../..");

mocha.main(() => {
  // What an earlier build left would be packed too.
  execFileSync("npm", ["run", "--silent", "clean"], { cwd: root, stdio: "inherit" });
  execFileSync("npm", ["run", "--silent", "build", "-w", "rehearsal"], {
    cwd: root,
    stdio: "inherit",
  });
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : ["tests/package/**/*.test.ts"];
  mocha.run(["--timeout", "600000", ...files]);
});
