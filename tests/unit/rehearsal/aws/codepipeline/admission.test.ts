import * as assert from "node:assert/strict";
import { arrive, leave, withdraw } from "../../../../../rehearsal/aws/codepipeline/admission";
import type { StageLock, ExecutionRecord } from "../../../../../rehearsal/aws/codepipeline/model";

const execution = (id: string, mode: ExecutionRecord["mode"]): ExecutionRecord =>
  ({ id, mode }) as ExecutionRecord;

describe("the door of a stage", () => {
  const [a, b, c] = ["a", "b", "c"].map((id) => execution(id, "QUEUED"));
  const parallel = execution("p", "PARALLEL");
  let door: StageLock;
  beforeEach(() => {
    door = { waiting: [] };
  });

  it("lets the first one in and keeps the next ones waiting", () => {
    assert.deepEqual(arrive(door, a), { enters: true, superseded: [] });
    assert.deepEqual(arrive(door, b), { enters: false, superseded: [] });
    assert.deepEqual([door.occupant, door.waiting], [a, [b]]);
  });

  it("lets the next one in when the first leaves", () => {
    [a, b, c].forEach((one) => arrive(door, one));
    assert.deepEqual(leave(door, a), [b]);
    assert.deepEqual([door.occupant, door.waiting], [b, [c]]);
  });

  it("is free when the last one has left", () => {
    arrive(door, a);
    assert.deepEqual(leave(door, a), []);
    assert.equal(door.occupant, undefined);
  });

  it("stays as it is when one leaves that did not hold it", () => {
    arrive(door, a);
    arrive(door, b);
    // The pipeline's mode was changed while a PARALLEL execution was inside.
    assert.deepEqual(arrive(door, parallel), { enters: true, superseded: [] });
    assert.deepEqual(leave(door, parallel), []);
    assert.deepEqual([door.occupant, door.waiting], [a, [b]]);
  });

  it("says which waiting ones a newer one supersedes", () => {
    const [old, middle, young] = ["1", "2", "3"].map((id) => execution(id, "SUPERSEDED"));
    arrive(door, old);
    arrive(door, middle);
    assert.deepEqual(arrive(door, young), { enters: false, superseded: [middle] });
    assert.deepEqual([door.occupant, door.waiting], [old, [young]]);
  });

  it("lets one go that waits, and says whether it did", () => {
    [a, b, c].forEach((one) => arrive(door, one));
    assert.equal(withdraw(door, b), true);
    assert.equal(withdraw(door, b), false);
    assert.deepEqual(door.waiting, [c]);
  });
});
