import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { alone } from "../../../../rehearsal/terminal/alone";

const item = (more: object) => ({
  type: "aws:dynamodb/tableItem:TableItem",
  inputs: { item: JSON.stringify({ action: { S: "p/s/a" }, ...more }) },
});
const around = (decided: number, items: object[], script?: object): Rehearsal =>
  ({
    account: { resources: [{ type: "aws:sns/topic:Topic", inputs: {} }, ...items] },
    automatic: { decided: () => Array.from({ length: decided }) },
    script,
  }) as unknown as Rehearsal;

describe("what no person decided", () => {
  const deciding = item({ automaticDecision: { M: {} } });

  it("is counted where a gate decides by itself", () => {
    assert.deepEqual(alone(around(2, [item({}), deciding])), { automatic: 2 });
    assert.deepEqual(alone(around(0, [deciding])), { automatic: 0 });
    assert.deepEqual(alone(around(0, [item({})])), {});
  });

  it("is as many as the program's script says", () => {
    assert.deepEqual(alone(around(1, [deciding], { automatic: 1 })), { automatic: 1 });
    assert.deepEqual(alone(around(1, [deciding], {})), { automatic: 1 });
    assert.deepEqual(alone(around(1, [deciding], { automatic: 0 })), {
      automatic: 1,
      problem: "Decided without people should be 0, but is 1.",
    });
    assert.deepEqual(alone(around(0, [], { automatic: 1 })), {
      problem: "Decided without people should be 1, but is 0.",
    });
  });
});
