/** What follows a click: the dialog for those who may decide, a private answer for the others. */
import type { LambdaFunctionURLResult } from "aws-lambda";
import { withTimeout } from "../../../adapters/timeout";
import { describe } from "../../../adapters/log";
import { reasonProblem } from "../../../domain/reason";
import type { SignedRequest } from "../authenticate";
import { authorize, type Refusal } from "../authorize";
import { schedulesOf } from "../on-call";
import { failedToOpen, onCallIsAsked } from "../views/ephemeral-replies";
import { decisionDialog } from "../views/dialog";
import type { Press, SlackDecision } from "../interaction";
import { slackName } from "../name";
import type { SignedInteraction } from "../decisions/signed-interaction";
import { accepted, dialogError } from "./http-responses";
import type { Ports } from "./ports";

/** Milliseconds for a last word, after the budget is spent and before Slack's patience is. */
const fallbackReplyMs = 300;

/** A button was pressed. Always acknowledged: what there is to say is said in private. */
export async function openDialog(
  click: Press,
  request: SignedRequest,
  ports: Ports,
  budget: number,
): Promise<LambdaFunctionURLResult> {
  await Promise.all([answer(click, ports, budget), report(click, request, ports, budget)]);
  return accepted();
}

/**
 * The decider looks whether the message may have buttons at all, whoever pressed one: the public
 * function may not read what the table knows. Where this fails, the next press does it.
 */
async function report(
  { action, person }: Press,
  request: SignedRequest,
  ports: Ports,
  budget: number,
): Promise<void> {
  try {
    await withTimeout(
      budget,
      "Handing over",
      ports.decisionQueue.send(signedInteraction(request, ports)),
    );
  } catch (error) {
    const about = { action, person: person.id };
    ports.log.warn("press_not_queued", { ...about, ...describe(error) });
  }
}

function signedInteraction(
  { body, timestamp, signature }: SignedRequest,
  { clock }: Ports,
): SignedInteraction {
  const acceptedAt = clock.now().toISOString();
  return {
    version: 1,
    channel: slackName,
    body: body.toString("utf8"),
    timestamp,
    signature,
    acceptedAt,
  };
}

/** The dialog for those who may decide, and a private answer for the others. */
async function answer(click: Press, ports: Ports, budget: number): Promise<void> {
  const { log, slack } = ports;
  const { action, person, channel } = click;
  const about = { action, person: person.id, result: click.result };
  const tell = async (text: string): Promise<void> => {
    try {
      await slack.postEphemeral({ channel, user: person.id, text });
    } catch (error) {
      log.error("reply_failed", { ...about, ...describe(error) });
    }
  };
  const work = async (): Promise<void> => {
    const authorization = await authorize(click, ports);
    if (!authorization.allowed) {
      logRefusal(authorization, about, ports);
      await tell(authorization.text);
      return;
    }
    await slack.openView(click.triggerId, decisionDialog(click.result, click));
    log.info("dialog_opened", about);
    // Nobody is let in by this: the decider asks, and decides nothing where the answer is no.
    if (authorization.by === "asked-later") {
      log.info("on_call_asked_later", about);
      await tell(onCallIsAsked(schedulesOf(authorization.settings)));
    }
  };
  try {
    await withTimeout(budget, "Opening the dialog", work());
  } catch (error) {
    log.error("dialog_failed", { ...about, ...describe(error) });
    await withTimeout(fallbackReplyMs, "The private answer", tell(failedToOpen())).catch(
      () => undefined,
    );
  }
}

function logRefusal(
  { reason, unreadableGroups }: Refusal,
  about: Record<string, unknown>,
  { log }: Ports,
): void {
  const why = unreadableGroups.length === 0 ? {} : { unreadableGroups };
  log.warn(reason, { ...about, ...why });
}

/** A call that failed may have been taken all the same; pressing twice decides nothing twice. */
const tryAgain =
  "It is not certain that your decision was handed over. Look at the message: if it has not changed " +
  "in a minute, press the button once more.";

/** The dialog was sent. Only what Lambda has kept is acknowledged. */
export async function decide(
  command: SlackDecision,
  request: SignedRequest,
  ports: Ports,
  budget: number,
): Promise<LambdaFunctionURLResult> {
  const { log, decisionQueue } = ports;
  const { action, person, result } = command;
  const about = { action, person: person.id, result, command: command.id };
  const problem = reasonProblem(result, command.reason);
  if (problem !== undefined) {
    log.info("reason_invalid_in_dialog", about);
    return dialogError(problem);
  }
  const work = async (): Promise<LambdaFunctionURLResult> => {
    const authorization = await authorize(command, ports);
    if (!authorization.allowed) {
      logRefusal(authorization, about, ports);
      return dialogError(plain(authorization.text));
    }
    await decisionQueue.send(signedInteraction(request, ports));
    log.info("decision_queued", about);
    return accepted();
  };
  try {
    return await withTimeout(budget, "Handing over", work());
  } catch (error) {
    log.error("decision_not_queued", { ...about, ...describe(error) });
    return dialogError(tryAgain);
  }
}

/** Errors in a dialog are plain text: mentions would be shown as they are written. */
function plain(text: string): string {
  return text.replace(/<[@!](?:subteam\^)?([A-Z0-9]+)>/g, "$1");
}
