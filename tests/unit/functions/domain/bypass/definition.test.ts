import * as assert from "node:assert/strict";
import { gatesOfStage, parseBaseline } from "../../../../../functions/domain/bypass/definition";
import { approve, before, gates, sign } from "./pipelines";

describe("A baseline", () => {
  it("is read as it was written", () =>
    assert.deepEqual(parseBaseline(JSON.stringify(before)), before));

  for (const text of ["", "{", "{}", "null", '{"definition":{"version":"3"}}']) {
    it(`is none where the table has ${JSON.stringify(text)}`, () => {
      assert.equal(parseBaseline(text), undefined);
    });
  }
});

describe("The gates of a stage", () => {
  it("are those in it or, where none is, all", () => {
    assert.deepEqual(gatesOfStage(gates, "release"), [sign]);
    assert.deepEqual(gatesOfStage(gates, "source"), [approve, sign]);
    assert.deepEqual(gatesOfStage(gates, undefined), [approve, sign]);
  });
});
