/** What bypassed a gate: an entry of its own, once, from what the hub has kept of it. */
import * as assert from "node:assert/strict";
import { FinalError, MalformedError } from "../../../../functions/domain/errors";
import { eventSource } from "../../../../functions/domain/published-event";
import { createHandler } from "../../../../functions/ledger/handler";
import { reviewEvent } from "../../../../functions/domain/bypass/review-event";
import { ann, use } from "../bypass/uses";
import { settings } from "../domain/samples";
import { inConsole } from "../sweep/support";
import { decidedWorld, entriesOf, isWhole, LedgerWorld, recorded, tried } from "./support";

const actor = {
  ...{ channel: "codepipeline", id: inConsole, displayName: "ann", arn: inConsole },
  ...{ sourceIdentity: "ann", mfa: false },
};
const bypass = {
  ...{ kind: "TransitionDisabled", operation: "DisableStageTransition" },
  ...{ what: "The transition into production was disabled.", region: "eu-west-1" },
  ...{ pipelineName: "orders", stageName: "production", pipelineExecutionId: "execution-1" },
  ...{ gates: [settings.action], via: "cloudtrail", cloudTrailEventId: "e-1" },
};
const bypassed = {
  ...{ schemaVersion: 1, id: "b".repeat(32), type: "Bypassed", time: "2026-11-22T21:00:00Z" },
  ...{ actor, reason: "Freeze", remedy: "Enable it.", ...bypass },
};
const reviewed = {
  ...{ schemaVersion: 1, id: `${bypassed.id}-reviewed`, type: "Reviewed", time: bypassed.time },
  ...{ actor, reason: "Was right.", bypass: bypassed.id, region: "eu-west-1" },
  ...{ pipelineName: "orders", gates: [settings.action] },
};
const onBus = (type: string, id: string): object => ({
  source: eventSource,
  "detail-type": type,
  detail: { id, type },
});
const wakes = [onBus("Bypassed", bypassed.id), onBus("Reviewed", reviewed.id)];

function keptWorld<W extends LedgerWorld>(world: W): W {
  for (const event of [bypassed, reviewed]) world.bypasses.set(event.id, event);
  return world;
}

describe("What bypassed a gate", () => {
  it("is in the ledger once: who, which call, which gate, when", async () => {
    const world = keptWorld(new LedgerWorld());
    for (const event of [...wakes, ...wakes]) await world.record(event);
    isWhole(world);
    const entries = entriesOf(world);
    assert.deepEqual(
      entries.map(({ event, request, bypass }) => ({ event, request, bypass })),
      [
        {
          event: {
            ...{ id: bypassed.id, type: "Bypassed", time: bypassed.time, actor },
            ...{ reason: "Freeze", meaning: "override" },
          },
          request: undefined,
          bypass,
        },
        {
          event: {
            ...{ id: reviewed.id, type: "Reviewed", time: reviewed.time, actor },
            ...{ reason: "Was right.", meaning: "review" },
          },
          request: undefined,
          bypass: {
            ...{ gates: [settings.action], pipelineName: "orders", region: "eu-west-1" },
            reviewOf: bypassed.id,
          },
        },
      ],
    );
  });

  it("is, of a use of a break-glass role, the use and who has reviewed it", async () => {
    const world = new LedgerWorld();
    const review = reviewEvent(
      use,
      { actor: ann, reason: "Checkout was down." },
      new Date(use.time),
    );
    for (const event of [use, review]) world.bypasses.set(event.id, event);
    for (const { type, id } of [use, review]) await world.record(onBus(type, id));
    isWhole(world);
    const [used, seen] = entriesOf(world);
    assert.deepEqual(
      [used.event.id, used.event.meaning, used.bypass?.kind],
      [use.id, "override", "BreakGlassUsed"],
    );
    assert.deepEqual(seen.event, {
      ...{ id: review.id, type: "Reviewed", time: review.time, meaning: "review" },
      ...{ actor: ann, reason: "Checkout was down." },
    });
    assert.equal(seen.bypass?.reviewOf, used.event.id);
  });

  it("is known though the hub has not kept it for so long", async () => {
    const world = keptWorld(new LedgerWorld());
    await world.record(wakes[0]);
    world.bypasses.clear();
    await world.record(wakes[0]);
    isWhole(world);
    assert.equal(world.ledger.entries.size, 1);
  });

  it("needs nobody who did it", async () => {
    const world = new LedgerWorld();
    const { actor: _, ...unknown } = bypassed;
    world.bypasses.set(bypassed.id, unknown);
    await world.record(wakes[0]);
    assert.ok(!("actor" in entriesOf(world)[0].event));
  });

  it("stands between the events of requests", async () => {
    const world = keptWorld(await decidedWorld());
    await world.record(wakes[0]);
    await recorded(world);
    await world.record(wakes[1]);
    isWhole(world);
    assert.equal(world.ledger.entries.size, 5);
  });

  it("is nothing that the hub has not kept, or cannot have kept", async () => {
    const world = new LedgerWorld();
    await assert.rejects(world.record(wakes[0]), (error: FinalError) => {
      assert.ok(error instanceof FinalError);
      assert.equal(error.name, "UnknownBypassError");
      assert.match(error.remedy!, /bus/);
      return true;
    });
    const hub = createHandler({ ...world.ports().ofLedger, bypasses: undefined });
    await assert.rejects(hub(wakes[0]), { name: "UnknownBypassError" });
    world.bypasses.set(bypassed.id, { ...bypassed, time: "yesterday" });
    await assert.rejects(world.record(wakes[0]), (error) => {
      assert.ok(error instanceof MalformedError);
      assert.match(error.message, /: time\.$/);
      return true;
    });
    world.bypasses.set(bypassed.id, null);
    await assert.rejects(world.record(wakes[0]), /: the event\.$/);
    assert.equal(world.ledger.entries.size, 0);
  });

  it("is there once where any call failed, was lost or its run died", async () => {
    const one = keptWorld(new LedgerWorld());
    await one.record(wakes[0]);
    for (const [step, call] of one.calls.entries()) {
      for (const when of ["before", "after"] as const) {
        const died = keptWorld(new LedgerWorld());
        await tried(died, wakes[0], { step, when });
        isWhole(died);
        assert.equal(died.ledger.entries.size, 1, `${call} ${when}`);
        const failed = keptWorld(new LedgerWorld());
        failed.faults.push({ call, error: new Error("lost"), when });
        await tried(failed, wakes[0]);
        isWhole(failed);
        assert.equal(failed.ledger.entries.size, 1, `${call} ${when}`);
      }
    }
  });
});
