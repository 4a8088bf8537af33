/** What to write into Pulumi.rehearsal.yaml: pasted where the message says, the file says what it should. */
import * as assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { merged } from "../../../../rehearsal/settings/merge";
import { remedy, remedyLine, type Written } from "../../../../rehearsal/settings/paste";

const policies = [{ Version: "2012-10-17", Statement: [] }];
const role = { roles: { "arn:aws:iam::111122223333:role/ci": { policies } } };

const files: readonly [string, Written, string, RegExp][] = [
  ["nothing", {}, "config", /^ {2}rehearsal:exists:\n {4}roles:\n/m],
  ["other keys", { calls: [] }, "config", /^ {2}rehearsal:exists:\n/m],
  ["the key", { exists: {} }, "rehearsal:exists", /^ {4}roles:\n {6}arn/m],
  ["topics", { exists: { topics: ["a"] } }, "rehearsal:exists", /^ {4}roles:\n {6}arn/m],
  ["a role", { exists: { roles: { o: null } } }, "rehearsal:exists / roles", /^ {6}arn.*:\n/m],
  [
    "its policies",
    { exists: role },
    "rehearsal:exists / roles / arn:aws:iam::111122223333:role/ci / policies",
    /^ {10}- Version: /m,
  ],
];

describe("remedy", () => {
  for (const [has, written, below, lines] of files) {
    it(`is what is to be added to a file that has ${has}, and says where`, () => {
      const text = remedy("exists", role, written);
      const [where, ...yaml] = text.split("\n");
      const there = below === "config" ? below : `${below}, which stands there already`;
      assert.equal(
        where,
        `Write into Pulumi.rehearsal.yaml, below ${there}, or let --init write it:`,
      );
      assert.match(yaml.join("\n"), lines);
    });
  }

  for (const written of [
    { calls: [] },
    { exists: { topics: ["a"] } },
    { exists: { roles: { o: {} } } },
  ]) {
    it(`is valid YAML at the end of a file with ${JSON.stringify(written)}`, () => {
      const keys = Object.entries(written).map(([key, value]) => [`rehearsal:${key}`, value]);
      const before = stringify({ config: Object.fromEntries(keys) as Record<string, unknown> });
      const [, ...lines] = remedy("exists", role, written).split("\n");
      const settings = Object.entries(merged(written, { exists: role }) as object);
      assert.deepEqual(parse(`${before}${lines.join("\n")}\n`), {
        config: Object.fromEntries(settings.map(([key, value]) => [`rehearsal:${key}`, value])),
      });
    });
  }

  it("adds an item to a list that stands there", () => {
    const text = remedy("exists", { topics: ["b"] }, { exists: { topics: ["a"] } });
    assert.match(text, /below rehearsal:exists \/ topics, .*:\n {6}- b$/);
  });

  it("writes a text anew, where another stands", () => {
    const text = remedy("exists", { secrets: { key: "b" } }, { exists: { secrets: { key: "a" } } });
    assert.match(text, /below rehearsal:exists \/ secrets, .*:\n {6}key: b$/);
  });
});

describe("remedyLine", () => {
  it("is the same on one line, as YAML reads it", () => {
    const value = { parameters: { "/app/x": "a: b", y: '{"k":"v"}' } };
    const line = remedyLine("exists", value);
    assert.ok(!line.includes("\n"));
    assert.deepEqual(parse(line.slice(line.indexOf(": ") + 2)), { "rehearsal:exists": value });
    const inner = remedyLine("exists", value, { exists: { topics: [] } });
    assert.match(
      inner,
      /below rehearsal:exists, which stands there already, or .*: parameters: \{/,
    );
  });

  it("does not send to --init for what that does not find", () => {
    const line = remedyLine("actions", { "Build/Build": { run: false } });
    assert.equal(
      line,
      "Write into Pulumi.rehearsal.yaml, below config: rehearsal:actions: { Build/Build: { run: false } }",
    );
  });
});
