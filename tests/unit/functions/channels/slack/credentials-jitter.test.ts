/** When a store is asked again that many containers found failing at the same moment. */
import * as assert from "node:assert/strict";
import { createCredentialsStore } from "../../../../../functions/channels/slack/credentials";
import { FakeClock } from "../../support/fakes";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";

function failing(random?: () => number) {
  const clock = new FakeClock();
  let reads = 0;
  const readSecret = async () => Promise.reject(new Error(`read ${(reads += 1)}`));
  const credentials = createCredentialsStore(arn, clock, { readSecret, random });
  return { credentials, clock, reads: () => reads };
}

describe("the credentials whose store fails for many", () => {
  it("are asked for again by functions that failed at once at different moments, in 8 seconds at most", async () => {
    for (const [random, seconds] of [
      [() => 0, 5],
      [() => 0.5, 6.5],
      [() => 0.999, 7.997],
    ] as const) {
      const { credentials, clock, reads } = failing(random);
      await assert.rejects(credentials.read(), /read 1/);
      clock.advance(seconds - 0.001);
      await assert.rejects(credentials.read(), /read 1/);
      assert.equal(reads(), 1);
      clock.advance(0.001);
      await assert.rejects(credentials.read(), /read 2/);
    }
  });

  it("are asked for at another moment after each failure, unless told otherwise", async () => {
    const moments = new Set<number>();
    for (let one = 0; one < 20; one += 1) {
      const { credentials, clock, reads } = failing();
      let tenths = 0;
      for (; reads() < 2; tenths += 1, clock.advance(0.1)) await assert.rejects(credentials.read());
      assert.ok(tenths > 50 && tenths <= 82, `${tenths}`);
      moments.add(tenths);
    }
    assert.ok(moments.size > 1);
  });
});
