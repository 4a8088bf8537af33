/** The messages of a request: which there are, and what each of them shows. */
import { channelBefore } from "../../contract/identities";
import { isOpen, next } from "./transitions";
import type { ApprovalRequest, Face, PostedMessage } from "./types";

/** What a message of the request has to show. */
export function faceOf(request: ApprovalRequest): Face {
  if (!isOpen(request)) return request.status;
  return request.unconfirmed ? "UNCONFIRMED" : "PENDING";
}

/** Where a message stands: a channel and the time that is its name there. */
export type Spot = Pick<PostedMessage, "via" | "channel" | "ts">;

/** True where the message is on the channel of that name. */
export const isOn = ({ via = channelBefore }: Pick<PostedMessage, "via">, name: string): boolean =>
  via === name;

/** The same text for the same message. */
export const spotKey = ({ via, channel, ts }: Spot): string =>
  [...(via === undefined ? [] : [via]), channel, ts].join(" ");

/** True where the message is known to show the request. */
export function isMessageOf(
  { messages }: { readonly messages: readonly Spot[] },
  spot: Spot,
): boolean {
  return messages.some((one) => spotKey(one) === spotKey(spot));
}

/**
 * The message is in Slack, and shows the request as it was drawn. Somebody may have pressed it before
 * Slack's answer was here: then it is known already, and may have been brought up to date.
 */
export function recordPosted(
  request: ApprovalRequest,
  message: { shows?: Face } & Spot & Pick<ApprovalRequest, "teamId" | "appId" | "enterpriseId">,
): ApprovalRequest {
  const { via, channel, ts, teamId = request.teamId, appId = request.appId } = message;
  const enterpriseId = message.enterpriseId ?? request.enterpriseId;
  const { shows = "PENDING" } = message;
  const messages = isMessageOf(request, message)
    ? request.messages
    : [...request.messages, { ...(via === undefined ? {} : { via }), channel, ts, shows }];
  return next(request, {
    messages,
    teamId,
    appId,
    ...(enterpriseId === undefined ? {} : { enterpriseId }),
  });
}

/**
 * The message is the request's in place of those that are gone. Undefined where another one is known
 * by now, be it this one. Messages on other channels stay.
 */
export function replaced(
  request: ApprovalRequest,
  gone: readonly Spot[],
  message: Parameters<typeof recordPosted>[1],
): ApprovalRequest | undefined {
  const isGone = (one: Spot): boolean => isMessageOf({ messages: gone }, one);
  const others = request.messages.filter(({ via }) => via !== message.via);
  const same = request.messages.filter(({ via }) => via === message.via);
  return same.every(isGone) ? recordPosted({ ...request, messages: others }, message) : undefined;
}

/** More than Slack's slowness makes of one request: what comes after is not ours. */
const messagesKept = 10;

/**
 * Somebody decides from a message that is not known: the channel was slow to answer for it, and another
 * was posted. It says how the request ends, as the other does. Undefined where it is known.
 */
export function adopted(
  request: ApprovalRequest,
  { via, channel, ts }: Spot,
): ApprovalRequest | undefined {
  const { messages } = request;
  const spot = { ...(via === undefined ? {} : { via }), channel, ts };
  if (isMessageOf(request, spot) || messages.length >= messagesKept) return undefined;
  return next(request, { messages: [...messages, { ...spot, shows: "PENDING" }] });
}

/** A message says now how the request stands. */
export function recordRendered(request: ApprovalRequest, spot: Spot): ApprovalRequest {
  const messages = request.messages.map((message) =>
    spotKey(message) === spotKey(spot) ? { ...message, shows: faceOf(request) } : message,
  );
  return next(request, { messages });
}
