import * as assert from "node:assert/strict";
import { settings, token } from "../domain/samples";
import { groupOf, identity } from "../domain/rule/samples";
import {
  ann,
  approval,
  bob,
  cy,
  dan,
  rejection,
  ruled,
  ruledWorld,
  toldTo,
} from "../support/ruled-world";
import type { World } from "../support/world";
import { click, otherToken, press, sns } from "../support/world-events";
import { expires } from "../support/world";

const voters = (world: World): string[] =>
  (world.request().votes ?? []).map(({ person, result }) => `${person.id} ${result}`);

const typesOf = (world: World): string[] => world.request().history!.map(({ type }) => type);

describe("decider of a gate with a rule", () => {
  it("keeps a vote, shows it, and says what is still missing", async () => {
    const world = await ruledWorld();
    await world.decide(approval(ann, "Load test passed"));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.equal(world.request().status, "PENDING");
    assert.deepEqual(voters(world), ["U0ANN Approved"]);
    assert.match(world.message(), /Approved by ANN \(U0ANN\): Load test passed/);
    assert.match(world.message(), /Who is still asked\*\\n<@U0BOB>, <@U0CY>, <@U0DAN>"/);
    const [told] = toldTo(world, ann);
    assert.match(told, /^Your approval counts\. Still needed: 1 more approval\./);
    assert.deepEqual(typesOf(world), ["Requested", "Voted"]);
  });

  it("decides in the name of the last, and names the others", async () => {
    const world = await ruledWorld({ approvals: 3 });
    await world.decide(approval(ann));
    await world.decide(approval(bob));
    await world.decide(approval(cy, "Load test passed"));
    const [{ summary, by, result }] = world.pipelines.decisions;
    assert.equal(result, "Approved");
    const sentence = "Approved by CY (U0CY) in Slack, with ANN (U0ANN), BOB (U0BOB)";
    assert.equal(summary, `${sentence}: Load test passed`);
    assert.match(by, /slack-orders\/U0CY-CY$/);
    const { outcome, status } = world.request();
    assert.deepEqual([status, outcome?.person, outcome?.agreed], ["DECIDED", cy, [ann, bob]]);
    assert.ok(world.message().includes(sentence));
    assert.deepEqual(typesOf(world), [
      "Requested",
      ...Array(3).fill("Voted"),
      "Deciding",
      "Decided",
    ]);
    assert.equal(world.slack.told.length, 2);
  });

  it("is ended by one rejection, whoever has approved", async () => {
    const world = await ruledWorld();
    await world.decide(approval(ann));
    await world.decide(rejection(bob));
    assert.equal(world.pipelines.decisions[0].result, "Rejected");
    assert.match(world.message(), /Rejected by BOB \(U0BOB\) in Slack/);
    await world.decide(approval(cy));
    assert.equal(world.count("pipelines.decide"), 1);
    assert.match(toldTo(world, cy)[0], /Nothing was changed/);
  });

  it("is ended by as many rejections as the rule says, and says how many are missing", async () => {
    const world = await ruledWorld({ rejections: 2 });
    await world.decide(rejection(ann));
    assert.match(toldTo(world, ann)[0], /^Your rejection counts\. One more ends this\./);
    await world.decide(rejection(bob, "No, and no again"));
    const [{ result, summary }] = world.pipelines.decisions;
    assert.equal(result, "Rejected");
    assert.equal(summary, "Rejected by BOB (U0BOB) in Slack, with ANN (U0ANN): No, and no again");
  });

  it("counts one person once, however often and with however many accounts they vote", async () => {
    const identities = [identity(ann.id, ["a@x.org"]), identity(dan.id, ["a@x.org"])];
    const world = await ruledWorld({ identities });
    await world.decide(approval(ann));
    await world.decide(approval(ann, "Once more, please"));
    await world.decide(approval(dan));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.deepEqual(voters(world), ["U0DAN Approved"]);
    await world.decide(approval(bob));
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("lets a vote be changed as long as it waits", async () => {
    const world = await ruledWorld({ rejections: 2 });
    await world.decide(approval(ann));
    await world.decide(rejection(ann));
    await world.decide(approval(bob));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.match(world.message(), /Rejected by ANN \(U0ANN\)/);
    await world.decide(approval(ann, "It passes now"));
    assert.equal(world.pipelines.decisions[0].result, "Approved");
  });

  it("takes a vote that is delivered again for one, and an old one for none", async () => {
    const world = await ruledWorld({ rejections: 2 });
    const first = approval(ann);
    await world.decide(first);
    await world.decide(first);
    await world.decide(rejection(ann));
    await world.decide(first);
    assert.deepEqual(voters(world), ["U0ANN Rejected"]);
    assert.equal(typesOf(world).filter((type) => type === "Voted").length, 2);
    // Of what does not count any more they are told nothing.
    assert.equal(toldTo(world, ann).length, 3);
  });

  it("wants members of each group, one place a person", async () => {
    const groups = [groupOf("security", [ann.id, bob.id]), groupOf("release", [ann.id])];
    const world = await ruledWorld({ groups });
    await world.decide(approval(cy));
    await world.decide(approval(ann));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.match(toldTo(world, ann)[0], /1 more approval: 1 of (security|release)/);
    assert.match(world.message(), /Approved by ANN \(U0ANN\), of security and release/);
    await world.decide(approval(bob));
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("counts nobody who was taken off the list, or out of a group, before it was complete", async () => {
    const world = await ruledWorld();
    await world.decide(approval(ann));
    ruled(world, {}, { approverUserIds: [bob.id, cy.id] });
    await world.decide(approval(bob));
    assert.equal(world.count("pipelines.decide"), 0);
    await world.decide(approval(cy));
    assert.match(
      world.pipelines.decisions[0].summary,
      /^Approved by CY \(U0CY\) in Slack, with BOB/,
    );
    const other = await ruledWorld({ groups: [groupOf("security", [ann.id])] });
    await other.decide(approval(ann));
    ruled(other, { groups: [groupOf("security", [dan.id])] });
    await other.decide(approval(bob));
    assert.equal(other.count("pipelines.decide"), 0);
  });

  it("counts votes of this request alone", async () => {
    const world = await ruledWorld();
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    await world.decide(approval(ann));
    await world.decide(click({ person: bob, token: otherToken }));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.equal(world.request(otherToken).votes?.length, 1);
  });

  it("refuses who may not decide at all, and a press decides nothing", async () => {
    const world = await ruledWorld({ approvals: 1 });
    await world.decide(approval({ ...ann, id: "U0EVE", displayName: "Eve" }));
    await world.decide(press({ person: ann }));
    assert.equal(world.request().votes, undefined);
    assert.equal(world.count("pipelines.decide"), 0);
  });

  it("decides nothing on a channel on which nobody votes", async () => {
    const world = await ruledWorld({ approvals: 1 });
    world.channels.push({
      ...world.ports().channels[0],
      name: "board",
      read: async () => ({
        kind: "decision",
        decision: {
          command: {
            ...{ id: "1", action: settings.action, token, result: "Approved" },
            person: { channel: "board", id: "bob", displayName: "Bob" },
          },
          authorize: async () => ({
            allowed: true,
            settings: world.gates.get(settings.action)!,
          }),
          refusalFor: () => undefined,
          answer: async () => true,
        },
      }),
    } as never);
    await assert.rejects(world.decide({ channel: "board" }), /nobody votes on this channel/);
    assert.equal(world.count("pipelines.decide"), 0);
    assert.equal(world.request().votes, undefined);
  });
});

describe("decider of a gate whose rule names user groups", () => {
  const groups = [{ ...groupOf("security", []), slackUserGroupIds: ["S0SEC"] }];
  const lists = { approverUserGroupIds: ["S0SEC"] };

  it("asks Slack who is a member when the votes are counted", async () => {
    const world = await ruledWorld({ groups }, lists);
    world.slack.userGroups.set("S0SEC", [bob.id]);
    await world.decide(approval(ann));
    await world.decide(approval(cy));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.match(world.message(), /Who is still asked\*\\n<!subteam\^S0SEC>"/);
    world.slack.userGroups.set("S0SEC", [cy.id]);
    await world.decide(approval(dan));
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("tries again where a list that may complete it cannot be read", async () => {
    const world = await ruledWorld({ groups }, lists);
    world.slack.userGroups.set("S0SEC", [bob.id]);
    world.faults.push({
      call: "slack.userGroupMembers",
      error: new Error("down"),
      times: Infinity,
    });
    await world.decide(approval(ann));
    await assert.rejects(world.decide(approval(cy)), /cannot be read/);
    assert.equal(world.count("pipelines.decide"), 0);
    world.faults.length = 0;
    await world.decide(approval(bob));
    assert.equal(world.pipelines.decisions.length, 1);
  });
});
