/** What sweep does where the hub measures: it wakes the function that does, and says that it has run. */
import * as assert from "node:assert/strict";
import type { Log } from "../../../../functions/domain/ports";
import { createHandler } from "../../../../functions/sweep/handler";

const at = new Date("2026-11-28T10:07:00Z");

/** One sweep, of which what `fails` names does not work. */
async function swept(open: string[], fails?: string) {
  const happened: string[] = [];
  const queue = (to: string) => ({
    send: async () => {
      if (to === fails) throw new Error("throttled");
      happened.push(to);
    },
  });
  const measured: unknown[] = [];
  const run = createHandler({
    gates: { actions: async () => [] },
    unsettled: { actions: async () => open },
    ...{ notifier: queue("notifier"), watcher: queue("watcher"), publisher: queue("publisher") },
    measures: queue("measures"),
    metering: { ofHub: (...measures) => void measured.push(...measures) },
    log: { info: (event: string) => void happened.push(event) } as unknown as Log,
    clock: { now: () => at },
  });
  await run({}).catch((error: unknown) => happened.push(String(error)));
  return { happened, measured };
}

const heartbeat = [[{ name: "Swept", unit: "Count", value: 1 }], at];

describe("sweep, where the hub measures,", () => {
  it("has it measured also where nothing is open: zero is a value", async () => {
    const { happened, measured } = await swept([]);
    assert.deepEqual(happened, ["measures", "swept"]);
    assert.deepEqual(measured, heartbeat);
  });

  it("has it measured once, however much is open", async () => {
    const { happened, measured } = await swept(["a/b/c", "a/b/d", "a/b/e"]);
    assert.equal(happened.filter((one) => one === "measures").length, 1);
    assert.deepEqual(measured, heartbeat);
  });

  for (const fails of ["notifier", "watcher", "publisher", "measures"]) {
    it(`has no heartbeat where ${fails} is not invoked: it looks after nothing then`, async () => {
      const { happened, measured } = await swept(["a/b/c"], fails);
      assert.deepEqual(measured, []);
      assert.equal(happened.at(-1), "Error: throttled");
    });
  }
});
