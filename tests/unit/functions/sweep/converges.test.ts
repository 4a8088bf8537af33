/** Whatever is lost on the way of a request, sweeps bring it to its end. */
import * as assert from "node:assert/strict";
import { token } from "../domain/samples";
import { type Crash, Died, expires, World } from "../support/world";
import { click, ended, sns, thirdToken } from "../support/world-events";
import { inConsole, sweepFor } from "./support";

type Step = (world: World, crash?: Crash) => Promise<unknown>;

const lives: Record<string, { readonly steps: readonly Step[]; readonly says: RegExp }> = {
  "decided in Slack": {
    steps: [
      (world, crash) => world.notify(sns({}), crash),
      (world, crash) => world.decide(click(), crash),
      (world, crash) => world.watch(ended("SUCCEEDED"), crash),
    ],
    says: /Approved by /,
  },
  "decided in the console": {
    steps: [
      (world, crash) => world.notify(sns({}), crash),
      async (world) => world.pipelines.take(token, "Rejected", "No", inConsole),
      (world, crash) => world.watch(ended("FAILED"), crash),
    ],
    says: /Rejected by /,
  },
  expired: {
    steps: [
      (world, crash) => world.notify(sns({}), crash),
      async (world) => world.clock.advance((Date.parse(expires) - +world.clock.now()) / 1000 + 60),
      (world, crash) => world.watch(ended("FAILED"), crash),
    ],
    says: /Expired|expired/,
  },
};

/** Lives the life, where one step is lost: as a whole, or from one of its calls on. */
async function lived(steps: readonly Step[], lost: number, crash?: Crash): Promise<World> {
  const world = new World();
  world.pipelines.wait(token, expires);
  for (const [index, step] of steps.entries()) {
    if (index !== lost) await step(world).catch(() => undefined);
    else if (crash !== undefined) await step(world, crash).catch(() => undefined);
    // Long enough that a request which nobody was told of is found before the next thing happens.
    if (index === lost) await sweepFor(world, 75);
  }
  return world;
}

function assertConverged(world: World, says: RegExp): void {
  const waits = [...world.pipelines.runs.values()].some(({ seen }) => seen.status === "InProgress");
  const request = world.request();
  assert.ok(world.pipelines.decisions.length <= 1);
  if (waits) {
    // A click that was lost decided nothing: the request is open, and shown with its buttons.
    assert.ok(["PENDING", "DECIDING"].includes(request.status));
    assert.ok(request.messages.every(({ shows }) => shows === "PENDING"));
    assert.match(world.message(), /approve/);
    return;
  }
  assert.ok(!["PENDING", "DECIDING"].includes(request.status));
  assert.ok(request.messages.length > 0);
  for (const { id, shows } of request.messages) {
    assert.equal(shows, request.status);
    assert.match(world.message(id), says);
    assert.doesNotMatch(world.message(id), /"action_id":"approve"/);
  }
}

describe("a request of which one event is lost", () => {
  for (const [name, { steps, says }] of Object.entries(lives)) {
    for (const [lost] of steps.entries()) {
      it(`converges when it is ${name} and its event ${lost + 1} never arrives`, async () => {
        const world = await lived(steps, lost);
        await sweepFor(world, 75);
        assertConverged(world, says);
      });
    }
  }

  for (const [name, { steps, says }] of Object.entries(lives)) {
    it(`converges when it is ${name} and any function dies for good at any call`, async () => {
      let runs = 0;
      for (const [lost] of steps.entries()) {
        for (let step = 0; ; step += 1) {
          const calls = new World();
          calls.pipelines.wait(token, expires);
          let died = false;
          for (const when of ["before", "after"] as const) {
            const world = await lived(
              steps.map((one, index): Step => {
                if (index !== lost) return one;
                return (of, crash) =>
                  one(of, crash).catch((error: unknown) => {
                    if (error instanceof Died || of.calls.length > step) died = true;
                  });
              }),
              lost,
              { step, when },
            );
            await sweepFor(world, 75);
            assertConverged(world, says);
            runs += 1;
          }
          if (!died || step > 40) break;
        }
      }
      assert.ok(runs > 10, `${runs} runs`);
    });
  }
});

describe("a hub that was down for a day", () => {
  it("closes what has ended meanwhile, and shows what waits", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    world.pipelines.take(token, "Approved", "", inConsole);
    world.clock.advance(3600);
    // Nobody was told of this one.
    world.pipelines.wait(thirdToken, "2026-12-05T21:00:00.000Z");
    world.clock.advance(23 * 3600);
    await sweepFor(world, 75);
    assert.match(world.message(), /Approved by ann/);
    const found = world.request(thirdToken);
    assert.equal(found.status, "PENDING");
    assert.equal(found.messages.length, 1);
    await world.decide(click({ token: thirdToken, ts: found.messages[0].id }));
    assert.equal(world.request(thirdToken).status, "DECIDED");
  });

  it("knows nothing of a request that came and went", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.pipelines.take(token, "Approved", "", inConsole);
    await sweepFor(world, 75);
    assert.equal(world.table.items.size, 0);
    assert.deepEqual([...world.slack.messages], []);
  });
});
