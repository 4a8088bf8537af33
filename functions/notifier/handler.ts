/**
 * From the gate's topic to the table of requests and, for a gate in Slack, to its channel: keeps the
 * request, and posts the message that shows it.
 */
import { leaseInSeconds } from "../../contract/timing";
import type { SNSEvent } from "aws-lambda";
import { describe } from "../adapters/log";
import { SlackError } from "../channels/slack/client";
import { MalformedError, UnconfirmedRequestError, UnknownRequestError } from "../domain/errors";
import { type Notification, parseNotification } from "../domain/notification";
import type {
  AppIdentity,
  Clock,
  GateStore,
  Log,
  Pipelines,
  RequestStore,
  SlackApi,
} from "../domain/ports";
import { faceOf, recordPosted } from "../domain/messages";
import { isOpen, newRequest } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, ObservedAction } from "../domain/types";
import { syncMessages } from "../shared/sync-messages";
import { update } from "../shared/update";
import { requestMessage } from "../channels/slack/views/message";
import { enrich, verifyPending } from "./enrich";

export interface Ports {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe" | "revisions">;
  readonly slack: Pick<SlackApi, "postMessage" | "updateMessage" | "identify">;
  readonly log: Log;
  readonly clock: Clock;
  /** Days for which a request is kept after it has expired. */
  readonly retentionDays: number;
}

export type Handler = (event: SNSEvent) => Promise<void>;

type Published = Pick<SNSEvent["Records"][number]["Sns"], "Message" | "TopicArn">;

/** Every record is taken, whatever becomes of the others; Lambda tries again what failed. */
export function createHandler(ports: Ports): Handler {
  return async ({ Records }) => {
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
      throw new Error(`${failures.length} of ${Records.length} requests could not be shown.`, {
        cause: failures[0],
      });
    }
  };
}

function remedyOf(error: unknown): string | undefined {
  const hasOne =
    error instanceof SlackError ||
    error instanceof UnknownRequestError ||
    error instanceof UnconfirmedRequestError;
  return hasOne ? error.remedy : undefined;
}

async function notify(record: Published, ports: Ports): Promise<void> {
  const notification = read(record.Message, ports);
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
  const request = await kept(notification, settings, ports);
  if (!isOpen(request) || (request.messages.length > 0 && !request.unconfirmed)) {
    await syncMessages(request, settings, ports);
    return;
  }
  const known = await enrich(request, settings, ports);
  const current = await show(known, settings, ports);
  if (isOpen(current) && current.unconfirmed) throw new UnconfirmedRequestError();
}

/** Where IAM alone decides there is no channel: the request is kept, and nothing is posted. */
async function show(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: Ports,
): Promise<ApprovalRequest> {
  const { channel } = settings;
  const isShown = request.messages.length > 0 || !isOpen(request);
  return isShown || channel === undefined
    ? syncMessages(request, settings, ports)
    : post(request, { ...settings, channel }, ports);
}

/** One that CodePipeline does not know is not kept either: nothing would ever end it. */
async function kept(
  notification: Notification,
  settings: GateSettings,
  ports: Ports,
): Promise<ApprovalRequest> {
  const found = await findExisting(notification, settings, ports);
  if (found !== undefined) return found;
  const seen = await verifyPending(notification, settings, ports);
  return persist(notification, seen, settings, ports);
}

/** What is no request will be none at the next try either. */
function read(message: string, { log, clock }: Ports): Notification | undefined {
  try {
    return parseNotification(message, clock.now());
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    log.warn("notification_malformed", describe(error));
    return undefined;
  }
}

/** What an earlier delivery has kept, unless that one is still about to post it. */
async function findExisting(
  { action, token }: Pick<ApprovalRequest, "action" | "token">,
  { channel }: GateSettings,
  { requests, clock }: Ports,
): Promise<ApprovalRequest | undefined> {
  const kept = await requests.read(action, token);
  if (kept === undefined || channel === undefined) return kept;
  // SNS may deliver twice at once: the one that was first has the time of one run to post.
  const age = (clock.now().getTime() - Date.parse(kept.requestedAt)) / 1000;
  if (isOpen(kept) && kept.messages.length === 0 && age < leaseInSeconds) {
    throw new Error(`The request ${token} is being posted by another run.`);
  }
  return kept;
}

/** The new request, or the one that an earlier delivery has kept. */
async function persist(
  notification: Notification,
  seen: ObservedAction | undefined,
  settings: GateSettings,
  ports: Ports,
): Promise<ApprovalRequest> {
  const { requests, clock, retentionDays } = ports;
  const request = newRequest(notification, clock.now(), retentionDays, seen);
  if ((await requests.create(request)) === "created") return request;
  const kept = await findExisting(request, settings, ports);
  if (kept === undefined) throw new Error(`The request ${request.token} is being removed.`);
  return kept;
}

async function post(
  request: ApprovalRequest,
  settings: GateSettings & { readonly channel: string },
  ports: Ports,
): Promise<ApprovalRequest> {
  const { slack, requests, log } = ports;
  const { action, token } = request;
  const app = await identity(ports);
  const shown = await slack.postMessage({
    channel: settings.channel,
    ...requestMessage(request, settings),
  });
  log.info("request_shown", { action, token, ts: shown.ts });
  // What Slack leaves out of its answer would be missed at every click: those are refused then.
  const { teamId = app.teamId, appId = app.appId } = shown;
  const message = {
    ...shown,
    teamId,
    appId,
    enterpriseId: app.enterpriseId,
    shows: faceOf(request),
  };
  const current = await update(requests, request, (latest) => recordPosted(latest, message));
  // It may have ended while it was being posted.
  return syncMessages(current, settings, ports);
}

/** To whom the bot token belongs. A request without this is better than none. */
async function identity({ slack, log }: Ports): Promise<AppIdentity> {
  try {
    return await slack.identify();
  } catch (error) {
    log.warn("bot_token_unidentified", describe(error));
    return {};
  }
}
