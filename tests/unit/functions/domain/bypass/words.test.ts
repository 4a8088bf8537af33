import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  bypassEvent,
  type BypassFacts,
  bypassKinds,
} from "../../../../../functions/domain/bypass/bypass-event";
import { actorOf } from "../../../../../functions/domain/bypass/principal";
import { bypassMail, remedyFor } from "../../../../../functions/domain/bypass/words";
import { settings } from "../samples";
import { session } from "../../bypass/fixtures";

const facts: BypassFacts = {
  kind: "DecidedOutside",
  time: "2026-11-22T21:00:00.000Z",
  operation: "PutApprovalResult",
  region: "eu-west-1",
  pipelineName: "orders",
  stageName: "production",
  actionName: "approve",
  pipelineExecutionId: "execution-1",
  gates: ["orders/production/approve"],
  actor: actorOf(session("admin"), { sourceIdentity: "bob", mfa: true }),
  reason: "It had to be.",
  via: "cloudtrail",
};

const mail = (change: Partial<BypassFacts> = {}) => {
  const all = { ...facts, ...change };
  const words = { what: "Approved by somebody.", remedy: remedyFor(all.kind) };
  return bypassMail(bypassEvent(["run-1"], all, words), settings.topicArn);
};

describe("The message of a bypass", () => {
  it("says who, what, which gate, and what to do", () => {
    const { subject, text } = mail();
    assert.equal(subject, "Approval decided outside its gate: orders");
    assert.deepEqual(text.split("\n"), [
      "Approved by somebody.",
      "",
      `Who:       ${session("admin")}`,
      "Identity:  bob",
      "MFA:       yes",
      "When:      2026-11-22 21:00:00 UTC",
      "Call:      PutApprovalResult",
      "Pipeline:  orders",
      "Stage:     production",
      "Action:    approve",
      "Execution: execution-1",
      "Gates:     orders/production/approve",
      "Reason:    It had to be.",
      text.split("\n").find((line) => line.startsWith("Bypass:")),
      "",
      `What to do: ${remedyFor("DecidedOutside")}`,
      "Pipeline in the console: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/" +
        "orders/view?region=eu-west-1",
    ]);
  });

  it("leaves out what nobody knows, and says how to find out who", () => {
    const { text } = mail({
      ...{ actor: undefined, stageName: undefined, actionName: undefined, reason: undefined },
      ...{ pipelineExecutionId: undefined, operation: "UpdatePipeline" },
    });
    assert.match(
      text,
      /^Who: +not told: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=UpdatePipeline$/m,
    );
    for (const line of ["Identity", "MFA", "Stage", "Action", "Execution", "Reason"]) {
      assert.doesNotMatch(text, new RegExp(`^${line}:`, "m"));
    }
  });

  it("has no link where the topic's ARN does not say where the pipeline is", () => {
    const event = bypassEvent(["run-1"], facts, { what: "What.", remedy: "Remedy." });
    const { text } = bypassMail(event, "no ARN");
    assert.ok(text.endsWith("\n\nWhat to do: Remedy."), text);
  });

  it("has words of its own for every kind", () => {
    const subjects = bypassKinds.map((kind) => mail({ kind }).subject);
    assert.equal(new Set(subjects).size, bypassKinds.length);
    for (const kind of bypassKinds) assert.ok(remedyFor(kind).length > 40);
  });

  it("has a subject that SNS takes, however long the names are", () => {
    for (const kind of bypassKinds) {
      const { subject } = mail({ kind, pipelineName: "p".repeat(100) });
      assert.equal(subject.length, 99);
      assert.ok(subject.endsWith("..."));
    }
    const fitting = mail({ pipelineName: "p".repeat(64) }).subject;
    assert.ok(fitting.length === 99 && fitting.endsWith("p"), String(fitting.length));
  });

  it("keeps what people wrote on its line", () => {
    const lines = mail().text.split("\n").length;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (written) => {
        const { text } = mail({ reason: `${written}\r\nWho: somebody else\u2028Call: none` });
        return text.split("\n").length === lines;
      }),
    );
  });
});
