/** Which events wake the watcher; the judge is EventBridge's matching, as the local AWS has it. */
import * as assert from "node:assert/strict";
import {
  approvalEndedPattern,
  eventRetryPolicy,
} from "../../../../components/hub/model/approval-events";
import { matches } from "../../../../rehearsal/aws/events/pattern";

/** CodePipeline User Guide, "Monitoring CodePipeline events": the state change of an action. */
const event = {
  version: "0",
  "detail-type": "CodePipeline Action Execution State Change",
  source: "aws.codepipeline",
  account: "111122223333",
  region: "eu-west-1",
  detail: {
    pipeline: "orders",
    stage: "production",
    action: "qa",
    state: "SUCCEEDED",
    type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
  },
};
const wakes = (change: object, detail: object = {}): boolean =>
  matches(approvalEndedPattern, { ...event, ...change, detail: { ...event.detail, ...detail } });

describe("the end of an approval", () => {
  for (const state of ["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"]) {
    it(`is told where it is ${state}`, () => assert.equal(wakes({}, { state }), true));
  }

  it("is not its beginning, nor the end of anything else, nor somebody else's word", () => {
    assert.equal(wakes({}, { state: "STARTED" }), false);
    assert.equal(wakes({}, { state: undefined }), false);
    assert.equal(wakes({}, { type: { ...event.detail.type, category: "Deploy" } }), false);
    assert.equal(wakes({ "detail-type": "CodePipeline Stage Execution State Change" }), false);
    assert.equal(wakes({ source: "orders.of.mine" }), false);
  });

  it("is tried as long as Lambda keeps an event, six hours", () => {
    assert.deepEqual(eventRetryPolicy, {
      maximumEventAgeInSeconds: 6 * 60 * 60,
      maximumRetryAttempts: 185,
    });
  });
});
