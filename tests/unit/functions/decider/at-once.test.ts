import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { ann, bob, token } from "../domain/samples";
import { type Crash, expires, type World } from "../support/world";
import { click, ended, otherToken, shownWorld, sns, thirdToken } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";

describe("decider: many at once", () => {
  it("one signed click fifty times: one decision, one message", async () => {
    const world = await shownWorld();
    const one = click();
    const copies = Array.from({ length: 50 }, () => world.decide(one));
    const ends = await Promise.allSettled(copies);
    // The others stay in Lambda's queue until the one that has it in hand is seen to end.
    assert.equal(ends.filter(({ status }) => status === "fulfilled").length, 1);
    world.clock.advance(60);
    await Promise.all(Array.from({ length: 49 }, () => world.decide(one)));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.equal(world.count("pipelines.decide"), 1);
    assert.deepEqual(world.slack.told, []);
    assert.match(world.message(), /Approved by Ann/);
  });

  it("the same again later: nothing is asked of CodePipeline", async () => {
    const world = await shownWorld();
    await world.decide(click());
    world.clock.advance(86_400);
    await world.decide(click());
    assert.equal(world.count("pipelines.decide"), 1);
    assert.deepEqual(world.slack.told, []);
  });

  it("two people: one decides, the other is told who", async () => {
    const world = await shownWorld();
    await Promise.all([
      world.decide(click()),
      world.decide(click({ person: bob, result: "Rejected" })),
    ]);
    assert.equal(world.pipelines.decisions.length, 1);
    const { outcome } = world.request();
    assert.equal(outcome?.result, world.pipelines.decisions[0].result);
    assert.equal(world.slack.told.length, 1);
    const loser = outcome?.person?.id === ann.id ? bob : ann;
    assert.equal(world.slack.told[0].user, loser.id);
  });

  it("two people one after the other: the second is told how it ended", async () => {
    const world = await shownWorld();
    await world.decide(click());
    await world.decide(click({ person: bob, result: "Rejected" }));
    assert.equal(world.count("pipelines.decide"), 1);
    assert.match(world.slack.told[0].text, /Nothing was changed.*Approved by Ann/);
  });

  it("one whose lease is over while the call still runs: both see one decision", async () => {
    const world = await shownWorld();
    const late = click({ person: bob, result: "Rejected" });
    let others: Promise<void> | undefined;
    world.before = async (call) => {
      if (call !== "pipelines.decide" || others !== undefined) return;
      world.clock.advance(46);
      others = world.decide(late);
      await others;
    };
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.message(), /Rejected by Bob/);
    assert.match(world.slack.told[0].text, /Nothing was changed.*Rejected by Bob/);
    assert.equal(world.slack.told[0].user, ann.id);
  });

  it("one that comes through after it was taken over is not put into the other's mouth", async () => {
    const world = await shownWorld();
    const late = click({ person: bob, result: "Rejected" });
    let taken = false;
    world.before = async (call) => {
      if (call !== "pipelines.decide" || taken) return;
      taken = true;
      world.clock.advance(46);
      const observing = { call: "pipelines.observe", error: new Error("throttled") };
      world.faults.push(observing);
      await assert.rejects(world.decide(late), /throttled/);
    };
    await world.decide(click());
    assert.deepEqual(
      world.pipelines.decisions.map(({ result }) => result),
      ["Approved"],
    );
    assert.equal(world.request().outcome, undefined);
    world.clock.advance(60);
    await world.decide(late);
    assert.match(world.message(), /Approved by Ann/);
    assert.equal(world.count("pipelines.decide"), 1);
  });
});

describe("decider: several tokens of one action", () => {
  it("decides the one that was pressed, in whichever order", async () => {
    const world = await shownWorld();
    for (const of of [otherToken, thirdToken]) {
      world.pipelines.wait(of, expires);
      await world.notify(sns({ token: of }));
    }
    await world.decide(click({ token: otherToken }));
    assert.deepEqual(
      world.pipelines.decisions.map((one) => one.token),
      [otherToken],
    );
    assert.equal(world.request(token).status, "PENDING");
    assert.equal(world.request(thirdToken).status, "PENDING");
  });

  it("a stage that is retried has a new token: the old message decides nothing", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Rejected", "No", console);
    world.pipelines.wait(otherToken, expires, "execution-1");
    await world.notify(sns({ token: otherToken }));
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.message(), /Rejected by carla/);
    await world.decide(click({ token: otherToken }));
    assert.equal(world.request(otherToken).outcome?.result, "Approved");
    assert.equal(world.request(token).outcome?.result, "Rejected");
  });
});

