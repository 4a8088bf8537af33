import * as assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { severalAtOnce } from "../../../../functions/shared/at-once";

const all = [1, 2, 3, 4, 5, 6, 7];

describe("Work that is done several at once", () => {
  it("is all done, in its order, never more than so many at once", async () => {
    for (const most of [1, 3, 100]) {
      const begun: number[] = [];
      let underWay = 0;
      let mostSeen = 0;
      const left = await severalAtOnce(all, most, async (one) => {
        begun.push(one);
        mostSeen = Math.max(mostSeen, (underWay += 1));
        await setImmediate();
        underWay -= 1;
      });
      assert.deepEqual([begun, left], [all, 0]);
      assert.equal(mostSeen, Math.min(most, all.length));
    }
  });

  it("is not held up by what takes long", async () => {
    let end = (): void => undefined;
    const slow = new Promise<void>((resolve) => (end = resolve));
    const done: number[] = [];
    const work = severalAtOnce(all, 2, async (one) => {
      if (one === 1) await slow;
      done.push(one);
      if (one === 7) end();
    });
    assert.equal(await work, 0);
    assert.deepEqual(done, [2, 3, 4, 5, 6, 7, 1]);
  });

  it("is not begun when it is late, and it says of how much", async () => {
    const done: number[] = [];
    const work = async (one: number) => void done.push(one);
    assert.equal(await severalAtOnce(all, 2, work, () => done.length >= 3), 4);
    assert.equal(done.length, 3);
    assert.equal(await severalAtOnce([], 2, work), 0);
  });

  it("throws what is thrown", async () => {
    const work = () => Promise.reject(new Error("no"));
    await assert.rejects(severalAtOnce(all, 2, work), { message: "no" });
  });
});
