/** Whatever fails and wherever a run dies: no approval that the function did not give, and nothing lost. */
import * as assert from "node:assert/strict";
import { byFunction } from "../../domain/automatic/samples";
import type { World } from "../../support/world";
import {
  approved,
  carryOut,
  decisions,
  rejected,
  requested,
  retried,
  waitingWorld,
} from "./support";

const answers = {
  approve: { decision: "approve", reason: "Only docs." },
  reject: { decision: "reject", reason: "It touches the schema." },
  ask: { decision: "ask", reason: "Code." },
} as const;
type Answer = keyof typeof answers;

const wanted = { approve: [approved], reject: [rejected], ask: [] } as const;

async function prepared(answer: Answer): Promise<World> {
  const world = await waitingWorld();
  world.functions.answer = () => answers[answer];
  world.calls.length = 0;
  return world;
}

/** From the event of a request that begins to its end. */
async function whole(world: World): Promise<void> {
  await retried(world, (crash) => world.automatic(requested, crash));
  await carryOut(world);
}

/** Sweeps find what Lambda has given up. */
async function swept(world: World, times = 3): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    world.clock.advance(300);
    await world.sweep().catch(() => undefined);
    await carryOut(world);
  }
}

function isWhole(world: World, answer: Answer, where: string): void {
  assert.deepEqual(decisions(world), wanted[answer], where);
  if (answer === "ask") {
    assert.equal(world.request().status, "PENDING", where);
    assert.match(world.message(), /Left to people by small-changes: Code\./, where);
    return;
  }
  assert.equal(world.request().status, "DECIDED", where);
  assert.match(world.message(), /automatically by small-changes/, where);
}

for (const answer of Object.keys(answers) as Answer[]) {
  describe(`A gate whose function answers ${answer}`, () => {
    it("does so where the decider dies before or after any call", async () => {
      const calm = await prepared(answer);
      await whole(calm);
      isWhole(calm, answer, "calm");
      const steps = calm.calls.length;
      assert.ok(steps >= 8, `only ${steps} steps`);
      for (let step = 0; step < steps; step += 1) {
        for (const when of ["before", "after"] as const) {
          const world = await prepared(answer);
          await retried(world, (crash) => world.automatic(requested, crash));
          const handed = world.handedOver.shift()!;
          await retried(world, (crash) => world.decide(handed, crash), { step, when });
          isWhole(world, answer, `${when} ${step}`);
        }
      }
    });

    it("is found by sweep where the event is lost, or the function automatic dies", async () => {
      const lost = await prepared(answer);
      await swept(lost);
      isWhole(lost, answer, "lost");
      for (let step = 0; step < 4; step += 1) {
        for (const when of ["before", "after"] as const) {
          const world = await prepared(answer);
          await world.automatic(requested, { step, when }).catch(() => undefined);
          await carryOut(world);
          await swept(world);
          isWhole(world, answer, `${when} ${step}`);
        }
      }
    });

    for (const kind of ["throttled", "answered but lost"] as const) {
      it(`comes to its end where any call was ${kind}, and never to another`, async () => {
        const calm = await prepared(answer);
        await whole(calm);
        for (const call of new Set(calm.calls)) {
          const world = await prepared(answer);
          world.faults.push({
            ...{ call, error: new Error(kind) },
            when: kind === "throttled" ? "before" : "after",
          });
          await whole(world);
          await swept(world);
          // What cannot be read of a release is left to people at once.
          if (call === "releases.read") {
            assert.deepEqual(decisions(world), []);
            assert.equal(world.request().automatic?.decision, "ask");
          } else isWhole(world, answer, call);
        }
      });
    }

    it("decides nothing else while a call fails for ever", async () => {
      const calm = await prepared(answer);
      await whole(calm);
      for (const call of new Set(calm.calls)) {
        const world = await prepared(answer);
        world.faults.push({ call, error: new Error("down"), times: Infinity });
        await whole(world);
        await swept(world);
        for (const decision of decisions(world))
          assert.ok(wanted[answer].includes(decision as never));
        world.faults.length = 0;
        await swept(world);
        if (call !== "releases.read") isWhole(world, answer, call);
      }
    });
  });
}

describe("A function that changes its mind", () => {
  it("has decided what it said to the run that decided, wherever the run before died", async () => {
    for (const [first, second] of [
      ...(["approve", "reject", "ask"] as const).flatMap((one) =>
        (["approve", "reject", "ask"] as const).map((other) => [one, other] as const),
      ),
    ]) {
      const calm = await prepared(first);
      await whole(calm);
      for (let step = 0; step < calm.calls.length; step += 1) {
        for (const when of ["before", "after"] as const) {
          const world = await prepared(first);
          const handOver = { version: 1, channel: "automatic", action: byFunction.action };
          const { token } = world.request();
          await world.decide({ ...handOver, token }, { step, when }).catch(() => undefined);
          world.functions.answer = () => answers[second];
          world.clock.advance(60);
          await swept(world);
          const where = `${first}, ${second}, ${when} ${step}`;
          const all = decisions(world);
          assert.ok(all.length <= 1, where);
          for (const decision of all) {
            assert.ok([...wanted[first], ...wanted[second]].includes(decision as never), where);
          }
          const { status, outcome } = world.request();
          // Of a run that died while it decided, people may take over.
          if (all.length === 0) assert.match(status, /^(?:PENDING|DECIDING)$/, where);
          else assert.equal(outcome?.result, all[0].split(" ")[0], where);
        }
      }
    }
  });
});

describe("Two runs at once", () => {
  it("decide once, and by an answer that was given", async () => {
    const world = await prepared("approve");
    await world.automatic(requested);
    await world.automatic(requested);
    assert.equal(world.handedOver.length, 2);
    const [one, other] = world.handedOver.splice(0);
    await Promise.all([
      retried(world, (crash) => world.decide(one, crash)),
      retried(world, (crash) => world.decide(other, crash)),
    ]);
    isWhole(world, "approve", "both");
  });

  it("decide nothing where the first was told to leave it to people", async () => {
    const world = await prepared("approve");
    let asked = 0;
    world.functions.answer = () => answers[(asked += 1) === 1 ? "approve" : "ask"];
    world.before = async (call) => {
      // The first has its answer, and is about to see whether the gate is still the one that was asked.
      if (call !== "gates.read" || asked !== 1) return;
      world.before = () => undefined;
      await world.automatic({ ...requested });
      const { token } = world.request();
      await world.decide({ version: 1, channel: "automatic", action: byFunction.action, token });
    };
    const { token } = world.request();
    await world.decide({ version: 1, channel: "automatic", action: byFunction.action, token });
    assert.equal(asked, 2);
    assert.deepEqual(decisions(world), []);
    assert.equal(world.request().automatic?.decision, "ask");
  });
});
