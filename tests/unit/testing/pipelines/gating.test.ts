import * as assert from "node:assert/strict";
import { actionsOf } from "../../../../testing/pipelines/action";
import { gatesBefore } from "../../../../testing/pipelines/gating";
import { action, approve, production, source } from "../support";

/** Why nothing gates the action named Deploy; undefined where something does. */
function why(...stages: any[]): string[] | undefined {
  const all = stages.map((block) => ({
    name: block.name,
    block,
    actions: actionsOf("release", block),
  }));
  const deploy = all.flatMap(({ actions }) => actions).find(({ name }) => name === "Deploy")!;
  const { gates, misses } = gatesBefore(all, deploy);
  return gates.length > 0 ? undefined : misses.map((miss) => `${miss.approval.name} ${miss.why}`);
}

const beside = (approval: number | undefined, deploy: number | undefined) => ({
  name: "Production",
  actions: [
    action("Approval", "QA", { runOrder: approval }),
    action("Deploy", "Deploy", { runOrder: deploy }),
  ],
});
const gate = (more: object) => ({ ...approve, ...more });
const entry = (result?: string) => gate({ beforeEntry: { condition: { result, rules: [] } } });

describe("an approval gates an action", () => {
  it("in an earlier stage, however far", () => {
    assert.equal(why(source, approve, production), undefined);
    assert.equal(
      why(source, approve, { name: "Test", actions: [action("Test", "T")] }, production),
      undefined,
    );
  });

  it("in the same stage with a lower runOrder, also where that is the default", () => {
    assert.equal(why(source, beside(1, 2)), undefined);
    assert.equal(why(source, beside(undefined, 2)), undefined);
    assert.equal(why(source, beside(3, 999)), undefined);
  });

  for (const result of ["FAIL"]) {
    it(`where its stage is entered under a condition that ends in ${result}`, () => {
      assert.equal(why(source, entry(result), production), undefined);
    });
  }

  for (const onFailure of [
    { result: "FAIL" },
    { result: "ROLLBACK" },
    { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } },
    { condition: { result: "ROLLBACK", rules: [] } },
    { retryConfiguration: { retryMode: "ALL_ACTIONS" } },
  ]) {
    it(`where a rejection leads to ${JSON.stringify(onFailure)}`, () => {
      assert.equal(why(source, gate({ onFailure }), production), undefined);
    });
  }

  it("in a stage that may be skipped, of which the action is a part", () => {
    const skipped = { condition: { result: "SKIP", rules: [] } };
    assert.equal(why(source, { ...beside(1, 2), beforeEntry: skipped }), undefined);
    assert.equal(why(source, { ...beside(1, 2), onFailure: skipped }), undefined);
  });
});

describe("an approval gates no action", () => {
  it("that starts together with it", () => {
    assert.deepEqual(why(source, beside(2, 2)), [
      "QA has the same runOrder, 2: both start together",
    ]);
    assert.deepEqual(why(source, beside(undefined, undefined)), [
      "QA has the same runOrder, 1: both start together",
    ]);
  });

  it("that comes before it", () => {
    assert.deepEqual(why(source, beside(3, 2)), ["QA has runOrder 3, after the action's 2"]);
    assert.deepEqual(why(source, production, approve), [
      "QA comes after it: stage Approve follows stage Production",
    ]);
  });

  it("of which the runOrder is not a known whole number", () => {
    for (const odd of [0, -1, 1.5, "1", "(not known before pulumi up)", {}] as any[]) {
      for (const stage of [beside(odd, 2), beside(1, odd)]) {
        assert.deepEqual(why(source, stage), [
          "QA is in the same stage, and a runOrder is not a known whole number from 1",
        ]);
      }
    }
  });

  it("in the first stage, where AWS accepts sources only", () => {
    const first = "stands in the first stage, in which AWS accepts sources only";
    assert.deepEqual(why(approve, production), [`QA ${first}`]);
    assert.deepEqual(why(beside(1, 2)), [`QA ${first}`]);
  });

  it("where it is something else under that name", () => {
    for (const more of [{ owner: "Custom" }, { provider: "Jira" }, { provider: undefined }]) {
      const stage = { name: "Approve", actions: [action("Approval", "QA", more)] };
      assert.match(why(source, stage, production)![0], /^QA is not AWS's manual approval/);
    }
  });

  for (const result of ["SKIP", "skip", "Fail", "ROLLBACK", undefined, "(not known)"]) {
    it(`in a stage that a condition with the result ${result} may pass over`, () => {
      assert.deepEqual(why(source, entry(result), production), [
        "QA may be skipped: `beforeEntry` of stage Approve has the result " + (result ?? "of AWS"),
      ]);
    });
  }

  it("in a stage with a condition that cannot be read", () => {
    for (const beforeEntry of ["(not known)", [{ condition: { result: "FAIL" } }], {}]) {
      assert.match(why(source, gate({ beforeEntry }), production)![0], /may be skipped/);
    }
  });

  for (const onFailure of [
    { result: "SKIP" },
    { condition: { result: "SKIP", rules: [] } },
    { result: "FAIL", condition: { result: "SKIP", rules: [] } },
    { condition: { rules: [] } },
    { result: "skip" },
    "(not known)",
    { condition: "(not known)" },
  ]) {
    it(`where a rejection leads to ${JSON.stringify(onFailure)}`, () => {
      assert.match(
        why(source, gate({ onFailure }), production)![0],
        /^QA may be skipped after a rejection: `onFailure` of stage Approve has the result /,
      );
    });
  }

  it("that is the only one, and itself", () => {
    const self = { name: "Late", actions: [action("Approval", "Deploy")] };
    assert.deepEqual(why(source, self), []);
  });
});
