/** Makes the messages of a request show its votes, its people and tickets: what was drawn meanwhile by another run is drawn over. */
import { TransientError } from "../domain/errors";
import { noteKey } from "../domain/rule/note";
import { votesKey } from "../domain/rule/votes";
import { ticketsKey } from "../domain/tickets/kept";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import type { SyncMessagesPorts } from "./sync-messages";

/** Whoever changes a request so often while it is drawn is no writer of ours. */
const rounds = 10;

const drawn = (request: ApprovalRequest): string =>
  [
    request.status === "DECIDING" ? "PENDING" : request.status,
    votesKey(request),
    noteKey(request),
    ticketsKey(request),
  ].join(" ");

/** Each message as the request stands, whatever it showed before. */
export async function drawMessages(
  request: ApprovalRequest,
  settings: GateSettings,
  channels: SyncMessagesPorts["channels"],
): Promise<void> {
  for (const message of request.messages) {
    const channel = channels.find(({ name }) => name === message.channel);
    await channel?.update(message, request, settings);
  }
}

/** Answers the request as it was drawn at last. */
export async function redraw(
  request: ApprovalRequest,
  settings: GateSettings,
  { requests, channels }: SyncMessagesPorts,
): Promise<ApprovalRequest> {
  let current = request;
  for (let round = 0; round < rounds; round += 1) {
    await drawMessages(current, settings, channels);
    const latest = await requests.read(request.action, request.token);
    if (latest === undefined || drawn(latest) === drawn(current)) return latest ?? current;
    current = latest;
  }
  throw new TransientError(
    `The request ${request.token} changed ${rounds} times while it was drawn.`,
  );
}
