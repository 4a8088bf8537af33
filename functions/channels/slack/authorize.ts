/**
 * Whether the person behind an authentic interaction may decide. The public endpoint asks before it
 * acknowledges, and the decider asks again, for the list may have changed since.
 */
import type { ActionKey } from "../../../contract/records";
import type { GateStore } from "../../domain/ports";
import type { Actor, GateSettings } from "../../domain/types";
import { mayDecide } from "./authority";
import { slackOf } from "./gate";
import { type OnCall, schedulesOf } from "./on-call";
import { isAtHome, type Origin } from "./origin";
import { notAllowed, notAtHome, unknownGate } from "./views/ephemeral-replies";

export interface AuthorizePorts {
  readonly gates: GateStore;
  readonly membersOf: (userGroupId: string) => Promise<readonly string[]>;
  /** Asked of those alone whom no list names. */
  readonly onCall: OnCall;
}

/** Why a person is not let through. */
export interface Refusal {
  readonly allowed: false;
  readonly reason: "not_at_home" | "gate_unknown" | "not_an_approver";
  /** In words for them. */
  readonly text: string;
  /** Groups that could not be read: the reason why a member was turned away. */
  readonly unreadableGroups: readonly string[];
}

export type Authorization =
  | {
      readonly allowed: true;
      readonly settings: GateSettings;
      /** What else let them through: that they are on call, or that the decider asks whether they are. */
      readonly by?: "on-call" | "asked-later";
    }
  | Refusal;

/** The gate's own list decides, read anew each time; then who is on call, where the gate has schedules. */
export async function authorize(
  by: Origin & { readonly action: ActionKey; readonly person: Actor },
  { gates, membersOf, onCall }: AuthorizePorts,
): Promise<Authorization> {
  if (!isAtHome(by)) return refusal("not_at_home", notAtHome(by));
  const settings = await gates.read(by.action);
  const approvers = settings && slackOf(settings);
  if (settings === undefined || approvers === undefined) {
    return refusal("gate_unknown", unknownGate());
  }
  const authority = await mayDecide(approvers, by.person.id, membersOf);
  if (authority.allowed) return { allowed: true, settings };
  const { unreadableGroups } = authority;
  const schedules = schedulesOf(settings);
  const answer = schedules.length === 0 ? "not-on-call" : await onCall(settings, by.person);
  if (answer === "on-call" || answer === "asked-later")
    return { allowed: true, settings, by: answer };
  const unread = { groups: unreadableGroups, isOnCallUnread: answer === "unread" };
  return refusal("not_an_approver", notAllowed(approvers, schedules, unread), unreadableGroups);
}

function refusal(
  reason: Refusal["reason"],
  text: string,
  unreadableGroups: readonly string[] = [],
): Refusal {
  return { allowed: false, reason, text, unreadableGroups };
}
