/** Which run of the action an event is about, and what is known of it when its token is gone. */
import * as assert from "node:assert/strict";
import { UnknownEndError } from "../../../../functions/domain/errors";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { settings, token } from "../domain/samples";
import type { World } from "../support/world";
import { ended, endedRun, hintsOf, shownWorld } from "../support/world-events";

const carla = "arn:aws:iam::111122223333:user/carla";
const failure = { message: `1 requests of ${settings.action} could not be closed.` };

/** The request as a version before this one kept it. */
function forget(world: World, ...fields: (keyof ApprovalRequest)[]): void {
  const kept = Object.entries(world.request()).filter(([key]) => !fields.includes(key as never));
  world.table.items.set(`${settings.action}#${token}`, JSON.stringify(Object.fromEntries(kept)));
}

describe("The end of a run", () => {
  it("is found where CodePipeline shows the token no more", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Rejected", "Not today", carla);
    await world.watch(endedRun("FAILED", "run-1"));
    assert.match(world.message(), /Rejected by carla outside Slack/);
  });

  it("is waited for as long as it takes, where the event names this very run", async () => {
    const world = await shownWorld();
    world.clock.advance(600);
    const event = { ...endedRun("SUCCEEDED", "run-1"), time: "2026-11-22T21:00:00Z" };
    await assert.rejects(world.watch(event), failure);
  });

  it("is not waited for where the event names another run of the same execution", async () => {
    const world = await shownWorld();
    await world.watch(endedRun("FAILED", "run-0"));
    assert.equal(world.request().status, "PENDING");
  });

  it("is found at the event of another where its own was lost", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", carla);
    await world.watch(endedRun("FAILED", "run-9", "execution-9"));
    assert.equal(world.request().status, "DECIDED");
  });
});

describe("A request that CodePipeline does not know", () => {
  it("is no success where it is the one that ended: the run fails, and the log says what to do", async () => {
    const world = await shownWorld();
    world.pipelines.runs.clear();
    await assert.rejects(world.watch(endedRun("FAILED", "run-1")), failure);
    assert.equal(world.request().status, "PENDING");
    assert.ok(world.lines.some(({ event }) => event === "request_unknown_to_codepipeline"));
    const { remedy } = new UnknownEndError();
    assert.equal(world.lines.find(({ level }) => level === "error")?.fields?.["remedy"], remedy);
  });

  it("is no reason to fail where the event is about another run", async () => {
    const world = await shownWorld();
    world.pipelines.runs.clear();
    for (const event of [endedRun("FAILED", "run-2"), ended("FAILED", "execution-2")]) {
      await world.watch(event);
    }
    assert.equal(world.request().status, "PENDING");
    assert.ok(world.lines.some(({ event }) => event === "request_unknown_to_codepipeline"));
  });
});

describe("A request that an earlier version kept", () => {
  it("learns which run it is while it waits, and is closed when that ends", async () => {
    const world = await shownWorld();
    forget(world, "actionExecutionId", "pipelineExecutionId");
    await world.watch(endedRun("FAILED", "run-9", "execution-9"));
    assert.equal(world.request().actionExecutionId, "run-1");
    assert.equal(world.request().pipelineExecutionId, "execution-1");
    world.pipelines.take(token, "Approved", "", carla);
    await world.watch(endedRun("SUCCEEDED", "run-1"));
    assert.match(world.message(), /Approved by carla outside Slack/);
  });

  it("is found by its token in a PARALLEL pipeline", async () => {
    const world = await shownWorld();
    forget(world, "actionExecutionId");
    world.pipelines.parallel = true;
    world.pipelines.take(token, "Approved", "", carla);
    await world.watch(endedRun("SUCCEEDED", "run-1"));
    assert.equal(world.request().status, "DECIDED");
  });

  it("is not taken for done where nothing tells how it ended", async () => {
    const world = await shownWorld();
    forget(world, "actionExecutionId");
    world.pipelines.take(token, "Approved", "", carla);
    await assert.rejects(world.watch(endedRun("SUCCEEDED", "run-1")), failure);
    assert.equal(world.request().status, "PENDING");
  });
});

