/** Which events wake the function that looks for bypasses. */
import * as assert from "node:assert/strict";
import { callEvents } from "../../../../contract/cloudtrail-events";
import { bypassPattern } from "../../../../components/bypass/model/bypass-pattern";
import { matches } from "../../../../rehearsal/aws/events/pattern";
import { callOf, endOf } from "../../functions/bypass/fixtures";

const path = "/codepipeline-approvals/hub-bypass-role/";
const pattern = bypassPattern(path);
const meets = (event: object): boolean => matches(pattern, event);

/** A role that somebody took on. */
const assumed = (roleArn: string, more: object = {}): object => ({
  ...callOf("AssumeRole", { roleArn }, { eventSource: callEvents.sts.eventSource, ...more }),
  source: callEvents.sts.source,
});

describe("The rule of bypasses", () => {
  it("hears every call that may bypass a gate", () => {
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

  it("hears that a break-glass role was taken on, and no other role, and nothing that was refused", () => {
    const role = (name: string): string => `arn:aws:iam::111122223333:role${name}`;
    const one = role(`${path}orders-break-glass-role-1a2b3c4`);
    assert.ok(meets(assumed(one)));
    assert.ok(meets(assumed(one.replace("arn:aws:", "arn:aws-cn:"))));
    for (const other of [
      role("/admin"),
      role("/codepipeline-approvals/hub-watcher-role/orders-hub-role"),
      role("/codepipeline-approvals/other-bypass-role/orders-break-glass-role"),
      role(`/further${path}orders-break-glass-role`),
    ]) {
      assert.ok(!meets(assumed(other)), other);
    }
    assert.ok(!meets(assumed(one, { errorCode: "AccessDenied" })));
    assert.ok(!meets({ ...assumed(one), source: "aws.ec2" }));
    const other = { ...callOf("TagSession", { roleArn: one }), source: callEvents.sts.source };
    assert.ok(!meets(other));
  });

  it("hears how approvals ended that somebody may have decided", () => {
    for (const state of ["SUCCEEDED", "FAILED"]) assert.ok(meets(endOf(state)), state);
    for (const state of ["STARTED", "ABANDONED", "CANCELED"])
      assert.ok(!meets(endOf(state)), state);
    assert.ok(!meets(endOf("SUCCEEDED", { type: { category: "Deploy" } })));
  });

  it("is as short as EventBridge takes it", () => {
    assert.ok(JSON.stringify(bypassPattern(`/${"p".repeat(510)}/`)).length <= 4096);
  });
});
