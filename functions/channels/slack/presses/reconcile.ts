/**
 * A button was pressed. Whoever pressed it, listed or not, this decides nothing: a message that has
 * buttons and should have none is closed, and nobody is told anything but what it says then.
 */
import { faceOf, isMessageOf, type MessageRef, replaced } from "../../../domain/messages";
import { TransientError } from "../../../domain/errors";
import type { GateStore, Log, RequestStore } from "../../../domain/ports";
import type { SlackApi } from "../ports";
import { isOpen } from "../../../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../../../domain/types";
import type { SyncMessagesPorts } from "../../../shared/sync-messages";
import { update } from "../../../shared/update";
import { isInSlack, slackMessage } from "../channel";
import { duplicateMessage, unknownMessage } from "../views/closed";
import type { Press } from "../interaction";
import { requestMessage } from "../views/message";
import { type Pins, type Posted, postedOf } from "../origin";
import { belongs } from "../decisions/belongs";
import { type Canvas, type CanvasPorts, createCanvas } from "./canvas";
import type { Unchangeable } from "./unchangeable";

export interface ReconcilePorts extends Pins {
  readonly channels: SyncMessagesPorts["channels"];
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly slack: Pick<SlackApi, "updateMessage" | "identify">;
  readonly unchangeable: Unchangeable;
  readonly log: Log;
}

/** Costs one read where the message is what it should be, which is nearly always. */
export async function reconcile(press: Press, ports: ReconcilePorts): Promise<void> {
  const { requests, gates, unchangeable, log } = ports;
  const { action, token, person } = press;
  const refused = unchangeable.of(messageOf(press));
  if (refused !== undefined) {
    const why = { action, token, person: person.id, reason: refused.message };
    return log.info("press_skipped", why);
  }
  const known = await requests.read(action, token);
  if (known !== undefined && isOpen(known) && isMessageOf(known, messageOf(press))) return;
  const about = { action, token, person: person.id };
  const settings = await gates.read(action);
  if (settings === undefined) {
    // `pulumi up` may be replacing the gate at this moment: what its messages are is not known.
    return log.warn("press_of_unknown_gate", about);
  }
  const origin = await originOf(press, known, ports);
  if (!belongs(press, { ...origin, messages: known?.messages }, settings, ports)) {
    return log.warn("press_from_elsewhere", about);
  }
  const slack = unchangeable.sparing(ports.slack);
  await bringUpToDate(press, known, origin, settings, { ...ports, slack });
}

const messageOf = ({ channel, messageTs }: Press): MessageRef => slackMessage(channel, messageTs);

/**
 * Where the message must be from: what Slack said when it was posted, and otherwise to whom the bot
 * token belongs, which can change no message of another app. auth.test need not name the app; Slack
 * tells a press to the app alone that posted the message, and signs it with this app's secret.
 */
async function originOf(
  press: Press,
  known: ApprovalRequest | undefined,
  { slack }: ReconcilePorts,
): Promise<Posted> {
  const posted = known === undefined ? {} : postedOf(known);
  if (posted.teamId !== undefined && posted.appId !== undefined) return posted;
  const { teamId, appId, enterpriseId } = await slack.identify();
  return {
    teamId: posted.teamId ?? teamId,
    appId: posted.appId ?? appId ?? press.appId,
    enterpriseId: posted.enterpriseId ?? enterpriseId,
  };
}

/** As many as `update` tries: whoever changes a request so often is no writer of ours. */
const rounds = 10;

/**
 * Makes the message say what is true of it. What was drawn may have been overtaken by a decision from
 * this very message, or by the end of the request, and the table says then that it is as it should
 * be: so the request is read again until it is the one that was drawn.
 */
async function bringUpToDate(
  press: Press,
  known: ApprovalRequest | undefined,
  origin: Posted,
  settings: GateSettings,
  ports: CanvasPorts,
): Promise<void> {
  const canvas = createCanvas(press, settings, ports);
  let current = known;
  for (let round = 0; round < rounds; round += 1) {
    // Where it fails midway, what it has drawn before may be overtaken all the same.
    const [drawn] = await Promise.allSettled([draw(press, current, origin, canvas, ports)]);
    const latest = await ports.requests.read(press.action, press.token);
    if (latest?.version === current?.version) {
      if (drawn.status === "rejected") throw drawn.reason;
      return;
    }
    current = latest;
  }
  throw new TransientError(
    `The request ${press.token} changed ${rounds} times while it was drawn.`,
  );
}

async function draw(
  press: Press,
  known: ApprovalRequest | undefined,
  origin: Posted,
  canvas: Canvas,
  { requests }: CanvasPorts,
): Promise<void> {
  const { action } = press;
  const { settings } = canvas;
  const pressed = messageOf(press);
  if (known === undefined) {
    await canvas.draw(pressed, "of an unknown request is closed", unknownMessage(action));
    return;
  }
  if (!isOpen(known)) return canvas.end(known, pressed);
  const message = requestMessage(known, settings);
  if (isMessageOf(known, pressed)) {
    await canvas.draw(pressed, "is the request's", message);
    return;
  }
  // Whoever is told to decide there must find something there.
  const kept = known.messages.filter(isInSlack);
  let isElsewhere = false;
  for (const one of kept) {
    if (await canvas.draw(one, "is the request's", message)) isElsewhere = true;
  }
  if (isElsewhere) {
    await canvas.draw(pressed, "is a duplicate and closed", duplicateMessage(action, settings));
    return;
  }
  // The only one that there is: the others are gone, or the notifier has not kept it yet, or never
  // learnt that Slack took it. To close it would leave nothing to decide from.
  const isOurs = await canvas.draw(pressed, "is the request's from now on", message);
  if (!isOurs) return;
  const posted = { ...pressed, origin: { ...origin }, shows: faceOf(known) };
  await update(requests, known, (latest) => replaced(latest, kept, posted));
}
