/** The JSON Schema of a report. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { reportSchema } from "../../../../rehearsal/report/schema";

const file = path.join(__dirname, "../../../../docs/rehearsal-report.schema.json");

describe("docs/rehearsal-report.schema.json", () => {
  it("is the schema that reports are made by", () => {
    const schema = {
      title: "Report of a rehearsal: npm run rehearse -- --auto SCRIPT --report FILE",
      ...toJsonSchema(reportSchema),
    };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
  });
});
