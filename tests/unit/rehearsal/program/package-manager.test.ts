import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
  addCommand,
  installationOf,
  installCommand,
} from "../../../../rehearsal/program/package-manager";
import { type Files, programOf } from "./support/programs";

describe("the package manager of a program", () => {
  /** What is typed, and where, for the program in `infra`. */
  function of(files: Files) {
    const folder = programOf({ "infra/index.ts": "", ...files });
    const cwd = path.join(folder, "infra");
    const found = installationOf(cwd);
    const where = path.relative(folder, found.folder) || ".";
    const typed = [where, installCommand(found), addCommand(cwd, "typescript", "develop")];
    fs.rmSync(folder, { recursive: true });
    return typed;
  }

  it("is that of the nearest lockfile, which in a workspace stands above", () => {
    const npm = ["infra", "npm install", "npm install --save-dev typescript"];
    assert.deepEqual(of({ "infra/package-lock.json": "{}", "yarn.lock": "" }), npm);
    const yarn = [".", "yarn install", "yarn add --dev typescript"];
    assert.deepEqual(of({ "infra/package.json": "{}", "yarn.lock": "" }), yarn);
    const pnpm = [".", "pnpm install", "pnpm add --dev typescript"];
    assert.deepEqual(of({ "infra/package.json": "{}", "pnpm-lock.yaml": "" }), pnpm);
    assert.equal(of({ "bun.lock": "" })[1], "bun install");
    assert.equal(addCommand("/", "tslib"), "npm install tslib");
  });

  it("is npm in the folder of the nearest package.json without a lockfile", () => {
    assert.deepEqual(of({ "package.json": "{}" }).slice(0, 2), [".", "npm install"]);
    assert.deepEqual(of({}).slice(0, 2), ["infra", "npm install"]);
  });
});
