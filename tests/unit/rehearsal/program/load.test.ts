import * as assert from "node:assert/strict";
import { loaded } from "./support/programs";

const asModule = { "package.json": '{"type":"module"}' };

describe("loadProgram", () => {
  it("takes what JavaScript exports, in both kinds of modules", async () => {
    const lib = { "lib/a.js": "exports.a = 1;" };
    const commonjs = await loaded({ ...lib, "index.js": 'exports.b = require("./lib/a").a;' });
    assert.deepEqual(commonjs.exported, { b: 1 });
    const modules = await loaded({
      ...asModule,
      "index.js": 'import { a } from "./a.js";\nexport const b = await a;',
      "a.js": "export const a = Promise.resolve(1);",
    });
    assert.deepEqual(modules.exported, { b: 1 });
  });

  it("calls a program that is a function, and takes a default export alone", async () => {
    const exported = async (files: Record<string, string>) => (await loaded(files)).exported;
    const outputs = "async () => ({ a: 1 })";
    assert.deepEqual(await exported({ "index.js": `module.exports = ${outputs};` }), { a: 1 });
    assert.deepEqual(await exported({ "index.ts": `export = ${outputs};` }), { a: 1 });
    const asDefault = `export default ${outputs};`;
    assert.deepEqual(await exported({ ...asModule, "index.mjs": asDefault }), { a: 1 });
    const { described } = await loaded({
      ...asModule,
      "index.ts": `${asDefault}\nexport const b = 1;`,
    });
    assert.match(described!, /^index\.ts has a default export and named ones\./);
  });

  it("runs index.js before index.ts, as Pulumi does", async () => {
    const files = { "index.js": "exports.a = 1;", "index.ts": "export const a: number = 2;" };
    assert.deepEqual((await loaded(files)).exported, { a: 1 });
  });
});
