import * as assert from "node:assert/strict";
import { TimeoutError, withTimeout } from "../../../../functions/adapters/timeout";

describe("withTimeout", () => {
  it("lets through what comes in time, and what fails in time", async () => {
    assert.equal(await withTimeout(1000, "It", Promise.resolve(1)), 1);
    await assert.rejects(withTimeout(1000, "It", Promise.reject(new Error("no"))), /no/);
  });

  it("names what was late, and leaves no timer behind", async () => {
    const timers: { fire: () => void; cancelled: boolean }[] = [];
    const timer = (_: number, fire: () => void) => {
      const entry = { fire, cancelled: false };
      timers.push(entry);
      return () => void (entry.cancelled = true);
    };
    const late = withTimeout(5, "The dialog", new Promise<never>(() => undefined), timer);
    timers[0].fire();
    await assert.rejects(
      late,
      (error) => error instanceof TimeoutError && /5 ms/.test(error.message),
    );
    await withTimeout(5, "It", Promise.resolve(), timer);
    assert.ok(timers.every(({ cancelled }) => cancelled));
  });
});
