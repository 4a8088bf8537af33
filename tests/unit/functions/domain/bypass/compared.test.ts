import * as assert from "node:assert/strict";
import { compared } from "../../../../../functions/domain/bypass/compared";
import { definition } from "../../bypass/fixtures";
import { approve, before, found, gates, without } from "./pipelines";

describe("What differs and may be a deployment that is under way", () => {
  const next = without("production", "approve");

  it("is said by the second look: of a pipeline that is seen for the first time", () => {
    const first = compared(undefined, next, gates, false);
    assert.deepEqual(first.findings, []);
    assert.deepEqual(first.next.pending, [`${approve} missing`]);
    const second = compared(first.next, next, gates, false);
    assert.equal(second.findings.length, 1);
    assert.deepEqual(second.next, { definition: next, said: first.next.pending, pending: [] });
  });

  it("is not said where the second look does not find it", () => {
    const first = compared(undefined, next, gates, false);
    const second = compared(first.next, { ...definition, version: 5 }, gates, false);
    assert.deepEqual([second.findings, second.next.pending], [[], []]);
  });

  it("is said by the second look: of a gate that the pipeline never had", () => {
    const kept = { ...before, definition: without("production", "approve") };
    assert.deepEqual(found({ ...kept.definition, version: 9 }, { from: kept }), []);
  });

  it("is said by the second look: of a record that changed while the pipeline did not", () => {
    const other = { ...definition, actions: definition.actions.map((one) => ({ ...one })) };
    other.actions[1].timeoutInMinutes = 60;
    const from = { ...before, definition: other };
    assert.deepEqual(found(other, { from }), []);
    assert.equal(found({ ...other, version: 4 }, { from }).length, 1);
  });

  it("is said at once where CloudTrail tells that the pipeline was changed", () => {
    assert.equal(found(next, { from: null, isTold: true }).length, 1);
  });
});
