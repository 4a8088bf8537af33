import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { kindOf } from "../../../../rehearsal/program/hook";
import { load, loaded, programOf } from "./support/programs";

const json = JSON.stringify;
const asModule = { "package.json": json({ type: "module" }) };

describe("a program's own TypeScript", () => {
  it("is CommonJS without a package.json that says module, whatever its tsconfig says", async () => {
    const compilerOptions = {
      module: "esnext",
      ...{ rootDir: "src", outDir: "bin", noEmit: true, declaration: true, composite: true },
    };
    const { exported } = await loaded({
      "tsconfig.json": json({ compilerOptions }),
      "index.ts": 'import { a } from "./lib/a";\nexport const sum: number = a + 1;',
      "lib/a.ts": "export const a: number = 1;\nmodule.exports.extra = typeof require;",
    });
    assert.deepEqual(exported, { sum: 2 });
  });

  it("takes the program's compiler options, and those that they extend", async () => {
    const { exported } = await loaded({
      "base.json": json({ compilerOptions: { experimentalDecorators: true } }),
      "tsconfig.json": json({ extends: "./base.json", compilerOptions: { removeComments: true } }),
      "index.ts":
        "const mark = (target: unknown, key: string) => void marked.push(key);\n" +
        "const marked: string[] = [];\nclass A { @mark b = 1; }\nexport { marked };",
    });
    assert.deepEqual(exported, { marked: ["b"] });
  });

  it("takes the tsconfig that Pulumi.yaml names, and says which is missing", async () => {
    const files = {
      "Pulumi.yaml":
        "name: web\nruntime: { name: nodejs, options: { tsconfig: ts/pulumi.json } }\n",
      "index.ts": 'import fs from "node:fs";\nexport const found = fs !== undefined;',
    };
    const { exported } = await loaded({
      ...files,
      "ts/pulumi.json": json({ compilerOptions: { module: "commonjs", esModuleInterop: true } }),
    });
    assert.deepEqual(exported, { found: true });
    const { thrown } = await loaded(files);
    assert.match(
      thrown!.message,
      /`runtime\.options\.tsconfig` .*ts\/pulumi\.json, which does not/,
    );
  });

  it("may be ES modules with top-level await, which name what they become", async () => {
    const { exported } = await loaded({
      ...asModule,
      "index.ts":
        'import { a } from "./lib/a.js";\nexport const late: number = await Promise.resolve(a);\n' +
        "export enum Size { Small }\nexport const url = import.meta.url.slice(-8);",
      "lib/a.ts": 'import { b } from "./b.cjs";\nexport const a: number = b;',
      "lib/b.cts": "export const b: number = 3;",
    });
    assert.deepEqual(exported, { late: 3, Size: { 0: "Small", Small: 0 }, url: "index.ts" });
  });

  it("is an ES module as .mts, and CommonJS as .cts", async () => {
    const main = (file: string) => ({ "Pulumi.yaml": `name: web\nmain: ${file}\n` });
    const program = "export const which = typeof module;";
    const mts = await loaded({ ...main("a.mts"), "a.mts": `await 0;\n${program}` });
    const cts = await loaded({ ...asModule, ...main("a.cts"), "a.cts": program });
    assert.deepEqual([mts.exported, cts.exported], [{ which: "undefined" }, { which: "object" }]);
  });

  it("is left to Node.js with `typescript: false`", async () => {
    const { thrown } = await loaded({
      ...asModule,
      "Pulumi.yaml": "name: web\nruntime: { name: nodejs, options: { typescript: false } }\n",
      "index.ts": "export enum Size { Small }",
    });
    assert.equal(thrown?.name, "SyntaxError");
  });

  it("has what its tsconfig lets ts-node load first, where that is installed", async () => {
    const files = {
      "tsconfig.json": json({ "ts-node": { require: ["./first.js"] } }),
      "first.js": "globalThis.first = 1;",
      "index.ts": "export const first: unknown = Reflect.get(globalThis, 'first');",
    };
    const tsNode = { "node_modules/ts-node/index.js": "" };
    assert.deepEqual((await loaded(files)).exported, {});
    assert.deepEqual((await loaded({ ...files, ...tsNode })).exported, { first: 1 });
  });

  it("is left to the loader that nodeargs name, where it is an ES module", async () => {
    const { exported } = await loaded({
      ...asModule,
      "Pulumi.yaml":
        "name: web\nruntime: { name: nodejs, options: { nodeargs: \"--import './own loader.mjs'\" } }\n",
      "own loader.mjs":
        'import { registerHooks } from "node:module";\nregisterHooks({ load: (url, context, next) =>\n' +
        '  url.endsWith("/index.ts")\n' +
        '    ? { format: "module", source: "export const by = 1;", shortCircuit: true }\n' +
        "    : next(url, context) });",
      "index.ts": "export const by: number = 0;",
    });
    assert.deepEqual(exported, { by: 1 });
  });

  it("of another package of the workspace is compiled, of a dependency it is not", async () => {
    const folder = programOf({
      "infra/Pulumi.yaml": "name: web\n",
      "infra/Pulumi.rehearsal.yaml": "config:\n  aws:region: eu-west-1\n",
      "infra/index.ts": 'export { names } from "@acme/names";',
      "names/package.json": json({ name: "@acme/names", main: "src/index.ts" }),
      "names/src/index.ts": "export const names: string[] = ['web'];",
    });
    const linked = path.join(folder, "node_modules/@acme/names");
    fs.mkdirSync(path.dirname(linked), { recursive: true });
    fs.symlinkSync(path.join(folder, "names"), linked);
    assert.deepEqual((await load(path.join(folder, "infra"))).exported, { names: ["web"] });
    fs.rmSync(linked);
    fs.renameSync(path.join(folder, "names"), linked);
    const { thrown } = await load(path.join(folder, "infra"));
    assert.match(thrown!.message, /names\/src\/index\.ts is TypeScript in node_modules/);
    fs.rmSync(folder, { recursive: true });
  });
});

describe("a stack trace of a program", () => {
  const program =
    "interface A {\n  b: string;\n}\n\nexport const a: A = (() => {\n  throw new Error('no');\n})();";

  it("names the line of TypeScript, in both kinds of modules", async () => {
    for (const files of [{}, asModule]) {
      const { thrown } = await loaded({ ...files, "index.ts": program });
      assert.match(thrown!.stack, /index\.ts:6:9/);
    }
  });

  it("names line and column of what cannot be compiled", async () => {
    const { thrown } = await loaded({ "index.ts": "const a = 1;\nconst b = ;" });
    assert.equal(thrown!.message, "Expression expected. (TS1109)");
  });
});

describe("kindOf", () => {
  it("goes by the ending, else by the nearest package.json", () => {
    const folder = programOf({
      ...asModule,
      "old/package.json": "{}",
      "node_modules/a/index.js": "",
    });
    const kinds = ["a.ts", "a.cts", "old/a.ts", "old/a.mjs", "node_modules/a/index.js"].map(
      (name) => kindOf(path.join(folder, name)),
    );
    assert.deepEqual(kinds, ["module", "commonjs", "commonjs", "module", "commonjs"]);
    fs.rmSync(folder, { recursive: true });
  });
});
