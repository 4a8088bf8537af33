/**
 * The schema is the contract with every other language: a change to it is a change to their SDKs.
 * UPDATE_GOLDEN=1 writes what it is now.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { engineSchema, goldenFile } from "./support/schema";

describe("the schema that the engine gets", () => {
  it("is the golden one", async () => {
    const schema = await engineSchema();
    if (process.env.UPDATE_GOLDEN === "1") fs.writeFileSync(goldenFile, schema);
    assert.deepEqual(JSON.parse(schema), JSON.parse(fs.readFileSync(goldenFile, "utf8")));
  });
});
