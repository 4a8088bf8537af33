/** docs/reference.md is what tools/reference.ts makes of the schema. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as prettier from "prettier";
import { reference, referenceFile, schemaFile, type Schema } from "../../../tools/reference";

const schema = JSON.parse(fs.readFileSync(schemaFile, "utf8")) as Schema;
const page = fs.readFileSync(referenceFile, "utf8");

describe("docs/reference.md", () => {
  it("is what the schema says: run `npm run reference` where it differs", () => {
    assert.equal(page, reference(schema));
  });

  it("is formatted as prettier formats it", async () => {
    assert.ok(await prettier.check(page, { parser: "markdown", printWidth: 100 }));
  });

  it("describes every argument, output and field", () => {
    const empty = page.split("\n").filter((line) => /^- `.*\): *$/.test(line));
    assert.deepEqual(empty, []);
    for (const type of Object.values(schema.resources)) {
      for (const name of Object.keys({ ...type.inputProperties, ...type.properties })) {
        assert.ok(page.includes(`- \`${name}\` (`), name);
      }
    }
  });
});
