/**
 * From the gate's topic to the table of requests and, for a gate in Slack, to its channel: keeps the
 * request, and posts the message that shows it.
 */
import { leaseInSeconds } from "../../contract/timing";
import type { ActionKey } from "../../contract/records";
import type { SNSEvent } from "aws-lambda";
import type { Channel } from "../channels/channel";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import {
  MalformedError,
  remedyOf,
  TransientError,
  UnconfirmedRequestError,
} from "../domain/errors";
import { isLeft } from "../domain/automatic/left";
import type { Notification } from "../domain/notification";
import type { Clock, GateStore, Log, Pipelines, ReleaseFacts, RequestStore } from "../domain/ports";
import { recordPosted } from "../domain/messages";
import { parseSweep } from "../domain/sweep-event";
import { completed } from "../domain/completed";
import { plannedSla } from "../domain/sla";
import { isOpen, newRequest, next } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, ObservedAction } from "../domain/types";
import { lookAfterEach } from "../shared/look-after";
import { syncMessages } from "../shared/sync-messages";
import { update } from "../shared/update";
import { enrich, verifyPending } from "./enrich";
import { missed } from "./missed";
import { type Published, read } from "./read";
import { noteRule } from "./rule-people";

export interface Ports {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe" | "revisions" | "waiting">;
  readonly releases: ReleaseFacts;
  readonly channels: readonly Channel[];
  readonly log: Log;
  readonly clock: Clock;
  /** Days for which a request is kept after it has expired. */
  readonly retentionDays: number;
  /** True where the hub has a ledger: no request is finished whose events are not in it. */
  readonly hasLedger: boolean;
}

/** From SNS, or from sweep. */
export type Handler = (event: unknown) => Promise<void>;

/** How it came to be known: by a notification, or because sweep has found that it waits. */
type Origin = { readonly unnotified?: true };

/** Every record is taken, whatever becomes of the others; Lambda tries again what failed. */
export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      return lookAfterEach(swept, (action) => showMissed(action, ports), ports.log);
    }
    const { Records } = event as SNSEvent;
    if (!Array.isArray(Records)) throw new MalformedError("The event holds no records of SNS.");
    const failures: unknown[] = [];
    for (const { Sns } of Records) {
      try {
        await notify(Sns, ports);
      } catch (error) {
        const remedy = remedyOf(error);
        ports.log.error("show_failed", { ...describe(error), remedy });
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      const some = `${failures.length} of ${Records.length}`;
      throw aggregate(failures, `${some} requests could not be shown.`);
    }
  };
}

async function showMissed(action: ActionKey, ports: Ports): Promise<void> {
  const found = await missed(action, {
    ...ports,
    isShown: (request, settings) =>
      missing(request, settings, ports).length === 0 && !request.unconfirmed,
  });
  if (found === undefined) return;
  const event = found.isKept ? "request_not_shown" : "notification_missed";
  ports.log.warn(event, { action, token: found.notification.token });
  await keepAndShow(found.notification, found.settings, ports, { unnotified: true });
}

async function notify(record: Published, ports: Ports): Promise<void> {
  const notification = read(record, ports);
  if (notification === undefined) return;
  const { action, token } = notification;
  const settings = await ports.gates.read(action);
  if (settings === undefined) {
    ports.log.info("notification_of_unknown_gate", { action, token });
    return;
  }
  if (record.TopicArn !== settings.topicArn) {
    ports.log.warn("topic_mismatch", { action, token });
    return;
  }
  await keepAndShow(notification, settings, ports);
}

async function keepAndShow(
  notification: Notification,
  settings: GateSettings,
  ports: Ports,
  origin: Origin = {},
): Promise<void> {
  const request = await kept(notification, settings, ports, origin);
  if (!isOpen(request) || (isShown(request, settings, ports) && !request.unconfirmed)) {
    await syncMessages(request, settings, ports);
    return;
  }
  const known = await noteRule(await enrich(request, settings, ports), settings, ports);
  const current = await show(known, settings, ports).catch(async (error: unknown) => {
    // What has failed is in no hands: whoever comes next need not wait for it.
    await update(ports.requests, known, released).catch(() => undefined);
    throw error;
  });
  if (isOpen(current) && current.unconfirmed) throw new UnconfirmedRequestError();
}

