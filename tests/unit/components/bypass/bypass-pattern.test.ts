/** Which events wake the function that looks for bypasses. */
import * as assert from "node:assert/strict";
import { callEvents } from "../../../../contract/cloudtrail-events";
import { bypassPattern } from "../../../../components/bypass/model/bypass-pattern";
import { matches } from "../../../../rehearsal/aws/events/pattern";
import { callOf, endOf } from "../../functions/bypass/fixtures";

const meets = (event: object): boolean => matches(bypassPattern, event);

describe("The rule of bypasses", () => {
  it("hears every call that may go round a gate", () => {
    for (const name of callEvents.codepipeline.operations) assert.ok(meets(callOf(name)), name);
    const iam = { eventSource: callEvents.iam.eventSource };
    for (const name of callEvents.iam.operations) {
      assert.ok(meets({ ...callOf(name, {}, iam), source: callEvents.iam.source }), name);
    }
  });

  it("hears no other call, and none that AWS refused", () => {
    for (const name of ["GetPipeline", "StartPipelineExecution", "EnableStageTransition"]) {
      assert.ok(!meets(callOf(name)), name);
    }
    assert.ok(!meets(callOf("UpdatePipeline", {}, { errorCode: "AccessDenied" })));
    assert.ok(!meets({ ...callOf("UpdatePipeline"), source: "aws.ec2" }));
    assert.ok(!meets(callOf("UpdatePipeline", {}, { eventSource: "ec2.amazonaws.com" })));
  });

  it("hears how approvals ended that somebody may have decided", () => {
    for (const state of ["SUCCEEDED", "FAILED"]) assert.ok(meets(endOf(state)), state);
    for (const state of ["STARTED", "ABANDONED", "CANCELED"])
      assert.ok(!meets(endOf(state)), state);
    assert.ok(!meets(endOf("SUCCEEDED", { type: { category: "Deploy" } })));
  });

  it("is as short as EventBridge takes it", () => {
    assert.ok(JSON.stringify(bypassPattern).length <= 4096);
  });
});
