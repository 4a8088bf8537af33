/** What an e-mail about a request that waits says, whole. */
import * as assert from "node:assert/strict";
import {
  type Audience,
  mailOf,
  nextSentence,
  noticeOf,
  waitedSentence,
} from "../../../../functions/domain/notice";
import { isTimed, plannedSla } from "../../../../functions/domain/sla";
import { later, now, requestOf, settings } from "./samples";

const sla = { respondWithinMinutes: 120, remindAfterMinutes: [30, 60] };
const escalation = { topicArns: ["arn:aws:sns:eu-west-1:111122223333:leads"] };

function mail(step: number, to: Audience, escalates = true, change: object = {}) {
  const request = { ...requestOf(change), ...plannedSla({ sla }, now) };
  assert.ok(isTimed(request));
  const gate = { ...settings, sla: escalates ? { ...sla, escalation } : sla };
  const at = later([30, 60, 125][step] * 60);
  return mailOf(noticeOf(request, step, gate, at), request, gate, to);
}

const head = [
  "An approval request waits in AWS CodePipeline.",
  "",
  "Pipeline: orders",
  "Stage:    production",
  "Action:   approve",
];
const foot = [
  "Who can decide: whoever IAM or the gate's list in Slack allows to.",
  "Decide in the console: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1",
];

describe("The e-mail of a request that waits", () => {
  it("says that it was left to people", () => {
    const automatic = {
      decision: "ask",
      reason: "Code.",
      by: "small-changes",
      at: now.toISOString(),
    };
    const { text } = mail(0, "approvers", true, { automatic });
    assert.ok(text.split("\n").includes("Left to people by small-changes: Code."));
    assert.doesNotMatch(mail(0, "approvers").text, /Left to people/);
  });

  it("reminds, and says by when to answer and what is next", () => {
    const says = { customData: "Load test\npassed", externalEntityLink: "https://example.com/r" };
    assert.deepEqual(mail(0, "approvers", true, says), {
      subject: "Approval reminder: production / approve of orders",
      text: [
        ...[...head, "Says:     Load test passed", "Link:     https://example.com/r", ""],
        "It has waited 30 min of 2 h.",
        "It should be answered by 2026-11-22 23:00 UTC.",
        "Next: another reminder, 2026-11-22 22:00 UTC.",
        ...["", ...foot],
      ].join("\n"),
    });
  });

  for (const [escalates, next] of [
    [true, "Next: it is escalated, 2026-11-22 23:00 UTC."],
    [false, "Next: the time to answer ends, 2026-11-22 23:00 UTC."],
  ] as const) {
    it(`says that the last step is next: ${escalates ? "" : "not "}escalated`, () => {
      assert.equal(mail(1, "approvers", escalates).text.split("\n")[8], next);
    });
  }

  const late = "It has waited 2 h 5 min of 2 h: nobody has answered in time.";
  const ends = "Next: it expires, 2026-11-29 21:00 UTC, and the stage fails.";

  it("says to the approvers that nobody answered, and whether others were told", () => {
    const subject = "Not answered in time: production / approve of orders";
    const others = "Others were told as well.";
    assert.deepEqual(mail(2, "approvers"), {
      subject,
      text: [...head, "", late, ends, others, "", ...foot].join("\n"),
    });
    assert.deepEqual(mail(2, "approvers", false), {
      subject,
      text: [...head, "", late, ends, "", ...foot].join("\n"),
    });
  });

  it("says to those to whom it is escalated why they are told, and that it gives no right", () => {
    assert.deepEqual(mail(2, "escalation"), {
      subject: "Escalated: production / approve of orders",
      text: [
        ...[...head, "", late, ends, ""],
        "You are told because this gate names you for requests that nobody answers. Being told gives no",
        "right to decide: ask somebody who may, or decide it yourself if you are one of them.",
        ...foot,
      ].join("\n"),
    });
  });

  it("keeps a subject of 99 characters, and shortens one of 100", () => {
    const subject = (length: number): string => {
      const rest = "Approval reminder: production / approve of ".length;
      return mail(0, "approvers", true, { pipelineName: "p".repeat(length - rest) }).subject;
    };
    assert.equal(subject(99).length, 99);
    assert.ok(!subject(99).endsWith("..."));
    assert.equal(subject(100).length, 99);
    assert.ok(subject(100).endsWith("..."));
  });

  it("words working time, none waited, and each way to go on", () => {
    const notice = {
      ...{ kind: "remind" as const, waited: 0, within: 60, isWorkingTime: true, escalates: false },
      ...{ dueAt: "", following: { kind: "expire" as const, at: "soon" } },
    };
    assert.equal(waitedSentence(notice), "It has waited 0 min of 1 h of working time");
    const sentence = nextSentence(notice, (at) => `<${at}>`);
    assert.equal(sentence, "Next: it expires, <soon>, and the stage fails");
  });
});
