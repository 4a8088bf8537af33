/** The requests of an action that sweep hands over: no event has named one of them. */
import * as assert from "node:assert/strict";
import { sweepMinutes } from "../../../../contract/timing";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { ended, endedRun, shownWorld, sns } from "../support/world-events";

const swept = sweepOf([settings.action]);
const hours = (many: number): number => many * 3600;

/** As many requests that wait, and in which order each sweep asks CodePipeline about them. */
async function lookedAt(requests: number, sweeps: number): Promise<string[][]> {
  const world = new World();
  const tokens = Array.from({ length: requests }, (_, n) => `${n}${token.slice(1)}`);
  for (const one of tokens) world.pipelines.wait(one, expires);
  await world.notify(sns(...tokens.map((one) => ({ token: one }))));
  const runs: string[][] = [];
  const { pipelines } = world;
  const observe = pipelines.observe.bind(pipelines);
  pipelines.observe = (gate, request) => {
    runs.at(-1)?.push(request.token[0]);
    return observe(gate, request);
  };
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    runs.push([]);
    await world.watch(swept);
    world.clock.advance(sweepMinutes * 60);
  }
  return runs;
}

describe("The watcher, at an action with several requests,", () => {
  // Sweep comes every five minutes: five requests must not all wait for the same one.
  for (const requests of [1, 2, 3, 5, 9]) {
    it(`begins each sweep with another of ${requests}, and looks at all of them in turn`, async () => {
      const runs = await lookedAt(requests, requests);
      const all = Array.from({ length: requests }, (_, n) => String(n));
      assert.deepEqual(runs.map(([first]) => first).toSorted(), all);
      for (const run of runs) {
        const start = Number(run[0]);
        assert.deepEqual(run, [...all.slice(start), ...all.slice(0, start)]);
      }
    });
  }
});

describe("The watcher, at a swept request,", () => {
  it("leaves one that waits as it is, and has nothing to log", async () => {
    const world = await shownWorld();
    const before = world.request();
    world.lines.length = 0;
    await world.watch(swept);
    assert.deepEqual(world.request(), before);
    assert.deepEqual(world.lines, []);
  });

  it("takes a pipeline that is gone for one that knows no request: cancelled an hour after its expiry", async () => {
    const world = await shownWorld();
    const error = new UnknownPipelineError("There is no pipeline orders.");
    world.faults.push({ call: "pipelines.observe", error, times: Infinity });
    world.clock.advance((Date.parse(expires) - world.clock.now().getTime()) / 1000 + hours(1) - 1);
    await world.watch(swept);
    assert.equal(world.request().status, "PENDING");
    world.clock.advance(1);
    await world.watch(swept);
    assert.equal(world.request().status, "CANCELLED");
    assert.ok(!world.lines.some(({ level }) => level === "error"));
  });

  it("takes no other error for that, however long ago the request expired", async () => {
    const world = await shownWorld();
    const error = new Error("throttled");
    world.faults.push({ call: "pipelines.observe", error, times: Infinity });
    world.clock.advance(hours(24 * 9));
    await world.watch(swept);
    assert.equal(world.request().status, "PENDING");
    assert.equal(world.lines.find(({ level }) => level === "error")?.event, "close_failed");
  });

  it("goes by the expiry that CodePipeline has confirmed, though the gate waits longer", async () => {
    const world = new World();
    const early = new Date(world.clock.now().getTime() + hours(2) * 1000).toISOString();
    world.pipelines.wait(token, early);
    await world.notify(sns({ expires: early }));
    world.pipelines.runs.clear();
    world.clock.advance(hours(3));
    await world.watch(swept);
    assert.equal(world.request().status, "CANCELLED");
  });
});

describe("The watcher, at an event of CodePipeline,", () => {
  it("says that the pipeline is gone, and fails, where CodePipeline says so", async () => {
    const world = await shownWorld();
    const error = new UnknownPipelineError("There is no pipeline orders.");
    world.faults.push({ call: "pipelines.observe", error, times: Infinity });
    await assert.rejects(world.watch(ended("FAILED")), { cause: error });
    assert.equal(world.request().status, "PENDING");
  });

  it("takes CANCELED by nobody for a change of the pipeline after the expiry too", async () => {
    const world = await shownWorld();
    world.pipelines.end(world.pipelines.runs.get(token)!, {
      status: "Failed",
      lastChange: expires,
    });
    await world.watch(endedRun("CANCELED", "run-1"));
    assert.equal(world.request().status, "CANCELLED");
    assert.match(world.message(), /Cancelled: the pipeline was changed before anybody decided/);
  });
});
