import * as assert from "node:assert/strict";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { requestMessage } from "../../../../functions/slack/message";
import { ann, attemptOf, expires, later, requestOf, settings } from "../domain/samples";
import { buttonsIn, headerOf, linesOf, textIn } from "./blocks";

const sha = "0123456789abcdef0123456789abcdef01234567";
const full: ApprovalRequest = requestOf({
  customData: "Load test passed\nRelease 4711",
  externalEntityLink: "https://wiki.example/4711",
  approvalReviewLink: "https://console.aws.amazon.com/review",
  consoleLink: "https://console.aws.amazon.com/pipeline",
  revisions: [
    { name: "Source", id: sha, summary: "Faster checkout\n\nBody", url: "https://git.example/c" },
  ],
});
const linesIn = (change: Partial<ApprovalRequest> = {}): string[] =>
  linesOf(requestMessage({ ...full, ...change }, settings));
const urlIn = (change: Partial<ApprovalRequest>): string | undefined =>
  buttonsIn(requestMessage(requestOf(change), settings)).at(2)?.url;

describe("requestMessage while the request waits", () => {
  it("says all that an approver decides from", () => {
    assert.equal(headerOf(requestMessage(full, settings)), "Approval needed: production / approve");
    assert.deepEqual(linesIn(), [
      ...["*Pipeline*", "orders", "*Stage*", "production", "*Action*", "approve"],
      ...["*Region*", "eu-west-1"],
      "*Version*",
      "• Source: <https://git.example/c|01234567> – Faster checkout",
      "*What the pipeline says*",
      "> Load test passed",
      "> Release 4711",
      "*Link*",
      "<https://wiki.example/4711|wiki.example/4711>",
      "*Who may decide*",
      "<@U0ANN>, <!subteam^S0LEADS>",
      "Expires <!date^1795986000^{date_short_pretty} {time}|2026-11-29 21:00 UTC>",
    ]);
  });

  it("has the buttons Approve, Reject and Open in console", () => {
    const value = JSON.stringify({ a: full.action, t: full.token });
    const told = buttonsIn(requestMessage(full, settings)).map((button) => [
      ...[button.action_id, button.text.text, button.style, button.value, button.url],
    ]);
    assert.deepEqual(told, [
      ["approve", "Approve", "primary", value, undefined],
      ["reject", "Reject", "danger", value, undefined],
      ["open", "Open in console", undefined, undefined, "https://console.aws.amazon.com/review"],
    ]);
  });

  it("is the same while somebody is deciding: nothing is decided yet", () => {
    const deciding = { ...full, status: "DECIDING" as const, attempt: attemptOf() };
    assert.deepEqual(requestMessage(deciding, settings), requestMessage(full, settings));
  });

  it("has a text for notifications", () => {
    const { text } = requestMessage(full, settings);
    assert.equal(text, "Approval needed: production / approve of orders");
  });

  it("leaves out what is missing", () => {
    assert.deepEqual(linesOf(requestMessage(requestOf(), settings)), [
      ...["*Pipeline*", "orders", "*Stage*", "production", "*Action*", "approve"],
      ...["*Region*", "eu-west-1", "*Who may decide*", "<@U0ANN>, <!subteam^S0LEADS>"],
      "Expires <!date^1795986000^{date_short_pretty} {time}|2026-11-29 21:00 UTC>",
    ]);
    assert.equal(buttonsIn(requestMessage(requestOf(), settings)).length, 2);
  });

  it("leaves out customData that cannot be seen", () => {
    for (const customData of ["", " \n\t", "\u202E\u0000"]) {
      assert.ok(!linesIn({ customData }).includes("*What the pipeline says*"));
    }
  });

  it("has no button that leads to another host than the console's", () => {
    const lookalike = "https://eu-west-1.console.aws.amazon.com.signin-evil.example/approve";
    const forged = requestOf({ approvalReviewLink: lookalike, consoleLink: "https://x.example" });
    assert.deepEqual(
      buttonsIn(requestMessage(forged, settings)).map((button) => button.action_id),
      ["approve", "reject"],
    );
    assert.ok(!JSON.stringify(requestMessage(forged, settings)).includes(".example"));
  });

  it("opens the review link, else the console's, and only over https", () => {
    const [review, console] = [
      "https://console.aws.amazon.com/r",
      "https://console.aws.amazon.com/c",
    ];
    assert.equal(urlIn({ approvalReviewLink: review, consoleLink: console }), review);
    for (const approvalReviewLink of ["http://console.aws.amazon.com/", "https://a.example/"]) {
      assert.equal(urlIn({ approvalReviewLink, consoleLink: console }), console);
    }
    assert.equal(urlIn({ consoleLink: console }), console);
    assert.equal(urlIn({ consoleLink: "javascript:alert(1)" }), undefined);
    assert.equal(urlIn({ consoleLink: "" }), undefined);
  });
});

