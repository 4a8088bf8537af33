/** The JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { publishedEvent, publishedEventSchema } from "../../../../functions/domain/published-event";
import { now, requestOf } from "./samples";

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

describe("publishedEvent", () => {
  for (const token of ["1f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5", "a.b+(c", "x|y$"]) {
    it(`names no token, whatever characters it has: ${token}`, () => {
      const event = { id: "id-1", sequence: 1, type: "Deciding", time: now.toISOString() } as const;
      const reason = `${token}, or ${token.toUpperCase()}: axbc, y`;
      const published = publishedEvent(requestOf({ token, customData: `For ${token}` }), {
        ...event,
        reason,
      });
      assert.equal(published.reason, "(token), or (token): axbc, y");
      assert.equal(published.request.customData, "For (token)");
    });
  }
});
