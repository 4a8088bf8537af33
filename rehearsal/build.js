/**
 * Builds what the package ships: `dist/` with the compiled rooms and the files that they read as they
 * are, `docs/` and the licence, which lie once in the repository.
 */
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const repository = path.join(__dirname, "..");
const compiler = require.resolve("typescript/bin/tsc");

/** Files of the rooms that are no TypeScript: the page, and the process of a function. */
const asTheyAre = ["page/client", "aws/lambda/child"];
const pages =
  /^(rehearsal(-details)?\.md|rehearsal(-report)?\.schema\.json|images\/rehearsal-.*\.png)$/;

function fresh(name) {
  const folder = path.join(__dirname, name);
  fs.rmSync(folder, { recursive: true, force: true });
  return folder;
}

function build() {
  const dist = fresh("dist");
  execFileSync(process.execPath, [compiler, "-p", path.join(__dirname, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  for (const folder of asTheyAre) {
    fs.cpSync(path.join(__dirname, folder), path.join(dist, "rehearsal", folder), {
      recursive: true,
    });
  }
  const docs = fresh("docs");
  const from = path.join(repository, "docs");
  for (const file of fs.readdirSync(from, { recursive: true }).filter((one) => pages.test(one))) {
    fs.cpSync(path.join(from, file), path.join(docs, file));
  }
  fs.copyFileSync(path.join(repository, "LICENSE"), path.join(__dirname, "LICENSE"));
}

build();
