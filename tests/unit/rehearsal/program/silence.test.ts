import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { SilenceWatch, type SilenceOptions } from "../../../../rehearsal/program/silence";

describe("SilenceWatch", () => {
  function watch(options: SilenceOptions) {
    const told: string[] = [];
    const silence = new SilenceWatch(
      options,
      (line) => told.push(line),
      (reason) => told.push(`END ${reason}`),
    );
    return { told, silence };
  }

  it("says that a silent program still runs, and ends with the reason", async () => {
    const { told, silence } = watch({ tellAfter: 20, endAfter: 60 });
    await sleep(200);
    silence.end();
    assert.equal(told.length, 3);
    assert.match(told[0], /still runs, and has asked for nothing for 0 s/);
    assert.match(told[2], /^END The program did not end: .* such as a timer/);
  });

  it("has nothing to say while the account is at work, or the program has ended", async () => {
    const { told, silence } = watch({ tellAfter: 20 });
    await silence.during(sleep(100));
    silence.end();
    silence.heard();
    await sleep(50);
    assert.deepEqual(told, []);
  });
});
