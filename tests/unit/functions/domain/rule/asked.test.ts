import * as assert from "node:assert/strict";
import { stillAsked } from "../../../../../functions/domain/rule/asked";
import type { Vote } from "../../../../../functions/domain/rule/standing";
import { groupOf, identity, ruleOf, voteOf } from "./samples";

const approvers = {
  approverUserIds: ["U0A", "U0B", "U0C"],
  approverUserGroupIds: ["S0SEC", "S0REL"],
};
const security = { ...groupOf("security", ["U0B"]), slackUserGroupIds: ["S0SEC"] };
const release = { ...groupOf("release", []), slackUserGroupIds: ["S0REL"] };

const asked = (rule: ReturnType<typeof ruleOf>, votes?: Vote[]) => {
  const { approverUserIds, approverUserGroupIds } = stillAsked(rule, approvers, { votes });
  return [...approverUserIds, ...approverUserGroupIds];
};

describe("Who is still asked", () => {
  it("is everybody while people are missing, whoever they are", () => {
    assert.deepEqual(asked(ruleOf()), ["U0A", "U0B", "U0C", "S0SEC", "S0REL"]);
  });

  it("is nobody who has voted, be it with another account", () => {
    const identities = [identity("U0A", ["a@x.org"]), identity("U0C", ["a@x.org"])];
    const votes = [voteOf("U0A")];
    assert.deepEqual(asked(ruleOf(), votes), ["U0B", "U0C", "S0SEC", "S0REL"]);
    assert.deepEqual(asked(ruleOf({ identities }), votes), ["U0B", "S0SEC", "S0REL"]);
    const against = [voteOf("U0B", { result: "Rejected" })];
    assert.deepEqual(asked(ruleOf({ rejections: 2 }), against), ["U0A", "U0C", "S0SEC", "S0REL"]);
  });

  it("is nobody who may not approve it, on the channel where they may not", () => {
    const ruleNote = {
      excluded: [
        { channel: "slack", id: "U0B" },
        { channel: "jira", id: "U0C" },
      ],
    };
    const { approverUserIds } = stillAsked(ruleOf(), approvers, { ruleNote });
    assert.deepEqual(approverUserIds, ["U0A", "U0C"]);
  });

  it("is who can fill a place that is left", () => {
    const rule = ruleOf({ groups: [security, release] });
    assert.deepEqual(asked(rule), ["U0B", "S0SEC", "S0REL"]);
    assert.deepEqual(asked(rule, [voteOf("U0B", { groups: ["security"] })]), ["S0REL"]);
    // Who rejects fills no place.
    const against = voteOf("U0B", { result: "Rejected", groups: ["security"] });
    assert.deepEqual(asked({ ...rule, rejections: 2 }, [against]), ["S0SEC", "S0REL"]);
    assert.deepEqual(asked(rule, [voteOf("U0B", { groups: ["gone"] })]), ["S0SEC", "S0REL"]);
  });
});
