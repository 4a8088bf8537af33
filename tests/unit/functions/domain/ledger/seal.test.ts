/** An entry in its place. */
import * as assert from "node:assert/strict";
import { FinalError } from "../../../../../functions/domain/errors";
import { hashOf, ledgerEntrySchema, noHash } from "../../../../../functions/domain/ledger/entry";
import { contentOf, headOf, sealed } from "../../../../../functions/domain/ledger/seal";
import * as v from "valibot";
import { ledgerOf } from "./samples";

const [{ event, request, keyArn, signature }] = ledgerOf(1);
const now = new Date("2026-11-28T09:30:00.000Z");
const first = { sequence: 0, hash: noHash };
const place = { hub: "approvals", keyArn, head: first, now };
const recordedAfter = (recordedAt?: string) =>
  contentOf({ event, request }, { ...place, head: { ...first, recordedAt } }).recordedAt;

describe("An entry in its place", () => {
  it("follows on the head, which it becomes", () => {
    const one = sealed(contentOf({ event, request }, place), signature);
    assert.ok(v.is(ledgerEntrySchema, one));
    assert.deepEqual([one.sequence, one.previousHash], [1, noHash]);
    assert.deepEqual([one.hub, one.keyArn, one.schemaVersion], ["approvals", keyArn, 1]);
    assert.deepEqual([one.event, one.request, one.signature], [event, request, signature]);
    assert.equal(one.hash, hashOf(one));
    const head = headOf(one);
    assert.deepEqual(head, { sequence: 1, hash: one.hash, recordedAt: now.toISOString() });
    const two = sealed(contentOf({ event, request }, { ...place, head }), signature);
    assert.deepEqual([two.sequence, two.previousHash], [2, one.hash]);
  });

  it("was recorded no earlier than the one before it, whatever the clock says", () => {
    assert.equal(recordedAfter(), now.toISOString());
    assert.equal(recordedAfter("2026-11-28T09:29:59.999Z"), now.toISOString());
    assert.equal(recordedAfter("2026-11-28T09:30:00.001Z"), "2026-11-28T09:30:00.001Z");
  });

  it("has no member that is undefined", () => {
    const content = contentOf({ event: { ...event, reason: undefined }, request }, place);
    assert.ok(!("reason" in sealed(content, signature).event));
  });

  it("is none that would verify nowhere", () => {
    const odd = { ...event, time: "yesterday" };
    assert.throws(
      () => sealed(contentOf({ event: odd, request }, place), signature),
      (error) => error instanceof FinalError && /: event\.time\.$/.test(error.message),
    );
    assert.throws(() => sealed(contentOf({ event, request }, place), "no base64"), FinalError);
    const more = { ...contentOf({ event, request }, place), more: 1 };
    assert.throws(() => sealed(more, signature), /: more\.$/);
  });
});
