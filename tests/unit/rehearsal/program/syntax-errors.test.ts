import * as assert from "node:assert/strict";
import { withPlace } from "../../../../rehearsal/program/syntax-errors";
import { loaded } from "./support/programs";

const asModule = { "package.json": '{"type":"module"}' };

describe("a program that cannot be read", () => {
  it("says file, line and column, in TypeScript and in JavaScript", async () => {
    const typescript = await loaded({ "index.ts": "const a = 1;\nconst b = ;" });
    assert.equal(typescript.described, "index.ts:2:11: SyntaxError: Expression expected. (TS1109)");
    const text = "SyntaxError: Unexpected token ';'";
    const javascript = await loaded({ "index.js": "const a = 1;\nconst b = ;" });
    assert.equal(javascript.described, `index.js:2:11: ${text}`);
    const modules = await loaded({
      ...asModule,
      "index.js": 'import "./lib/b.js";\nimport "./a.js";',
      "a.js": "",
      "lib/b.js": "export const b = ;",
    });
    assert.equal(modules.described, `lib/b.js:1:18: ${text}`);
  });

  it("says where a module imports what another does not export", async () => {
    const { described } = await loaded({
      ...asModule,
      "index.js": '\nimport { a } from "./a.js";',
      "a.js": "",
    });
    assert.match(described!, /^index\.js:2:10: SyntaxError: .* an export named 'a'/);
  });

  it("is told from text that is no program", () => {
    const error = (() => {
      try {
        return JSON.parse("{");
      } catch (thrown) {
        return thrown;
      }
    })();
    assert.equal(withPlace(error), error);
    assert.equal(withPlace("text"), "text");
  });
});
