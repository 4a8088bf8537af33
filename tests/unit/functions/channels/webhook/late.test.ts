/** A decision that was long under way, or that comes again. */
import * as assert from "node:assert/strict";
import { decisions } from "../../support/ticket-world";
import { secret, webhookWorld } from "../../support/webhook-world";
import { handedOver, refused, signedAnew } from "./support";

describe("A webhook's decision that comes late", () => {
  it("counts for as long as Lambda may have it under way, and not from the future", async () => {
    const hours = 3600;
    for (const [away, counts] of [
      [-6 * hours, true],
      [-6 * hours - 299, true],
      [-6 * hours - 302, false],
      [-30 * hours, false],
      [290, true],
      [302, false],
    ] as const) {
      const world = await webhookWorld();
      const real = await handedOver(world);
      const event = signedAnew(real, real.body, secret, away);
      if (counts) {
        await world.decide(event);
        assert.equal(decisions(world).length, 1, String(away));
      } else {
        await refused(world, event, /handover_refused.*too long ago.*has to do so again/);
      }
    }
  });

  it("decides nothing a second time, whatever has become of the request", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    for (let times = 0; times < 3; times += 1) await world.decide(real);
    const reverse = real.body
      .replace('"approved"', '"rejected"')
      .replace('"actor"', '"reason":"Changed afterwards.","actor"');
    await world.decide(signedAnew(real, reverse));
    assert.equal(world.count("pipelines.decide"), 1);
    assert.deepEqual(decisions(world), ["Approved webhook-carla-Carla"]);
    assert.equal(world.request().outcome?.result, "Approved");
  });
});
