import * as assert from "node:assert/strict";
import { createVoting } from "../../../../../../functions/channels/slack/decisions/voting";
import { groupOf, ruleOf } from "../../../domain/rule/samples";
import { messageOf, requestOf, settingsOf } from "../../../domain/samples";

const groups = [
  groupOf("security", ["U0BOB"]),
  { ...groupOf("release", ["U0CY"]), slackUserGroupIds: ["S0REL", "S0OPS"] },
];
const gate = {
  ...settingsOf({ approverUserIds: ["U0ANN", "U0BOB"], approverUserGroupIds: ["S0REL"] }),
  rule: ruleOf({ groups }),
};
const members: Record<string, string[]> = { S0REL: ["U0DAN"], S0OPS: ["U0EVE", "U0DAN"] };

function voting(unreadable: string[] = []) {
  const asked: string[] = [];
  const posted: object[] = [];
  const made = createVoting({
    membersOf: async (id) => {
      asked.push(id);
      if (unreadable.includes(id)) throw new Error("down");
      return members[id];
    },
    accountOf: async () => undefined,
    slack: { postMessage: async (message) => (posted.push(message), { channel: "C", ts: "1" }) },
  });
  return { ...made, asked, posted };
}

const ids = (set: ReadonlySet<string>): string[] => [...set].sort();

describe("Whom the lists of a gate with a rule name", () => {
  it("are people and members of user groups, each of which is asked once", async () => {
    const { lists, asked } = voting();
    const { certain, possible } = await lists(gate, ["U0X"]);
    assert.equal(possible, certain);
    assert.deepEqual(ids(certain.people), ["U0ANN", "U0BOB", "U0DAN"]);
    assert.deepEqual(certain.groups.map(ids), [["U0BOB"], ["U0CY", "U0DAN", "U0EVE"]]);
    assert.deepEqual(asked.sort(), ["S0OPS", "S0REL"]);
  });

  it("may be the voters where a list cannot be read, and certainly are those that can", async () => {
    const { certain, possible } = await voting(["S0OPS"]).lists(gate, ["U0X"]);
    assert.deepEqual(certain.groups.map(ids), [["U0BOB"], ["U0CY", "U0DAN"]]);
    assert.deepEqual(possible.groups.map(ids), [["U0BOB"], ["U0CY", "U0DAN", "U0X"]]);
    assert.deepEqual(ids(possible.people), ["U0ANN", "U0BOB", "U0DAN"]);
    const all = await voting(["S0REL", "S0OPS"]).lists(gate, ["U0X"]);
    assert.deepEqual(ids(all.possible.people), ["U0ANN", "U0BOB", "U0X"]);
    assert.deepEqual(ids(all.certain.people), ["U0ANN", "U0BOB"]);
  });

  it("are nobody of a gate that has left Slack", async () => {
    const { certain } = await voting().lists({ ...gate, channels: {}, rule: ruleOf() }, []);
    assert.deepEqual([...certain.people], []);
  });
});

describe("That a rule cannot be fulfilled", () => {
  it("is said in the thread of the newest message, or in the channel, or nowhere", async () => {
    const { tellUnfulfillable, posted } = voting();
    const request = requestOf({
      messages: [messageOf("1.1", "PENDING"), messageOf("1.2", "PENDING")],
    });
    await tellUnfulfillable(request, gate, undefined);
    await tellUnfulfillable(requestOf(), gate, "author_unknown");
    await tellUnfulfillable(requestOf(), { ...gate, channels: {} }, undefined);
    const [one, other, none] = posted as { channel: string; thread_ts?: string; text: string }[];
    assert.deepEqual([one.channel, one.thread_ts], ["C0RELEASES", "1.2"]);
    assert.deepEqual([other.channel, other.thread_ts], ["C0RELEASES", undefined]);
    assert.match(one.text, /^Cannot be approved as it stands/);
    assert.equal(none, undefined);
  });
});
