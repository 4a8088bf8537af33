import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { ownCompiler, readTsconfig } from "../../../../rehearsal/program/typescript";
import { type Files, programOf } from "./support/programs";

const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;

const sdk = (version: string): Files => ({
  "node_modules/@pulumi/pulumi/package.json": JSON.stringify({ version }),
});

describe("readTsconfig", () => {
  /** The options of a program of these files, with which it compiles and checks. */
  function read(files: Files, compiler: any = ts, tsconfig?: string) {
    const cwd = programOf(files);
    const nodejs = { typescript: true, nodeArguments: [], ...(tsconfig ? { tsconfig } : {}) };
    const config = readTsconfig(compiler, { cwd, nodejs });
    fs.rmSync(cwd, { recursive: true });
    return config;
  }

  it("has Pulumi's defaults: Node's own modules, with older SDKs and compilers CommonJS", () => {
    const modules = (files: Files, compiler?: any) => {
      const { target, module, moduleResolution } = read(files, compiler).options;
      assert.equal(target, ScriptTarget.ES2020);
      return [module, moduleResolution];
    };
    const node = [ModuleKind.NodeNext, ModuleResolutionKind.NodeNext];
    const before = [ModuleKind.CommonJS, ModuleResolutionKind.Node10];
    assert.deepEqual(modules(sdk("3.270.0")), node);
    assert.deepEqual(modules(sdk("3.229.0")), node);
    assert.deepEqual(modules(sdk("3.228.0")), before);
    assert.deepEqual(modules(sdk("3.270.0"), { ...ts, versionMajorMinor: "4.6" }), before);
    assert.deepEqual(modules({}), before);
  });

  it("has ts-node's without a tsconfig, where that is installed", () => {
    const tsNode = { "node_modules/ts-node/index.js": "" };
    const { strict, types, module } = read({ ...sdk("3.270.0"), ...tsNode }).options;
    assert.deepEqual([strict, types, module], [true, ["node"], ModuleKind.NodeNext]);
    assert.equal(read({ ...sdk("3.270.0") }).options.strict, undefined);
    assert.equal(read({ ...tsNode, "tsconfig.json": "{}" }).options.strict, undefined);
  });

  it("puts the defaults before what a tsconfig extends, as Pulumi does", () => {
    const base = { target: "es2023", strictNullChecks: true, types: ["node"] };
    const files = {
      "tsconfig.json": '{"extends": "./base.json", "compilerOptions": {"module": "node20"}}',
      "base.json": JSON.stringify({ compilerOptions: base }),
    };
    const { options, errors } = read({ ...sdk("3.270.0"), ...files });
    assert.deepEqual(
      [options.target, options.module, options.strictNullChecks, options.types],
      [ScriptTarget.ES2020, ModuleKind.Node20, true, ["node"]],
    );
    assert.deepEqual(
      errors.map(({ code }) => code),
      [18003],
    );
  });

  it("reads another tsconfig where Pulumi.yaml names one, and ts-node's own settings", () => {
    const files = { "ts/pulumi.json": '{"ts-node": {"transpileOnly": true}} // a comment' };
    assert.deepEqual(read(files, ts, "ts/pulumi.json").tsNode, { transpileOnly: true });
    assert.throws(() => read({}, ts, "ts/pulumi.json"), {
      message: /ts\/pulumi\.json, which does/,
    });
  });

  it("tells what is wrong with a tsconfig", () => {
    const { errors } = read({ "tsconfig.json": '{"extends": "./none.json"}' });
    assert.match(String(errors[0].messageText), /none\.json/);
  });
});

describe("ownCompiler", () => {
  it("is the one that the program finds from its folder, also above it", () => {
    const folder = programOf({
      "node_modules/typescript/package.json": JSON.stringify({
        version: "5.4.5",
        main: "lib/a.js",
      }),
      "node_modules/typescript/lib/a.js": "module.exports = { version: 'own' };",
      "infra/index.ts": "",
    });
    const compiler = ownCompiler(path.join(folder, "infra"))!;
    assert.deepEqual([compiler.version, compiler.load().version], ["5.4.5", "own"]);
    fs.rmSync(folder, { recursive: true });
  });
});