/** Channels of the gate on which the request is not shown yet: none where IAM alone decides. */
function missing(
  { messages }: ApprovalRequest,
  settings: GateSettings,
  { channels }: Pick<Ports, "channels">,
): Channel[] {
  return channels.filter(
    (channel) =>
      channel.isUsedBy(settings) && !messages.some((message) => message.channel === channel.name),
  );
}

/** True where somebody can see it, on each channel of the gate. */
function isShown(request: ApprovalRequest, settings: GateSettings, ports: Ports): boolean {
  return request.messages.length > 0 && missing(request, settings, ports).length === 0;
}

/** Posts the request where it is not shown yet, and brings up to date where it is. */
async function show(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: Ports,
): Promise<ApprovalRequest> {
  let current = request;
  for (const channel of missing(request, settings, ports)) {
    if (isOpen(current)) current = await post(current, channel, settings, ports);
  }
  // It may have ended while it was being posted.
  return syncMessages(current, settings, ports);
}

/** One that CodePipeline does not know is not kept either: nothing would ever end it. */
async function kept(
  notification: Notification,
  settings: GateSettings,
  ports: Ports,
  origin: Origin,
): Promise<ApprovalRequest> {
  const found = await findExisting(notification, settings, ports);
  if (found !== undefined) {
    const told = origin.unnotified
      ? found
      : await update(ports.requests, found, (current) => completed(current, notification));
    return claimed(told, settings, ports);
  }
  const seen = await verifyPending(notification, settings, ports);
  return persist(notification, seen, settings, ports, origin);
}

/** What an earlier delivery has kept, unless that one is still about to post it. */
async function findExisting(
  { action, token }: Pick<ApprovalRequest, "action" | "token">,
  settings: GateSettings,
  { requests, clock, channels }: Ports,
): Promise<ApprovalRequest | undefined> {
  const kept = await requests.read(action, token);
  if (kept === undefined) return kept;
  // SNS may deliver twice at once: the one that was first has the time of one run to post.
  const age = (clock.now().getTime() - Date.parse(kept.requestedAt)) / 1000;
  if (isOpen(kept) && missing(kept, settings, { channels }).length > 0 && age < leaseInSeconds) {
    throw beingPosted(kept);
  }
  return kept;
}

/** Sweeps and redeliveries may come at once: what another run has kept is posted by one of them. */
async function claimed(
  request: ApprovalRequest,
  settings: GateSettings,
  { requests, channels, clock }: Ports,
): Promise<ApprovalRequest> {
  return update(requests, request, (current) => {
    if (!isOpen(current) || missing(current, settings, { channels }).length === 0) return undefined;
    const now = clock.now();
    if (now < new Date(current.showingUntil ?? 0)) throw beingPosted(current);
    const until = new Date(now.getTime() + leaseInSeconds * 1000);
    return next(current, { showingUntil: until.toISOString() });
  });
}

const released = (request: ApprovalRequest): ApprovalRequest | undefined =>
  request.showingUntil === undefined ? undefined : next(request, { showingUntil: undefined });

const beingPosted = ({ token }: ApprovalRequest): TransientError =>
  new TransientError(`The request ${token} is being posted by another run.`);

/** The new request, or the one that an earlier delivery has kept. */
async function persist(
  notification: Notification,
  seen: ObservedAction | undefined,
  settings: GateSettings,
  ports: Ports,
  origin: Origin,
): Promise<ApprovalRequest> {
  const { requests, clock, retentionDays, hasLedger } = ports;
  const now = clock.now();
  const begun = newRequest(notification, now, retentionDays, seen);
  const recorded = hasLedger ? { ledgerThrough: 0 } : {};
  const request = { ...begun, ...plannedSla(settings, now), ...origin, ...recorded };
  if ((await requests.create(request)) === "created") return request;
  const kept = await findExisting(request, settings, ports);
  if (kept === undefined)
    throw new TransientError(`The request ${request.token} is being removed.`);
  return kept;
}

async function post(
  request: ApprovalRequest,
  channel: Channel,
  settings: GateSettings,
  { requests, log }: Ports,
): Promise<ApprovalRequest> {
  const { action, token } = request;
  const shown = await channel.show(request, settings);
  log.info("request_shown", { action, token, channel: shown.channel, messageId: shown.id });
  const current = await update(requests, request, (latest) => recordPosted(latest, shown));
  // Who was asked before people may have answered while it was being posted.
  if (isOpen(current) && isLeft(current) && !isLeft(request)) {
    await channel.update(shown, current, settings);
  }
  return current;
}
