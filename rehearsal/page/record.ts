/** What the page remembers of a rehearsal: calls, e-mails and activity happen, and are gone otherwise. */
import * as path from "node:path";
import type { Call } from "../aws/api/types";
import type { Delivery } from "../aws/sns";
import type { Rehearsal } from "../session";
import { follow } from "../screen/follow";
import { createActivityLog } from "../screen/activity-log";
import { emailFile, readEmail } from "./inbox";
import { trailEntry } from "./trail";
import type { EmailView, TrailEntry } from "./types";

/** How much is kept. */
const most = { trail: 500, inbox: 200, activity: 100 };

export interface Recorded {
  /** Newest first. */
  trail(): TrailEntry[];
  /** Newest first. */
  inbox(): EmailView[];
  /** Oldest first. */
  activity(): readonly string[];
  /** Listens no more. */
  stop(): void;
}

/** Records from now on; calls `changed` after everything that a view may show. */
export function record(rehearsal: Rehearsal, changed: () => void): Recorded {
  const { engine, endpoint, account, clock, slack, systems, folder } = rehearsal;
  const trail: TrailEntry[] = [];
  const inbox: EmailView[] = [];
  const log = createActivityLog(most.activity);
  follow(rehearsal, log.tell, { calls: false, folder });
  log.listen(changed);

  const onCall = (call: Call): void => {
    const entry = trailEntry(call, clock.now());
    if (entry === undefined) return;
    trail.push(entry);
    if (trail.length > most.trail) trail.shift();
    changed();
  };
  const onDelivery = (delivery: Delivery): void => {
    const file = emailFile(delivery);
    if (file === undefined) return;
    readEmail(file).then(
      (email) => {
        inbox.push(email);
        // Files are numbered in the order of delivery; they may be read in another.
        inbox.sort((a, b) => (a.id < b.id ? -1 : 1));
        if (inbox.length > most.inbox) inbox.shift();
        changed();
      },
      (error: unknown) =>
        log.tell(`${path.relative(folder, file)} cannot be read: ${String(error)}`),
    );
  };
  engine.on("changed", changed);
  account.stores.alarms.events.on("change", changed);
  endpoint.on("call", onCall);
  account.topics.on("delivery", onDelivery);
  const unheard = [slack?.onChange(changed), systems?.onChange(changed)];
  return {
    trail: () => trail.toReversed(),
    inbox: () => inbox.toReversed(),
    activity: () => log.lines,
    stop: () => {
      log.listen(() => undefined);
      engine.off("changed", changed);
      account.stores.alarms.events.off("change", changed);
      endpoint.off("call", onCall);
      account.topics.off("delivery", onDelivery);
      for (const stop of unheard) stop?.();
    },
  };
}
