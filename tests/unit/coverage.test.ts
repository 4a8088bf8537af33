/** The floors of coverage, room by room: `npm run coverage` fails where one does not hold. */
import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { belowFloors, type Floors, type Summary } from "../coverage";

const root = path.join(__dirname, "../..");

/** Of a file, as c8 reports it. */
const counts = (covered: number, total: number, more: object = {}) => ({
  lines: { covered, total },
  branches: { covered: total, total },
  functions: { covered: total, total },
  ...more,
});
const at = (file: string): string => path.join(root, file);
const ninety = { lines: 90, branches: 90, functions: 90 };
const said = (summary: Summary, floors: Floors = { iam: ninety, rehearsal: ninety }) =>
  belowFloors(summary, floors, root);
const good = { [at("rehearsal/aws/a.ts")]: counts(1000, 1000) };

describe("The floors of coverage", () => {
  it("hold where each room has what its floor asks for, counted over its files", () => {
    const summary = { [at("iam/a.ts")]: counts(80, 100), [at("iam/deep/b.ts")]: counts(100, 100) };
    assert.deepEqual(said({ ...good, ...summary, total: counts(0, 100) }), []);
  });

  it("do not hold where a small room is below its own, however good the whole is", () => {
    assert.deepEqual(said({ ...good, [at("iam/a.ts")]: counts(8999, 10_000) }), [
      "iam has 89.99 % of its lines covered: 90 % is its floor.",
    ]);
  });

  for (const kind of ["branches", "functions"]) {
    it(`are of ${kind} too`, () => {
      const few = { [kind]: { covered: 1, total: 2 } };
      assert.deepEqual(said({ ...good, [at("iam/a.ts")]: counts(9, 10, few) }), [
        `iam has 50.00 % of its ${kind} covered: 90 % is its floor.`,
      ]);
    });
  }

  it("hold where a room has nothing of a kind", () => {
    const none = { functions: { covered: 0, total: 0 } };
    assert.deepEqual(said({ ...good, [at("iam/a.ts")]: counts(1, 1, none) }), []);
  });

  it("do not hold where a room has none, or where a floor is of no room", () => {
    assert.deepEqual(said({ [at("index.ts")]: counts(1, 1), ...good }), [
      "index.ts has no floor in .c8rc.json.",
      "iam has a floor and no file that was measured.",
    ]);
  });
});

describe("The floors in .c8rc.json", () => {
  it("are of every room that c8 measures, and none is below 90 percent", () => {
    const { include, floors } = JSON.parse(readFileSync(at(".c8rc.json"), "utf8"));
    const files = globSync(include, { cwd: root });
    const rooms = new Set(files.map((file) => file.split(path.sep)[0]));
    assert.deepEqual(Object.keys(floors).sort(), [...rooms].sort());
    for (const floor of Object.values<Record<string, number>>(floors)) {
      assert.deepEqual(Object.keys(floor), ["lines", "branches", "functions"]);
      for (const percent of Object.values(floor)) assert.ok(percent >= 90 && percent <= 100);
    }
  });

  it("are asked for by npm run coverage, which is a part of npm test", () => {
    const { scripts } = JSON.parse(readFileSync(at("package.json"), "utf8"));
    assert.match(scripts.coverage, /&& node -r \.\/tools\/register tests\/coverage\.ts$/);
    assert.match(readFileSync(at("tests/run.js"), "utf8"), /check\("coverage"\)/);
  });
});
