/** What is said of a ledger with which something was done. */
import * as assert from "node:assert/strict";
import { findingText } from "../../../../../functions/domain/ledger/findings";
import { entryText, hashOf, type LedgerEntry } from "../../../../../functions/domain/ledger/entry";
import {
  type FoundEntry,
  verifyLedger,
  type VerifyOptions,
} from "../../../../../functions/domain/ledger/verify";
import { createKey, filesOf, key, ledgerOf, sealed } from "./samples";

const keys = [key.publicKey];
const entries = ledgerOf();
const files = filesOf(entries);

const found = (of: readonly FoundEntry[], options: Partial<VerifyOptions> = {}): string[] =>
  verifyLedger(of, { keys, ...options }).findings.map(findingText);

const withText = (at: number, text: string): FoundEntry[] =>
  files.map((file, i) => (i === at ? { ...file, text } : file));
const replaced = (at: number, entry: LedgerEntry) => withText(at, entryText(entry));
const forged = (of: LedgerEntry): LedgerEntry => {
  const reason = "Nobody said this.";
  const content = { ...of, event: { ...of.event, reason } };
  return { ...content, hash: hashOf(content) };
};

describe("verifyLedger", () => {
  it("finds nothing in what the hub wrote, and answers its entries", () => {
    const verified = verifyLedger(files, { keys, lastHash: entries[5].hash });
    assert.deepEqual(verified, { findings: [], entries });
  });

  it("takes each of the keys that are given", () => {
    const other = createKey();
    assert.deepEqual(found(files, { keys: [other.publicKey, key.publicKey] }), []);
    assert.equal(found(files, { keys: [other.publicKey] }).length, 6);
    assert.equal(found(files, { keys: [] }).length, 6);
  });

  const rows: [string, readonly FoundEntry[], readonly string[]][] = [
    [
      "a changed text",
      replaced(2, { ...entries[2], recordedAt: "2026-11-28T09:04:00.000Z" }),
      ["Entry 3 was changed: its hash is not that of its content (0000000003.json)."],
    ],
    [
      "a changed text with a hash that fits",
      replaced(2, forged(entries[2])),
      ["Entry 3 was changed: its signature is not by the public key (0000000003.json)."],
    ],
    [
      "a member that no entry has",
      replaced(1, { ...entries[1], more: 1 } as LedgerEntry),
      ["Entry 2 was changed: more is not as in an entry (0000000002.json)."],
    ],
    [
      "what is no JSON",
      withText(1, "{"),
      ["Entry 2 was changed: it is no JSON (0000000002.json)."],
    ],
    [
      "what is no object",
      withText(1, "null"),
      ["Entry 2 was changed: the entry is not as in an entry (0000000002.json)."],
    ],
    [
      "a member that stands twice",
      withText(
        0,
        files[0].text.replace('"schemaVersion":1', '"schemaVersion":1,"schemaVersion":1'),
      ),
      [
        "Entry 1 was changed: its text is not the canonical JSON of what it says (0000000001.json).",
      ],
    ],
    [
      "a line without its number's place, by the number that it says",
      [
        ...files.slice(0, 2).map(({ file, text }) => ({ file, text })),
        { file: "line 4", text: JSON.stringify({ ...entries[2], more: 1 }) },
        ...files.slice(3).map(({ file, text }) => ({ file, text })),
      ],
      ["Entry 3 was changed: more is not as in an entry (line 4)."],
    ],
    [
      "lines that say no number",
      [
        ...files,
        ...["null", '{"sequence":"3"}', "7"].map((text, i) => ({ file: `line ${i}`, text })),
      ],
      [
        "line 0 was put in: the entry is not as in an entry.",
        "line 1 was put in: schemaVersion is not as in an entry.",
        "line 2 was put in: the entry is not as in an entry.",
      ],
    ],
    ["an entry that was taken away", files.toSpliced(3, 1), ["Entry 4 is missing."]],
    ["several", files.toSpliced(1, 3), ["Entries 2 to 4 are missing."]],
    ["the first", files.slice(1), ["Entry 1 is missing."]],
    [
      "a copy under another number",
      [...files, { ...files[1], file: "0000000007.json", claimed: 7 }],
      ["0000000007.json was put in: it is a copy of entry 2."],
    ],
    [
      "an unsigned entry beside a signed one",
      [...files, { file: "line 9", text: entryText(forged(entries[1])) }],
      ["line 9 was put in: its signature is not by the public key."],
    ],
    [
      "an unsigned entry behind the last",
      [...files, { file: "line 9", text: entryText(forged({ ...entries[5], sequence: 7 })) }],
      ["Entry 7 was changed or put in: its signature is not by the public key (line 9)."],
    ],
    [
      "an unsigned entry far behind the last, or before the first",
      [...[9, 0].map((claimed) => ({ file: `line ${claimed}`, claimed, text: "{}" })), ...files],
      [
        "line 9 was put in: schemaVersion is not as in an entry.",
        "line 0 was put in: schemaVersion is not as in an entry.",
      ],
    ],
    [
      "two that changed places",
      [files[0], { ...files[2], claimed: 2 }, { ...files[1], claimed: 3 }, ...files.slice(3)],
      [
        "Entry 3 is not in its place (0000000003.json).",
        "Entry 2 is not in its place (0000000002.json).",
      ],
    ],
    [
      "another order",
      [files[1], files[0], ...files.slice(2)].map(({ file, text }) => ({ file, text })),
      ["Entry 1 is not in its place (0000000001.json)."],
    ],
    [
      "an entry of another ledger, of the same key",
      replaced(3, sealed({ ...entries[3], previousHash: "f".repeat(64) })),
      [
        "Entry 4 does not follow on the entry before it, though the key signed both: one of them is of another ledger (0000000004.json).",
        "Entry 5 does not follow on the entry before it, though the key signed both: one of them is of another ledger (0000000005.json).",
      ],
    ],
    [
      "an entry of another hub, of the same key",
      replaced(5, sealed({ ...entries[5], hub: "other" })),
      [
        "Entry 6 does not follow on the entry before it, though the key signed both: one of them is of another ledger (0000000006.json).",
      ],
    ],
    [
      "a first entry that names one before it",
      [filesOf([sealed({ ...entries[0], previousHash: "f".repeat(64) })])[0]],
      [
        "Entry 1 does not follow on the entry before it, though the key signed both: one of them is of another ledger (0000000001.json).",
      ],
    ],
    [
      "a second entry of one number, of the same key",
      [...files, { file: "line 9", text: entryText(sealed({ ...entries[4], hub: "other" })) }],
      ["line 9 was put in: there is another entry 5."],
    ],
  ];
  for (const [title, of, texts] of rows) {
    it(`finds ${title}`, () => assert.deepEqual(found(of), texts));
  }

  it("finds what its end has lost by the hash of the last entry", () => {
    const lastHash = entries[5].hash;
    const expected = `The last entry has the hash ${entries[4].hash}, not ${lastHash}: what came after it was taken away, or more was added since.`;
    assert.deepEqual(found(files.slice(0, 5), { lastHash }), [expected]);
    assert.equal(found([], { lastHash }).length, 1);
    assert.deepEqual(found([]), []);
  });

  it("finds an unsigned last entry by it, too", () => {
    assert.equal(found(replaced(5, forged(entries[5])), { lastHash: entries[5].hash }).length, 2);
  });

  it("reads a piece that begins later", () => {
    assert.deepEqual(found(files.slice(2), { first: 3 }), []);
    assert.deepEqual(found(files.slice(3), { first: 3 }), ["Entry 3 is missing."]);
  });

  it("reads the entries of one request, each event of which must be there", () => {
    const ofOne = [files[0], files[2], files[4]];
    assert.deepEqual(found(ofOne, { isSelection: true }), []);
    assert.deepEqual(found([files[2], files[4]], { isSelection: true }), [
      "Event 1 of request request-0 is missing.",
    ]);
    assert.deepEqual(found([files[0], files[4]], { isSelection: true }), [
      "Event 2 of request request-0 is missing.",
    ]);
  });

  it("takes an entry with or without the end of its line, and with no other", () => {
    const [{ text }] = files;
    assert.deepEqual(found(withText(0, text.trimEnd())), []);
    for (const other of [`${text}\n`, ` ${text}`, text.replace("\n", "\r\n")]) {
      assert.equal(found(withText(0, other)).length, 1);
    }
  });

  it("finds one entry, where none is signed", () => {
    const changed = { file: "0000000001.json", claimed: 1, text: entryText(forged(entries[0])) };
    assert.deepEqual(found([changed]), [
      "Entry 1 was changed or put in: its signature is not by the public key (0000000001.json).",
    ]);
  });

  it("answers entries in the order of their numbers, whatever the order of the files", () => {
    const { entries: read } = verifyLedger(files.toReversed(), { keys });
    assert.deepEqual(read, entries);
  });

  it("takes a signature in one text alone", () => {
    const of = entries[0];
    const longer = Buffer.concat([Buffer.from(of.signature, "base64"), Buffer.from([0])]);
    assert.deepEqual(found(replaced(0, { ...of, signature: longer.toString("base64") })), [
      "Entry 1 was changed: its signature is not by the public key (0000000001.json).",
    ]);
    // Of the last letter before the padding base64 does not use all bits: other text, the same bytes.
    const padded = Array.from({ length: 40 }, () => sealed(of)).find(({ signature }) =>
      signature.endsWith("=="),
    )!;
    const at = padded.signature.length - 3;
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const next = letters[letters.indexOf(padded.signature[at]) + 1];
    const signature = `${padded.signature.slice(0, at)}${next}==`;
    assert.deepEqual(Buffer.from(signature, "base64"), Buffer.from(padded.signature, "base64"));
    assert.equal(found(replaced(0, padded)).length, 0);
    assert.equal(found(replaced(0, { ...padded, signature })).length, 1);
  });
});
