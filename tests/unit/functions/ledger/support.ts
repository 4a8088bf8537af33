/** Worlds whose hub keeps a ledger, and what is true of the ledger in the end. */
import * as assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../functions/domain/ledger/entry";
import { entryText, sequenceOfFile } from "../../../../functions/domain/ledger/entry";
import { findingText } from "../../../../functions/domain/ledger/findings";
import { verifyLedger } from "../../../../functions/domain/ledger/verify";
import { eventSource, type PublishedEvent } from "../../../../functions/domain/published-event";
import { token } from "../domain/samples";
import { type Crash, expires, World } from "../support/world";
import { click, ended, sns } from "../support/world-events";

export class LedgerWorld extends World {
  override hasLedger = true;
}

/** An event of the bus, as EventBridge hands it to the function. */
export const onBus = (event: PublishedEvent): object => ({
  source: eventSource,
  "detail-type": event.type,
  detail: event,
});

/** A request from its notification to its end in Slack: three events, of which the bus has all. */
export async function decidedWorld(): Promise<LedgerWorld> {
  const world = new LedgerWorld();
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  await world.decide(click({ reason: "Load test passed." }));
  await world.watch(ended("SUCCEEDED"));
  await world.publish();
  world.calls.length = 0;
  return world;
}

/** As Lambda tries an event: three times in all, with a minute and two between. */
export async function tried(world: World, event: unknown, crash?: Crash): Promise<void> {
  for (const [times, at] of [crash, undefined, undefined].entries()) {
    try {
      return await world.record(event, at);
    } catch {
      world.clock.advance(60 * (times + 1));
    }
  }
}

/** Every event of the bus is handed over once, in its order. */
export async function recorded(world: World): Promise<void> {
  for (const event of world.bus) await world.record(onBus(event));
}

/** As the bucket has them. */
export function entriesOf(world: World): LedgerEntry[] {
  return [...world.archive.objects.values()].map((text) => JSON.parse(text) as LedgerEntry);
}

/**
 * The ledger verifies, the bucket has all of it and nothing else, the log has each entry, and each event of
 * each request is in it once, in the request's order.
 */
export function isWhole(world: World): void {
  const files = [...world.archive.objects].sort(([a], [b]) => a.localeCompare(b));
  const found = files.map(([file, text]) => ({ file, claimed: sequenceOfFile(file), text }));
  const { findings, entries } = verifyLedger(found, { keys: [world.signer.publicKey] });
  assert.deepEqual(findings.map(findingText), []);
  assert.deepEqual(
    [...world.ledger.entries.values()].map((text) => `${text}\n`),
    entries.map(entryText),
  );
  assert.equal(world.ledger.archivedThrough, entries.length);
  const logged = world.lines
    .filter(({ event }) => event === "ledger_entry")
    .map(({ fields }) => (fields?.entry as LedgerEntry).sequence);
  assert.deepEqual(
    [...new Set(logged)].sort((a, b) => a - b),
    entries.map(({ sequence }) => sequence),
  );
  const requests = [...world.table.items.keys()].map((key) => {
    const [action, of] = key.split("#");
    return world.request(of, action);
  });
  const happened = requests.flatMap(({ history = [] }) => history.map(({ id }) => id));
  const ofRequests = entries.filter(({ request }) => request !== undefined);
  assert.deepEqual(ofRequests.map(({ event }) => event.id).sort(), happened.sort());
  for (const { history = [] } of requests) {
    const ids = new Set(history.map(({ id }) => id));
    const inLedger = ofRequests.filter(({ event }) => ids.has(event.id));
    assert.deepEqual(
      inLedger.map(({ event }) => event.id),
      history.map(({ id }) => id),
    );
  }
}
