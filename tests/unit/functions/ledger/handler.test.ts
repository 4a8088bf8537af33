import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalJson } from "../../../../functions/domain/ledger/canonical";
import { FinalError, MalformedError } from "../../../../functions/domain/errors";
import { requestId } from "../../../../functions/domain/request-events";
import { requestSource } from "../../../../functions/ledger/request-source";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { gateRecord, requestOf, sessionArn, settings, token } from "../domain/samples";
import { type Line } from "../support/world";
import { ended, otherToken, sns } from "../support/world-events";
import { inConsole, sweepFor } from "../sweep/support";
import { decidedWorld, entriesOf, isWhole, LedgerWorld, onBus, recorded } from "./support";

const { action } = settings;

const logged = (world: LedgerWorld, ...levels: Line["level"][]) =>
  world.lines.filter(({ level }) => levels.includes(level)).map(({ event }) => event);

describe("The ledger", () => {
  it("has every event of a request once, in order, whatever is delivered again", async () => {
    const world = await decidedWorld();
    await recorded(world);
    await recorded(world);
    isWhole(world);
    assert.deepEqual(
      entriesOf(world).map(({ event }) => event.meaning),
      ["request", "decide", "approve"],
    );
    assert.equal(world.archive.puts.length, 3);
    assert.deepEqual(logged(world, "warn", "error"), []);
  });

  it("answers who, what, when, why, what they saw and what let them", async () => {
    const world = await decidedWorld();
    await recorded(world);
    const [, , { event, request, hub, keyArn }] = entriesOf(world);
    assert.deepEqual(event, {
      ...{ id: `${request!.id}-3`, sequence: 3, type: "Decided", time: "2026-11-22T21:00:00.000Z" },
      ...{ meaning: "approve", result: "Approved", reason: "Load test passed." },
      actor: {
        ...{ channel: "slack", id: "U0ANN", displayName: "Ann" },
        ...{ arn: sessionArn("U0ANN-Ann"), sourceIdentity: "slack-U0ANN" },
      },
      authority: "The gate's approverUserIds.",
    });
    const sha256 = (value: object) =>
      createHash("sha256")
        .update(canonicalJson({ ...value }))
        .digest("hex");
    assert.equal(request!.gateSha256, sha256(gateRecord));
    assert.equal(request!.shownSha256, sha256({}));
    assert.deepEqual(request!.revisions, [{ name: "app", id: "4f2c1d9" }]);
    assert.equal(hub, "approvals");
    assert.equal(keyArn, world.signer.keyArn);
  });

  it("has a decision of the console with the principal that CodePipeline names", async () => {
    const world = new LedgerWorld();
    const { expires } = requestOf();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    world.pipelines.take(token, "Rejected", "No", inConsole);
    await world.watch(ended("FAILED"));
    await world.publish();
    await recorded(world);
    isWhole(world);
    const { event } = entriesOf(world)[1];
    assert.equal(event.meaning, "reject");
    assert.equal(event.authority, "IAM.");
    assert.deepEqual(event.actor, {
      ...{ channel: "codepipeline", id: inConsole, displayName: "ann", arn: inConsole },
    });
  });

  it("reads the truth from the table: an event on the bus that nothing happened for leaves nothing", async () => {
    const world = await decidedWorld();
    const [event] = world.bus;
    const forged = { ...event, id: "forged", sequence: 4, reason: "Nobody said this." };
    await assert.rejects(world.record(onBus(forged)), FinalError);
    const other = { ...event.request, id: requestId({ action, token: otherToken }) };
    await assert.rejects(world.record(onBus({ ...event, request: other })), FinalError);
    assert.equal(world.ledger.entries.size, 0);
    // With another text, but of an event that happened: the table's text counts.
    await world.record(onBus({ ...event, reason: "Nobody said this." }));
    isWhole(world);
    assert.ok(!world.ledger.entries.get(1)!.includes("Nobody"));
  });

  it("keeps an event whose request has expired for a person, and goes on with others", async () => {
    const world = await decidedWorld();
    const events = [...world.bus];
    world.table.items.clear();
    await assert.rejects(world.record(onBus(events[0])), { name: "UnknownEventError" });
    const { fields } = world.lines.find(({ event }) => event === "ledger_failed")!;
    assert.match(String(fields!.remedy), /history.*hub's bus: see who\.$/);
    world.pipelines.wait(otherToken, requestOf().expires);
    await world.notify(sns({ token: otherToken }));
    await world.publish();
    await world.record(onBus(world.bus.at(-1)!));
    isWhole(world);
    assert.equal(world.ledger.entries.size, 1);
  });

  it("knows an event that it has, though its request has expired since", async () => {
    const world = await decidedWorld();
    await recorded(world);
    const before = world.ledger.entries.size;
    world.table.items.clear();
    await recorded(world);
    assert.equal(world.ledger.entries.size, before);
  });

  it("refuses what it does not know", async () => {
    const world = new LedgerWorld();
    for (const event of [
      {},
      onBus({ ...(await decidedWorld()).bus[0], type: "Paused" as never }),
    ]) {
      await assert.rejects(world.record(event), MalformedError);
    }
  });

  it("says in its entry how many events the request has lost", async () => {
    const world = await decidedWorld();
    const key = `${action}#${token}`;
    const kept = world.request();
    const [first, ...rest] = kept.history!;
    const history = [first, ...rest.map((event) => ({ ...event, sequence: event.sequence + 7 }))];
    world.table.items.set(key, JSON.stringify({ ...kept, history }));
    await world.record(onBus(world.bus[0]));
    const entries = entriesOf(world).map(({ event }) => [event.sequence, event.omitted]);
    assert.deepEqual(entries, [
      [1, undefined],
      [9, 7],
      [10, undefined],
    ]);
    const [line] = world.lines.filter(({ event }) => event === "ledger_events_lost");
    assert.deepEqual(line, {
      ...{ level: "error", event: "ledger_events_lost" },
      fields: { action, token, events: 7, through: 1 },
    });
    isWhole(world);
  });

  it("needs no settings of the gate", async () => {
    const rows: ((world: LedgerWorld) => unknown)[] = [
      (world) => world.gateRecords.clear(),
      (world) => world.gateRecords.set(action, { odd: 0.5 }),
      (world) => world.faults.push({ call: "gates.record", error: new Error("denied"), times: 9 }),
    ];
    for (const change of rows) {
      const world = await decidedWorld();
      change(world);
      await recorded(world);
      isWhole(world);
      const { request, event } = entriesOf(world)[2];
      assert.equal(request!.gateSha256, undefined);
      assert.equal(event.authority, "The gate's record in the hub.");
      assert.equal(event.actor!.arn, undefined);
      const unread = world.faults.length > 0 ? ["ledger_gate_unread"] : [];
      assert.deepEqual(logged(world, "warn"), unread);
    }
  });
});

describe("The ledger, of what the bus has lost,", () => {
  it("hears by sweep, and the request leaves the index then", async () => {
    const world = await decidedWorld();
    assert.deepEqual(world.table.unsettledActions(), [action]);
    await sweepFor(world, 30);
    isWhole(world);
    assert.equal(world.request().ledgerThrough, 3);
    assert.deepEqual(world.table.unsettledActions(), []);
  });

  it("has a request that began before the hub had a ledger", async () => {
    const world = new LedgerWorld();
    world.hasLedger = false;
    world.pipelines.wait(token, requestOf().expires);
    await world.notify(sns({}));
    assert.equal(world.request().ledgerThrough, undefined);
    world.hasLedger = true;
    await world.sweep();
    isWhole(world);
    assert.equal(world.request().ledgerThrough, 1);
  });

  it("takes no note of what is there already, and looks at no request that is done", async () => {
    const world = await decidedWorld();
    await recorded(world);
    world.calls.length = 0;
    await world.record(sweepOf([action]));
    assert.deepEqual(world.calls, [
      "requests.unrecorded",
      "ledger.archived",
      "ledger.entriesAfter",
    ]);
    assert.deepEqual(logged(world, "warn", "error"), []);
  });

  it("goes on with other requests where one cannot be recorded", async () => {
    const world = await decidedWorld();
    world.pipelines.wait(otherToken, requestOf().expires);
    await world.notify(sns({ token: otherToken }));
    world.faults.push({ call: "signer.sign", error: new Error("throttled") });
    await world.record(sweepOf([action]));
    assert.deepEqual(logged(world, "error"), ["ledger_failed", "sweep_failed"]);
    const [, { fields }] = world.lines.filter(({ level }) => level === "error");
    assert.equal(fields!.reason, `1 requests of ${action}.`);
    assert.equal(world.ledger.entries.size, 1);
    assert.equal(world.archive.objects.size, 1);
    await world.record(sweepOf([action]));
    isWhole(world);
  });

  it("notes nothing where the archive is behind", async () => {
    const world = await decidedWorld();
    world.faults.push({ call: "archive.put", error: new Error("slow down"), times: 1 });
    await world.record(sweepOf([action]));
    assert.equal(world.request().ledgerThrough, 0);
    assert.deepEqual(logged(world, "error"), ["sweep_failed"]);
  });

  it("says that a note failed, and fails not", async () => {
    const world = await decidedWorld();
    world.faults.push({ call: "requests.noteRecorded", error: new Error("throttled") });
    await recorded(world);
    assert.deepEqual(logged(world, "warn"), ["ledger_not_noted"]);
    isWhole(world);
    await world.record(sweepOf([action]));
    assert.equal(world.request().ledgerThrough, 3);
  });
});

describe("The history of a request", () => {
  it("has no event that somebody tells of where it is empty, or not there", async () => {
    const world = await decidedWorld();
    for (const history of [undefined, []]) {
      const kept = JSON.stringify({ ...world.request(), history });
      world.table.items.set(`${action}#${token}`, kept);
      await assert.rejects(world.record(onBus(world.bus[0])), { name: "UnknownEventError" });
    }
  });

  it("has nothing for the ledger while nothing has happened", async () => {
    const { ofLedger } = new LedgerWorld().ports();
    assert.equal(await requestSource(requestOf(), ofLedger).after(0), undefined);
  });
});
