import * as assert from "node:assert/strict";
import { StuckError, waitUntilIdle } from "../../../../rehearsal/terminal/wait-until-idle";
import { condition, conditional, rule, world, yes } from "../aws/codepipeline/condition-support";
import { pipeline, source, deploy } from "../aws/codepipeline/support";

/** An execution that stands at its last action, which has been handed on. */
async function waiting() {
  const one = world();
  one.held.add("Deploy");
  const stages: Parameters<typeof pipeline>[1] = [
    ["Source", [source()]],
    ["Production", [deploy()]],
  ];
  const id = await one.started(pipeline({}, stages));
  const job = one.job("Deploy");
  job.run.update({ waits: true });
  return { one, id, job };
}

describe("Waiting until nothing moves", () => {
  it("moves the clock for an action whose result is all that is waited for", async () => {
    const { one, id, job } = await waiting();
    const moves: string[] = [];
    await waitUntilIdle({ engine: one.engine }, 1000, undefined, () => {
      moves.push(one.status(id));
      if (moves.length === 2) job.settle(yes);
      return moves.length <= 2;
    });
    assert.deepEqual(moves, ["InProgress", "InProgress"]);
    assert.equal(one.status(id), "Succeeded");
  });

  it("moves the clock for a rule as well", async () => {
    const one = world();
    one.held.add("Ask");
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    const job = one.job("Ask");
    job.run.update({ waits: true });
    await waitUntilIdle({ engine: one.engine }, 1000, undefined, () => {
      job.settle(yes);
      return true;
    });
    assert.equal(one.status(id), "Succeeded");
  });

  it("leaves the clock alone while an action works", async () => {
    const { one, job } = await waiting();
    job.run.update({ waits: false });
    const idle = waitUntilIdle({ engine: one.engine }, 50, undefined, () => assert.fail());
    await assert.rejects(idle, StuckError);
  });

  it("is stuck where the clock brings nothing either", async () => {
    const { one } = await waiting();
    await assert.rejects(waitUntilIdle({ engine: one.engine }, 50), StuckError);
  });
});
