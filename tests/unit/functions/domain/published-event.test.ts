/** The JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { publishedEventSchema } from "../../../../functions/domain/published-event";

const file = path.join(__dirname, "../../../../docs/request-event.schema.json");

describe("docs/request-event.schema.json", () => {
  it("is the schema that the functions publish by", () => {
    const schema = { title: "Request event", ...toJsonSchema(publishedEventSchema) };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
  });
});
