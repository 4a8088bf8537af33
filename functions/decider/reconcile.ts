/**
 * A button was pressed. Whoever pressed it, listed or not, this decides nothing: a message that has
 * buttons and should have none is closed, and nobody is told anything but what it says then.
 */
import { faceOf, isMessageOf, posted } from "../domain/messages";
import type { GateStore, Log, RequestStore, SlackApi } from "../domain/ports";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { announce, show } from "../shared/announce";
import { update } from "../shared/update";
import { duplicateMessage, unknownMessage } from "../slack/closed";
import type { Press } from "../slack/interaction";
import { requestMessage } from "../slack/message";
import type { Pins, Posted } from "../slack/origin";
import { belongs } from "./belongs";

export interface ReconcilePorts extends Pins {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly slack: Pick<SlackApi, "updateMessage" | "identify">;
  readonly log: Log;
}

/** Costs one read where the message is what it should be, which is nearly always. */
export async function reconcile(press: Press, ports: ReconcilePorts): Promise<void> {
  const { requests, gates, log } = ports;
  const { action, token, person } = press;
  const known = await requests.read(action, token);
  if (known !== undefined && isOpen(known) && isMessageOf(known, spotOf(press))) return;
  const about = { action, token, person: person.id };
  const settings = await gates.read(action);
  if (settings === undefined) {
    // `pulumi up` may be replacing the gate at this moment: what its messages are is not known.
    return log.warn("Passed over a press: no gate has this action.", about);
  }
  const origin = await originOf(press, known, ports);
  if (!belongs(press, { ...origin, messages: known?.messages }, settings, ports)) {
    return log.warn(
      "Passed over a press: it comes from elsewhere than the gate's messages.",
      about,
    );
  }
  await close(press, known, origin, settings, ports);
}

const spotOf = ({ channel, messageTs: ts }: Press) => ({ channel, ts });

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
  if (known?.teamId !== undefined && known.appId !== undefined) return known;
  const { teamId, appId, enterpriseId } = await slack.identify();
  return {
    teamId: known?.teamId ?? teamId,
    appId: known?.appId ?? appId ?? press.appId,
    enterpriseId: known?.enterpriseId ?? enterpriseId,
  };
}

/** Makes the message say what is true of it. */
async function close(
  press: Press,
  known: ApprovalRequest | undefined,
  origin: Posted,
  settings: GateSettings,
  ports: ReconcilePorts,
): Promise<void> {
  const spot = spotOf(press);
  const { action, token } = press;
  const say = (says: string, message: ReturnType<typeof requestMessage>): Promise<boolean> =>
    show({ ...spot, ...message }, { action, token, says }, settings, ports);
  if (known === undefined) {
    await say("of an unknown request is closed", unknownMessage(action));
    return;
  }
  if (!isOpen(known)) {
    const current = await announce(known, settings, ports);
    // Whatever the table says of this message: somebody saw a button on it.
    await say("shows how the request ended", requestMessage(current, settings));
    return;
  }
  if (known.messages.length > 0) {
    await say("is a duplicate and closed", duplicateMessage(action, settings));
    return;
  }
  // The only one that there is: the notifier has not kept it yet, or never learnt that Slack took it.
  // To close it would leave nothing to decide from, so it is the request's message from now on.
  const isOurs = await say("is the request's from now on", requestMessage(known, settings));
  if (!isOurs) return;
  const current = await update(ports.requests, known, (latest) =>
    latest.messages.length === 0
      ? posted(latest, { ...origin, ...spot, shows: faceOf(known) })
      : undefined,
  );
  // Somebody else was quicker: another message is known now, or the request has ended.
  if (!isMessageOf(current, spot) || !isOpen(current)) {
    await close(press, current, origin, settings, ports);
  }
}
