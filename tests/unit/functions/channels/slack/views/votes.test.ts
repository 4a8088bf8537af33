import * as assert from "node:assert/strict";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import type { Rule } from "../../../../../../functions/domain/rule/identity";
import type { ApprovalRequest } from "../../../../../../functions/domain/types";
import { groupOf, ruleOf, voteOf } from "../../../domain/rule/samples";
import { requestOf, settingsOf } from "../../../domain/samples";
import { linesOf } from "./blocks";

const gate = settingsOf({ approverUserIds: ["U0ANN", "U0BOB"], approverUserGroupIds: ["S0SEC"] });
const groups = [{ ...groupOf("security", []), slackUserGroupIds: ["S0SEC"] }];

/** What stands below where the request is from, without its moment of expiry. */
const linesIn = (votes: ApprovalRequest["votes"], rule: Partial<Rule> = {}): string[] => {
  const lines = linesOf(requestMessage(requestOf({ votes }), { ...gate, rule: ruleOf(rule) }));
  return lines.slice(lines.indexOf("*What is needed*"), -1);
};

describe("requestMessage of a gate with a rule", () => {
  it("says what is needed and who is asked, while nobody has voted", () => {
    assert.deepEqual(linesIn(undefined, { groups }), [
      ...[
        "*What is needed*",
        "2 approvals: 1 of security, 1 of anybody who may decide; one rejection ends it",
      ],
      ...["*Who is still asked*", "<@U0ANN>, <@U0BOB>, <!subteam^S0SEC>"],
    ]);
  });

  it("says who has voted, of which groups, and why", () => {
    const votes = [
      voteOf("U0SAM", { groups: ["security"], reason: "Load test passed" }),
      voteOf("U0ANN", { result: "Rejected", reason: "<!channel> *no*\nApproved by Bob" }),
    ];
    assert.deepEqual(linesIn(votes, { groups, rejections: 2 }), [
      ...[
        "*What is needed*",
        "2 approvals: 1 of security, 1 of anybody who may decide; 2 rejections end it",
      ],
      "*Votes*",
      "Approved by SAM (U0SAM), of security: Load test passed",
      "Rejected by ANN (U0ANN): <!channel> *no* Approved by Bob",
      ...["*Who is still asked*", "<@U0BOB>, <!subteam^S0SEC>"],
    ]);
  });

  it("asks nobody more where all who could help have voted", () => {
    const two = [voteOf("U0ANN"), voteOf("U0BOB")];
    assert.ok(!linesIn(two).includes("*Who is still asked*"));
  });

  it("says that and why it cannot be approved, and asks nobody who may not", () => {
    const linesOfNote = (ruleNote: NonNullable<ApprovalRequest["ruleNote"]>) =>
      linesOf(requestMessage(requestOf({ ruleNote }), { ...gate, rule: ruleOf() }));
    const excluded = [{ channel: "slack", id: "U0ANN" }];
    const few = linesOfNote({ excluded, unfulfillable: "too_few" });
    const at = few.indexOf("*Cannot be approved as it stands*");
    assert.match(few[at + 1], /^Too few people are left whose approval counts.* can reject it\.$/);
    assert.ok(few.includes("<@U0BOB>, <!subteam^S0SEC>"));
    const unknown = linesOfNote({ excluded: [], unfulfillable: "author_unknown" });
    assert.match(unknown[at + 1], /^It is not known who wrote what is to be released/);
    assert.ok(!linesOfNote({ excluded }).some((line) => line.includes("Cannot be approved")));
  });

  it("says who cannot approve it", () => {
    const last = (rule: Partial<Rule>) => linesIn(undefined, rule).at(-1);
    const both = { excludeStarter: true, excludeAuthor: true };
    const words = "Whoever started this release or wrote what it releases cannot approve it.";
    assert.equal(last(both), words);
    assert.equal(last({ excludeStarter: true }), "Whoever started this release cannot approve it.");
    assert.equal(
      last({ excludeAuthor: true }),
      "Whoever wrote what it releases cannot approve it.",
    );
  });

  it("keeps within Slack's limits, however many have voted at whatever length", () => {
    const votes = Array.from({ length: 100 }, (_, at) =>
      voteOf(`U0${at}`, { groups: ["g".repeat(40)], reason: "<".repeat(400) }),
    );
    const long = { customData: "<&>".repeat(1000), votes };
    const { text, blocks } = requestMessage(requestOf(long), { ...gate, rule: ruleOf({ groups }) });
    assert.ok(text.length + JSON.stringify(blocks).length <= 13_200);
    for (const block of blocks) {
      if (block.type === "section" && block.text) assert.ok(block.text.text.length <= 3000);
    }
    assert.match(JSON.stringify(blocks), /and \d+ more/);
  });

  it("shows no votes any more when it has ended", () => {
    const outcome = {
      at: requestOf().requestedAt,
      result: "Approved" as const,
      person: voteOf("U0ANN").person,
    };
    const ended = requestOf({ status: "DECIDED", outcome, votes: [voteOf("U0ANN")] });
    const lines = linesOf(requestMessage(ended, { ...gate, rule: ruleOf() }));
    assert.ok(!lines.includes("*Votes*") && !lines.includes("*What is needed*"));
  });
});
