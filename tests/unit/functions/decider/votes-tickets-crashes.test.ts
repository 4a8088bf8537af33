/** Runs of the decider that die somewhere while they count a vote by a ticket, and what the next run makes of it. */
import * as assert from "node:assert/strict";
import { ann } from "../support/ruled-world";
import { ruledTickets, says } from "../support/ruled-ticket-world";
import { decisions, scheduled } from "../support/ticket-world";

describe("A decider that dies while it counts a vote by a ticket", () => {
  for (const when of ["before", "after"] as const) {
    it(`${when} a call, wherever that is, counts it once, and it is decided once`, async () => {
      for (let step = 0; step < 40; step += 1) {
        const world = await ruledTickets();
        await world.decide(says(world, ann));
        world.system.decide("Approved", "bob-sn");
        await world.connect(scheduled);
        await world.decideAll({ step, when });
        await world.minutes(1);
        assert.equal(decisions(world).length, 1, `step ${step}`);
        assert.match(decisions(world)[0], /^Approved servicenow-bob\.sn=/);
        const voted = world.request().history?.filter(({ type }) => type === "Voted");
        assert.equal(voted?.length, 2);
        assert.match(world.message(), /Approved by bob-sn .* in ServiceNow, with ANN/);
      }
    });
  }
});
