import * as assert from "node:assert/strict";
import { createPipelineLooks } from "../../../../functions/adapters/pipeline-looks";
import { settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const looks = () => createPipelineLooks("hub-bypass");

describe("A rule of a condition", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("has one text for one rule, in whatever order its members are answered", async () => {
    const rule = (members: object) => ({
      name: "orders",
      stages: [{ name: "a", beforeEntry: { conditions: [members] } }],
    });
    const texts: string[] = [];
    for (const condition of [
      { result: "FAIL", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "2" } }] },
      { rules: [{ configuration: { b: "2", a: "1" }, region: "r", name: "w" }], result: "FAIL" },
      { result: "SKIP", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "2" } }] },
      { result: "FAIL", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "3" } }] },
    ]) {
      aws.answers.set("GetPipeline", [{ output: { pipeline: rule(condition) } }]);
      texts.push((await looks().definition(settings, "orders")).rules[0].rule);
    }
    assert.equal(texts[0], texts[1]);
    assert.equal(new Set(texts).size, 3);
  });
});
