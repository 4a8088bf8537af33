/** What sweep hands over, to whom, and when. */
import * as assert from "node:assert/strict";
import { createHandler } from "../../../../functions/sweep/handler";
import { parseSweep } from "../../../../functions/domain/sweep-event";
import type { Log } from "../../../../functions/domain/ports";

const named = (count: number, start = "orders") =>
  Array.from({ length: count }, (_, n) => `${start}-${n}/Release/approve`);

async function swept(
  at: string,
  open: string[],
  gates: string[] = open,
  event: unknown = {},
  more: readonly ("reminder" | "automatic" | "ledger")[] = [],
) {
  const sent: { to: string; actions: readonly string[] }[] = [];
  const lines: unknown[] = [];
  const queue = (to: string) => ({
    send: async (event: object) => void sent.push({ to, actions: parseSweep(event)! }),
  });
  const errors: unknown[] = [];
  const log = {
    info: (...line: unknown[]) => void lines.push(line),
    error: (...line: unknown[]) => void errors.push(line),
  } as unknown as Log;
  let scans = 0;
  await createHandler({
    gates: {
      actions: async () => {
        scans += 1;
        return gates;
      },
    },
    unsettled: { actions: async () => open },
    notifier: queue("notifier"),
    watcher: queue("watcher"),
    publisher: queue("publisher"),
    ...Object.fromEntries(more.map((name) => [name, queue(name)])),
    log,
    clock: { now: () => new Date(at) },
  })(event);
  const to = (name: string) => sent.filter((one) => one.to === name).flatMap((one) => one.actions);
  return {
    sent,
    lines,
    errors,
    scans,
    notifier: to("notifier"),
    watcher: to("watcher"),
    publisher: to("publisher"),
    ofHub: more.map(to),
  };
}

describe("a sweep of a hub that measures", () => {
  it("says that it was there, and has what waits measured, also where nothing does", async () => {
    for (const open of [[], named(3)]) {
      const sent: object[] = [];
      const beats: unknown[] = [];
      const nowhere = { send: async () => undefined };
      await createHandler({
        gates: { actions: async () => [] },
        unsettled: { actions: async () => open },
        ...{ notifier: nowhere, watcher: nowhere, publisher: nowhere },
        measures: { send: async (event) => void sent.push(event) },
        metering: { ofHub: (measures, at) => void beats.push([measures, at.toISOString()]) },
        log: { info: () => undefined } as unknown as Log,
        clock: { now: () => new Date("2026-11-28T10:07:00.000Z") },
      })({});
      assert.deepEqual(sent.map(parseSweep), [[]]);
      const beat = [{ name: "Swept", unit: "Count", value: 1 }];
      assert.deepEqual(beats, [[beat, "2026-11-28T10:07:00.000Z"]]);
    }
  });

  it("is not there where it could not hand over", async () => {
    const beats: unknown[] = [];
    const broken = { send: () => Promise.reject(new Error("Lambda is down")) };
    const swept = createHandler({
      gates: { actions: async () => [] },
      unsettled: { actions: async () => [] },
      ...{ notifier: broken, watcher: broken, publisher: broken, measures: broken },
      metering: { ofHub: (...beat) => void beats.push(beat) },
      log: { info: () => undefined } as unknown as Log,
      clock: { now: () => new Date("2026-11-28T10:07:00.000Z") },
    })({});
    await assert.rejects(swept, /Lambda is down/);
    assert.deepEqual(beats, []);
  });
});

