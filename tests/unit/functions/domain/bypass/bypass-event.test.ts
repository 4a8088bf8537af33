/** The JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import {
  bypassEvent,
  bypassEventSchema,
  bypassId,
  bypassKinds,
} from "../../../../../functions/domain/bypass/bypass-event";

const root = path.join(__dirname, "../../../../..");
const file = path.join(root, "docs/bypass-event.schema.json");

describe("docs/bypass-event.schema.json", () => {
  it("is the schema that the function publishes by, and the package exports it", () => {
    const schema = { title: "Bypass event", ...toJsonSchema(bypassEventSchema) };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
    const { exports } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.equal(exports["./bypass-event.schema.json"], "./docs/bypass-event.schema.json");
  });
});

const facts = {
  kind: "DecidedOutside",
  time: "2026-11-22T21:00:00.000Z",
  operation: "PutApprovalResult",
  region: "eu-west-1",
  pipelineName: "orders",
  gates: ["orders/production/approve"],
  via: "sweep",
} as const;
const words = { what: "What.", remedy: "Remedy." };

describe("A bypass event", () => {
  it("is as its schema has it, without what nobody knows", () => {
    const event = bypassEvent(["run-1"], { ...facts, gates: [...facts.gates] }, words);
    assert.deepEqual(v.parse(v.strictObject(bypassEventSchema.entries), event), event);
    assert.deepEqual(event, {
      ...{ schemaVersion: 1, type: "Bypassed", id: bypassId("DecidedOutside", ["run-1"]) },
      ...facts,
      ...words,
    });
  });

  it("has of a reason what a message can show", () => {
    const gates = [...facts.gates];
    const of = (reason?: string) => bypassEvent([], { ...facts, gates, reason }, words).reason;
    assert.equal(of("why"), "why");
    assert.equal(of(""), undefined);
    assert.equal(of(), undefined);
    assert.equal(of("x".repeat(1001))?.length, 1000);
  });

  it("has an id that follows from its kind and what is seen of it", () => {
    const ids = bypassKinds.flatMap((kind) => [
      bypassId(kind, []),
      bypassId(kind, [undefined]),
      bypassId(kind, ["a", "b"]),
      bypassId(kind, ["a b"]),
      bypassId(kind, ["ab"]),
      bypassId(kind, ["a", undefined, "b"]),
    ]);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => /^[0-9a-f]{32}$/.test(id)));
    assert.equal(bypassId("GateRemoved", ["a"]), bypassId("GateRemoved", ["a"]));
  });
});
