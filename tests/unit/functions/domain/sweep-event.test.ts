/** What sweep hands over, and who is sent something else. */
import * as assert from "node:assert/strict";
import { isActionKey, parseSweep, sweepOf } from "../../../../functions/domain/sweep-event";

describe("The event that sweep hands over", () => {
  const actions = ["orders-0/Release/approve"];
  const event = { source: "codepipeline-approvals", "detail-type": "Sweep", actions };

  it("is read as it was written", () => {
    assert.deepEqual(sweepOf(actions), event);
    assert.deepEqual(parseSweep(sweepOf(actions)), actions);
  });

  for (const [what, change] of Object.entries({
    "of another source": { source: "aws.codepipeline" },
    "of another type": { "detail-type": "Requested" },
    "without actions": { actions: undefined },
    "with an action that is none": { actions: ["orders"] },
    "with an action that is no text": { actions: [1] },
  })) {
    it(`is nothing ${what}`, () => {
      assert.equal(parseSweep({ ...event, ...change }), undefined);
    });
  }
});

describe("isActionKey", () => {
  it("asks for the names of pipeline, stage and action, and for nothing before or behind them", () => {
    assert.equal(isActionKey("orders/Release/approve"), true);
    for (const text of ["", "orders/Release", "a/b/c/d", "a/b/", " a/b/c", "a/b/c\n", "a/b/c "]) {
      assert.equal(isActionKey(text), false, JSON.stringify(text));
    }
  });
});