describe("versions in the message", () => {
  const versionOf = (revision: Partial<ApprovalRequest["revisions"][number]>): string =>
    linesIn({ revisions: [{ name: "Source", id: sha, ...revision }] })[9];

  it("are a commit's first 8 characters, without a link where there is none of the web", () => {
    assert.equal(versionOf({}), "• Source: 01234567");
    assert.equal(versionOf({ url: "javascript:alert(1)" }), "• Source: 01234567");
    assert.equal(versionOf({ url: "" }), "• Source: 01234567");
  });

  it("are whole where they are no commit", () => {
    assert.equal(versionOf({ id: "v4.7.11" }), "• Source: v4.7.11");
    const almost = sha.slice(1);
    assert.equal(versionOf({ id: almost }), `• Source: ${almost}`);
  });

  it("have a link of at most 500 characters, so that one always fits", () => {
    const url = `https://git.example/${"c".repeat(500 - "<https://git.example/|01234567>".length)}`;
    assert.equal(versionOf({ url }), `• Source: <${url}|01234567>`);
    assert.equal(versionOf({ url: `${url}c` }), "• Source: 01234567");
  });

  it("have words where CodePipeline names nothing, so that no link is empty", () => {
    const url = "https://git.example/c";
    assert.equal(versionOf({ name: "", id: " ", url }), `• source: <${url}|unknown>`);
  });

  it("have the commit's message out of the JSON of a connection's source", () => {
    const summary = JSON.stringify({ ProviderType: "GitHub", CommitMessage: "Fix <it>\n\nBody" });
    assert.equal(versionOf({ summary }), "• Source: 01234567 – Fix &lt;it&gt;");
  });

  it("have other summaries as they are", () => {
    assert.equal(versionOf({ summary: "{not JSON" }), "• Source: 01234567 – {not JSON");
    assert.equal(versionOf({ summary: '{"a":1}' }), '• Source: 01234567 – {"a":1}');
    assert.equal(
      versionOf({ summary: '{"CommitMessage":7}' }),
      '• Source: 01234567 – {"CommitMessage":7}',
    );
    assert.equal(versionOf({ summary: " \n " }), "• Source: 01234567");
  });
});

describe("requestMessage after the end", () => {
  const decided: Partial<ApprovalRequest> = {
    status: "DECIDED",
    outcome: { at: expires, result: "Rejected", person: ann, reason: "Load test failed\n*no*" },
  };
  const when = "<!date^1795986000^{date_short_pretty} {time}|2026-11-29 21:00 UTC>";
  const endOf = (change: Partial<ApprovalRequest>): string[] => linesIn(change).slice(15);

  it("says who, when, what and why of a decision in Slack", () => {
    assert.deepEqual(endOf(decided), [
      "*Rejected by Ann (U0ANN) in Slack*",
      "*Reason*",
      "> Load test failed",
      "> *no*",
      when,
    ]);
  });

  it("says who decided elsewhere", () => {
    const decidedBy = "arn:aws:sts::111122223333:assumed-role/Admin/carla";
    const outcome = { at: expires, result: "Approved" as const, decidedBy };
    assert.deepEqual(endOf({ status: "DECIDED", outcome }), [
      "*Approved by Admin/carla outside Slack*",
      when,
    ]);
  });

  it("says that nobody decided in time", () => {
    assert.deepEqual(endOf({ status: "EXPIRED", outcome: { at: expires } }), [
      "*Expired: nobody decided in time, so the stage failed*",
      when,
    ]);
  });

  it("says why it was cancelled, once", () => {
    const outcome = { at: expires, reason: "Superseded" };
    assert.deepEqual(endOf({ status: "CANCELLED", outcome }), [
      "*Cancelled: a newer execution took its place before anybody decided*",
      when,
    ]);
  });

  it("still says what it was about", () => {
    assert.deepEqual(linesIn(decided).slice(0, 15), linesIn().slice(0, 15));
  });

  it("says it at the top and in the notification too", () => {
    const heads = (["DECIDED", "EXPIRED", "CANCELLED"] as const).map((status) => {
      const message = requestMessage({ ...full, ...decided, status }, settings);
      return [headerOf(message), message.text];
    });
    const where = "production / approve";
    assert.deepEqual(heads, [
      [`Rejected: ${where}`, `Rejected by Ann (U0ANN) in Slack: ${where} of orders`],
      [
        `Expired: ${where}`,
        `Expired: nobody decided in time, so the stage failed: ${where} of orders`,
      ],
      [
        `Cancelled: ${where}`,
        `Cancelled: CodePipeline waits no more for this decision: ${where} of orders`,
      ],
    ]);
  });

  for (const status of ["DECIDED", "EXPIRED", "CANCELLED"] as const) {
    it(`has nothing to press and asks nobody when it is ${status}`, () => {
      for (const outcome of [decided.outcome, { at: expires }, undefined]) {
        const message = requestMessage({ ...full, status, outcome }, settings);
        assert.deepEqual(buttonsIn(message), []);
        assert.doesNotMatch(textIn(message), /Who may decide|<@|<!subteam|Approval needed/);
      }
    });
  }

  it("says Approved of nothing that is not DECIDED, whatever an attempt or an outcome says", () => {
    const outcome = { at: expires, result: "Approved" as const, person: ann };
    for (const status of ["PENDING", "DECIDING", "EXPIRED", "CANCELLED"] as const) {
      const request = { ...full, status, outcome, attempt: attemptOf() };
      assert.doesNotMatch(textIn(requestMessage(request, settings)), /Approved/);
    }
  });

  it("shows the moment in the reader's time zone, and in UTC where it cannot", () => {
    const outcome = { at: later(0.999).toISOString(), result: "Approved" as const };
    assert.equal(
      endOf({ status: "DECIDED", outcome }).at(-1),
      "<!date^1795381200^{date_short_pretty} {time}|2026-11-22 21:00 UTC>",
    );
  });
});
