/** Which events of a request a ledger has, beside its own numbers. */
import * as assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../../functions/domain/ledger/entry";
import { findingText } from "../../../../../functions/domain/ledger/findings";
import {
  type FoundEntry,
  verifyLedger,
  type VerifyOptions,
} from "../../../../../functions/domain/ledger/verify";
import { filesOf, key, ledgerOf, ledgerOfEveryKind, sealed } from "./samples";

const entries = ledgerOf();
const found = (of: readonly FoundEntry[], options: Partial<VerifyOptions> = {}): string[] =>
  verifyLedger(of, { keys: [key.publicKey], ...options }).findings.map(findingText);

describe("verifyLedger, of the events of a request,", () => {
  it("finds an event of a request that the ledger has never had, unless an entry says so", () => {
    const lost = (at: number, omitted?: number) => {
      const event = { ...entries[at].event, sequence: 3, omitted };
      const rest = entries.slice(0, at);
      const last = JSON.parse(JSON.stringify({ ...entries[at], event })) as LedgerEntry;
      return filesOf([...rest, sealed(last)]);
    };
    // The third entry is the second event of its request.
    assert.deepEqual(found(lost(2)), ["Event 2 of request request-0 is missing."]);
    assert.deepEqual(found(lost(2, 1)), []);
    assert.deepEqual(found(lost(0, 1)), ["Event 1 of request request-0 is missing."]);
    assert.deepEqual(found(lost(0, 2)), []);
    assert.deepEqual(found(lost(2).slice(2), { first: 3 }), []);
    assert.deepEqual(found(lost(2).slice(2), { isSelection: true }), [
      "Event 1 of request request-0 is missing.",
      "Event 2 of request request-0 is missing.",
    ]);
  });

  it("reads what belongs to no request", () => {
    assert.deepEqual(found(filesOf(ledgerOfEveryKind())), []);
    assert.deepEqual(found(filesOf(ledgerOfEveryKind()).slice(7), { isSelection: true }), []);
  });
});
