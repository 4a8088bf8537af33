import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { readProject } from "../../../../rehearsal/program/project";
import { checkTypes } from "../../../../rehearsal/program/type-check";
import { type Files, programOf } from "./support/programs";

const json = JSON.stringify;
const wrong = { "index.ts": "const a = 1;\nexport const b: string = a;" };

/** A program that finds no TypeScript of its own would find none to check with here. */
const compiler = (version = "5.9.3"): Files => ({
  "node_modules/typescript/package.json": json({ version }),
  "node_modules/typescript/index.js": `module.exports = require(${json(require.resolve("typescript"))});`,
});

describe("checkTypes", () => {
  const environment = { PATH: process.env.PATH };

  async function check(files: Files, more: NodeJS.ProcessEnv = {}) {
    const folder = programOf({ ...compiler(), ...files });
    const told: string[] = [];
    const tell = (lines: readonly string[]) => void told.push(...lines);
    const types = checkTypes(readProject(folder), tell, { ...environment, ...more });
    const problems = await types.problems();
    fs.rmSync(folder, { recursive: true });
    return { told, problems };
  }

  it("says file, line, column and message, of what the program imports", async () => {
    const { told, problems } = await check({
      "tsconfig.json": json({ compilerOptions: { rootDir: "src", outDir: "bin" }, files: [] }),
      "index.ts": 'import { b } from "./lib/b";\nexport const c = b;',
      "lib/b.ts": "export const b: string = 1;",
      "other.ts": "export const d: string = 1;",
    });
    assert.deepEqual(problems, [
      "`pulumi up` refuses this program, for its types are wrong (TypeScript 5.9.3):",
      "lib/b.ts:1:14: Type 'number' is not assignable to type 'string'. (TS2322)",
    ]);
    assert.deepEqual(told, problems);
  });

  it("counts what it does not tell", async () => {
    const lines = Array.from({ length: 12 }, (_, at) => `export const a${at}: string = ${at};`);
    const { problems } = await check({ "index.ts": lines.join("\n") });
    assert.deepEqual([problems.length, problems.at(-1)], [12, "And 2 more."]);
  });

  it("refuses a tsconfig that the compiler does not know", async () => {
    const tsconfig = json({ compilerOptions: { strict: "very" } });
    const { problems } = await check({ ...wrong, "tsconfig.json": tsconfig });
    assert.match(problems[1], /^tsconfig\.json: Compiler option 'strict' requires .*TS5024/);
  });

  it("says so where Pulumi does not check either", async () => {
    const off = /^The types of the program are not checked, as with `pulumi up`: /;
    const noCheck = { "tsconfig.json": json({ compilerOptions: { noCheck: true } }) };
    for (const [files, more] of [
      [wrong, { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }],
      [{ ...wrong, ...noCheck }, {}],
    ] as [Files, NodeJS.ProcessEnv][]) {
      const { told, problems } = await check(files, more);
      assert.deepEqual([told.length, problems], [1, []]);
      assert.match(told[0], off);
    }
  });

  it("has nothing to say of JavaScript, nor without Pulumi's TypeScript", async () => {
    const options = "name: web\nruntime: { name: nodejs, options: { typescript: false } }\n";
    const programs: Files[] = [{ "index.js": "" }, { ...wrong, "Pulumi.yaml": options }];
    for (const files of programs) {
      assert.deepEqual(await check(files), { told: [], problems: [] });
    }
  });

  it("takes the compiler of Pulumi's SDK where the program has none, and says how to add one", async () => {
    const { problems } = await check({
      ...wrong,
      "node_modules/typescript/package.json": "{}",
      "node_modules/typescript/index.js": "throw new Error('none');",
      "node_modules/@pulumi/pulumi/package.json": json({ version: "3.270.0" }),
      "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js":
        compiler()["node_modules/typescript/index.js"],
    });
    assert.match(problems[0], /TypeScript 3\.8\.3/);
    assert.match(
      problems.at(-1)!,
      /has no TypeScript of its own.*npm install --save-dev typescript@5$/,
    );
  });

  it("is a problem where it cannot be done", async () => {
    const { problems } = await check({
      ...wrong,
      "node_modules/typescript/index.js": "throw new Error('out of order');",
    });
    assert.match(problems[0], /could not be checked .*PULUMI_NODEJS_TRANSPILE_ONLY=true/);
    assert.match(problems[0], /out of order/);
  });

  it("can be stopped, and is then no problem", async () => {
    const folder = programOf({ ...compiler(), ...wrong });
    const types = checkTypes(readProject(folder), () => assert.fail(), environment);
    types.stop();
    assert.deepEqual(await types.problems(), []);
    fs.rmSync(folder, { recursive: true });
  });
});
