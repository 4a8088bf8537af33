/** A ticket that cannot be read is no vote, and keeps nobody from deciding who is enough without it. */
import * as assert from "node:assert/strict";
import { bob, cy, toldTo } from "../support/ruled-world";
import { moved, ruledTickets, says } from "../support/ruled-ticket-world";
import { decisions } from "../support/ticket-world";

describe("A vote by a ticket that cannot be read", () => {
  it("is not needed where those who have voted in Slack are enough", async () => {
    const world = await ruledTickets();
    await moved(world, "ann.sn");
    world.faults.push({ call: "system.read", error: new Error("down"), times: Infinity });
    await assert.rejects(world.decide(says(world, bob)), /down/);
    await world.decide(says(world, cy));
    assert.deepEqual(decisions(world), ["Approved U0CY-CY"]);
    assert.match(world.pipelines.decisions[0].summary, /^Approved by CY .*, with BOB \(U0BOB\):/);
    assert.doesNotMatch(world.pipelines.decisions[0].summary, /ann\.sn/);
  });

  it("completes nothing, and whoever has voted beside it learns that it is tried again", async () => {
    const world = await ruledTickets({ approvals: 3 });
    await moved(world, "ann.sn");
    await world.decide(says(world, bob));
    world.faults.push({ call: "system.read", error: new Error("down"), times: Infinity });
    await assert.rejects(world.decide(says(world, cy)), /down/);
    assert.deepEqual(decisions(world), []);
    assert.match(toldTo(world, cy).at(-1)!, /not recorded|tried again|try again|not yet/i);
  });
});
