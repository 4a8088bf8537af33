/** The JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import {
  reviewEvent,
  reviewEventSchema,
  reviewId,
} from "../../../../../functions/domain/bypass/review-event";
import { ann, use } from "../../bypass/uses";

const root = path.join(__dirname, "../../../../..");
const file = path.join(root, "docs/review-event.schema.json");

describe("docs/review-event.schema.json", () => {
  it("is the schema that the function publishes by, and the package exports it", () => {
    const schema = { title: "Review event", ...toJsonSchema(reviewEventSchema) };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
    const { exports } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.equal(exports["./review-event.schema.json"], "./docs/review-event.schema.json");
  });
});

describe("A review event", () => {
  const seen = new Date("2026-11-22T23:00:00.000Z");
  const of = (change: Partial<typeof use> = {}, reason = "Checkout was down.") =>
    reviewEvent({ ...use, ...change }, { actor: ann, reason }, seen);

  it("says who has reviewed which bypass, when it was seen, and what they found", () => {
    const event = of();
    assert.deepEqual(v.parse(v.strictObject(reviewEventSchema.entries), event), event);
    assert.deepEqual(event, {
      ...{ schemaVersion: 1, id: reviewId(use.id), type: "Reviewed", bypass: use.id },
      ...{ time: "2026-11-22T23:00:00.000Z", actor: ann, reason: "Checkout was down." },
      ...{ region: "eu-west-1", pipelineName: "orders", stageName: "production" },
      ...{ actionName: "approve", pipelineExecutionId: "execution-1", gates: use.gates },
    });
  });

  it("is without what nobody knows", () => {
    const event = of({ stageName: undefined, pipelineExecutionId: undefined });
    assert.ok(!("stageName" in event) && !("pipelineExecutionId" in event));
    assert.equal(event.actionName, "approve");
  });

  it("has of what they found what a message can show", () => {
    assert.equal(of({}, "x".repeat(1000)).reason, "x".repeat(1000));
    assert.equal(of({}, "x".repeat(1001)).reason.length, 1000);
  });

  it("has one id for one bypass, whoever reviews it, which is not that of the bypass", () => {
    assert.match(reviewId(use.id), /^[0-9a-f]{32}$/);
    assert.equal(reviewId(use.id), reviewId(use.id));
    const ids = [use.id, reviewId(use.id), reviewId("another"), reviewId("")];
    assert.equal(new Set(ids).size, ids.length);
  });
});
