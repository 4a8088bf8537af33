/** What becomes of a decision: it decides the request, or counts as one of the votes that its gate wants. */
import type { ReceivedDecision } from "../channels/channel";
import { adopted } from "../domain/messages";
import { isRuled } from "../domain/rule/identity";
import type { GateSettings } from "../domain/types";
import { update } from "../shared/update";
import { carryOut, notifyOnFailure } from "./carry-out";
import { castAndCount, type VotePorts } from "./vote";

export async function executeDecision(
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: VotePorts,
): Promise<void> {
  const { requests, log } = ports;
  const { command, message } = decision;
  const about = { action: command.action, token: command.token, command: command.id };
  const known = await requests.read(command.action, command.token);
  if (known === undefined) {
    log.error("request_not_stored", about);
    return void (await decision.answer({ kind: "request-unknown" }));
  }
  const refusal = decision.refusalFor(known, settings);
  if (refusal !== undefined) {
    const { level, reason, remedy } = refusal;
    log[level](reason, { ...about, person: command.person.id, remedy });
    return void (await refusal.tell());
  }
  // A message that the table does not know is closed with the others from now on.
  const request = await notifyOnFailure(
    () => update(requests, known, (current) => message && adopted(current, message)),
    decision,
  );
  if (isRuled(settings)) return castAndCount(request, decision, settings, ports);
  await carryOut(request, { command, decision, settings }, ports);
}
