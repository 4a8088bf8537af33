/** `npm run test:engine`: everything that needs the real Pulumi engine. Names of tests may follow. */
"use strict";
const mocha = require("../mocha");
const { cliEnvironment } = require("./cli");

mocha.main(() => {
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : ["tests/engine/**/*.test.ts"];
  // Each file has accounts, folders and ports of its own, and waits for the CLI for half of its time.
  mocha.run(["--timeout", "900000", "--parallel", "--jobs", "2", ...files], cliEnvironment());
});
