import type { ExecutionMode, StageRetryMode } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { alice, gate, pipeline, source, trigger, World } from "./support";

/** One thing that a person, a provider or the clock may do; `pick` chooses among what there is. */
interface Step {
  readonly what: "start" | "decide" | "stop" | "retry" | "wait";
  readonly pick: number;
  readonly yes: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom("start", "decide", "decide", "decide", "stop", "retry", "wait"),
  pick: fc.nat(),
  yes: fc.boolean(),
});
const stageNames = ["Source", "Gate", "Pair", "Last"];
const day = 24 * 60 * 60_000;

const open = (executionMode: ExecutionMode): World => {
  const world = new World();
  world.engine.createPipeline(
    pipeline({ executionMode }, [
      ["Source", [source()]],
      ["Gate", [gate()]],
      ["Pair", [gate({ name: "A" }), gate({ name: "B" }), gate({ name: "C", runOrder: 2 })]],
      ["Last", [gate()]],
    ]),
  );
  return world;
};

const chosen = <T>(list: readonly T[], pick: number): T => list[pick % list.length];

/** The errors that are an honest answer to a step that came at the wrong time. */
const honest =
  /^(StageNotRetryable|NotLatestPipelineExecution|DuplicatedStopRequest|PipelineExecutionNotStoppable|ConcurrentPipelineExecutionsLimitExceeded)Exception$/;

function take(world: World, { what, pick, yes }: Step): void {
  const { engine } = world;
  const executions = engine.executions("shop").map((one) => one.pipelineExecutionId!);
  if (what === "start") engine.start("shop", trigger);
  else if (what === "wait") world.clock.advance(yes ? 3 * day : 1000);
  else if (what === "decide" && engine.pending().length > 0) {
    const status = yes ? "Approved" : "Rejected";
    engine.decide({ ...chosen(engine.pending(), pick), status, summary: "" }, alice);
  } else if (what === "stop" && executions.length > 0) {
    engine.stop("shop", chosen(executions, pick), { abandon: yes });
  } else if (what === "retry" && executions.length > 0) {
    const mode: StageRetryMode = yes ? "ALL_ACTIONS" : "FAILED_ACTIONS";
    engine.retryStage("shop", chosen(stageNames, pick), chosen(executions, pick >> 2), mode);
  }
}

function check(world: World, mode: ExecutionMode): void {
  const { engine } = world;
  const running = engine.actionExecutions("shop").filter((one) => one.status === "InProgress");
  const pending = engine.pending();
  // What waits for a person is exactly what has an open request.
  assert.deepEqual(
    new Set(pending.map((one) => one.actionExecutionId)),
    new Set(running.map((one) => one.actionExecutionId)),
  );
  assert.equal(world.timers, pending.length);
  const active = new Set(["InProgress", "Stopping"]);
  for (const action of running) {
    assert.ok(active.has(world.status(action.pipelineExecutionId!)));
  }
  if (mode === "PARALLEL") return;
  for (const stage of engine.state("shop").stageStates!) {
    const inside = running.filter((one) => one.stageName === stage.stageName);
    const holders = new Set(inside.map((one) => one.pipelineExecutionId));
    assert.ok(holders.size <= 1, `${stage.stageName} holds ${holders.size} executions`);
    // Nobody waits at a stage that is free.
    if (holders.size === 0) assert.deepEqual(stage.inboundExecutions, []);
    if (mode === "SUPERSEDED") assert.ok(stage.inboundExecutions!.length <= 1);
  }
}

describe("the engine, whatever people do", () => {
  for (const mode of ["SUPERSEDED", "QUEUED", "PARALLEL"] as const) {
    it(`keeps its promises in ${mode} mode`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const world = open(mode);
          for (const one of steps) {
            try {
              take(world, one);
            } catch (error) {
              assert.match((error as Error).name, honest, String(error));
            }
            await world.settled();
            check(world, mode);
          }
          // Left alone, everything comes to its end.
          while (world.engine.pending().length > 0) {
            world.clock.advance(7 * day);
            await world.settled();
          }
          const statuses = world.engine.executions("shop").map((one) => one.status);
          assert.ok(!statuses.includes("InProgress") && !statuses.includes("Stopping"));
          world.clock.stop();
        }),
        { numRuns: 150 },
      );
    });
  }
});
