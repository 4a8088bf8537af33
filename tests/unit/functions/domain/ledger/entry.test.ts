/** The form of an entry. UPDATE_GOLDEN=1 writes its JSON Schema. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import {
  entryFileName,
  entryText,
  hashOf,
  ledgerEntrySchema,
  sequenceOfFile,
  signedBytes,
} from "../../../../../functions/domain/ledger/entry";
import { ledgerOf } from "./samples";

const file = path.join(__dirname, "../../../../../docs/ledger-entry.schema.json");

describe("docs/ledger-entry.schema.json", () => {
  it("is the schema that entries are read by", () => {
    const schema = { title: "Ledger entry", ...toJsonSchema(ledgerEntrySchema) };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
  });
});

describe("An entry of the ledger", () => {
  const [entry] = ledgerOf(1);

  it("is hashed without its hash and signature, by the rule that the docs give", () => {
    const { hash, signature, ...content } = entry;
    const text = signedBytes(entry).toString();
    assert.deepEqual(JSON.parse(text), content);
    assert.ok(!text.includes(signature));
    assert.equal(createHash("sha256").update(text).digest("hex"), hash);
    assert.equal(hashOf(entry), hash);
  });

  it("is one line, which says it all", () => {
    assert.match(entryText(entry), /^\{.*\}\n$/);
    assert.deepEqual(JSON.parse(entryText(entry)), entry);
  });

  it("is named by its number, so that a list by name is in order", () => {
    assert.equal(entryFileName(1), "0000000001.json");
    assert.equal(sequenceOfFile(entryFileName(1234)), 1234);
    for (const name of ["1.json", "0000000001.json.bak", "00000000001.json", "a000000001.json"]) {
      assert.equal(sequenceOfFile(name), undefined);
    }
  });
});
