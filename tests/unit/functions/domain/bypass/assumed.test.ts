/** Who has assumed a break-glass role, which, and why: as far as CloudTrail tells it. */
import * as assert from "node:assert/strict";
import { assumed, isAssumed } from "../../../../../functions/domain/bypass/assumed";
import { parseCall } from "../../../../../functions/domain/bypass/call";
import { remedyFor } from "../../../../../functions/domain/bypass/words";
import { assumedCall, glassGate, session, slackGate, user } from "../../bypass/fixtures";

const callOf = (...of: Parameters<typeof assumedCall>) => parseCall(assumedCall(...of))!;
const pipeline = { pipelineName: "orders", gates: [glassGate] };
const now = "2026-11-22T22:00:00.000Z";
const eventOf = (...of: Parameters<typeof assumedCall>) =>
  assumed(callOf(...of), glassGate, pipeline, { via: "cloudtrail", now });

describe("A break-glass role that is assumed", () => {
  it("is the gate's own, however its name is spelled", () => {
    const { roleArn } = glassGate.breakGlass!;
    const rows: [roleArn: string | undefined, expected: boolean][] = [
      [roleArn, true],
      [roleArn.toUpperCase(), true],
      [`${roleArn}s`, false],
      [roleArn.replace("111122223333", "444455556666"), false],
      // What CloudTrail has cut may be any.
      [undefined, true],
    ];
    for (const [asked, expected] of rows) {
      assert.equal(isAssumed(callOf({ roleArn: asked }), glassGate), expected, asked);
    }
    assert.equal(isAssumed(callOf(), slackGate), false);
    assert.equal(isAssumed(callOf({ roleArn: undefined }), slackGate), false);
  });

  it("is said with who, how they signed in, and why", () => {
    const { id, ...event } = eventOf();
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(event, {
      ...{ schemaVersion: 1, type: "Bypassed", kind: "BreakGlassAssumed", via: "cloudtrail" },
      ...{ time: now, operation: "AssumeRole", region: "eu-west-1", pipelineName: "orders" },
      ...{ stageName: "production", actionName: "approve", gates: [glassGate.action] },
      actor: {
        ...{ channel: "codepipeline", id: user("mallory"), arn: user("mallory") },
        ...{ displayName: "mallory", sourceIdentity: "mallory", mfa: true },
      },
      reason: "Checkout is down.",
      what: "Somebody has assumed the break-glass role of the gate orders/production/approve.",
      remedy: remedyFor("BreakGlassAssumed"),
    });
  });

  it("was assumed with MFA by the code of a device, or by a session that has it", () => {
    const without = { serialNumber: undefined };
    const signedIn = (mfaAuthenticated: string) => ({
      userIdentity: {
        ...{ type: "IAMUser", arn: user("mallory") },
        sessionContext: { attributes: { mfaAuthenticated } },
      },
    });
    assert.equal(eventOf(without, signedIn("true")).actor?.mfa, true);
    assert.equal(eventOf({}, signedIn("false")).actor?.mfa, true);
    // Its trust policy asks for it: whoever assumes it without has changed that.
    assert.equal(eventOf(without, signedIn("false")).actor?.mfa, false);
    assert.equal(eventOf(without).actor?.mfa, false);
    const role = { userIdentity: { type: "AssumedRole", arn: session("admin") } };
    assert.equal(eventOf(without, role).actor?.mfa, undefined);
  });

  it("has the source identity of the new session, or of the one that asked for it", () => {
    const sessionContext = { sourceIdentity: "bob" };
    const role = { userIdentity: { type: "AssumedRole", arn: session("admin"), sessionContext } };
    assert.equal(eventOf({}, role).actor?.sourceIdentity, "mallory");
    assert.equal(eventOf({ sourceIdentity: undefined }, role).actor?.sourceIdentity, "bob");
    const { actor } = eventOf({ sourceIdentity: undefined });
    assert.ok(!("sourceIdentity" in actor!));
  });

  it("has as its reason the tag of this name, where it stands", () => {
    const reason = (requestParameters: object) => eventOf(requestParameters).reason;
    const why = { key: "Reason", value: "Because." };
    const other = { key: "Other", value: "No." };
    assert.equal(reason({ tags: [other, why] }), "Because.");
    assert.equal(reason({ tags: undefined, principalTags: { Reason: "Because." } }), "Because.");
    assert.equal(reason({ tags: [{ key: "Reason" }], principalTags: { Reason: "Two." } }), "Two.");
    const fifty = Array.from({ length: 49 }, () => other);
    assert.equal(reason({ tags: [...fifty, why] }), "Because.");
    for (const tags of [undefined, null, "Reason", [], [other], [null], { Reason: "No." }]) {
      assert.equal(reason({ tags }), undefined);
    }
  });

  it("is said of nobody where nobody tells who it was", () => {
    const event = eventOf({}, { userIdentity: null });
    assert.ok(!("actor" in event));
  });

  it("is another one each time, and for each gate", () => {
    const call = callOf();
    const id = (action: string, source: object) =>
      assumed(call, { ...glassGate, action }, pipeline, { via: "cloudtrail", now, ...source }).id;
    const ids = [
      id("orders/a/b", { cloudTrailEventId: "one" }),
      id("orders/a/b", { cloudTrailEventId: "two" }),
      id("orders/a/c", { cloudTrailEventId: "one" }),
      id("orders/a/b", { time: now }),
      id("orders/a/b", { time: "2026-11-22T23:00:00.000Z" }),
    ];
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(id("orders/a/b", { cloudTrailEventId: "one", time: now }), ids[0]);
  });
});
