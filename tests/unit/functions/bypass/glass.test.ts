/** The break-glass role: that somebody takes it on, and what they decide with it. */
import * as assert from "node:assert/strict";
import { after, approve, said } from "./judged";
import {
  assumedCall,
  callOf,
  decidedRun,
  endOf,
  glassGate,
  iamGate,
  session,
  slackGate,
} from "./fixtures";
import type { BypassWorld } from "./support";

const withGlass = (world: BypassWorld): void => void (world.gates = [glassGate, iamGate]);

describe("A call of AssumeRole that CloudTrail reports", () => {
  it("is said where the role breaks the glass of a gate, with MFA and the reason", async () => {
    const world = await after(assumedCall(), withGlass);
    assert.deepEqual(said(world), [`BreakGlassAssumed ${approve} mallory`]);
    const [{ subject, text }] = world.mails;
    assert.equal(subject, "Break-glass role assumed: orders");
    assert.match(text, /^Identity: +mallory$/m);
    assert.match(text, /^MFA: +yes$/m);
    assert.match(text, /^Reason: +Checkout is down\.$/m);
    assert.match(text, /^Call: +AssumeRole$/m);
    await world.run(assumedCall());
    assert.equal(world.bus.length, 1);
    await world.run(assumedCall({}, { eventID: "another" }));
    assert.equal(world.bus.length, 2);
  });

  it("is said of a gate of any pipeline, and of each whose role it may have been", async () => {
    const other = { ...glassGate, action: "books/production/approve" };
    const change = (world: BypassWorld): void => void (world.gates = [other, iamGate]);
    assert.deepEqual(said(await after(assumedCall(), change)), [
      "BreakGlassAssumed books/production/approve mallory",
    ]);
    const both = (world: BypassWorld): void => void (world.gates = [glassGate, iamGate, other]);
    assert.equal((await after(assumedCall({ roleArn: undefined }), both)).bus.length, 2);
  });

  it("is not said of another role, of gates without one, or where STS refused it", async () => {
    const role = { roleArn: "arn:aws:iam::111122223333:role/admin" };
    assert.deepEqual(said(await after(assumedCall(role), withGlass)), []);
    const none = (world: BypassWorld): void => void (world.gates = [slackGate, iamGate]);
    assert.deepEqual(said(await after(assumedCall(), none)), []);
    const refused = await after(assumedCall({}, { errorCode: "AccessDenied" }), withGlass);
    assert.deepEqual(said(refused), []);
    assert.equal(refused.logged("call_refused").length, 1);
  });
});

describe("A decision with the break-glass role", () => {
  it("is said within seconds, with until when it is to be reviewed", async () => {
    const world = await after(endOf("SUCCEEDED"), (one) => {
      withGlass(one);
      one.runs.push(decidedRun(session("orders-glass", "mallory")));
    });
    assert.deepEqual(said(world), [`BreakGlassUsed ${approve} orders-glass/mallory`]);
    assert.equal(world.bus[0].reviewBy, "2026-11-23T21:00:00.000Z");
  });
});

describe("A change of what a break-glass role and its reviewers rest on", () => {
  const { policyArns, reviewerGroups, reviewerRoles, roleArn } = glassGate.breakGlass!;
  const rows: [operation: string, asked: object, isReported: boolean][] = [
    ["UpdateAssumeRolePolicy", { roleName: roleArn.split("/").at(-1) }, true],
    ["UpdateRole", { roleName: roleArn.split("/").at(-1) }, true],
    ["CreatePolicyVersion", { policyArn: policyArns[0] }, true],
    ["AddUserToGroup", { groupName: reviewerGroups[0], userName: "mallory" }, true],
    ["UpdateAssumeRolePolicy", { roleName: reviewerRoles[0] }, true],
    ["PutRolePolicy", { roleName: reviewerRoles[0] }, false],
    ["AddUserToGroup", { groupName: "others", userName: "mallory" }, false],
  ];
  for (const [operation, asked, isReported] of rows) {
    it(`is ${isReported ? "" : "not "}reported: ${operation} ${Object.values(asked)[0]}`, async () => {
      for (const native of [glassGate.native, undefined]) {
        const gate = { ...glassGate, native };
        const world = await after(callOf(operation, asked), (one) => void (one.gates = [gate]));
        assert.deepEqual(said(world), isReported ? [`GateRightsChanged ${approve} mallory`] : []);
      }
    });
  }
});
