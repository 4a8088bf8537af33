import * as assert from "node:assert/strict";
import type { ApprovalRequest } from "../../../../../../functions/domain/types";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { ann, attemptOf, expires, later, requestOf, settings } from "../../../domain/samples";
import { buttonsIn, headerOf, linesOf, textIn, textsOf } from "./blocks";
import { full, linesIn, pipelinePage, sha } from "./full-request";

describe("requestMessage while the request waits", () => {
  it("says all that an approver decides from", () => {
    assert.equal(headerOf(requestMessage(full, settings)), "Approval needed: production / approve");
    assert.deepEqual(linesIn(), [
      ...["*Pipeline*", "orders", "*Stage*", "production", "*Action*", "approve"],
      ...["*Region*", "eu-west-1"],
      "*Version*",
      "• Source: 01234567 – Faster checkout",
      "<https://git.example/c|git.example/c>",
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
    const execution = { pipelineExecutionId: "89abcdef-0123-0123-0123-012345678901" };
    const value = JSON.stringify({
      ...{ a: full.action, t: full.token, e: "89abcdef", v: "Source 01234567" },
    });
    const told = buttonsIn(requestMessage({ ...full, ...execution }, settings)).map((button) => [
      ...[button.action_id, button.text.text, button.style, button.value, button.url],
    ]);
    assert.deepEqual(told, [
      ["approve", "Approve", "primary", value, undefined],
      ["reject", "Reject", "danger", value, undefined],
      ["open", "Open in console", undefined, undefined, pipelinePage],
    ]);
  });

  it("is the same while somebody is deciding: nothing is decided yet", () => {
    const deciding = { ...full, status: "DECIDING" as const, attempt: attemptOf() };
    assert.deepEqual(requestMessage(deciding, settings), requestMessage(full, settings));
  });

  it("says that it was left to people, as plain text, while it waits and not after", () => {
    const automatic = {
      ...{ decision: "ask" as const, reason: "*Code*\nchanged <!channel>", by: "small-changes" },
      at: expires,
    };
    const left = "Left to people by small-changes: *Code* changed <!channel>";
    assert.equal(linesIn({ automatic }).at(-1), left);
    const blocks = requestMessage({ ...full, automatic }, settings).blocks;
    const context = blocks.find(({ type }) => type === "context") as { elements: object[] };
    assert.deepEqual(context.elements.at(-1), { type: "plain_text", text: left, emoji: false });
    for (const decision of ["approve", "reject"] as const) {
      assert.deepEqual(linesIn({ automatic: { ...automatic, decision } }), linesIn());
    }
    const ended = requestMessage({ ...full, automatic, status: "EXPIRED" }, settings);
    assert.doesNotMatch(JSON.stringify(ended), /Left to people/);
  });

  it("has a text for notifications", () => {
    const { text } = requestMessage(full, settings);
    assert.equal(text, "Approval needed: production / approve of orders");
  });

  it("has a text in which nothing that others wrote is formatting", () => {
    const named = { stageName: "_prod_", actionName: "go-on", pipelineName: "my_orders" };
    assert.equal(
      requestMessage({ ...full, ...named }, settings).text,
      "Approval needed: `_prod_` / go-on of `my_orders`",
    );
    const outcome = {
      at: expires,
      result: "Approved" as const,
      person: { ...ann, displayName: "*Ann*" },
    };
    assert.equal(
      requestMessage({ ...full, status: "DECIDED", outcome }, settings).text,
      "`Approved by *Ann* (U0ANN) in Slack`: production / approve of orders",
    );
  });

  it("leaves out what is missing", () => {
    assert.deepEqual(linesOf(requestMessage(requestOf(), settings)), [
      ...["*Pipeline*", "orders", "*Stage*", "production", "*Action*", "approve"],
      ...["*Region*", "eu-west-1", "*Who may decide*", "<@U0ANN>, <!subteam^S0LEADS>"],
      "Expires <!date^1795986000^{date_short_pretty} {time}|2026-11-29 21:00 UTC>",
    ]);
    assert.equal(buttonsIn(requestMessage(requestOf(), settings)).length, 3);
  });

  it("leaves out customData that cannot be seen", () => {
    for (const customData of ["", " \n\t", "\u202E\u0000"]) {
      assert.ok(!linesIn({ customData }).includes("*What the pipeline says*"));
    }
  });

  it("opens this pipeline's page in the console, whatever the request's own links say", () => {
    const forged = {
      approvalReviewLink: "https://eu-west-1.console.aws.amazon.com/codesuite/other/approve",
      consoleLink: "https://signin.evil.example/",
    };
    const message = requestMessage(requestOf(forged), settings);
    assert.equal(buttonsIn(message).at(2)?.url, pipelinePage);
    assert.ok(!JSON.stringify(message).includes("evil"));
    const topicArn = settings.topicArn.replace("arn:aws:", "arn:aws-iso:");
    assert.equal(buttonsIn(requestMessage(requestOf(), { ...settings, topicArn })).length, 2);
  });

  it("shows the execution in short, so that two waiting requests can be told apart", () => {
    const pipelineExecutionId = "89abcdef-0123-0123-0123-012345678901";
    assert.deepEqual(linesIn({ pipelineExecutionId }).slice(8, 10), ["*Execution*", "89abcdef"]);
  });

  it("shows what others wrote as they wrote it: as plain text, which Slack does not format", () => {
    const wild = "*bold* _it_ ~s~ `code` <!channel> <@U0EVE> https://evil.example :tada:";
    const message = requestMessage(
      {
        ...full,
        customData: wild,
        externalEntityLink: `no link ${wild}`,
        revisions: [{ name: "Source", id: sha, summary: wild }],
      },
      settings,
    );
    const shown = [...textsOf(message, "section")].filter(({ text }) => text.includes("bold"));
    assert.equal(shown.length, 3);
    for (const { type, text } of shown) {
      assert.equal(type, "plain_text");
      assert.ok(text.includes(wild));
    }
  });

  it("shows names as they are: CodePipeline takes `_`, with which Slack writes italics", () => {
    const names = { pipelineName: "_orders_", stageName: "_prod_", actionName: "_approve_" };
    const message = requestMessage({ ...full, ...names }, settings);
    assert.deepEqual(
      textsOf(message, "section").filter(({ text }) => Object.values(names).includes(text)),
      Object.values(names).map((text) => ({ type: "plain_text", text, emoji: false })),
    );
  });
});

describe("requestMessage after the end", () => {
  const decided: Partial<ApprovalRequest> = {
    status: "DECIDED",
    outcome: { at: expires, result: "Rejected", person: ann, reason: "Load test failed\n*no*" },
  };
  const when = "<!date^1795986000^{date_short_pretty} {time}|2026-11-29 21:00 UTC>";
  const endOf = (change: Partial<ApprovalRequest>): string[] => linesIn(change).slice(16);

  it("says who, when, what and why of a decision in Slack", () => {
    assert.deepEqual(endOf(decided), [
      "Rejected by Ann (U0ANN) in Slack",
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
      "Approved by Admin/carla outside Slack",
      when,
    ]);
  });

  it("says that nobody decided in time", () => {
    assert.deepEqual(endOf({ status: "EXPIRED", outcome: { at: expires } }), [
      "Expired: nobody decided in time, so the stage failed",
      when,
    ]);
  });

  it("says why it was cancelled, once", () => {
    const outcome = { at: expires, reason: "Superseded" };
    assert.deepEqual(endOf({ status: "CANCELLED", outcome }), [
      "Cancelled: a newer execution took its place before anybody decided",
      when,
    ]);
  });

  it("still says what it was about", () => {
    assert.deepEqual(linesIn(decided).slice(0, 16), linesIn().slice(0, 16));
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
