import * as assert from "node:assert/strict";
import { Pool } from "../../../../../rehearsal/aws/lambda/pool";
import type { Outcome, Sandbox, Work } from "../../../../../rehearsal/aws/lambda/sandbox";

const work = {} as Work;

/** A pool of processes that run until `end` is called, or until they are closed. */
function newPool() {
  const started: { closed: boolean; end: () => void }[] = [];
  const start = (): Sandbox => {
    let end = (): void => undefined;
    const process = { closed: false, end: () => end() };
    started.push(process);
    const sandbox: Pick<Sandbox, "alive" | "run" | "close"> = {
      get alive() {
        return !process.closed;
      },
      run: () =>
        new Promise<Outcome>((resolve) => (end = () => resolve({ lines: [], milliseconds: 0 }))),
      close: async () => {
        process.closed = true;
        end();
      },
    };
    return sandbox as Sandbox;
  };
  const pool = new Pool({ start, now: () => new Date() });
  return { pool, started };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("The processes of a function", () => {
  it("are used again while they are warm", async () => {
    const { pool, started } = newPool();
    for (let n = 0; n < 2; n++) {
      const run = pool.run(() => work);
      await settled();
      started[0].end();
      await run;
    }
    assert.equal(started.length, 1);
  });

  it("end with their events once they are retired, and idle ones at once", async () => {
    const { pool, started } = newPool();
    const runs = [pool.run(() => work), pool.run(() => work)];
    await settled();
    started[0].end();
    await runs[0];
    await pool.retire();
    assert.deepEqual(
      started.map(({ closed }) => closed),
      [true, false],
    );
    started[1].end();
    await runs[1];
    assert.equal(started[1].closed, true);
  });

  it("are ten at a time, and an event that waits for one is not begun after the end", async () => {
    const { pool, started } = newPool();
    const runs = Array.from({ length: 12 }, () => pool.run(() => work));
    await settled();
    assert.equal(started.length, 10);
    await pool.close();
    const ends = await Promise.allSettled(runs);
    assert.equal(started.length, 10);
    assert.deepEqual(
      ends.slice(10).map((end) => end.status),
      ["rejected", "rejected"],
    );
  });
});
