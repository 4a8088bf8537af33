import * as assert from "node:assert/strict";
import { parseActionEvent } from "../../../../functions/domain/codepipeline-events";

const detail = {
  pipeline: "orders",
  "execution-id": "01234567-0123-0123-0123-012345678901",
  stage: "production",
  action: "approve",
  state: "SUCCEEDED",
  region: "eu-west-1",
  version: 3,
  type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
};
const event = {
  version: "0",
  source: "aws.codepipeline",
  "detail-type": "CodePipeline Action Execution State Change",
  detail,
};
const withDetail = (change: object) =>
  parseActionEvent({ ...event, detail: { ...detail, ...change } });

describe("parseActionEvent", () => {
  for (const state of ["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"]) {
    it(`reads an approval's end that is ${state}`, () => {
      assert.deepEqual(withDetail({ state }), {
        action: "orders/production/approve",
        pipelineName: "orders",
        stageName: "production",
        actionName: "approve",
        pipelineExecutionId: "01234567-0123-0123-0123-012345678901",
        state,
      });
    });
  }

  it("says when, where the event does", () => {
    const time = "2026-11-22T21:00:00Z";
    assert.equal(parseActionEvent({ ...event, time })?.at, time);
    assert.equal(parseActionEvent(event)?.at, undefined);
  });

  it("says which run ended, where the event does", () => {
    const run = "89abcdef-0123-0123-0123-012345678901";
    assert.equal(withDetail({ "action-execution-id": run })?.actionExecutionId, run);
    assert.equal(withDetail({ "action-execution-id": 1 }), undefined);
  });

  it("passes over the start of an approval, and states of the future", () => {
    assert.equal(withDetail({ state: "STARTED" }), undefined);
    assert.equal(withDetail({ state: "APPROVED" }), undefined);
  });

  it("passes over actions of other categories", () => {
    assert.equal(withDetail({ type: { ...detail.type, category: "Build" } }), undefined);
    assert.equal(withDetail({ type: undefined }), undefined);
  });

  it("passes over events of other kinds and of other sources", () => {
    const kind = "CodePipeline Stage Execution State Change";
    assert.equal(parseActionEvent({ ...event, "detail-type": kind }), undefined);
    assert.equal(parseActionEvent({ ...event, source: "my.codepipeline" }), undefined);
  });

  for (const field of ["pipeline", "stage", "action", "execution-id"]) {
    it(`passes over an event without ${field}`, () => {
      assert.equal(withDetail({ [field]: undefined }), undefined);
    });
  }

  it("passes over what is no event", () => {
    for (const other of [undefined, null, {}, [], "x"]) {
      assert.equal(parseActionEvent(other), undefined);
    }
  });
});
