import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { outcomeSentence, readable } from "../../../../functions/domain/outcome";
import type { Outcome } from "../../../../functions/domain/types";
import { ann, attemptOf, bob, expires, wildText } from "./samples";

const decided = (outcome: Partial<Outcome>): string =>
  outcomeSentence({ status: "DECIDED", outcome: { at: expires, ...outcome } });
const cancelled = (reason?: string): string =>
  outcomeSentence({ status: "CANCELLED", outcome: { at: expires, reason } });

describe("outcomeSentence", () => {
  it("names who decided in Slack", () => {
    assert.equal(decided({ result: "Rejected", person: ann }), "Rejected by Ann (U0ANN) in Slack");
  });

  it("names who had agreed, as far as there is room", () => {
    const said = decided({ result: "Approved", person: ann, agreed: [bob] });
    assert.equal(said, "Approved by Ann (U0ANN) in Slack, with Bob (U0BOB)");
    const many = decided({ result: "Approved", person: ann, agreed: Array(60).fill(bob) });
    assert.match(many, /, with (?:Bob \(U0BOB\), ){29}31 more$/);
  });

  it("names who decided elsewhere, as far as it is known", () => {
    const decidedBy = "arn:aws:iam::111122223333:user/ann";
    assert.equal(decided({ result: "Approved", decidedBy }), "Approved by ann outside Slack");
    assert.equal(decided({ result: "Approved" }), "Approved by somebody outside Slack");
    assert.equal(outcomeSentence({ status: "DECIDED" }), "Decided by somebody outside Slack");
  });

  it("names what decided by itself by its name alone", () => {
    const person = { channel: "automatic", id: "small.changes", displayName: "small-changes" };
    assert.equal(
      decided({ result: "Approved", person, decidedBy: "arn:of-the-session" }),
      "Approved automatically by small-changes",
    );
    assert.equal(
      outcomeSentence({ status: "DECIDING", attempt: attemptOf({ person }) }),
      "small-changes is deciding",
    );
  });

  it("says Approved or Rejected of nothing that is not DECIDED", () => {
    const outcome: Outcome = { at: expires, result: "Approved", person: ann };
    for (const status of ["PENDING", "DECIDING", "EXPIRED", "CANCELLED"] as const) {
      const sentence = outcomeSentence({ status, outcome, attempt: attemptOf() });
      assert.doesNotMatch(sentence, /Approved|Rejected/);
    }
  });

  it("names who is deciding", () => {
    assert.equal(
      outcomeSentence({ status: "DECIDING", attempt: attemptOf() }),
      "Ann (U0ANN) is deciding",
    );
    assert.equal(outcomeSentence({ status: "DECIDING" }), "Somebody is deciding");
  });

  it("waits while nobody has decided", () => {
    assert.equal(outcomeSentence({ status: "PENDING" }), "Waiting for a decision");
  });

  it("tells an expiry from a cancellation", () => {
    assert.match(outcomeSentence({ status: "EXPIRED" }), /^Expired: nobody decided in time/);
    assert.match(outcomeSentence({ status: "CANCELLED" }), /^Cancelled: /);
  });

  it("says why an execution ended only where CodePipeline said so", () => {
    assert.match(cancelled("Superseded"), /a newer execution took its place/);
    assert.match(cancelled("Cancelled"), /the pipeline was changed before/);
    for (const status of ["Stopped", "Stopping"]) {
      assert.match(cancelled(status), /the execution was stopped/);
    }
    for (const status of [undefined, "", "InProgress", "constructor"]) {
      assert.equal(cancelled(status), "Cancelled: CodePipeline waits no more for this decision");
    }
  });

  it("keeps the id in sight however long the name is, and the place however long the ARN", () => {
    const sentence = decided({
      result: "Approved",
      person: { channel: "slack", id: "U1", displayName: "n".repeat(5000) },
    });
    assert.match(sentence, /^Approved by n{79}… \(U1\) in Slack$/);
    const decidedBy = `arn:aws:iam::111122223333:user/${"u".repeat(5000)}`;
    assert.match(decided({ result: "Approved", decidedBy }), /^Approved by u{199}… outside Slack$/);
  });

  it("is one short line, whatever the names are", () => {
    fc.assert(
      fc.property(wildText(300), wildText(300), (name, decidedBy) => {
        for (const who of [
          { person: { channel: "slack", id: "U1", displayName: name } },
          { decidedBy },
        ]) {
          const sentence = decided({ result: "Approved", ...who });
          assert.doesNotMatch(sentence, /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
          assert.ok(sentence.length <= 250);
        }
      }),
    );
  });
});

describe("readable", () => {
  for (const [arn, name] of [
    ["arn:aws:iam::111122223333:user/ann", "ann"],
    ["arn:aws:iam::111122223333:user/team/ann", "team/ann"],
    ["arn:aws:sts::111122223333:assumed-role/Admin/ann@example.com", "Admin/ann@example.com"],
    ["arn:aws-cn:iam::111122223333:root", "root"],
    ["arn:aws:sts::111122223333:federated-user/ann", "federated-user/ann"],
    ["arn:aws:sts::111122223333:assumed-role/Admin/a:b", "Admin/a:b"],
    ["ann", "ann"],
    ["", ""],
  ]) {
    it(`makes ${JSON.stringify(name)} of ${JSON.stringify(arn)}`, () => {
      assert.equal(readable(arn), name);
    });
  }
});
