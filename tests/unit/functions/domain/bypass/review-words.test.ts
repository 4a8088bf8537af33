/** What is said of a use of a break-glass role that is to be reviewed, is not yet, and was. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { reviewEvent } from "../../../../../functions/domain/bypass/review-event";
import {
  howToReview,
  overdueMail,
  reviewedMail,
} from "../../../../../functions/domain/bypass/review-words";
import { bypassMail } from "../../../../../functions/domain/bypass/words";
import { settings } from "../samples";
import { ann, bySession, byUser, use } from "../../bypass/uses";

const command =
  "aws dynamodb put-item --region eu-west-1 --table-name hub-reviews --item " +
  `'{"reviewer":{"S":"orders/production/approve#user/YOUR_NAME"},"bypass":{"S":"${use.id}"},` +
  `"reason":{"S":"WHAT_YOU_FOUND"}}'`;
const how = [
  "One of the gate's breakGlass.reviewers, who is not who broke the glass, reviews it with the AWS CLI:",
  command,
  "YOUR_NAME is that of an IAM user. With a role write session/YOUR_ID in place of user/YOUR_NAME: " +
    "`aws sts get-caller-identity --query UserId --output text` says it.",
];
const facts = [
  "Who:       arn:aws:sts::111122223333:assumed-role/orders-glass/mallory",
  "When:      2026-11-22 21:00:00 UTC",
  "Call:      PutApprovalResult",
  "Pipeline:  orders",
  "Stage:     production",
  "Action:    approve",
  "Execution: execution-1",
  "Gates:     orders/production/approve",
  "Reason:    It had to be.",
  `Bypass:    ${use.id}`,
  "Review by: 2026-11-23 21:00 UTC",
];

describe("The message of a use of a break-glass role", () => {
  it("says until when it is to be reviewed, and what to type", () => {
    assert.deepEqual(howToReview(use, "hub-reviews"), how);
    const { subject, text } = bypassMail(use, settings.topicArn, ["", ...how]);
    assert.equal(subject, "Break-glass approval: orders");
    const lines = text.split("\n");
    assert.deepEqual(lines.slice(2, 13), facts);
    assert.deepEqual(lines.slice(-5, -1), ["", ...how]);
    assert.match(lines.at(-1)!, /^Pipeline in the console: https:/);
  });
});

describe("The message of a use that nobody has reviewed in time", () => {
  const due = use.reviewBy!;
  const at = (minutes: number): Date => new Date(Date.parse(due) + minutes * 60_000);
  const of = (refused: { reviewer: string; why: string }[] = [], minutes = 25 * 60 + 5) =>
    overdueMail(use, due, refused, "hub-reviews", at(minutes));

  it("says for how long, who did what, and what to type", () => {
    const { subject, text } = of();
    assert.equal(subject, "Break-glass approval not reviewed: orders");
    assert.deepEqual(text.split("\n"), [
      "Nobody has reviewed a use of a break-glass role. It is overdue for 25 h 5 min.",
      "",
      "Approved with the break-glass role of the gate orders/production/approve.",
      "",
      ...facts,
      "",
      ...how,
      "Until then this reminder is sent again every 24 hours.",
    ]);
    assert.match(of([], 0.5).text, /overdue for 0 min\./);
    assert.match(of([], 1).text, /overdue for 1 min\./);
  });

  it("says who has tried, and why that does not count: of ten at the most", () => {
    const refused = [
      { reviewer: byUser("mallory"), why: "may be who broke the glass" },
      { reviewer: bySession("AROAX:bob"), why: "gives no reason" },
    ];
    const lines = of(refused).text.split("\n");
    const from = lines.indexOf("Reviews that do not count:");
    assert.deepEqual(lines.slice(from - 1, from + 5), [
      "",
      "Reviews that do not count:",
      "- orders/production/approve#user/mallory may be who broke the glass",
      "- orders/production/approve#session/AROAX:bob gives no reason",
      "",
      how[0],
    ]);
    const many = Array.from({ length: 11 }, (_, n) => ({ reviewer: byUser(`u${n}`), why: "no" }));
    assert.equal(of(many).text.match(/^- /gm)?.length, 10);
  });

  it("keeps what people wrote on its line, and has a subject that SNS takes", () => {
    const lines = of([{ reviewer: "x", why: "no" }]).text.split("\n").length;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (written) => {
        const { text } = of([{ reviewer: `${written}\r\nWho: somebody\u2028`, why: "no" }]);
        return text.split("\n").length === lines;
      }),
    );
    const long = { ...use, pipelineName: "p".repeat(100), what: "One\nTwo" };
    const { subject, text } = overdueMail(long, due, [], "hub-reviews", at(0));
    assert.equal(subject.length, 99);
    assert.match(text, /^One Two$/m);
  });
});

describe("The message of a review", () => {
  const seen = new Date("2026-11-22T23:00:30.000Z");
  const of = (reason: string, change: Partial<typeof use> = {}) => {
    const used = { ...use, ...change };
    return reviewedMail(used, reviewEvent(used, { actor: ann, reason }, seen));
  };

  it("says who has found what, and what it was", () => {
    const { subject, text } = of("Checkout was down.");
    assert.equal(subject, "Break-glass approval reviewed: orders");
    assert.deepEqual(text.split("\n"), [
      "A use of a break-glass role was reviewed.",
      "",
      "Reviewer:  user/ann",
      "Found:     Checkout was down.",
      "Seen:      2026-11-22 23:00 UTC",
      "",
      "What was reviewed:",
      "Approved with the break-glass role of the gate orders/production/approve.",
      "",
      ...facts,
    ]);
  });

  it("keeps what people wrote on its line, and has a subject that SNS takes", () => {
    assert.match(of("Fine.\nReviewer: bob").text, /^Found: {5}Fine\. Reviewer: bob$/m);
    const long = of("Fine.", { pipelineName: "p".repeat(100), what: "One\nTwo" });
    assert.equal(long.subject.length, 99);
    assert.match(long.text, /^One Two$/m);
  });
});
