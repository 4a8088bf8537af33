/** A bundle in its bytes, and what is none. */
import * as assert from "node:assert/strict";
import {
  bundleText,
  isIn,
  parseBundle,
  type Scope,
} from "../../../../../functions/domain/ledger/bundle";
import { entryText } from "../../../../../functions/domain/ledger/entry";
import { executionIds, ledgerOf, ledgerOfEveryKind } from "./samples";

const entries = ledgerOf(3);
const scope: Scope = { kind: "execution", pipelineExecutionId: executionIds[0] };
const text = bundleText({ scope, publicKeys: ["a", "b"], entries });
const head = `{"schemaVersion":1,"scope":{"kind":"execution","pipelineExecutionId":"${executionIds[0]}"},"publicKeys":["a","b"],"entries":[`;

describe("A bundle", () => {
  it("is JSON, an entry a line", () => {
    const lines = entries.map((entry) => entryText(entry).trimEnd());
    assert.equal(text, `${head}\n${lines.join(",\n")}\n]}\n`);
    assert.deepEqual(JSON.parse(text).entries, entries);
  });

  it("is read as it was written, each entry with its line", () => {
    assert.deepEqual(parseBundle(text), {
      ...{ scope, publicKeys: ["a", "b"] },
      entries: entries.map((entry, at) => ({
        file: `line ${at + 2}`,
        text: entryText(entry).trimEnd(),
      })),
    });
  });

  const period: Scope = {
    kind: "period",
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
  };

  it("is read of a period, too", () => {
    const { scope: found } = parseBundle(
      bundleText({ scope: period, publicKeys: ["a"], entries }),
    )!;
    assert.deepEqual(found, period);
  });

  const none: [string, string][] = [
    ["nothing", ""],
    ["no JSON", "a\nb\n]}\n"],
    ["another version", text.replace('"schemaVersion":1', '"schemaVersion":2')],
    ["another scope", text.replace('"kind":"execution"', '"kind":"hub"')],
    ["a scope with more in it", text.replace('"kind":', '"more":1,"kind":')],
    ["more members", text.replace('"schemaVersion"', '"more":1,"schemaVersion"')],
    ["no keys", text.replace('["a","b"]', "[]")],
    ["keys that are no text", text.replace('["a","b"]', "[1]")],
    ["a space", text.replace('"scope":', '"scope": ')],
    ["a scope that stands twice", text.replace('"scope":', '"scope":{"kind":"hub"},"scope":')],
    ["an entry in its first line", text.replace('"entries":[', '"entries":[{},')],
    ["another end", text.replace("\n]}\n", "\n],}\n")],
    ["no end", text.slice(0, -4)],
    ["more behind its end", `${text}\n`],
  ];
  for (const [what, of] of none) {
    it(`is not what has ${what}`, () => assert.equal(parseBundle(of), undefined));
  }

  it("has the entries of its execution, or those recorded from a time until before another", () => {
    const [first, second, third] = entries;
    assert.deepEqual([isIn(scope, first), isIn(scope, second)], [true, false]);
    const of: Scope = { kind: "period", from: first.recordedAt, to: third.recordedAt };
    assert.deepEqual([isIn(of, first), isIn(of, second), isIn(of, third)], [true, true, false]);
    assert.equal(isIn({ ...of, from: second.recordedAt }, first), false);
    const [bypassed] = ledgerOfEveryKind().slice(-1);
    assert.equal(isIn(scope, bypassed), true);
    assert.equal(isIn({ ...scope, pipelineExecutionId: executionIds[1] }, bypassed), false);
  });
});
