import * as assert from "node:assert/strict";
import { parentIn } from "../../../../rehearsal/program/parents";
import { registered, run } from "./support/run-fixture";

describe("parentIn", () => {
  const prefix = "urn:pulumi:rehearsal::web::";

  it("reads type and name of the nearest parent", () => {
    const urn = `${prefix}pkg:index:Stage$pkg:index:Gate::production`;
    assert.deepEqual(parentIn(urn), { type: "pkg:index:Gate", name: "production" });
    assert.deepEqual(parentIn(`${prefix}pkg:index:Gate::a::b`), {
      type: "pkg:index:Gate",
      name: "a::b",
    });
  });

  it("names nobody for what the program made itself", () => {
    for (const urn of [undefined, "", `${prefix}pulumi:pulumi:Stack::web-rehearsal`]) {
      assert.equal(parentIn(urn), undefined);
    }
  });
});

describe("runProgram, with components", () => {
  it("tells below what each resource was made, though many are made at once", async () => {
    const { seen } = await run("parents");
    const parents = seen.registrations.map(({ name, parent }) => [name, parent?.name]);
    const within = (outer: string) =>
      ["a", "b"].flatMap((part) => [
        [`${outer}-${part}`, outer],
        [`${outer}-${part}-topic`, `${outer}-${part}`],
        [`${outer}-${part}-policy`, `${outer}-${part}-topic`],
        [`${outer}-${part}-known`, `${outer}-${part}`],
      ]);
    assert.deepEqual(
      parents.filter(([, parent]) => parent !== undefined).sort(),
      [...within("one"), ...within("two")].sort(),
    );
    const own = parents.filter(([, parent]) => parent === undefined).map(([name]) => name);
    assert.deepEqual(own.sort(), ["one", "own", "parents-rehearsal", "two"]);
    assert.equal(
      registered(seen, "fixtures:index:Inner", "one-a").parent?.type,
      "fixtures:index:Outer",
    );
  });
});
