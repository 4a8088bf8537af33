import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseCall } from "../../../../../functions/domain/bypass/call";
import { callEvents } from "../../../../../contract/cloudtrail-events";
import { callOf, session } from "../../bypass/fixtures";

describe("A call that CloudTrail reports", () => {
  it("is read with who made it, when and how they had signed in", () => {
    const userIdentity = {
      type: "AssumedRole",
      arn: session("admin"),
      sessionContext: { attributes: { mfaAuthenticated: "true" }, sourceIdentity: "ann" },
    };
    const call = parseCall(
      callOf("UpdatePipeline", { pipeline: { name: "orders" } }, { userIdentity }),
    );
    const { asked, answered, ...rest } = call!;
    assert.deepEqual(rest, {
      operation: "UpdatePipeline",
      service: "codepipeline",
      time: "2026-11-22T21:00:00.000Z",
      eventId: "5d2d0f1c-9a4e-4d0e-8b86-2a2b4f0c0001",
      actor: {
        ...{ channel: "codepipeline", id: session("admin"), displayName: "admin/bob" },
        ...{ arn: session("admin"), sourceIdentity: "ann", mfa: true },
      },
    });
    assert.equal(asked("pipeline", "name"), "orders");
    assert.equal(answered("pipelineExecutionId"), undefined);
  });

  for (const [service, { operations }] of Object.entries({
    codepipeline: callEvents.codepipeline,
    iam: callEvents.iam,
    sts: callEvents.sts,
  })) {
    it(`is one of ${service}: ${operations.join(", ")}`, () => {
      for (const name of operations) {
        assert.equal(parseCall(callOf(name))?.service, service);
      }
    });
  }

  it("is without MFA where a user's own access keys made it, of which there is no session", () => {
    const mfaOf = (userIdentity: object) =>
      parseCall(callOf("PutApprovalResult", {}, { userIdentity }))?.actor?.mfa;
    const arn = "arn:aws:iam::111122223333:user/ann";
    assert.equal(mfaOf({ type: "IAMUser", arn }), false);
    assert.equal(mfaOf({ type: "AssumedRole", arn: session("admin") }), undefined);
    const attributes = { mfaAuthenticated: "true" };
    assert.equal(mfaOf({ type: "IAMUser", arn, sessionContext: { attributes } }), true);
  });

  it("is none of another event", () => {
    for (const event of [undefined, null, "", 7, {}, callOf("GetPipeline"), callOf("")]) {
      assert.equal(parseCall(event), undefined);
    }
    assert.equal(parseCall({ ...callOf("UpdatePipeline"), "detail-type": "other" }), undefined);
  });

  it("has nothing where nothing that can be read is told", () => {
    const nothing = { userIdentity: 7, eventTime: 7, eventID: {}, errorCode: [] };
    for (const requestParameters of [null, 7, "text", [], { stageName: 7, pipelineName: "" }]) {
      const call = parseCall(callOf("UpdatePipeline", requestParameters as object, nothing));
      const { asked, answered: _, ...rest } = call!;
      assert.deepEqual(rest, { operation: "UpdatePipeline", service: "codepipeline" });
      assert.deepEqual(
        [asked("stageName"), asked("pipelineName"), asked("toString"), asked("a", "b")],
        [undefined, undefined, undefined, undefined],
      );
    }
  });

  it("has no time where there is none", () => {
    assert.equal(parseCall(callOf("UpdatePipeline", {}, { eventTime: "soon" }))?.time, undefined);
  });

  it("says with what it was refused", () => {
    const call = parseCall(callOf("UpdatePipeline", {}, { errorCode: "AccessDenied" }));
    assert.equal(call?.error, "AccessDenied");
  });

  it("is read whatever else is in it", () => {
    const detail = fc.dictionary(
      fc.constantFrom(
        "userIdentity",
        "requestParameters",
        "responseElements",
        "eventTime",
        "eventID",
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(detail, (more) => {
        const call = parseCall(callOf("PutApprovalResult", {}, more))!;
        return call.operation === "PutApprovalResult" && call.asked("result", "status") !== "";
      }),
    );
  });

  it("has truths as texts", () => {
    assert.equal(
      parseCall(callOf("StopPipelineExecution", { abandon: true }))?.asked("abandon"),
      "true",
    );
  });
});
