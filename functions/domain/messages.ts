/** The messages of a request: which there are, and what each of them shows. */
import { isOpen, next } from "./transitions";
import type { ApprovalRequest, Face, MessageOrigin, PostedMessage } from "./types";

/** What a message of the request has to show. */
export function faceOf(request: ApprovalRequest): Face {
  if (!isOpen(request)) return request.status;
  return request.unconfirmed ? "UNCONFIRMED" : "PENDING";
}

/** What names a message: its channel, where it stands there, and its id in that place. */
export type MessageRef = Pick<PostedMessage, "channel" | "place" | "id">;

/** The same text for the same message. */
export const messageKey = ({ channel, place, id }: MessageRef): string =>
  [channel, place, id].join(" ");

/** True where the message is known to show the request. */
export function isMessageOf(
  { messages }: { readonly messages: readonly MessageRef[] },
  ref: MessageRef,
): boolean {
  return messages.some((one) => messageKey(one) === messageKey(ref));
}

/**
 * The message is posted, and shows the request as it was drawn. Somebody may have pressed it before the
 * channel's answer was here: then it is known already, and may have been brought up to date.
 */
export function recordPosted(
  request: ApprovalRequest,
  message: { readonly shows?: Face; readonly origin?: MessageOrigin } & MessageRef,
): ApprovalRequest {
  const { channel, place, id, shows = "PENDING", origin = {} } = message;
  const messages = isMessageOf(request, message)
    ? request.messages
    : [...request.messages, { channel, place, id, shows }];
  const known = Object.entries(origin).filter(([, fact]) => fact !== undefined);
  if (known.length === 0) return next(request, { messages });
  const facts = { ...request.origins?.[channel], ...Object.fromEntries(known) };
  return next(request, { messages, origins: { ...request.origins, [channel]: facts } });
}

/**
 * The message is the request's in place of those that are gone. Undefined where another one is known
 * by now, be it this one. Messages on other channels stay.
 */
export function replaced(
  request: ApprovalRequest,
  gone: readonly MessageRef[],
  message: Parameters<typeof recordPosted>[1],
): ApprovalRequest | undefined {
  const isGone = (one: MessageRef): boolean => isMessageOf({ messages: gone }, one);
  const others = request.messages.filter(({ channel }) => channel !== message.channel);
  const same = request.messages.filter(({ channel }) => channel === message.channel);
  return same.every(isGone) ? recordPosted({ ...request, messages: others }, message) : undefined;
}

/** More than a channel's slowness makes of one request: what comes after is not ours. */
const messagesKept = 10;

/**
 * Somebody decides from a message that is not known: the channel was slow to answer for it, and another
 * was posted. It says how the request ends, as the other does. Undefined where it is known.
 */
export function adopted(
  request: ApprovalRequest,
  { channel, place, id }: MessageRef,
): ApprovalRequest | undefined {
  const { messages } = request;
  const ref = { channel, place, id };
  if (isMessageOf(request, ref) || messages.length >= messagesKept) return undefined;
  return next(request, { messages: [...messages, { ...ref, shows: "PENDING" }] });
}

/** A message says now how the request stands. */
export function recordRendered(request: ApprovalRequest, ref: MessageRef): ApprovalRequest {
  const messages = request.messages.map((message) =>
    messageKey(message) === messageKey(ref) ? { ...message, shows: faceOf(request) } : message,
  );
  return next(request, { messages });
}