describe("sweep", () => {
  it("hands over nothing where nothing is open, and reads no gate", async () => {
    const { sent, scans, lines } = await swept("2026-11-28T10:07:00Z", [], named(3));
    assert.deepEqual(sent, []);
    assert.equal(scans, 0);
    assert.deepEqual(lines, [["swept", { unsettled: 0 }]]);
  });

  it("hands what is open to watcher, notifier and publisher, each action by itself", async () => {
    const open = named(23);
    const { sent, watcher, notifier, publisher } = await swept("2026-11-28T10:07:00Z", open);
    assert.deepEqual(watcher, open);
    assert.deepEqual(notifier, open);
    assert.deepEqual(publisher, open);
    assert.deepEqual(
      sent.map(({ actions }) => actions.length),
      Array(69).fill(1),
    );
  });

  it("hands it to those that the hub has beside, each action by itself", async () => {
    const open = named(3);
    for (const more of [
      ["reminder"],
      ["automatic"],
      ["ledger"],
      ["reminder", "automatic", "ledger"],
    ] as const) {
      const { sent, ofHub } = await swept("2026-11-28T10:07:00Z", open, open, {}, more);
      assert.deepEqual(
        ofHub,
        more.map(() => open),
      );
      assert.equal(sent.length, 3 * (3 + more.length));
    }
  });

  for (const [at, isFirst] of [
    ["2026-11-28T10:00:00Z", true],
    ["2026-11-28T10:04:59Z", true],
    ["2026-11-28T10:05:00Z", false],
    ["2026-11-28T10:59:59Z", false],
  ] as const) {
    it(`${isFirst ? "has" : "does not have"} every gate looked after at ${at}`, async () => {
      const gates = named(2);
      const { notifier, watcher } = await swept(at, [], gates);
      assert.deepEqual(notifier, isFirst ? gates : []);
      assert.deepEqual(watcher, []);
    });
  }

  it("hands the gates to the notifier ten at a time", async () => {
    const { sent } = await swept("2026-11-28T10:01:00Z", [], named(23));
    assert.deepEqual(
      sent.map(({ actions }) => actions.length),
      [10, 10, 3],
    );
  });

  it("passes over a key that is none, and says so", async () => {
    const { notifier, watcher, errors } = await swept("2026-11-28T10:07:00Z", [
      "poison",
      ...named(1),
    ]);
    assert.deepEqual([notifier, watcher], [named(1), named(1)]);
    assert.deepEqual(errors, [
      ["sweep_failed", { action: "poison", reason: "is no action's key" }],
    ]);
  });

  it("does the work of the slot that it was due in, however late it runs", async () => {
    const gates = named(2);
    const due = (time: unknown) => swept("2026-11-28T10:31:00Z", [], gates, { time });
    assert.deepEqual((await due("2026-11-28T10:02:00Z")).notifier, gates);
    assert.deepEqual((await due("2026-11-28T10:27:00Z")).notifier, []);
    assert.deepEqual((await due("soon")).notifier, []);
    assert.deepEqual((await due(undefined)).notifier, []);
  });

  it("has the watcher look at every gate once a day, and at none twice", async () => {
    const gates = named(3);
    const { watcher, notifier } = await swept("2026-11-28T00:01:00Z", [gates[1]], gates);
    assert.deepEqual(watcher, [gates[1], gates[0], gates[2]]);
    assert.deepEqual(notifier, [gates[1], gates[0], gates[2]]);
  });

  it("fails where Lambda does not take what it hands over, so that it is tried again", async () => {
    const refuse = { send: () => Promise.reject(new Error("throttled")) };
    const ports = {
      gates: { actions: async () => [] },
      unsettled: { actions: async () => named(1) },
      ...{ notifier: refuse, watcher: refuse, publisher: refuse },
      log: {} as Log,
      clock: { now: () => new Date("2026-11-28T10:07:00Z") },
    };
    await assert.rejects(createHandler(ports)({}), /throttled/);
  });
});

describe("sweep of a hub that looks for bypasses", () => {
  async function handed(at: string, gates: string[], open: string[] = []): Promise<string[][]> {
    const sent: string[][] = [];
    const nothing = { send: async () => undefined };
    await createHandler({
      gates: { actions: async () => gates },
      unsettled: { actions: async () => open },
      ...{ notifier: nothing, watcher: nothing, publisher: nothing },
      bypass: { send: async (event) => void sent.push([...parseSweep(event)!]) },
      log: { info: () => undefined, error: () => undefined } as unknown as Log,
      clock: { now: () => new Date(at) },
    })({});
    return sent;
  }

  it("hands one action of each pipeline over, once an hour, four in a run, open or not", async () => {
    const gates = [...named(5), "orders-0/Other/approve", "orders-0/Release/other"];
    assert.deepEqual(await handed("2026-11-28T10:04:59Z", gates, ["orders-1/Release/approve"]), [
      named(4),
      named(5).slice(4),
    ]);
    assert.deepEqual(await handed("2026-11-28T10:05:00Z", gates), []);
  });

  it("hands over nothing where no gate is left: reviews of what was done are still looked after", async () => {
    assert.deepEqual(await handed("2026-11-28T10:04:59Z", []), [[]]);
    assert.deepEqual(await handed("2026-11-28T10:05:00Z", []), []);
  });
});
