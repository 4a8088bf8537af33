import * as assert from "node:assert/strict";
import type { OwnScript } from "../../../../rehearsal/settings/schema";
import { needVoters } from "../../../../rehearsal/settings/script-votes";

const slack = { workspace: { users: { U0ANN: "ann", U0BOB: "bob" } } } as never;
const gates = (...items: object[]) =>
  items.map((item) => ({
    type: "aws:dynamodb/tableItem:TableItem",
    inputs: { item: JSON.stringify(item) },
  })) as never;
const ruled = gates({ action: { S: "a/b/c" } }, { action: { S: "a/b/d" }, rule: { M: {} } });
const need = (script: OwnScript, of = ruled, workspace = slack): void =>
  needVoters({ scripts: { one: {}, two: script } }, workspace, of, "/x");

const votes = (...names: string[]): OwnScript => ({
  votes: names.map((as) => ({ as, vote: "approve" })),
});

describe("votes of a script", () => {
  it("are of people who are in the workspace", () => {
    need(votes("ann", "bob"));
    assert.throws(
      () => need(votes("ann", "bib")),
      /^Error: `rehearsal:scripts\.two\.votes` in .* has bib, who is not in `users` .* Did you mean bob/,
    );
    const script = { scripts: { one: votes("ann") } };
    assert.throws(() => needVoters(script, undefined, ruled, "/x"), /has ann, who is not in/);
  });

  it("need a gate with a rule", () => {
    const alone = gates({ action: { S: "a/b/c" } });
    assert.throws(
      () => need(votes("ann"), alone),
      /`rehearsal:scripts\.two\.votes` .* needs a gate/,
    );
  });

  it("are needed by no script", () => {
    need({}, gates());
    need({ votes: [] }, gates());
    needVoters({}, undefined, gates(), "/x");
  });
});
