import * as assert from "node:assert/strict";
import type { Pipelines } from "../../../../functions/domain/ports";
import { backOff, withPolling } from "../../../../functions/adapters/retry";

describe("withPolling", () => {
  const settings = { action: "a/b/c" } as Parameters<Pipelines["observe"]>[0];
  const place = { pipelineName: "a", stageName: "b", actionName: "c", token: "t" };
  const seen = { status: "InProgress" as const };

  /** What comes of a look whose first answers are these, each `taking` milliseconds. */
  async function looking(answers: unknown[], taking = 0) {
    let time = 0;
    const pauses: number[] = [];
    const asked: unknown[][] = [];
    const observe = async (...args: unknown[]) => {
      asked.push(args);
      time += taking;
      const answer = answers.length > 0 ? answers.shift() : undefined;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const pipelines = withPolling({ observe } as unknown as Pipelines, {
      ...{ pauses: [500, 1000, 2000], budget: 3000 },
      clock: { now: () => new Date(time) },
      sleep: async (pause) => {
        pauses.push(pause);
        time += pause;
      },
    });
    const [end] = await Promise.allSettled([pipelines.observe(settings, place, {})]);
    return { asked, pauses, end: end.status === "fulfilled" ? end.value : (end.reason as unknown) };
  }

  it("answers at once what is known at once, and asks as it was asked", async () => {
    const { asked, pauses, end } = await looking([seen]);
    assert.deepEqual([asked, pauses, end], [[[settings, place, {}]], [], seen]);
  });

  it("asks again what is not known yet, with longer pauses", async () => {
    const { asked, pauses, end } = await looking([undefined, undefined, seen]);
    assert.deepEqual([asked.length, pauses, end], [3, [500, 1000], seen]);
  });

  it("takes the last answer as it is", async () => {
    const last = await looking([undefined, undefined, undefined, seen]);
    assert.deepEqual([last.asked.length, last.end], [3, undefined]);
  });

  it("begins no look after its time, so that the run can still end", async () => {
    const slow = await looking([], 1400);
    assert.deepEqual([slow.asked.length, slow.pauses, slow.end], [2, [500], undefined]);
  });

  it("begins a look at the very end of its time", async () => {
    const { asked, pauses } = await looking([], 750);
    assert.deepEqual([asked.length, pauses], [3, [500, 1000]]);
  });

  it("waits in real time where nothing else is given", async () => {
    const answers = [undefined, seen];
    const observe = async () => answers.shift();
    const pipelines = withPolling({ observe } as unknown as Pipelines, {
      ...{ pauses: [40], budget: 1000, clock: { now: () => new Date() } },
    });
    const begun = performance.now();
    assert.deepEqual(await pipelines.observe(settings, place), seen);
    assert.ok(performance.now() - begun >= 30);
  });

  it("leaves a failure as it is", async () => {
    const denied = new Error("AccessDenied");
    const { asked, end } = await looking([undefined, denied, seen]);
    assert.deepEqual([asked.length, end], [2, denied]);
  });
});

describe("backOff", () => {
  it("waits a random part of a time that doubles, up to two seconds", async () => {
    const pauses: number[] = [];
    const random = (part: number) =>
      backOff(
        async (pause) => void pauses.push(pause),
        () => part,
      );
    for (const failures of [1, 2, 5, 6, 60]) await random(0.999_99)(failures);
    assert.deepEqual(pauses, [99, 199, 1599, 1999, 1999]);
    await random(0)(3);
    await random(0.5)(3);
    assert.deepEqual(pauses.slice(5), [0, 200]);
  });
});
