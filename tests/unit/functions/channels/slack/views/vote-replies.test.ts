import * as assert from "node:assert/strict";
import {
  unfulfillableMessage,
  voteCounted,
  voteRefused,
} from "../../../../../../functions/channels/slack/views/vote-replies";
import { groupOf, ruleOf } from "../../../domain/rule/samples";
import { requestOf } from "../../../domain/samples";

const rule = ruleOf({ rejections: 3, groups: [groupOf("*security*", [])] });
const counted = (result: "Approved" | "Rejected", rejections = 0) => {
  const standing = { kind: "open", missing: { people: 1, groups: [1] }, rejections } as const;
  return voteCounted({ kind: "vote-counted", result, rule, standing });
};

describe("The private answer to a vote", () => {
  it("says what is still missing, with the names of groups as they are written", () => {
    const said = counted("Approved");
    assert.ok(typeof said === "object");
    const sentence = (name: string) =>
      `Your approval counts. Still needed: ${name}. You can change your vote as long as this waits.`;
    assert.equal(said.text, sentence("`1 more approval: 1 of *security*`"));
    assert.ok(JSON.stringify(said.blocks).includes(sentence("1 more approval: 1 of *security*")));
    assert.match(JSON.stringify(said.blocks), /plain_text/);
  });

  it("says how many rejections end it", () => {
    assert.match(
      counted("Rejected", 1) as string,
      /^Your rejection counts\. 2 more end this\. You/,
    );
    assert.match(
      counted("Rejected", 2) as string,
      /^Your rejection counts\. One more ends this\. You/,
    );
  });

  it("says why an approval does not count, and that a rejection would", () => {
    const beginnings = {
      starter: /^You started this release/,
      author: /^You wrote what is to be released/,
      starter_unknown: /^It is not known who started this release/,
      author_unknown: /^It is not known who wrote what is to be released/,
      "changed-too-often": /^You have changed your vote so often/,
    } as const;
    for (const [why, words] of Object.entries(beginnings)) {
      assert.match(voteRefused(why as keyof typeof beginnings), words);
      assert.match(voteRefused(why as keyof typeof beginnings), / You may reject it\.$/);
    }
  });
});

describe("What is said where a rule cannot be fulfilled", () => {
  it("names the reason, what is needed, and that it may be rejected", () => {
    const words = {
      "": /Too few people are left/,
      starter: /Whoever started this release cannot approve it/,
      author: /Whoever wrote what it releases cannot approve it/,
      starter_unknown: /not known who started this release/,
      author_unknown: /not known who wrote what is to be released/,
    } as const;
    for (const [why, because] of Object.entries(words)) {
      const { text, blocks } = unfulfillableMessage(requestOf(), rule, (why || undefined) as never);
      const said = JSON.stringify(blocks);
      assert.equal(text, "Cannot be approved as it stands: production / approve of orders");
      assert.match(said, because);
      assert.match(said, /Anybody who may decide can reject it\./);
      assert.match(said, /"Needed: 2 approvals: 1 of \*security\*, 1 of anybody who may decide"/);
    }
  });
});
