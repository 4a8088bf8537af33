import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { noticesOf } from "../../../../rehearsal/program/notices";
import { readProject } from "../../../../rehearsal/program/project";
import { type Files, programOf } from "./support/programs";

const asModule = { "package.json": '{"type":"module"}' };
const tsNode = {
  "node_modules/ts-node/package.json": '{"exports":{"./esm":"./esm.mjs"}}',
  "node_modules/ts-node/esm.mjs": "",
};

describe("what pulumi up makes of a program", () => {
  function notices(files: Files, file: string): string[] {
    const folder = programOf(files);
    const found = noticesOf(readProject(folder), path.join(folder, file));
    fs.rmSync(folder, { recursive: true });
    return found;
  }

  it("is told where it runs index.js although there is index.ts", () => {
    const both = { "index.js": "", "index.ts": "" };
    assert.match(notices(both, "index.js")[0], /Pulumi runs index\.js.*`main: index\.ts`/);
    assert.deepEqual(
      notices({ ...both, "Pulumi.yaml": "name: a\nmain: index.js" }, "index.js"),
      [],
    );
    assert.deepEqual(notices({ "index.js": "" }, "index.js"), []);
  });

  it("is told where ES modules in TypeScript do without ts-node", () => {
    const program = { ...asModule, "index.ts": "" };
    assert.match(notices(program, "index.ts")[0], /finds? a\.ts as \.\/a\.js.*--save-dev ts-node$/);
    const loader = "name: a\nruntime: { name: nodejs, options: { nodeargs: --import=tsx } }";
    for (const files of [
      { ...program, ...tsNode },
      { ...program, "Pulumi.yaml": loader },
    ]) {
      assert.deepEqual(notices(files, "index.ts"), []);
    }
    assert.deepEqual(notices({ "index.ts": "" }, "index.ts"), []);
    assert.deepEqual(notices({ ...asModule, "index.js": "" }, "index.js"), []);
  });
});
