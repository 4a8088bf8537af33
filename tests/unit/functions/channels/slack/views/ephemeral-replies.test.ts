import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as answers from "../../../../../../functions/channels/slack/views/ephemeral-replies";
import { ann, attemptOf, expires, inSlack, requestOf, wildText } from "../../../domain/samples";

/** Both forms of an answer: for who sees blocks, and for who does not. */
const formsOf = (answer: answers.PrivateAnswer): string[] =>
  typeof answer === "string"
    ? [answer]
    : [answer.text, ...answer.blocks.map((block: any) => block.text.text)];

describe("notAllowed", () => {
  it("says who may decide", () => {
    const text = answers.notAllowed(inSlack);
    assert.equal(text, "You may not decide this. These may: <@U0ANN>, <!subteam^S0LEADS>.");
  });

  it("says which groups could not be read, and what to do", () => {
    const text = answers.notAllowed(inSlack, [], { groups: ["S0LEADS", "S0OPS"] });
    assert.match(text, /members of <!subteam\^S0LEADS>, <!subteam\^S0OPS> could not be read/);
    assert.match(text, /again in a minute, or decide in the AWS console/);
  });

  it("stays readable where hundreds may decide", () => {
    const approverUserIds = Array.from({ length: 400 }, (_, index) => `U${index}`);
    const text = answers.notAllowed({ ...inSlack, approverUserIds });
    assert.ok(text.length <= 1100);
    assert.match(text, /, \d+ more\.$/);
  });
});

describe("alreadyEnded", () => {
  it("says how", () => {
    const outcome = { at: expires, result: "Rejected" as const, person: ann };
    const sentence =
      "Nothing was changed, for this request has ended. Rejected by Ann (U0ANN) in Slack.";
    assert.deepEqual(answers.alreadyEnded(requestOf({ status: "DECIDED", outcome })), {
      text: sentence,
      blocks: [{ type: "section", text: { type: "plain_text", text: sentence, emoji: false } }],
    });
    for (const form of formsOf(answers.alreadyEnded(requestOf({ status: "EXPIRED" })))) {
      assert.match(form, /nobody decided in time/);
    }
  });

  it("does not say so of a request that is open", () => {
    for (const status of ["PENDING", "DECIDING"] as const) {
      const answer = answers.alreadyEnded(requestOf({ status, attempt: attemptOf() }));
      assert.equal(answer, answers.notRecordedYet());
    }
  });
});

describe("busy", () => {
  it("says who is at it, and does not say that it is done", () => {
    for (const form of formsOf(answers.busy(attemptOf()))) {
      assert.equal(form, "Ann (U0ANN) is approving this at the moment. Look again in a minute.");
    }
    for (const form of formsOf(answers.busy(attemptOf({ result: "Rejected" })))) {
      assert.match(form, /is rejecting this/);
    }
  });

  it("shows as it is written what would be formatting: in plain text, and as code in the other", () => {
    const { text, blocks } = answers.busy(
      attemptOf({ person: { channel: "slack", id: "U1", displayName: "*Ann* `x` <b>" } }),
    );
    assert.match(text, /^`\*Ann\* 'x' &lt;b&gt; \(U1\)` is approving this/);
    assert.match((blocks[0] as any).text.text, /^\*Ann\* `x` <b> \(U1\) is approving this/);
    assert.equal((blocks[0] as any).text.type, "plain_text");
  });
});

describe("private answers", () => {
  it("are plain sentences that never claim a decision", () => {
    for (const text of [
      answers.notRecordedYet(),
      answers.notRecorded(),
      answers.unknownRequest(),
      answers.unknownGate(),
      answers.failedToOpen(),
    ]) {
      assert.match(text, /^[A-Z].*\.$/);
      assert.doesNotMatch(text, /Approved|Rejected|[<>&]/);
    }
  });

  it("call nobody, link nowhere and stay on one line, whatever people are called", () => {
    fc.assert(
      fc.property(wildText(300), (name) => {
        const person = { channel: "slack", id: "U1", displayName: name };
        const outcome = { at: expires, result: "Approved" as const, person };
        for (const answer of [
          answers.busy(attemptOf({ person })),
          answers.alreadyEnded(requestOf({ status: "DECIDED", outcome })),
        ]) {
          const [text, plain] = formsOf(answer);
          assert.doesNotMatch(text, /[<>\n\u202A-\u202E\u2066-\u2069]/);
          assert.doesNotMatch(plain, /[\n\u202A-\u202E\u2066-\u2069]/);
          // Every mark is in the one piece of code that there is.
          const [before, code = "", after = "", ...more] = text.split("`");
          assert.deepEqual(more, []);
          assert.doesNotMatch(before + after, /[*_~]|:[^\s:]+:/);
          assert.ok(!code.includes("\n"));
          assert.ok(text.length <= 1100 && plain.length <= 1100);
        }
      }),
    );
  });
});

describe("notRecorded", () => {
  it("says that nothing more will be tried, who finds the decision where, and what is left to do", () => {
    assert.equal(
      answers.notRecorded(),
      "Your decision was accepted, but it cannot be carried out, and to try again would not help. " +
        "Whoever operates the hub finds it in the decider's dead letter queue. Look at the pipeline in " +
        "the AWS console, and decide there if it still waits.",
    );
  });
});

describe("an answer to a click that decides nothing", () => {
  it("says why, and that the AWS console is left", () => {
    assert.equal(
      answers.elsewhere(),
      "This click does not come from where the request was posted, so it decides nothing. Decide " +
        "in the AWS console.",
    );
    assert.equal(
      answers.notAtHome({ homeId: "T0SISTER" }),
      "Your account is at home in another workspace than this app, and Slack does not prove that " +
        "the two belong together, so you may not decide here. Decide in the AWS console.",
    );
    assert.equal(
      answers.notAtHome({}),
      "Slack does not say in which workspace your account is at home, so you may not decide here. " +
        "Decide in the AWS console.",
    );
  });
});
