/** What people see of changes, and do about them. */
import type { SystemTicket } from "../system";
import { type Change, type Instance, Refused, timeOf, type User } from "./instance";
import { approvalLabels, type ChangeType, isOver, stateLabels, states, wayOf } from "./model";

interface Action {
  readonly id: string;
  readonly label: string;
  readonly isThere: (change: Change) => boolean;
  readonly act: (instance: Instance, change: Change, person: User) => void;
}

const before = ({ row }: Change, state: string): boolean => {
  const way = wayOf(row.type as ChangeType);
  return !isOver(row.state) && way.indexOf(row.state) < way.indexOf(state);
};
const isOpen = ({ row }: Change): boolean => !isOver(row.state);
const isIn = (state: string) => (change: Change) => change.row.state === state;

const actions: readonly Action[] = [
  {
    ...{ id: "approve", label: "Approve" },
    isThere: (change) => before(change, states.scheduled),
    act: approve,
  },
  {
    ...{ id: "implement", label: "Implement" },
    isThere: isIn(states.scheduled),
    act: (instance, change, person) => instance.move(change, states.implement, person),
  },
  {
    ...{ id: "reject", label: "Reject" },
    isThere: (change) => before(change, states.scheduled),
    act: (instance, change, person) => {
      instance.set(change, "approval", "rejected", person);
      // Who wants it all the same begins anew.
      instance.set(change, "state", states.new, person);
    },
  },
  {
    ...{ id: "cancel", label: "Cancel" },
    isThere: isOpen,
    act: (instance, change, person) => instance.move(change, states.canceled, person),
  },
  {
    ...{ id: "hold", label: "Put on hold" },
    isThere: (change) => isOpen(change) && change.row.on_hold !== "true",
    act: (instance, change, person) => instance.set(change, "on_hold", "true", person),
  },
  {
    ...{ id: "resume", label: "Take off hold" },
    isThere: (change) => isOpen(change) && change.row.on_hold === "true",
    act: (instance, change, person) => instance.set(change, "on_hold", "false", person),
  },
  { ...{ id: "move window", label: "Move its window" }, isThere: isOpen, act: moveWindow },
  {
    ...{ id: "close", label: "Close as done" },
    isThere: isIn(states.implement),
    act: (instance, change, person) => {
      instance.move(change, states.review, person);
      instance.move(change, states.closed, person);
    },
  },
];

const otherRequest = "0".repeat(32);

/** What nobody should believe: whoever may open and edit changes may do this, in the form or by the API. */
const forging: readonly Action[] = [
  {
    ...{ id: "open another", label: "Open another for the same request" },
    isThere: isOpen,
    act: (instance, { row }, person) => {
      const { short_description = "", correlation_id } = row;
      const named = { short_description, correlation_id };
      instance.create(row.type as ChangeType, named, person);
    },
  },
  {
    ...{ id: "edit correlation", label: "Have it name another request" },
    isThere: isOpen,
    act: (instance, change, person) => instance.set(change, "correlation_id", otherRequest, person),
  },
];

/** All that comes before: a person does it with several clicks. */
function approve(instance: Instance, change: Change, person: User): void {
  if (change.row.on_hold === "true") throw new Refused(`${change.row.number} is on hold.`);
  const way = wayOf(change.row.type as ChangeType);
  const next = (): string => way[way.indexOf(change.row.state) + 1];
  while (next() !== states.scheduled) instance.move(change, next(), person);
  instance.set(change, "approval", "approved", person);
  instance.move(change, states.scheduled, person);
  if (change.row.start_date === "" || change.row.end_date === "") {
    setWindow(instance, change, instance.clock.now(), person);
  }
}

/** Behind itself where it is open, so that it is not any more; where it is not, to this moment. */
function moveWindow(instance: Instance, change: Change, person: User): void {
  const { start_date: start, end_date: end } = change.row;
  const now = instance.clock.now();
  const isNow = start !== "" && end !== "" && start <= timeOf(now) && timeOf(now) <= end;
  const from = isNow ? new Date(new Date(`${end.replace(" ", "T")}Z`).getTime() + 1000) : now;
  setWindow(instance, change, from, person);
}

function setWindow(instance: Instance, change: Change, from: Date, person: User): void {
  const to = new Date(from.getTime() + instance.entry.window * 60_000);
  instance.set(change, "start_date", timeOf(from), person);
  instance.set(change, "end_date", timeOf(to), person);
}

export const ticketsOf = (instance: Instance): readonly SystemTicket[] =>
  instance.changes.map((change) => ({
    id: change.row.number,
    title: change.row.short_description ?? "",
    state: stateLabels[change.row.state],
    lines: linesOf(change),
    actions: [...actions, ...forging]
      .filter(({ isThere }) => isThere(change))
      .map(({ id, label }) => ({ id, label })),
  }));

function linesOf({ row, notes }: Change): string[] {
  const { approval, on_hold: onHold, start_date: start, end_date: end } = row;
  return [
    `Approval: ${approvalLabels[approval]}`,
    ...(onHold === "true" ? ["On hold"] : []),
    ...(start === "" || end === "" ? [] : [`Window: ${start} to ${end} UTC`]),
    ...notes.map(({ by, text }) => `${by.name}: ${text.split("\n")[0]}`),
  ];
}

export function act(instance: Instance, number: string, id: string, userName: string): void {
  const change = instance.changes.find(({ row }) => row.number === number);
  const action = [...actions, ...forging].find((one) => one.id === id);
  if (change === undefined || action === undefined || !action.isThere(change)) {
    throw new Error(`Nobody can do "${id}" to ${number} now.`);
  }
  action.act(instance, change, { userName, name: instance.entry.people[userName] });
}
