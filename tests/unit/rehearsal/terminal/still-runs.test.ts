/** A run without a person ends, says what still runs, and looks at every execution. */
import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { type AutoOptions, playScript } from "../../../../rehearsal/terminal/auto";
import { stillRuns } from "../../../../rehearsal/terminal/still-runs";
import { plain } from "./support/plain";
import { approvalAction, begin, newRehearsal, pretended, type Options } from "./support/rehearsal";

async function withRehearsal<T>(
  options: Options,
  use: (rehearsal: Rehearsal) => Promise<T>,
): Promise<T> {
  const rehearsal = await newRehearsal(options);
  try {
    return await use(rehearsal);
  } finally {
    await rehearsal.close();
  }
}

const play = (rehearsal: Rehearsal, more: Partial<AutoOptions> = {}) =>
  playScript(rehearsal, {
    ...{ script: "approve", print: () => undefined, colours: plain, width: 100 },
    ...more,
  });

const gate = [{ stage: "Check", actions: [approvalAction("qa")] }];

/** Starts the pipeline again whenever it has ended, as a rule on its own events would. */
function startsAgain({ engine }: Rehearsal): void {
  engine.on("event", ({ detail }) => {
    if (detail.state === "SUCCEEDED" && detail.stage === undefined) begin(engine, "web");
  });
}

describe("What still runs", () => {
  it("is nothing at the end", () =>
    withRehearsal({}, async (rehearsal) => {
      await play(rehearsal);
      assert.deepEqual(stillRuns(rehearsal.engine), []);
    }));

  it("is an approval that waits, and an execution behind it", () =>
    withRehearsal({ stages: gate, mode: "QUEUED" }, async ({ engine }) => {
      await engine.idle("web");
      begin(engine, "web");
      await engine.idle("web");
      const [second, first] = engine.executions("web").map((one) => one.pipelineExecutionId);
      assert.deepEqual(stillRuns(engine), [
        `Execution ${second} of web is InProgress: it waits to enter Check: execution ${first} is in it (InProgress).`,
        `Execution ${first} of web is InProgress: Check / qa waits for a decision.`,
      ]);
    }));

  it("is said where nothing moves any more", () =>
    withRehearsal({}, async (rehearsal) => {
      const { engine } = rehearsal;
      // An action that never answers, as a hung machine.
      const held = engine.actionExecutions.bind(engine);
      engine.idle = () => Promise.resolve();
      engine.pending = () => [];
      const { problems } = await play(rehearsal, { patience: 50 });
      engine.actionExecutions = held;
      assert.match(problems[0], /^Nothing has moved for 0 s\./);
      assert.match(
        problems.join("\n"),
        /^Execution \S+ of web is InProgress: Check \/ qa waits for a decision\.$/m,
      );
    }));
});

describe("A run without a person", () => {
  it("ends where a pipeline starts itself again and again", () =>
    withRehearsal({ stages: gate }, async (rehearsal) => {
      startsAgain(rehearsal);
      const { problems } = await play(rehearsal, { limits: { realTime: 400 } });
      assert.match(problems[0], /^The run has not ended after 0 minutes, which is as long/);
      assert.match(problems.join("\n"), /^Execution \S+ of web is InProgress: /m);
    }));

  it("ends where the rehearsal's clock has moved too far", () =>
    withRehearsal({ stages: gate }, async (rehearsal) => {
      const { problems } = await play(rehearsal, { script: "timeout", limits: { clock: 60_000 } });
      assert.match(problems[0], /^The run has not ended after 0 days of the rehearsal's clock/);
    }));

  it("fails where an execution before the newest one failed, as before a rollback", () => {
    const stages = [...gate, { stage: "Ship", actions: [pretended("ship")] }];
    return withRehearsal({ stages }, async (rehearsal) => {
      const { engine, failures } = rehearsal;
      failures.add("ship");
      engine.on("event", ({ detail }) => {
        if (detail.state !== "FAILED" || detail.stage !== undefined) return;
        failures.delete("ship");
        begin(engine, "web");
      });
      const { result, problems } = await play(rehearsal);
      assert.equal(engine.executions("web")[0].status, "Succeeded");
      assert.equal(result, "Failed");
      assert.match(problems[0], /^Execution \S+ of web should have succeeded, but is Failed\.$/);
      assert.match(problems[1], /Ship \/ ship: .*asked to fail/);
    });
  });
});
