/** The states of a change, as Change Management has them where nobody has changed them, and what may follow on what. */
export const states = {
  new: "-5",
  assess: "-4",
  authorize: "-3",
  scheduled: "-2",
  implement: "-1",
  review: "0",
  closed: "3",
  canceled: "4",
} as const;

export const stateLabels: Readonly<Record<string, string>> = {
  [states.new]: "New",
  [states.assess]: "Assess",
  [states.authorize]: "Authorize",
  [states.scheduled]: "Scheduled",
  [states.implement]: "Implement",
  [states.review]: "Review",
  [states.closed]: "Closed",
  [states.canceled]: "Canceled",
};

export const approvalLabels: Readonly<Record<string, string>> = {
  "not requested": "Not Yet Requested",
  requested: "Requested",
  approved: "Approved",
  rejected: "Rejected",
};

export type ChangeType = "normal" | "standard" | "emergency";

/** A standard change is approved beforehand; an emergency is not assessed. */
const ways: Readonly<Record<ChangeType, readonly string[]>> = {
  normal: [states.new, states.assess, states.authorize],
  emergency: [states.new, states.authorize],
  standard: [states.new],
};

const end = [states.scheduled, states.implement, states.review, states.closed];

/** The states of a change of this type, in their order. */
export const wayOf = (type: ChangeType): readonly string[] => [...ways[type], ...end];

export const isOver = (state: string): boolean =>
  state === states.closed || state === states.canceled;

const needsApproval: readonly string[] = [states.scheduled, states.implement];

interface Standing {
  readonly type: ChangeType;
  readonly state: string;
  readonly approval: string;
  readonly onHold: boolean;
}

/** Why a change cannot be moved there; undefined where it can. */
export function obstacle(
  { type, state, approval, onHold }: Standing,
  to: string,
): string | undefined {
  if (isOver(state)) return `a change in ${stateLabels[state]} is over`;
  if (to === states.canceled) return undefined;
  const way = wayOf(type);
  const isBack = to === states.new && way.indexOf(state) < way.indexOf(states.scheduled);
  const isNext = way.includes(to) && way.indexOf(to) === way.indexOf(state) + 1;
  if (!isBack && !isNext) {
    return `${stateLabels[to] ?? to} does not follow on ${stateLabels[state]}`;
  }
  if (onHold) return "the change is on hold";
  if (needsApproval.includes(to) && approval !== "approved") return "the change is not approved";
  return undefined;
}
