/** The JSON Schema of a rehearsal's settings. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { settingsSchema } from "../../../../rehearsal/settings/schema";

const file = path.join(__dirname, "../../../../docs/rehearsal.schema.json");

describe("docs/rehearsal.schema.json", () => {
  it("is the schema that the settings are read by", () => {
    const schema = {
      title:
        "Settings of a rehearsal: keys of `config` in Pulumi.rehearsal.yaml, without `rehearsal:`",
      ...toJsonSchema(settingsSchema),
    };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
  });
});
