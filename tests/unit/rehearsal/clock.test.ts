import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { MovableClock } from "../../../rehearsal/clock";

const minute = 60_000;

describe("MovableClock", () => {
  let real: number;
  let clock: MovableClock;
  let fired: string[];

  const after = (milliseconds: number): Date => new Date(real + milliseconds);
  const note = (name: string) => (): void => {
    fired.push(`${name}@${clock.now().getTime()}`);
  };

  beforeEach(() => {
    real = 1_000_000;
    clock = new MovableClock(() => real);
    fired = [];
  });
  afterEach(() => clock.stop());

  it("shows real time until it is moved", () => {
    assert.equal(clock.now().getTime(), 1_000_000);
    real += 5;
    assert.equal(clock.now().getTime(), 1_000_005);
  });

  it("adds what it was moved by", () => {
    clock.advance(minute);
    clock.advance(minute);
    assert.equal(clock.now().getTime(), 1_000_000 + 2 * minute);
  });

  it("is not moved to what only looks on, and fires it on the way", () => {
    clock.at(after(1000), note("looks"), { background: true });
    assert.equal(clock.advanceToNext(), false);
    clock.at(after(5000), note("works"));
    assert.equal(clock.advanceToNext(), true);
    assert.deepEqual(fired, ["looks@1001000", "works@1005000"]);
  });

  it("stays where it is when it is moved by nothing", () => {
    clock.advance(0);
    assert.equal(clock.now().getTime(), 1_000_000);
  });

  for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses to move by ${wrong}`, () => {
      assert.throws(() => clock.advance(wrong), { name: "RangeError", message: /forward only/ });
    });
  }

  it("fires what is due exactly then", () => {
    clock.at(after(minute), note("a"));
    clock.advance(minute);
    assert.deepEqual(fired, [`a@${1_000_000 + minute}`]);
  });

  it("does not fire a millisecond early", () => {
    clock.at(after(minute), note("a"));
    clock.advance(minute - 1);
    assert.deepEqual(fired, []);
  });

  it("shows each timer its own time, in the order of the times", () => {
    clock.at(after(3 * minute), note("c"));
    clock.at(after(minute), note("a"));
    clock.at(after(2 * minute), note("b"));
    clock.advance(10 * minute);
    assert.deepEqual(fired, [
      `a@${1_000_000 + minute}`,
      `b@${1_000_000 + 2 * minute}`,
      `c@${1_000_000 + 3 * minute}`,
    ]);
    assert.equal(clock.now().getTime(), 1_000_000 + 10 * minute);
  });

  it("fires timers of one time in the order in which they were set", () => {
    clock.at(after(minute), note("a"));
    clock.at(after(minute), note("b"));
    clock.advance(minute);
    assert.deepEqual(
      fired.map((entry) => entry[0]),
      ["a", "b"],
    );
  });

  it("fires a timer that another one sets on the way", () => {
    clock.at(after(minute), () => clock.at(after(2 * minute), note("b")));
    clock.advance(3 * minute);
    assert.deepEqual(fired, [`b@${1_000_000 + 2 * minute}`]);
  });

  it("fires once", () => {
    clock.at(after(minute), note("a"));
    clock.advance(minute);
    clock.advance(minute);
    assert.equal(fired.length, 1);
  });

  it("forgets a timer that is cancelled", () => {
    clock.at(after(minute), note("a")).cancel();
    clock.advance(minute);
    assert.deepEqual(fired, []);
  });

  it("lets a timer cancel one that is due at the same time", () => {
    const timers = [clock.at(after(minute), () => timers[1].cancel())];
    timers.push(clock.at(after(minute), note("b")));
    clock.advance(minute);
    assert.deepEqual(fired, []);
  });

  it("moves to what falls due next, one time after the other", () => {
    const clock = new MovableClock(() => 0);
    const fired: number[] = [];
    for (const due of [500, 100, 100]) clock.at(new Date(due), () => fired.push(due));
    assert.equal(clock.advanceToNext(), true);
    assert.deepEqual([fired, clock.now().getTime()], [[100, 100], 100]);
    assert.equal(clock.advanceToNext(), true);
    assert.deepEqual([fired, clock.now().getTime()], [[100, 100, 500], 500]);
    assert.equal(clock.advanceToNext(), false);
    assert.equal(clock.now().getTime(), 500);
  });

  it("cancels everything when it stops", () => {
    clock.at(after(minute), note("a"));
    clock.stop();
    clock.advance(minute);
    assert.deepEqual(fired, []);
  });

  it("never goes back when a timer moves it further", () => {
    clock.at(after(minute), () => clock.advance(10 * minute));
    clock.advance(2 * minute);
    assert.equal(clock.now().getTime(), 1_000_000 + 11 * minute);
  });

  it("does not go back to a time that has passed while nobody looked", () => {
    clock.at(after(minute), note("late"));
    real += 5 * minute;
    clock.advance(0);
    assert.deepEqual(fired, [`late@${1_000_000 + 5 * minute}`]);
  });

  it("fires a time that has passed, but not before `at` returns", async () => {
    const order: string[] = [];
    const done = new Promise<void>((resolve) => {
      clock.at(after(-minute), () => {
        order.push("fired");
        // The clock's own waiting does not keep the process alive: this test does.
        clearInterval(alive);
        resolve();
      });
      order.push("set");
    });
    const alive = setInterval(() => {}, 1000);
    await done;
    assert.deepEqual(order, ["set", "fired"]);
  });

  it("uses the machine's time unless told otherwise", () => {
    const before = Date.now();
    const now = new MovableClock().now().getTime();
    assert.ok(now >= before && now <= Date.now());
  });

  it("waits longer than one timer of Node can", () => {
    const days = 24 * 60 * minute;
    clock.at(after(60 * days), note("a"));
    clock.advance(59 * days);
    assert.deepEqual(fired, []);
    clock.advance(days);
    assert.equal(fired.length, 1);
  });

  it("fires any set of timers by their times, whatever the steps it is moved in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { maxLength: 20 }),
        fc.array(fc.nat(400), { maxLength: 10 }),
        (times, steps) => {
          const moving = new MovableClock(() => 0);
          const seen: [number, number][] = [];
          for (const time of times) {
            moving.at(new Date(time), () => seen.push([time, moving.now().getTime()]));
          }
          for (const step of steps) moving.advance(step);
          moving.stop();
          const end = steps.reduce((sum, step) => sum + step, 0);
          // Without a step nothing is fired from within this property.
          const due = steps.length === 0 ? [] : times.filter((time) => time <= end);
          assert.deepEqual(
            seen.map(([time]) => time),
            due.sort((a, b) => a - b),
          );
          assert.ok(seen.every(([time, shown]) => time === shown));
        },
      ),
    );
  });
});
