/**
 * What the page knows beside the view: the reader's own choices, and what was answered.
 *
 * @import { DialogView, PageView, PersonView, RightView } from "../types"
 *
 * @typedef {"all" | "decisions" | "refused"} Filter
 * @typedef {DialogView & { errors: Readonly<Record<string, string>>, message?: string,
 *   person: string }} OpenDialog
 * @typedef {{ text: string, tone: "good" | "bad", number: number }} Notice
 * @typedef {{ message: string, why?: string, number: number }} Refusal
 * @typedef {{ person: string, mfa: boolean }} Acting
 *
 * @typedef {object} Ui
 * @property {"opening" | "live" | "lost" | "ended" | "refused"} connection
 * @property {string | undefined} person `PersonView.key` of who acts.
 * @property {boolean} mfa Whether the person's session has MFA.
 * @property {Readonly<Record<string, Refusal>>} answers What was refused, by approval token, `operationKey` or `workKey`.
 * @property {Filter} filter
 * @property {number} trailLimit
 * @property {number} activityDropped Lines that the server no longer sends.
 * @property {ReadonlySet<string>} busy What was asked and not answered yet.
 * @property {OpenDialog | undefined} dialog
 * @property {Notice | undefined} notice
 */

/** @returns {Ui} */
export function startingUi() {
  return {
    connection: "opening",
    person: undefined,
    mfa: false,
    answers: {},
    filter: "decisions",
    trailLimit: 50,
    activityDropped: 0,
    busy: new Set(),
    dialog: undefined,
    notice: undefined,
  };
}

/**
 * @param {Ui} ui
 * @param {"good" | "bad"} tone
 * @param {string} text
 * @returns {Ui}
 */
export function tell(ui, tone, text) {
  return { ...ui, notice: { tone, text, number: (ui.notice?.number ?? 0) + 1 } };
}

/**
 * A decision or an operation was refused. It is said where it was tried, and nowhere else.
 *
 * @param {Ui} ui
 * @param {string} key
 * @param {{ message: string, why?: string }} refusal
 * @returns {Ui}
 */
export function refuse(ui, key, refusal) {
  const number = (ui.answers[key]?.number ?? 0) + 1;
  return { ...ui, notice: undefined, answers: { ...ui.answers, [key]: { ...refusal, number } } };
}

/**
 * The first who may, and whether that takes MFA. Who may do anything comes last: the gate was not made
 * for them.
 *
 * @param {readonly RightView[]} rights
 * @param {readonly PersonView[]} people
 * @returns {Acting | undefined}
 */
export function firstAllowed(rights, people) {
  const may = people.flatMap(({ key, isPowerful = false }) => {
    const right = rights.find(({ person }) => person === key);
    const mfa = right?.allowed === false && right.withMfa?.allowed === true;
    return right?.allowed === true || mfa ? [{ person: key, mfa, isPowerful }] : [];
  });
  const first = may.find(({ isPowerful }) => !isPowerful) ?? may[0];
  return first && { person: first.person, mfa: first.mfa };
}

/**
 * Whoever may decide what waits, where the reader has not said yet who they are.
 *
 * @param {Ui} ui
 * @param {PageView} view
 * @returns {Partial<Acting>}
 */
function whoOpens({ person }, { approvals, people }) {
  const [oldest] = approvals;
  if (oldest === undefined || people.some(({ key }) => key === person)) return {};
  return firstAllowed(oldest.rights, people) ?? {};
}

/**
 * Where an answer about a stage is kept.
 *
 * @param {"override" | "rollback"} kind
 * @param {string} pipelineName
 * @param {string} stageName
 */
export function operationKey(kind, pipelineName, stageName) {
  return `${kind} ${pipelineName} ${stageName}`;
}

/**
 * Where an answer about a ticket is kept.
 *
 * @param {string} system
 * @param {string} ticket
 */
export function workKey(system, ticket) {
  return `work ${system} ${ticket}`;
}

/** @param {PageView} view */
function workKeys({ systems }) {
  return systems.flatMap(({ id, tickets }) => tickets.map((ticket) => workKey(id, ticket.id)));
}

/** @param {PageView} view */
function operationKeys({ pipelines }) {
  return pipelines.flatMap(({ name: pipelineName, stages }) =>
    stages.flatMap(({ name, override, rollback }) => [
      ...(override ? [operationKey("override", pipelineName, name)] : []),
      ...(rollback ? [operationKey("rollback", pipelineName, name)] : []),
    ]),
  );
}

/**
 * A new view arrived: what was answered to something that is gone is forgotten.
 *
 * @param {Ui} ui
 * @param {PageView | undefined} before
 * @param {PageView} view
 * @returns {Ui}
 */
export function arrived(ui, before, view) {
  const tokens = view.approvals.map(({ token }) => token);
  const keys = new Set([...tokens, ...operationKeys(view), ...workKeys(view)]);
  const answers = Object.fromEntries(Object.entries(ui.answers).filter(([key]) => keys.has(key)));
  const activityDropped = ui.activityDropped + shift(before?.activity ?? [], view.activity);
  return { ...ui, ...whoOpens(ui, view), connection: "live", answers, activityDropped };
}

/**
 * How many lines fell out at the front when a list of the last lines moved on.
 *
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 */
export function shift(before, after) {
  for (let dropped = 0; dropped < before.length; dropped += 1) {
    const kept = before.slice(dropped);
    if (kept.length <= after.length && kept.every((line, index) => line === after[index])) {
      return dropped;
    }
  }
  return before.length;
}

/**
 * @param {Ui} ui
 * @param {string} name
 * @param {boolean} isBusy
 * @returns {Ui}
 */
export function withBusy(ui, name, isBusy) {
  const busy = new Set(ui.busy);
  if (isBusy) busy.add(name);
  else busy.delete(name);
  return { ...ui, busy };
}
