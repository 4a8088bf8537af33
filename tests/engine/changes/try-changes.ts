/** Tries a change of each argument of a component: what the preview says is what the update does, and nothing else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { EngineStack, type Program } from "../support/engine-stack";
import { openLocalCloud, type LocalCloud } from "../support/local-cloud";
import { argument, type Case, lines } from "./types";

const { resources } = JSON.parse(
  readFileSync(path.join(__dirname, "../golden/schema.json"), "utf8"),
);

/** The names of all arguments of a component. */
export function argumentsOf(component: string): string[] {
  const { inputProperties } = resources[`codepipeline-approvals:index:${component}`];
  return Object.keys(inputProperties).sort();
}

/** Whoever replaces one of these loses messages, requests or rights on the way. */
const replacesPrecious = /^replace (Topic|Table|Role) /;

/** Tries each case in an account of the component; arguments that are `triedElsewhere` need none. */
export function changes<Args>(
  component: string,
  cases: readonly Case<Args>[],
  program: (args?: Partial<Args>) => Program,
  triedElsewhere: readonly string[] = [],
): void {
  describe(`a change of an argument of ${component}`, () => {
    let cloud: LocalCloud;
    let stack: EngineStack;

    async function open(): Promise<void> {
      cloud = await openLocalCloud();
      stack = await EngineStack.open(cloud, program());
      await stack.up();
    }

    before(open);
    after(() => cloud.close());

    // What a failed change left behind fails no other.
    afterEach(async function () {
      if (this.currentTest?.state !== "failed") return;
      await cloud.close();
      await open();
    });

    it("is tried for every argument that there is", () => {
      const tried = new Set([...cases.map(argument), ...triedElsewhere]);
      assert.deepEqual([...tried].sort(), argumentsOf(component));
    });

    for (const { of, to, expect, moves, onlyPreviewed } of cases) {
      it(of, async () => {
        const changed = program(to);
        const found = lines(await stack.preview(changed));
        assert.deepEqual(found, [...expect].sort());
        const replaced = found.filter((line) => replacesPrecious.test(line));
        assert.equal(replaced.length > 0, moves !== undefined, replaced.join(", "));
        if (onlyPreviewed !== undefined) return;
        assert.deepEqual(lines(await stack.up(changed)), found);
        assert.deepEqual(await stack.preview(changed), []);
        await stack.up(program());
      });
    }
  });
}
