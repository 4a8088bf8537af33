/** Everything that can be done to a ledger's files: each of it is found. */
import * as assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonicalJson,
  type Json,
  type JsonObject,
} from "../../../../../functions/domain/ledger/canonical";
import { hashOf, noHash } from "../../../../../functions/domain/ledger/entry";
import { type FoundEntry, verifyLedger } from "../../../../../functions/domain/ledger/verify";
import { createKey, filesOf, key, ledgerOf, ledgerOfEveryKind, sealed } from "./samples";

const entries = ledgerOfEveryKind();
const count = entries.length;
const files = filesOf(entries);
const lastHash = entries[count - 1].hash;

const isFound = (of: readonly FoundEntry[]): boolean =>
  verifyLedger(of, { keys: [key.publicKey], lastHash }).findings.length > 0;
const textAt = (at: number, text: string): FoundEntry[] =>
  files.map((file, i) => (i === at ? { ...file, text } : file));

/** The paths of all members, those of records as well. */
function* pathsOf(
  value: Json,
  to: readonly (string | number)[] = [],
): Iterable<(string | number)[]> {
  if (to.length > 0) yield [...to];
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* pathsOf(member!, [...to, name]);
}

/** The entry with the member at a path as `change` answers it; undefined takes it away. */
function changed(value: any, [name, ...rest]: (string | number)[], change: (of: any) => any): any {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = rest.length === 0 ? change(copy[name]) : changed(copy[name], rest, change);
  return copy;
}

/** As it is read from a file. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonObject;

const changes: Readonly<Record<string, (of: any) => unknown>> = {
  "taken away": () => undefined,
  "of another type": (of) => (typeof of === "string" ? 1 : "1"),
  "of another value": (of) => {
    if (typeof of === "number") return of + 1;
    if (typeof of !== "string") return Array.isArray(of) ? [...of, ...of] : { ...of, more: "1" };
    // Of a hash and a signature it stays one in form.
    return of.startsWith("0") ? `1${of.slice(1)}` : `0${of.slice(1)}`;
  },
};

describe("A ledger", () => {
  it("verifies as it is", () => assert.equal(isFound(files), false));

  for (const [how, change] of Object.entries(changes)) {
    it(`does not verify with any member of any entry ${how}`, () => {
      let tried = 0;
      for (const [at, entry] of entries.entries()) {
        for (const to of pathsOf(entry)) {
          const mutant = plain(changed(entry, to, change));
          const where = `${at + 1}: ${to.join(".")}`;
          assert.ok(isFound(textAt(at, canonicalJson(mutant))), where);
          // Whoever changes an entry can make its hash fit; the signature they cannot.
          const hashed = to[0] === "hash" ? mutant : { ...mutant, hash: hashOf(mutant) };
          assert.ok(isFound(textAt(at, canonicalJson(hashed))), `${where}, hashed`);
          tried++;
        }
      }
      assert.equal(tried, 6 * 39 + 40 + 33);
    });
  }

  // canonicalJson throws on these: the schema has to refuse them before.
  for (const number of [1e16, 2 ** 53, 0.5]) {
    it(`does not verify with any number of any entry ${number}`, () => {
      let tried = 0;
      for (const [at, entry] of entries.entries()) {
        for (const to of pathsOf(entry)) {
          const mutant = changed(entry, to, (of) => (typeof of === "number" ? number : of));
          const text = JSON.stringify(mutant);
          if (text === JSON.stringify(entry)) continue;
          const { findings } = verifyLedger(textAt(at, text), { keys: [key.publicKey] });
          const where = `${to.join(".")} is not as in an entry`;
          assert.ok(
            findings.some((one) => "why" in one && one.why === where),
            where,
          );
          tried++;
        }
      }
      assert.equal(tried, 6 * 3 + 4 + 2);
    });
  }

  it("does not verify with any byte of any entry changed", () => {
    fc.assert(
      fc.property(
        fc.nat(count - 1),
        fc.nat(10_000),
        fc.integer({ min: 1, max: 127 }),
        (at, offset, difference) => {
          const bytes = Buffer.from(files[at].text);
          bytes[offset % bytes.length] ^= difference;
          assert.ok(isFound(textAt(at, bytes.toString("utf8"))));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not verify without any of its entries, or any run of them", () => {
    for (let from = 0; from < count; from++) {
      for (let length = 1; length <= count - from; length++) {
        assert.ok(isFound(files.toSpliced(from, length)), `${from + 1}, ${length}`);
      }
    }
  });

  it("does not verify with any two of its entries exchanged, their names or their order", () => {
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const texts = files.map((file, i) => ({
          ...file,
          text: files[i === a ? b : i === b ? a : i].text,
        }));
        assert.ok(isFound(texts), `names of ${a + 1} and ${b + 1}`);
        const order = files.with(a, files[b]).with(b, files[a]);
        const unnamed = order.map(({ file, text }) => ({ file, text }));
        assert.ok(isFound(unnamed), `order of ${a + 1} and ${b + 1}`);
      }
    }
  });

  it("does not verify with an entry put in anywhere: a copy, one unsigned, one of another ledger", () => {
    const [, other] = ledgerOf(2);
    const strangers = [
      entries[2],
      { ...entries[2], sequence: count + 1 },
      sealed({ ...other, hub: "other", previousHash: noHash }),
      sealed({ ...other, hub: "other", sequence: count + 1, previousHash: noHash }),
    ];
    for (const [number, stranger] of strangers.entries()) {
      for (let at = 0; at <= count; at++) {
        const text = canonicalJson(stranger);
        const putIn = files.toSpliced(at, 0, { file: "put-in", text });
        assert.ok(isFound(putIn), `${number} at ${at}`);
      }
    }
  });

  it("does not verify where a piece of it was written again with another key", () => {
    const { privateKey } = createKey();
    for (let from = 0; from < count; from++) {
      const again = entries.slice(from).map((entry) => sealed(entry, privateKey));
      assert.ok(isFound(filesOf([...entries.slice(0, from), ...again])), `${from + 1}`);
    }
  });
});
