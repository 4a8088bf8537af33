import * as assert from "node:assert/strict";
import { callOf, decidedRun, definition, endOf, user } from "./fixtures";
import { BypassWorld } from "./support";

const withoutGate = {
  ...definition,
  version: 4,
  actions: definition.actions.filter(({ name }) => name !== "sign"),
};

/** Somebody decided, and a gate is gone: both are to be said. */
async function bypassed(): Promise<BypassWorld> {
  const world = new BypassWorld();
  await world.sweep();
  world.runs.push(decidedRun(user("mallory")));
  world.definition = withoutGate;
  world.calls.length = 0;
  return world;
}

const events: Record<string, object> = {
  "an end of an approval": endOf("SUCCEEDED"),
  "a call of PutApprovalResult": callOf("PutApprovalResult", {
    ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
  }),
  "a call of UpdatePipeline": callOf("UpdatePipeline", { pipeline: { name: "orders" } }),
};

/** Said, and not more than once by a message but where the run was gone between saying and noting it. */
function isSaid(world: BypassWorld, mayRepeat: boolean): void {
  const ids = new Set(world.bus.map(({ id }) => id));
  assert.equal(ids.size, 1);
  const most = mayRepeat ? 2 : 1;
  for (const said of [world.bus, world.mails]) {
    assert.ok(said.length >= 1 && said.length <= most, `${said.length}`);
  }
  assert.ok([...world.bypasses.items.values()].every(({ done }) => done));
}

/** Said to somebody, and not yet noted. */
const repeats = (call: string, when: string): boolean =>
  when === "after" ? /^(?:bus|alarms)\./.test(call) : call === "bypasses.note";

for (const [title, event] of Object.entries(events)) {
  describe(`The look for ${title}`, () => {
    const callsOfOneRun = async (): Promise<string[]> => {
      const world = await bypassed();
      await world.run(event);
      isSaid(world, false);
      return world.calls;
    };

    it("is carried to its end where it dies, before and after every call", async () => {
      const calls = await callsOfOneRun();
      assert.ok(calls.length > 6, calls.join());
      for (const [step, call] of calls.entries()) {
        for (const when of ["before", "after"] as const) {
          const world = await bypassed();
          await world.retried(event, { step, when });
          isSaid(world, repeats(call, when));
        }
      }
    });

    for (const when of ["before", "after"] as const) {
      it(`is carried to its end where every call failed once, ${when} it took effect`, async () => {
        for (const call of new Set(await callsOfOneRun())) {
          const world = await bypassed();
          world.faults.push({ call, error: new Error("throttled"), when });
          await world.retried(event);
          isSaid(world, repeats(call, when));
        }
      });
    }

    it("is made up for by sweep where Lambda has given it up", async () => {
      for (const call of new Set(await callsOfOneRun())) {
        const world = await bypassed();
        world.faults.push({ call, error: new Error("down"), times: 40 });
        await world.retried(event);
        world.faults.length = 0;
        world.clock.advance(3600);
        await world.sweep();
        assert.deepEqual(new Set(world.kinds()), new Set(["DecidedOutside", "GateRemoved"]), call);
        assert.ok([...world.bypasses.items.values()].every(({ done }) => done));
      }
    });
  });
}

describe("Two runs that see the same bypass", () => {
  it("say it once: the second waits for its turn, and finds it said", async () => {
    const world = await bypassed();
    const event = events["an end of an approval"];
    await Promise.all([world.run(event), assert.rejects(world.run(event))]);
    assert.deepEqual([world.bus.length, world.mails.length], [1, 1]);
    const [{ fields }] = world.logged("bypass_failed");
    assert.equal(fields?.reason, "Another run says this bypass.");
    await world.run(event);
    assert.deepEqual([world.bus.length, world.mails.length], [1, 1]);
  });
});

describe("A sweep", () => {
  it("notes how the pipeline looks when all was said, and not before", async () => {
    const world = await bypassed();
    world.faults.push({ call: "alarms.publish", error: new Error("down") });
    await assert.rejects(world.sweep(), /could not be looked for or said/);
    assert.equal(world.bypasses.baselines.get("orders")?.baseline.definition.version, 3);
    world.clock.advance(3600);
    await world.sweep();
    assert.equal(world.bypasses.baselines.get("orders")?.baseline.definition.version, 4);
    assert.equal(world.mails.length, 2);
  });
});
