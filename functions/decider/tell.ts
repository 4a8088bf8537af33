/** Private answers of the decider. */
import { describe } from "../adapters/log";
import type { Log, SlackApi } from "../domain/ports";
import type { DecisionCommand } from "../domain/types";

export interface TellPorts {
  readonly slack: Pick<SlackApi, "postEphemeral">;
  readonly log: Log;
}

/** Tells the person in private; false where it did not arrive, which undoes no decision. */
export async function tell(
  { channel, person, action, token }: DecisionCommand,
  text: string,
  { slack, log }: TellPorts,
): Promise<boolean> {
  try {
    await slack.postEphemeral({ channel, user: person.id, text });
    return true;
  } catch (error) {
    log.error("A private answer did not reach the person.", {
      ...{ action, token, person: person.id },
      ...describe(error),
    });
    return false;
  }
}
