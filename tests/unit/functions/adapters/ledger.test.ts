/** The ledger's table in the local AWS, with the rights of its function. */
import * as assert from "node:assert/strict";
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { createLedgerStore } from "../../../../functions/adapters/ledger";
import { FinalError } from "../../../../functions/domain/errors";
import { type LedgerEntry, noHash } from "../../../../functions/domain/ledger/entry";
import type { LedgerStore } from "../../../../functions/domain/ledger/ports";
import { headOf } from "../../../../functions/domain/ledger/seal";
import { ledgerOf } from "../domain/ledger/samples";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { startLedger } from "../support/local-ledger";

const of = "request#r-1";

describe("The table of the ledger", () => {
  let local: Equipment;
  let client: DynamoDBClient;
  let store: LedgerStore;
  const entries = ledgerOf();

  beforeEach(async () => {
    local = await startLedger();
    client = new DynamoDBClient({ maxAttempts: 1 });
    store = createLedgerStore(() => client, "ledger");
  });
  afterEach(async () => {
    client.destroy();
    await local.stop();
  });

  const append = (entry: LedgerEntry, before: number, through = before + 1) =>
    store.append(entry, { of, before, through });
  const all = async (after = 0): Promise<LedgerEntry[]> => {
    const found: LedgerEntry[] = [];
    for await (const entry of store.entriesAfter(after)) found.push(entry);
    return found;
  };

  it("is empty at first", async () => {
    assert.deepEqual(await store.head(), { sequence: 0, hash: noHash });
    assert.equal(await store.progress(of), 0);
    assert.equal(await store.archived(), 0);
    assert.deepEqual(await all(), []);
  });

  it("moves its head and the progress with each entry", async () => {
    for (const [at, entry] of entries.entries()) {
      assert.equal(await append(entry, at * 2, at * 2 + 2), "appended");
      assert.deepEqual(await store.head(), headOf(entry));
      assert.equal(await store.progress(of), at * 2 + 2);
    }
    assert.equal(await store.progress("request#r-2"), 0);
    assert.deepEqual(await all(), entries);
    assert.deepEqual(await all(4), entries.slice(4));
    const denied = local.audit.filter(({ allowed }) => !allowed);
    assert.deepEqual(denied, []);
  });

  it("takes all of it or nothing, where another was quicker", async () => {
    const [first, second, third] = entries;
    const lost: [string, () => Promise<string>][] = [
      ["the head has moved", () => append(second, 1)],
      ["the head has another hash", () => append({ ...second, previousHash: "f".repeat(64) }, 1)],
      ["there is no such head", () => append(third, 1)],
      ["the progress has moved", () => append(second, 0)],
      ["the progress is not so far", () => append(second, 2)],
      ["the first is there", () => append(first, 1)],
    ];
    assert.equal(await append(first, 0), "appended");
    for (const [why, run] of lost.slice(1)) {
      assert.equal(await run(), "lost", why);
      assert.deepEqual(await all(), [first], why);
      assert.equal(await store.progress(of), 1, why);
    }
    assert.equal(await append(second, 1), "appended");
    assert.equal(await lost[0][1](), "lost");
    assert.deepEqual(await all(), [first, second]);
  });

  it("replaces no entry, whatever became of its head", async () => {
    const [first] = entries;
    await append(first, 0);
    const { tables } = local.stores;
    const Key = { partition: { S: "head" }, sequence: { N: "0" } };
    await tables.call("DeleteItem", { TableName: "ledger", Key });
    assert.equal(
      await store.append({ ...first, hub: "other" }, { of: "event#e", before: 0, through: 1 }),
      "lost",
    );
    assert.deepEqual(await all(), [first]);
  });

  it("has of all who append at once one that comes through", async () => {
    const [first] = entries;
    const runs = Array.from({ length: 5 }, (_, at) =>
      store.append(first, { of: `request#r-${at}`, before: 0, through: 1 }),
    );
    const ends = await Promise.all(runs);
    assert.equal(ends.filter((end) => end === "appended").length, 1);
    assert.deepEqual(await all(), [first]);
  });

  it("notes how far the archive is, and never less", async () => {
    for (const through of [2, 1, 2, 5]) await store.noteArchived(through);
    assert.equal(await store.archived(), 5);
  });

  it("lets its function read no entry by itself, put none alone, and delete nothing", async () => {
    await append(entries[0], 0);
    const key = { partition: { S: "entries" }, sequence: { N: "1" } };
    const commands = [
      new GetItemCommand({ TableName: "ledger", Key: key }),
      new PutItemCommand({ TableName: "ledger", Item: key }),
      new DeleteItemCommand({ TableName: "ledger", Key: key }),
    ];
    for (const command of commands) {
      await assert.rejects(client.send(command as GetItemCommand), {
        name: "AccessDeniedException",
      });
    }
  });

  describe("that cancels a transaction", () => {
    const cancelled = (...codes: (string | undefined)[]) => {
      const error = new TransactionCanceledException({
        ...{ message: "cancelled", $metadata: {} },
        CancellationReasons: codes.map((Code) => ({ Code })),
      });
      client.send = () => Promise.reject(error);
      return { error, ended: append(entries[0], 0) };
    };

    it("says that another was quicker, by each of the reasons for it", async () => {
      assert.equal(await cancelled("None", "TransactionConflict", "None").ended, "lost");
      assert.equal(await cancelled("ConditionalCheckFailed", undefined, "None").ended, "lost");
    });

    it("throws what another try may mend, and what none does", async () => {
      for (const codes of [["None", "ThrottlingError"], ["None"], []]) {
        const { error, ended } = cancelled("ConditionalCheckFailed", ...codes);
        if (codes[1] === "ThrottlingError") await assert.rejects(ended, error);
        else assert.equal(await ended, "lost");
      }
      const unexplained = cancelled("None", "None");
      await assert.rejects(unexplained.ended, unexplained.error);
      await assert.rejects(cancelled("None", "ValidationError").ended, FinalError);
    });
  });
});
