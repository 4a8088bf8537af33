/** Requests that wait in CodePipeline, and that nobody sees: no notification has told of them, or the one that did was not carried through. */
import { type ActionKey, namesOfAction } from "../../contract/records";
import { defaultTimeoutInMinutes } from "../../contract/timing";
import type { Notification } from "../domain/notification";
import type { Clock, GateStore, Pipelines, RequestStore } from "../domain/ports";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../domain/types";

export interface MissedPorts {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "waiting">;
  readonly clock: Clock;
  /** True where the request is shown on every channel of its gate, as it should be. */
  readonly isShown: (request: ApprovalRequest, settings: GateSettings) => boolean;
}

/** Milliseconds: what SNS and Lambda have not delivered by then is late, and may be lost. */
const longestDelivery = 10 * 60_000;

export interface Missed {
  /** True where the table has it already. */
  readonly isKept: boolean;
  readonly settings: GateSettings;
  readonly notification: Notification;
}

/**
 * What the action waits for, in the form of a notification. CodePipeline shows neither what the approver
 * should know nor when it expires: the first is missing, the second follows from the gate's timeout.
 * Undefined where nothing waits, where people see it, and where the notification may be on its way.
 */
export async function missed(
  action: ActionKey,
  { gates, requests, pipelines, clock, isShown }: MissedPorts,
): Promise<Missed | undefined> {
  const settings = await gates.read(action);
  if (settings === undefined) return undefined;
  const place = namesOfAction(action);
  const waiting = await pipelines.waiting(settings, place);
  if (waiting === undefined) return undefined;
  const { token, since } = waiting;
  const begun = Date.parse(since);
  if (clock.now().getTime() - begun < longestDelivery) return undefined;
  const known = await requests.read(action, token);
  if (known !== undefined && (!isOpen(known) || isShown(known, settings))) return undefined;
  const { topicArn, timeoutInMinutes = defaultTimeoutInMinutes } = settings;
  const [, , , region] = topicArn.split(":");
  const expires = new Date(begun + timeoutInMinutes * 60_000).toISOString();
  const notification = known ?? { action, token, ...place, region, expires };
  return { isKept: known !== undefined, settings, notification };
}
