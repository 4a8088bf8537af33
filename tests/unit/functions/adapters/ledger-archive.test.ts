/** The ledger's bucket in the local AWS, with the rights of its function. */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createArchive } from "../../../../functions/adapters/ledger-archive";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { startLedger } from "../support/local-ledger";

const name = "0000000001.json";
const text = '{"reason":"Läuft."}\n';

describe("The bucket of the ledger", () => {
  let local: Equipment;
  beforeEach(async () => {
    local = await startLedger();
  });
  afterEach(() => local.stop());

  const file = () => path.join(local.buckets.folder("ledger"), "entries", name);
  const versions = () => local.buckets.versions("ledger").of(`entries/${name}`).length;

  it("takes an entry once, as it is", async () => {
    const archive = createArchive("ledger");
    assert.equal(await archive.put(name, text), "put");
    assert.equal(await archive.put(name, text), "exists");
    assert.equal(readFileSync(file(), "utf8"), text);
    assert.equal(versions(), 1);
    assert.deepEqual(
      local.audit.map(({ action, allowed }) => [action, allowed]),
      [
        ["s3:PutObject", true],
        ["s3:PutObject", true],
        ["s3:GetObject", true],
      ],
    );
  });

  it("keeps what else is there, and says so", async () => {
    for (const other of ["", `${text} `, "{}", text.slice(0, -1)]) {
      local.buckets.putText("ledger", `entries/${name}`, other);
      const before = versions();
      assert.equal(await createArchive("ledger").put(name, text), "other");
      assert.equal(readFileSync(file(), "utf8"), other);
      assert.equal(versions(), before);
    }
  });

  it("throws what is no such answer", async () => {
    await assert.rejects(createArchive("others").put(name, text), { name: "NoSuchBucket" });
  });
});