describe("The execution in which the watcher asks CodePipeline to look", () => {
  it("is the request's own, whichever the event names", async () => {
    const event = endedRun("FAILED", "run-9", "execution-9");
    const world = await shownWorld();
    const hints = await hintsOf(world, () => world.watch(event));
    assert.deepEqual(hints, [{ pipelineExecutionId: "execution-1" }]);
  });

  it("is the event's, where the request has kept none", async () => {
    const world = await shownWorld();
    forget(world, "actionExecutionId", "pipelineExecutionId");
    const event = endedRun("FAILED", "run-9", "execution-9");
    const hints = await hintsOf(world, () => world.watch(event));
    assert.deepEqual(hints, [{ pipelineExecutionId: "execution-9" }]);
  });
});

describe("A run of which nobody knows the id", () => {
  const at = { time: "2026-11-22T21:00:00Z" };

  /** CodePipeline shows that it waits, and no id of the run. */
  async function nameless(): Promise<World> {
    const world = await shownWorld();
    forget(world, "actionExecutionId");
    const { pipelineExecutionId, seen } = world.pipelines.runs.get(token)!;
    world.pipelines.runs.get(token)!.seen = { status: seen.status, pipelineExecutionId };
    world.clock.advance(121);
    return world;
  }

  for (const [what, event] of [
    ["names one", { ...endedRun("FAILED", "run-1"), ...at }],
    ["names none either", { ...ended("FAILED"), ...at }],
  ] as const) {
    it(`is not waited for two minutes after an event that ${what}`, async () => {
      const world = await nameless();
      await world.watch(event);
      assert.equal(world.request().status, "PENDING");
    });
  }

  it("is no other run than that of the event: the run fails where CodePipeline knows none", async () => {
    const world = await shownWorld();
    forget(world, "actionExecutionId", "pipelineExecutionId");
    world.pipelines.runs.clear();
    await assert.rejects(world.watch(ended("FAILED")), failure);
    assert.equal(world.request().status, "PENDING");
  });
});

describe("CANCELED, because the pipeline was changed,", () => {
  it("is an end of its own, whatever the API has for it", async () => {
    for (const status of ["Abandoned", "Failed"] as const) {
      const world = await shownWorld();
      world.pipelines.end(world.pipelines.runs.get(token)!, { status });
      await world.watch(endedRun("CANCELED", "run-1"));
      assert.equal(world.request().status, "CANCELLED");
      assert.match(world.message(), /Cancelled: the pipeline was changed before anybody decided/);
    }
  });

  it("is no timeout, be it after the expiry", async () => {
    const world = await shownWorld();
    world.clock.advance(8 * 86_400);
    world.pipelines.end(world.pipelines.runs.get(token)!, { status: "Failed" });
    await world.watch(endedRun("CANCELED", "run-1"));
    assert.equal(world.request().status, "CANCELLED");
  });

  it("takes nobody's decision away", async () => {
    for (const result of ["Approved", "Rejected"]) {
      const world = await shownWorld();
      world.pipelines.take(token, result, "", carla);
      await world.watch(endedRun("CANCELED", "run-1"));
      assert.equal(world.request().outcome?.result, result);
    }
  });

  it("takes no approval away of which CodePipeline does not say whose it is", async () => {
    const world = await shownWorld();
    world.pipelines.end(world.pipelines.runs.get(token)!, { status: "Succeeded" });
    await world.watch(endedRun("CANCELED", "run-1"));
    assert.equal(world.request().outcome?.result, "Approved");
  });

  it("says nothing about this run where it is of another", async () => {
    const world = await shownWorld();
    const change = { status: "Abandoned", executionStatus: "Stopped" } as const;
    world.pipelines.end(world.pipelines.runs.get(token)!, change);
    await world.watch(endedRun("CANCELED", "run-9", "execution-9"));
    assert.match(world.message(), /Cancelled: the execution was stopped/);
  });
});
