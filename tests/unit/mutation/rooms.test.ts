/** `npm run mutation` takes too long for every day: here is what could quietly make it say nothing. */
import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { filesOf, root, rooms, leastThreshold } from "../../mutation/rooms";
import { known, placeOf, reasonFor } from "../../mutation/survivors";

/** The patterns that a pattern with alternatives in braces stands for. */
function alternatives(pattern: string): string[] {
  const [braces, words] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (braces === undefined) return [pattern];
  return words.split(",").flatMap((word) => alternatives(pattern.replace(braces, word)));
}

describe("the rooms of the mutation tests", () => {
  for (const room of rooms) {
    it(`${room.name} has code to change and tests that could notice`, () => {
      assert.ok(filesOf(room).length > 0, "no files");
      // A test that was renamed would notice nothing from then on, and the others hide it.
      for (const pattern of room.tests.flatMap(alternatives)) {
        assert.ok(globSync(pattern, { cwd: root }).length > 0, `no tests: ${pattern}`);
      }
    });
  }

  it("hold every file that decides, each once", () => {
    const mutated = rooms.flatMap((room) => filesOf(room));
    assert.equal(new Set(mutated).size, mutated.length);
    const deciding = globSync(
      "functions/{domain,channels/slack/{views,receiver},decider,notifier,watcher,reminder,ledger}/*.ts",
      {
        cwd: root,
      },
    ).filter((file) => path.basename(file) !== "index.ts");
    const missing = deciding.filter((file) => !mutated.includes(file));
    assert.deepEqual(missing, []);
  });

  it("are asked for at least 95 percent", () => {
    assert.ok(leastThreshold >= 95);
    for (const { name, threshold } of rooms) assert.ok(threshold >= leastThreshold, name);
  });

  it("can be taken by the beginning of a path", () => {
    const [room] = rooms.filter(({ name }) => name === "functions/decider");
    assert.deepEqual(filesOf(room, ["functions/decider/execute-decision"]), [
      "functions/decider/execute-decision.ts",
    ]);
    assert.deepEqual(filesOf(room, ["functions/channels"]), []);
  });
});

describe("the list of mutants that survive", () => {
  it("says of each in which file it is, and why it may stay", () => {
    for (const { file, line, why } of known) {
      assert.ok(existsSync(path.join(root, file)), `${file} is not there`);
      assert.ok(why.length >= 20, `${file}: ${line} has no proper reason`);
    }
  });

  it("knows a mutant by its line, wherever that line has moved to", () => {
    const mutant = {
      fileName: path.join(root, "tests/mutation/rooms.ts"),
      status: "Survived",
      replacement: "{\n  nothing\n}",
      location: { start: { line: 1, column: 0 } },
    };
    const place = placeOf(mutant);
    assert.equal(place.mutant, "{ nothing }");
    assert.match(place.line, /^\/\*\* What is mutated/);
    assert.equal(reasonFor(place), undefined);
    for (const one of known) assert.equal(reasonFor(one), one.why);
  });
});
