/**
 * Who may decide beyond the gate's lists: whoever is on call in PagerDuty, for one of the schedules that the gate
 * names, at the moment of the decision. Where several must agree, the rule's lists are all there is.
 */
import type { GateConnector } from "../../domain/tickets/gate-connector";
import type { Actor, GateSettings } from "../../domain/types";

export type OnCallAnswer =
  | "on-call"
  | "not-on-call"
  /** Nobody could be asked: then nobody is on call. */
  | "unread"
  /** Of the public endpoint, which can ask nobody: the decider asks before it decides. */
  | "asked-later";

export type OnCall = (settings: GateSettings, person: Actor) => Promise<OnCallAnswer>;

type Named = Pick<GateSettings, "connectors" | "rule">;

/** The connectors that say who is on call. */
export const onCallConnectors = ({ connectors = [], rule }: Named): GateConnector[] =>
  rule !== undefined
    ? []
    : connectors.filter(({ kind, scheduleIds }) => kind === "pagerduty" && scheduleIds.length > 0);

/** Ids of all schedules, in their order. */
export const schedulesOf = (settings: Named): string[] => [
  ...new Set(onCallConnectors(settings).flatMap(({ scheduleIds }) => scheduleIds)),
];

/** The decider has the right to ask, and the endpoint has none, as it has none to approve. */
export const askedLater: OnCall = () => Promise.resolve("asked-later");
