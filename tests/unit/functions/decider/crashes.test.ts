import * as assert from "node:assert/strict";
import { ann, token } from "../domain/samples";
import { type Crash, Died, expires, World } from "../support/world";
import { click, ended, shownWorld, sns } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";
const final = {
  Approved: "Approved by Ann (U0ANN) in Slack",
  Rejected: "Rejected by Ann",
} as const;

/** How many calls a run makes that nothing disturbs. */
async function stepsOf(prepare: () => Promise<World>, run: Run): Promise<number> {
  const world = await prepare();
  const before = world.calls.length;
  await run(world);
  return world.calls.length - before;
}

type Run = (world: World, crash?: Crash) => Promise<void>;

function crashes(steps: number): Crash[] {
  return Array.from({ length: steps }, (_, step) => [
    { step, when: "before" as const },
    { step, when: "after" as const },
  ]).flat();
}

/** Dies there, and is invoked again after a minute, as Lambda does. */
async function dieAndRetry(world: World, run: Run, crash: Crash): Promise<void> {
  await run(world, crash).catch((error: unknown) => assert.ok(error instanceof Error));
  world.clock.advance(60);
  await run(world);
}

const at = ({ step, when }: Crash): string => `${when} step ${step}`;

for (const result of ["Approved", "Rejected"] as const) {
  describe(`decider that dies while it carries out ${result}`, () => {
    it("decides once and says so, wherever it dies", async () => {
      const run: Run = (world, crash) => world.decide(click({ result }), crash);
      const steps = await stepsOf(shownWorld, run);
      assert.ok(steps >= 8, `only ${steps} steps`);
      for (const crash of crashes(steps)) {
        const world = await shownWorld();
        await dieAndRetry(world, run, crash);
        assert.equal(world.pipelines.decisions.length, 1, at(crash));
        assert.equal(world.pipelines.decisions[0].result, result, at(crash));
        const { status, outcome, messages } = world.request();
        assert.equal(status, "DECIDED", at(crash));
        assert.deepEqual([outcome?.result, outcome?.person], [result, ann], at(crash));
        assert.deepEqual(
          messages.map(({ shows }) => shows),
          ["DECIDED"],
          at(crash),
        );
        assert.ok(world.message().includes(final[result]), at(crash));
      }
    });
  });
}

describe("decider that dies after the request was decided in the console", () => {
  it("tells the truth, wherever it dies", async () => {
    const prepare = async () => {
      const world = await shownWorld();
      world.pipelines.take(token, "Rejected", "Not today", console);
      return world;
    };
    const run: Run = (world, crash) => world.decide(click(), crash);
    for (const crash of crashes(await stepsOf(prepare, run))) {
      const world = await prepare();
      await dieAndRetry(world, run, crash);
      assert.equal(world.pipelines.decisions.length, 1, at(crash));
      assert.equal(world.request().outcome?.decidedBy, console, at(crash));
      assert.match(world.message(), /Rejected by carla outside Slack/, at(crash));
    }
  });
});

describe("watcher that dies", () => {
  it("closes the message at its next try, wherever it died", async () => {
    const prepare = async () => {
      const world = await shownWorld();
      world.pipelines.take(token, "Approved", "Fine", console);
      return world;
    };
    const run: Run = (world, crash) => world.watch(ended("SUCCEEDED"), crash);
    const steps = await stepsOf(prepare, run);
    assert.ok(steps >= 5);
    for (const crash of crashes(steps)) {
      const world = await prepare();
      await dieAndRetry(world, run, crash);
      assert.equal(world.request().status, "DECIDED", at(crash));
      assert.match(world.message(), /Approved by carla outside Slack/, at(crash));
      assert.equal(world.pipelines.decisions.length, 1, at(crash));
    }
  });
});

describe("notifier that dies", () => {
  const run: Run = (world, crash) => world.notify(sns({}), crash);
  const prepare = async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    return world;
  };

  it("shows the request at its next try, and a decision closes what is recorded", async () => {
    const steps = await stepsOf(prepare, run);
    assert.ok(steps >= 6);
    for (const crash of crashes(steps)) {
      const world = await prepare();
      await dieAndRetry(world, run, crash);
      assert.equal(world.request().messages.length, 1, at(crash));
      // Slack has no idempotent post: where the run died between the post and the save, nobody knows
      // the first message, and a second one is unavoidable.
      assert.ok(world.slack.messages.size <= 2, at(crash));
      await world.decide(click({ ts: world.request().messages[0].id }));
      assert.equal(world.pipelines.decisions.length, 1, at(crash));
      assert.match(world.message(), /Approved by Ann/, at(crash));
    }
  });

  it("posts twice only where it died between the post and its record", async () => {
    const calm = await prepare();
    await run(calm);
    const posting = calm.calls.indexOf("slack.postMessage");
    const twice: string[] = [];
    for (const crash of crashes(calm.calls.length)) {
      const world = await prepare();
      await dieAndRetry(world, run, crash);
      if (world.slack.messages.size === 2) twice.push(at(crash));
    }
    assert.deepEqual(twice, [`after step ${posting}`, `before step ${posting + 1}`]);
  });

  it("decides by the message that is not recorded as well, and shows it in the one that is", async () => {
    const calm = await prepare();
    await run(calm);
    const world = await prepare();
    const step = calm.calls.indexOf("slack.postMessage");
    await dieAndRetry(world, run, { step, when: "after" });
    const [lost, recorded] = [...world.slack.messages.keys()];
    await world.decide(click({ ts: lost }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.message(recorded), /Approved by Ann/);
    await world.decide(click({ ts: lost, result: "Rejected" }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.slack.told[0].text, /has ended\. Approved by Ann/);
  });
});

describe("a run that died", () => {
  it("has no effect any more", async () => {
    const world = await shownWorld();
    const before = world.request();
    await assert.rejects(world.decide(click(), { step: 3, when: "before" }), Died);
    assert.deepEqual(world.request(), before);
    assert.deepEqual(world.slack.told, []);
  });
});
