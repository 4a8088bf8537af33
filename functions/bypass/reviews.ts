/** Looks after the uses of break-glass roles that nobody has reviewed: by whom one was, and who is reminded of it. */
import { describe } from "../adapters/log";
import type { BypassEvent } from "../domain/bypass/bypass-event";
import { reviewEvent, type Review } from "../domain/bypass/review-event";
import type { ReviewPorts } from "../domain/bypass/review-ports";
import { mostRefusals, overdueMail, reviewedMail } from "../domain/bypass/review-words";
import { judgedReviews, type Refusal } from "../domain/bypass/reviews";
import { MalformedError, remedyOf } from "../domain/errors";
import { once } from "./once";
import type { TellPorts } from "./tell";

/** Of the whole hub: those too whose gate is gone. Answers what could not be done; each is in the log. */
export async function lookAfterReviews(ports: TellPorts): Promise<unknown[]> {
  const { reviews, log } = ports;
  if (reviews === undefined) return [];
  const failures: unknown[] = [];
  const attempt = async <T>(id: string | undefined, work: () => Promise<T>): Promise<T | void> => {
    try {
      return await work();
    } catch (error) {
      log.error("review_failed", { id, ...describe(error), remedy: remedyOf(error) });
      failures.push(error);
    }
  };
  const open = (await attempt(undefined, () => reviews.open.all())) ?? [];
  for (const id of open) await attempt(id, () => lookAfter(id, reviews, ports));
  return failures;
}

async function lookAfter(id: string, reviews: ReviewPorts, ports: TellPorts): Promise<void> {
  const { log, clock } = ports;
  const held = await reviews.open.hold(id, clock.now());
  if (held.kind === "gone") throw unknown(id);
  // Another run is at it: where that dies, the next look is in an hour.
  if (held.kind !== "open") return;
  const { event, told } = held;
  const { review, refused } = judgedReviews(event, await reviews.written.of(event));
  for (const one of refused.slice(0, mostRefusals)) log.warn("review_not_counted", { id, ...one });
  if (review === undefined) return remind(event, told, refused, reviews, ports);
  await reviewed(event, review, ports);
  await reviews.open.close(id, clock.now());
}

const unknown = (id: string): MalformedError =>
  new MalformedError(
    `The table of bypasses does not have the bypass ${id} that is to be reviewed.`,
    {
      remedy:
        "Find out who has deleted it, for nothing but the hub's functions writes that table, and look at the use in " +
        "CloudTrail. Then take the id off the attribute `open` of the table's item `reviews`.",
    },
  );

async function reviewed(use: BypassEvent, review: Review, ports: TellPorts): Promise<void> {
  const { bus, alarms, log, clock } = ports;
  const said = await once(
    reviewEvent(use, review, clock.now()),
    (event) => ({
      bus: () => bus.put(event),
      message: () => alarms.publish(reviewedMail(use, event)),
    }),
    ports,
  );
  if (said === undefined) return;
  log.info("bypass_reviewed", { id: use.id, pipelineName: use.pipelineName, actor: said.actor.id });
}

/** Milliseconds. */
const day = 86_400_000;

/** Once a day from when it is due. A look that comes late makes up for no day before. */
async function remind(
  use: BypassEvent,
  told: readonly string[],
  refused: readonly Refusal[],
  { tableName }: ReviewPorts,
  { bypasses, alarms, log, clock }: TellPorts,
): Promise<void> {
  const due = use.reviewBy ?? use.time;
  const now = clock.now();
  const days = Math.floor((now.getTime() - Date.parse(due)) / day);
  const step = `reminded-${days}`;
  if (days < 0 || told.includes(step)) return;
  await alarms.publish(overdueMail(use, due, refused, tableName, now));
  await bypasses.note(use.id, step);
  log.warn("review_overdue", { id: use.id, pipelineName: use.pipelineName, due });
}
