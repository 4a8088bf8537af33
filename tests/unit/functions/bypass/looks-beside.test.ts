/** Looks at a pipeline, with what is there beside: other actions, runs, executions, times. */
import * as assert from "node:assert/strict";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { after, approve, said, sign } from "./judged";
import { decidedRun, endOf, session, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

describe("An hourly look", () => {
  it("says nothing of runs of other actions, and of executions that nobody touched", async () => {
    const world = new BypassWorld();
    world.runs.push(decidedRun(user("mallory"), { actionName: "other" }));
    world.runs.push(decidedRun(undefined, { status: "InProgress" }));
    world.executions.push({ pipelineExecutionId: "execution-1", status: "InProgress" });
    await world.sweep();
    assert.deepEqual(said(world), []);
  });

  it("says what was overridden, and what was stopped while it waited", async () => {
    const world = new BypassWorld();
    world.runs.push(decidedRun(undefined, { status: "Abandoned" }));
    world.executions.push({ pipelineExecutionId: "execution-1", stop: {} });
    const overridden = [{ stageName: "release", condition: "onSuccess" }];
    world.state = { ...world.state, overridden };
    await world.sweep();
    assert.deepEqual(said(world), [
      `ConditionOverridden ${sign} undefined`,
      `ExecutionStopped ${approve} undefined`,
    ]);
    assert.ok(world.bus.every(({ via }) => via === "sweep"));
  });

  it("looks at the last 26 hours", async () => {
    const world = new BypassWorld();
    const now = world.clock.now().getTime();
    for (const hours of [25.9, 26.1]) {
      const at = new Date(now - hours * 3_600_000).toISOString();
      world.runs.push(decidedRun(user("mallory"), { at, actionExecutionId: at }));
      const pipelineExecutionId = at;
      world.executions.push({ pipelineExecutionId, at, rollback: { by: user("bob") } });
    }
    await world.sweep();
    assert.deepEqual(world.kinds(), ["DecidedOutside", "StageRolledBack"]);
  });

  it("asks of a pipeline that is not there for nothing more", async () => {
    const world = new BypassWorld();
    await world.sweep();
    world.definition = undefined;
    world.gone = new UnknownPipelineError("gone");
    world.calls.length = 0;
    await world.sweep();
    assert.ok(!world.calls.includes("looks.state"));
    const never = new BypassWorld();
    never.definition = undefined;
    never.gone = new UnknownPipelineError("gone");
    await never.sweep();
    assert.ok(!never.calls.includes("looks.state"));
  });

  it("says what to do where no gate lets it look", async () => {
    const { native: _, ...older } = slackGate;
    const world = await after(sweepOf([approve]), (one) => void (one.gates = [older]));
    const [{ fields }] = world.logged("pipeline_unwatched");
    assert.deepEqual(fields, {
      pipelineName: "orders",
      remedy: "Deploy the pipeline's gates again, so that their roles let the hub look.",
    });
  });
});

describe("An end of an approval", () => {
  const others = [
    decidedRun(user("bob"), { actionExecutionId: "run-0" }),
    decidedRun(user("bob"), { actionExecutionId: "run-1", stageName: "release" }),
    decidedRun(user("bob"), { actionExecutionId: "run-1", actionName: "other" }),
    decidedRun(user("bob"), { pipelineExecutionId: "execution-0" }),
  ];

  it("is of that run of that action in that execution", async () => {
    const world = await after(endOf("SUCCEEDED"), (one) =>
      one.runs.push(...others, decidedRun(user("mallory"))),
    );
    assert.deepEqual(said(world), [`DecidedOutside ${approve} mallory`]);
  });

  it("is of every run of that action in it where the event names none", async () => {
    const world = await after(endOf("SUCCEEDED", { "action-execution-id": undefined }), (one) =>
      one.runs.push(...others, decidedRun(session("slack-orders"))),
    );
    assert.deepEqual(said(world), [`DecidedOutside ${approve} bob`]);
  });
});
