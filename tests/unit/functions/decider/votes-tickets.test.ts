/** One human is one vote, on however many channels: people vote in Slack and by the ticket of another system. */
import * as assert from "node:assert/strict";
import { groupOf, releaseOf } from "../domain/rule/samples";
import { settings } from "../domain/samples";
import { ann, bob, cy, toldTo } from "../support/ruled-world";
import {
  connector,
  holds,
  identities,
  inServiceNow,
  moved,
  ruledGate,
  ruledTickets,
  says,
} from "../support/ruled-ticket-world";
import { decisions, scheduled, type TicketWorld } from "../support/ticket-world";

const votes = (world: TicketWorld): string[] =>
  (world.request().votes ?? []).map(({ person, result }) => `${person.id} ${result}`);

const note = (world: TicketWorld): string | undefined => world.request().tickets?.[0].note;

describe("A vote by a ticket", () => {
  it("counts beside one in Slack, and both are named with their channels", async () => {
    const world = await ruledTickets();
    await world.decide(says(world, ann));
    assert.deepEqual(decisions(world), []);
    await moved(world, "bob-sn");
    const [{ summary, by }] = world.pipelines.decisions;
    assert.match(
      summary,
      /^Approved by bob-sn \(bob\.sn=\w{12}\) in ServiceNow, with ANN \(U0ANN\) in Slack: CHG0001 was approved$/,
    );
    assert.match(by, /slack-orders\/servicenow-bob\.sn=\w{12}-bob-sn$/);
    const { outcome, history = [] } = world.request();
    assert.equal(outcome?.person?.channel, "servicenow");
    assert.deepEqual(outcome?.agreed, [ann]);
    assert.deepEqual(
      history.map(({ type, actor }) => `${type} ${actor?.channel ?? ""}`.trim()),
      ["Requested", "Voted slack", "Voted servicenow", "Deciding servicenow", "Decided servicenow"],
    );
    assert.match(
      world.message(),
      /Approved by bob-sn .* in ServiceNow, with ANN \(U0ANN\) in Slack/,
    );
  });

  it("does not decide alone, is shown, and is completed in Slack", async () => {
    const world = await ruledTickets();
    await moved(world, "bob-sn");
    assert.deepEqual(decisions(world), []);
    assert.match(world.message(), /Approved by bob-sn \(bob\.sn=\w{12}\) in ServiceNow: CHG0001/);
    assert.match(world.message(), /Who is still asked\*\\n<@U0ANN>, <@U0CY>, <@U0DAN>"/);
    await world.decide(says(world, cy));
    assert.deepEqual(decisions(world), ["Approved U0CY-CY"]);
    assert.match(world.pipelines.decisions[0].summary, /in Slack, with bob-sn .* in ServiceNow/);
  });

  it("is no second vote of who has voted in Slack, before or afterwards", async () => {
    for (const isFirst of [true, false]) {
      const world = await ruledTickets();
      if (isFirst) await moved(world, "ann.sn");
      await world.decide(says(world, ann));
      if (!isFirst) await moved(world, "ann.sn");
      assert.deepEqual(decisions(world), []);
      assert.equal(world.request().votes?.length, 1);
      assert.match(world.message(), /Who is still asked\*\\n<@U0BOB>, <@U0CY>, <@U0DAN>"/);
      await world.decide(says(world, bob));
      assert.equal(decisions(world).length, 1);
    }
  });

  it("is given once, however often the ticket is read", async () => {
    const world = await ruledTickets();
    const id = await moved(world, "ann.sn");
    for (let time = 0; time < 3; time += 1) {
      await holds(world);
      await moved(world, "ann.sn", "Approved", { id });
    }
    assert.equal(world.request().history?.filter(({ type }) => type === "Voted").length, 1);
    assert.deepEqual(votes(world), ["ann.sn Approved"]);
    assert.deepEqual(decisions(world), []);
  });

  it("ends the request with a rejection, or changes the vote of its person", async () => {
    const world = await ruledTickets();
    await world.decide(says(world, cy));
    await moved(world, "ann.sn", "Rejected");
    assert.deepEqual(decisions(world), ["Rejected servicenow-ann.sn-ann.sn"]);
    const other = await ruledTickets({ rejections: 2 });
    await other.decide(says(other, ann));
    other.clock.advance(5);
    await moved(other, "ann.sn", "Rejected");
    await other.decide(says(other, cy));
    assert.deepEqual(votes(other), ["ann.sn Rejected", "U0CY Approved"]);
    assert.deepEqual(decisions(other), []);
  });

  it("gives way to what its person says later, and to nothing that is older", async () => {
    const world = await ruledTickets({ rejections: 2 });
    const early = says(world, ann);
    world.clock.advance(60);
    await moved(world, "ann.sn");
    world.clock.advance(60);
    await world.decide(says(world, ann, "Rejected"));
    await world.decide(early);
    await world.connect(scheduled);
    await world.decideAll();
    assert.deepEqual(votes(world), ["U0ANN Rejected"]);
    await world.decide(says(world, cy));
    assert.deepEqual(decisions(world), []);
    // Moved before they had rejected it in Slack, and read afterwards.
    const late = await ruledTickets({ rejections: 2 });
    const before = Math.floor(late.clock.now().getTime() / 1000) - 60;
    await late.decide(says(late, ann, "Rejected"));
    await moved(late, "ann.sn", "Approved", { at: before });
    assert.deepEqual(votes(late), ["U0ANN Rejected"]);
  });

  it("approves nothing within the second of a rejection, nor by a clock that is ahead", async () => {
    const world = await ruledTickets({ rejections: 2 });
    const at = Math.floor(world.clock.now().getTime() / 1000);
    await world.decide(says(world, ann, "Rejected", at));
    await moved(world, "ann.sn", "Approved", { at });
    assert.deepEqual(votes(world), ["U0ANN Rejected"]);
    const ahead = await ruledTickets({ rejections: 2 });
    await moved(ahead, "ann.sn", "Approved", { at: at + 1_000_000 });
    ahead.clock.advance(60);
    await ahead.decide(says(ahead, ann, "Rejected"));
    assert.deepEqual(votes(ahead), ["U0ANN Rejected"]);
  });

  it("counts as long as the ticket says so, and again when it does again", async () => {
    const world = await ruledTickets();
    const id = await moved(world, "ann.sn");
    await holds(world);
    assert.match(world.message(), /ann\.sn \(ann\.sn\): does not count while the ticket waits/);
    assert.match(world.message(), /Who is still asked\*\\n<@U0ANN>, <@U0BOB>/);
    await world.decide(says(world, bob));
    assert.deepEqual(decisions(world), []);
    assert.match(toldTo(world, bob).at(-1)!, /Still needed: 1 more approval/);
    await moved(world, "ann.sn", "Approved", { id });
    assert.deepEqual(decisions(world), ["Approved U0BOB-BOB"]);
  });

  it("counts nothing where the ticket was changed and nobody has looked since", async () => {
    const world = await ruledTickets();
    await moved(world, "ann.sn");
    world.system.decide("Approved", "mallory", "sys1", "another-move");
    await world.decide(says(world, bob));
    assert.deepEqual(decisions(world), []);
    world.system.tickets.delete("sys1");
    await world.decide(says(world, cy));
    // Two in Slack are enough without it.
    assert.deepEqual(decisions(world), ["Approved U0CY-CY"]);
  });

  it("counts nothing where somebody else now is who made the same move", async () => {
    const world = await ruledTickets();
    world.system.decide("Approved", "bob-sn", "sys1", await moved(world, "ann.sn"));
    await world.decide(says(world, cy));
    assert.deepEqual(decisions(world), []);
  });

  it("is tried again where the ticket cannot be read when it would complete the rule", async () => {
    const world = await ruledTickets();
    await moved(world, "ann.sn");
    world.faults.push({ call: "system.read", error: new Error("down"), times: Infinity });
    await assert.rejects(world.decide(says(world, bob)), /down/);
    assert.deepEqual(decisions(world), []);
    world.faults.length = 0;
    await world.decide(says(world, bob));
    assert.deepEqual(decisions(world), ["Approved U0BOB-BOB"]);
  });
});

describe("A ticket that somebody has moved", () => {
  it("is no vote of whom identities do not know, and says so", async () => {
    const world = await ruledTickets({ approvals: 1 });
    await moved(world, "carla");
    assert.equal(world.request().votes, undefined);
    assert.match(world.message(), /approved by Carla \(carla\), who may not decide here/);
    assert.deepEqual(decisions(world), []);
  });

  it("is no vote of whom the lists of Slack do not name, and says so", async () => {
    const world = await ruledTickets({ approvals: 1 }, { approverUserIds: [bob.id, cy.id] });
    await moved(world, "ann.sn");
    assert.equal(world.request().votes, undefined);
    assert.equal(note(world), "approved by ann.sn (ann.sn), who may not decide here");
    assert.match(world.message(), /approved by ann\.sn \(ann\.sn\), who may not decide here/);
  });

  it("is no vote of who has started the release, and their rejection counts", async () => {
    const operator = "arn:aws:iam::111122223333:user/ann";
    const own = { ...inServiceNow(ann.id, "ann.sn"), principals: [operator] };
    const world = await ruledTickets({ excludeStarter: true, approvals: 1, identities: [own] });
    world.release = releaseOf({ trigger: { type: "StartPipelineExecution", detail: operator } });
    await moved(world, "ann.sn");
    assert.equal(world.request().votes, undefined);
    assert.match(world.message(), /approved by ann\.sn \(ann\.sn\), who started this release/);
    await moved(world, "ann.sn", "Rejected");
    assert.deepEqual(decisions(world), ["Rejected servicenow-ann.sn-ann.sn"]);
  });

  it("counts for the groups of its person in Slack", async () => {
    const world = await ruledTickets({ groups: [groupOf("security", [bob.id])] });
    await world.decide(says(world, ann));
    await world.decide(says(world, cy));
    assert.deepEqual(decisions(world), []);
    await moved(world, "bob-sn");
    assert.match(decisions(world)[0], /^Approved servicenow-bob\.sn=/);
  });

  it("counts nothing any more where its person was taken off the connector's list, or off the identities", async () => {
    for (const change of [
      { connectors: [{ ...connector, approverIds: ["bob-sn"] }] },
      { rule: { ...ruledGate().rule!, identities: identities.slice(1) } },
      ruledGate({}, { approverUserIds: [bob.id, cy.id] }),
    ]) {
      const world = await ruledTickets();
      await moved(world, "ann.sn");
      world.gates.set(settings.action, { ...ruledGate(), ...change });
      await world.decide(says(world, bob));
      assert.deepEqual(decisions(world), []);
      await world.decide(says(world, cy));
      assert.match(world.pipelines.decisions[0].summary, /^Approved by CY .*, with BOB \(U0BOB\):/);
    }
  });

  it("is a vote of each who has answered its approval, of each human one", async () => {
    const world = await ruledTickets();
    const reading = world.system.tickets.get("sys1")!;
    const people = ["ann.sn", "bob-sn"].map((id) => ({ id, displayName: id }));
    const [person, ...others] = people;
    const state = { kind: "decided", id: "7", result: "Approved", at: 0, person } as const;
    world.system.tickets.set("sys1", { ...reading, state: { ...state, others } });
    await world.minutes(1);
    assert.match(world.pipelines.decisions[0].summary, /^Approved by bob-sn .*, with ann\.sn/);
    const twice = [inServiceNow(ann.id, "ann.sn"), inServiceNow(ann.id, "bob-sn")];
    const one = await ruledTickets({ identities: twice });
    one.system.tickets.set("sys1", {
      ...one.system.tickets.get("sys1")!,
      state: { ...state, others },
    });
    await one.minutes(1);
    assert.deepEqual(decisions(one), []);
    assert.equal(one.request().votes?.length, 1);
  });
});
