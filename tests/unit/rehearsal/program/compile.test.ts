import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { createCompile } from "../../../../rehearsal/program/compile";
import { type Files, programOf } from "./support/programs";

const ours = require.resolve("typescript");

/** A TypeScript that writes down what it is asked for, and does it. */
const stub = (version: string): Files => ({
  "node_modules/typescript/package.json": JSON.stringify({ version }),
  "node_modules/typescript/index.js": `
    const ts = require(${JSON.stringify(ours)});
    const fs = require("node:fs");
    module.exports = { ...ts, transpileModule(source, settings) {
      fs.appendFileSync(__dirname + "/asked", JSON.stringify(settings.compilerOptions) + "\\n");
      return ts.transpileModule(source, settings);
    } };`,
});

describe("createCompile", () => {
  let folder: string;
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const place = () => ({ cwd: folder, nodejs: { typescript: true, nodeArguments: [] } });
  const compile = (source = "export const a: number = 1;") =>
    createCompile(place())(path.join(folder, "index.ts"), source, "commonjs");
  const asked = (): any[] => {
    const file = path.join(folder, "node_modules/typescript/asked");
    if (!fs.existsSync(file)) return [];
    return fs
      .readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };

  it("takes the program's own TypeScript with the program's options", () => {
    const compilerOptions = {
      target: "es2019",
      importHelpers: true,
      outDir: "bin",
      rootDir: "src",
    };
    folder = programOf({ ...stub("5.9.3"), "tsconfig.json": JSON.stringify({ compilerOptions }) });
    assert.match(compile(), /exports\.a = 1;\n\/\/# sourceMappingURL=data:/);
    const [{ target, importHelpers, outDir, module }] = asked();
    assert.deepEqual([target, importHelpers, outDir, module], [6, true, undefined, 1]);
  });

  it("takes the rehearsal's where the program has none that Pulumi can use", () => {
    folder = programOf(stub("7.0.2"));
    assert.match(compile(), /exports\.a = 1;/);
    assert.deepEqual(asked(), []);
  });

  it("compiles again what has changed, and nothing else", () => {
    folder = programOf({
      ...stub("5.9.3"),
      "base.json": "{}",
      "tsconfig.json": '{"extends": "./base.json"}',
    });
    const times = (source?: string) => (compile(source), asked().length);
    assert.deepEqual([times(), times(), times("export const b = 1;")], [1, 1, 2]);
    fs.writeFileSync(path.join(folder, "base.json"), '{"compilerOptions":{"strict":false}}');
    assert.deepEqual([times("export const b = 1;"), times("export const b = 1;")], [3, 3]);
  });

  it("does without a folder that it may not write to", () => {
    folder = programOf({ ...stub("5.9.3"), "node_modules/.cache": "a file" });
    assert.match(compile(), /exports\.a = 1;/);
  });

  it("does without any node_modules", () => {
    folder = programOf({});
    assert.match(compile(), /exports\.a = 1;/);
  });
});