type Step = {
  do: "ann" | "bob" | "again" | "console" | "expire" | "event" | "notify";
  crash?: Crash;
};

const step: fc.Arbitrary<Step> = fc.record(
  {
    do: fc.constantFrom("ann", "bob", "again", "console", "expire", "event", "notify"),
    crash: fc.record({
      step: fc.nat(9),
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  },
  { requiredKeys: ["do"] },
);

/** One thing that happens; what throws is tried again later, as Lambda does. */
async function happen(world: World, { do: what, crash }: Step): Promise<void> {
  switch (what) {
    case "ann":
    case "again":
      return world.decide(click(), crash);
    case "bob":
      return world.decide(click({ person: bob, result: "Rejected" }), crash);
    case "console":
      return void world.pipelines.take(token, "Approved", "", console);
    case "expire":
      return world.clock.advance(8 * 86_400);
    case "event":
      return world.watch(ended("SUCCEEDED"), crash);
    case "notify":
      return world.notify(sns({}), crash);
  }
}

/** Everything that was begun is tried again until nothing is left to do. */
async function settleDown(world: World, steps: readonly Step[]): Promise<void> {
  world.before = () => undefined;
  for (const { do: what } of steps) {
    world.clock.advance(60);
    // An event without an end is a world that cannot be: the watcher rightly waits for it.
    const isWaiting = world.pipelines.runs.get(token)?.seen.status === "InProgress";
    if (what !== "expire" && !(what === "event" && isWaiting)) await happen(world, { do: what });
  }
  // CodePipeline tells the end of every action.
  if (world.pipelines.runs.get(token)?.seen.status !== "InProgress") {
    await world.watch(ended("SUCCEEDED"));
  }
}

const decider = /(Approved|Rejected) by (Ann|Bob|carla)/;

describe("property: whatever happens in whichever order", () => {
  it("there is one decision at most, and the message says the same", async () => {
    const all = fc.array(step, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(all, fc.scheduler(), async (steps, scheduler) => {
        const world = await shownWorld();
        world.before = (call) => scheduler.schedule(Promise.resolve(), call);
        const runs = steps.map((one) => happen(world, one).catch(() => undefined));
        await scheduler.waitFor(Promise.all(runs));
        await settleDown(world, steps);
        const { decisions, runs: known } = world.pipelines;
        assert.ok(decisions.length <= 1);
        const { status, outcome, messages } = world.request();
        const isWaiting = known.get(token)?.seen.status === "InProgress";
        const kinds = steps.map((one) => one.do);
        if (!kinds.includes("expire")) {
          const deciders = ["ann", "bob", "again", "console"] as const;
          assert.equal(decisions.length, deciders.some((one) => kinds.includes(one)) ? 1 : 0);
        }
        if (decisions.length === 1) {
          const [, result, who] = decider.exec(world.message()) ?? [];
          assert.equal(status, "DECIDED");
          assert.equal(result, decisions[0].result);
          assert.equal(outcome?.result, decisions[0].result);
          assert.ok(decisions[0].by.toLowerCase().includes(who.toLowerCase()));
        } else {
          assert.ok(!decider.test(world.message()));
          assert.equal(status, isWaiting ? "PENDING" : "EXPIRED");
          if (!isWaiting) assert.match(world.message(), /Expired/);
        }
        assert.ok(messages.every(({ shows }) => shows === status));
        // No message ever says another decision than the one that CodePipeline took.
        for (const said of world.slack.history) {
          const [, result] = decider.exec(said) ?? [];
          if (result !== undefined) assert.equal(result, decisions[0]?.result);
        }
      }),
      { numRuns: 300 },
    );
  });
});
