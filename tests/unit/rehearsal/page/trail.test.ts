import * as assert from "node:assert/strict";
import type { Call } from "../../../../rehearsal/aws/api/types";
import { ServiceError } from "../../../../rehearsal/errors";
import { trailEntry } from "../../../../rehearsal/page/trail";

const at = new Date("2026-11-23T08:00:00Z");
const arn = "arn:aws:iam::111122223333:user/qa-engineer";
const resource = "arn:aws:codepipeline:eu-west-1:111122223333:web/Check/qa";

const decision = (more: Partial<Call> = {}): Call => ({
  principal: { arn, accountId: "111122223333", userId: "AIDA", context: {} },
  action: "codepipeline:PutApprovalResult",
  resource,
  allowed: true,
  reason: "Allowed: a statement allows it.",
  input: { result: { status: "Approved", summary: "Fine." } },
  ...more,
});

describe("trailEntry", () => {
  it("tells who decided what, with which right and which words", () => {
    assert.deepEqual(trailEntry(decision(), at), {
      at: "2026-11-23T08:00:00.000Z",
      who: arn,
      action: "codepipeline:PutApprovalResult",
      resource,
      allowed: true,
      right: "Allowed: a statement allows it.",
      said: "Approved: Fine.",
    });
  });

  it("tells a decision without words", () => {
    const input = { result: { status: "Approved", summary: "" } };
    assert.equal(trailEntry(decision({ input }), at)?.said, "Approved");
    assert.equal(trailEntry(decision({ input: {} }), at)?.said, undefined);
  });

  it("tells what was overridden, and to what a stage was rolled back", () => {
    const override = {
      action: "codepipeline:OverrideStageCondition",
      input: { conditionType: "BEFORE_ENTRY", pipelineExecutionId: "e1" },
    };
    assert.equal(trailEntry(decision(override), at)?.said, "BEFORE_ENTRY of execution e1");
    const rollback = {
      action: "codepipeline:RollbackStage",
      input: { targetPipelineExecutionId: "e1" },
    };
    assert.equal(trailEntry(decision(rollback), at)?.said, "To what execution e1 carried");
  });

  it("tells why somebody was refused, and what the service answered", () => {
    const error = new ServiceError("AccessDeniedException", "No.");
    const reason = "Denied: nothing allows it.";
    const entry = trailEntry(decision({ allowed: false, reason, error }), at);
    assert.deepEqual(
      [entry?.allowed, entry?.right, entry?.error],
      [false, reason, "AccessDeniedException: No."],
    );
  });

  it("leaves out what only looked, unless it was refused", () => {
    const looks = ["codepipeline:GetPipelineState", "dynamodb:Query", "ssm:GetParameter"];
    for (const action of [...looks, "sqs:ReceiveMessage", "sts:GetCallerIdentity"]) {
      assert.equal(trailEntry(decision({ action }), at), undefined, action);
      const error = new ServiceError("AccessDeniedException", "No.");
      assert.equal(trailEntry(decision({ action, error }), at)?.action, action);
    }
  });

  it("tells what functions change, without what they wrote", () => {
    for (const action of ["dynamodb:PutItem", "sts:AssumeRole", "sqs:SendMessage"]) {
      const input = { Item: { body: "of no interest" }, result: { status: "Approved" } };
      const entry = trailEntry(decision({ action, input }), at);
      assert.equal(entry?.action, action);
      assert.ok(!JSON.stringify(entry).includes("of no interest"));
      assert.equal(entry?.said, undefined);
    }
  });

  it("tells of a call by nobody who is known", () => {
    const error = new ServiceError("UnrecognizedClientException", "Who?");
    const call: Call = { action: "", resource: "", allowed: false, error };
    assert.deepEqual(trailEntry(call, at), {
      at: "2026-11-23T08:00:00.000Z",
      who: "somebody unknown",
      action: "no known action",
      resource: "nothing that is known",
      allowed: false,
      right: "Refused before it was known who calls.",
      error: "UnrecognizedClientException: Who?",
    });
  });

  it("tells of a call that was refused before its right was asked for, and cuts what is long", () => {
    const error = new ServiceError("ValidationException", "x".repeat(5000));
    const entry = trailEntry(decision({ allowed: false, reason: undefined, error }), at);
    assert.equal(entry?.right, "Refused before any policy was asked.");
    assert.equal(entry?.error?.length, 1000);
    const allowed = trailEntry(decision({ reason: undefined }), at);
    assert.equal(allowed?.right, "");
  });
});
