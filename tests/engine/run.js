/** `npm run test:engine`: everything that needs the real Pulumi engine. Names of tests may follow. */
"use strict";
const mocha = require("../mocha");
const { cliEnvironment } = require("./cli");

mocha.main(() => {
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : ["tests/engine/**/*.test.ts"];
  mocha.run(["--timeout", "900000", ...files], cliEnvironment());
});
