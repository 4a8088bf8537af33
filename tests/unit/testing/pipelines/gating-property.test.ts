/** The rule beside a pipeline that is really played through, with every decision that people may take. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { actionsOf } from "../../../../testing/pipelines/action";
import { gatesBefore } from "../../../../testing/pipelines/gating";
import { action, source } from "../support";

interface Stage {
  readonly name: string;
  readonly actions: { name: string; category: string; runOrder?: number }[];
  readonly beforeEntry?: { condition: { result: string } };
  readonly onFailure?: { result: string };
}

/** One run: which actions start, each with the approvals that were given before. */
function play(stages: readonly Stage[], choose: (what: string) => boolean): Map<string, string[]> {
  const started = new Map<string, string[]>();
  const approved: string[] = [];
  for (const stage of stages) {
    const entry = stage.beforeEntry?.condition.result;
    // The condition of the entry is not met.
    if (entry !== undefined && choose(`${stage.name} is not entered`)) {
      if (entry === "SKIP") continue;
      return started;
    }
    if (runStage(stage, choose, started, approved)) continue;
    if (stage.onFailure?.result !== "SKIP") return started;
  }
  return started;
}

function runStage(
  stage: Stage,
  choose: (what: string) => boolean,
  started: Map<string, string[]>,
  approved: string[],
): boolean {
  const orders = [...new Set(stage.actions.map(({ runOrder = 1 }) => runOrder))];
  for (const order of orders.sort((a, b) => a - b)) {
    const group = stage.actions.filter(({ runOrder = 1 }) => runOrder === order);
    for (const { name } of group) started.set(`${stage.name}/${name}`, [...approved]);
    const asked = group.filter(({ category }) => category === "Approval");
    const given = asked.filter(({ name }) => choose(`${stage.name}/${name} is approved`));
    approved.push(...given.map(({ name }) => `${stage.name}/${name}`));
    if (given.length < asked.length) return false;
  }
  return true;
}

/** Every run there is: each choice is taken both ways. */
function everyRun(stages: readonly Stage[]): Map<string, string[]>[] {
  const runs: Map<string, string[]>[] = [];
  const open: boolean[][] = [[]];
  for (let script = open.pop(); script !== undefined; script = open.pop()) {
    const taken = [...script];
    let at = 0;
    const run = play(stages, () => {
      if (at === taken.length) {
        open.push([...taken, false]);
        taken.push(true);
      }
      return taken[at++];
    });
    runs.push(run);
  }
  return runs;
}

const stage = (name: string): fc.Arbitrary<Stage> =>
  fc.record(
    {
      name: fc.constant(name),
      actions: fc
        .array(
          fc.record(
            {
              category: fc.constantFrom("Approval", "Deploy", "Build"),
              runOrder: fc.integer({ min: 1, max: 3 }),
            },
            { requiredKeys: ["category"] },
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((actions) => actions.map((a, at) => ({ name: `${a.category}${at}`, ...a }))),
      beforeEntry: fc
        .constantFrom("FAIL", "SKIP")
        .map((result) => ({ condition: { result, rules: [] } })),
      onFailure: fc.constantFrom("FAIL", "SKIP", "ROLLBACK").map((result) => ({ result })),
    },
    { requiredKeys: ["name", "actions"] },
  );

const pipelines = fc
  .tuple(stage("A"), stage("B"), stage("C"))
  .map((stages) => stages.map((s) => ({ ...s, actions: s.actions.map(whole) })));
const whole = ({ category, name, ...more }: Stage["actions"][number]) =>
  action(category, name, more);

describe("the gating rule and a pipeline that is played through", () => {
  it("agree about every action: gated is what never starts without an approval", () => {
    let gated = 0;
    let open = 0;
    fc.assert(
      fc.property(pipelines, (blocks) => {
        const runs = everyRun(blocks);
        const stages = [source, ...blocks].map((block) => ({
          name: block.name,
          block: block as any,
          actions: actionsOf("p", block as any),
        }));
        for (const one of stages.slice(1).flatMap(({ actions }) => actions)) {
          const path = `${one.stage}/${one.name}`;
          const before = runs.flatMap((run) => (run.has(path) ? [run.get(path)!] : []));
          const { gates } = gatesBefore(stages, one);
          assert.ok(before.length > 0, `${path} never starts`);
          assert.equal(
            gates.length > 0,
            before.every((approvals) => approvals.length > 0),
            path,
          );
          // Stricter: each gate alone is indispensable.
          for (const gate of gates) {
            const given = `${gate.stage}/${gate.name}`;
            assert.ok(
              before.every((approvals) => approvals.includes(given)),
              `${given} ${path}`,
            );
          }
          if (gates.length > 0) gated += 1;
          else open += 1;
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(gated > 200 && open > 200, `${gated} gated, ${open} open`);
  });
});
