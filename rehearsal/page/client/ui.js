/**
 * What the page knows beside the view: the reader's own choices, and what was answered.
 *
 * @import { DialogView, PageView } from "../types"
 *
 * @typedef {"all" | "decisions" | "refused"} Filter
 * @typedef {DialogView & { errors: Readonly<Record<string, string>>, message?: string,
 *   person: string }} OpenDialog
 * @typedef {{ text: string, tone: "good" | "bad", number: number, shownElsewhere: boolean }} Notice
 *
 * @typedef {object} Ui
 * @property {"opening" | "live" | "lost" | "ended" | "refused"} connection
 * @property {string | undefined} person `PersonView.key` of who acts.
 * @property {Readonly<Record<string, string>>} answers Why it was refused, by approval token.
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
 * @param {boolean} [shownElsewhere] true where only a screen reader still needs it
 * @returns {Ui}
 */
export function tell(ui, tone, text, shownElsewhere = false) {
  return { ...ui, notice: { tone, text, shownElsewhere, number: (ui.notice?.number ?? 0) + 1 } };
}

/**
 * A new view arrived: what was answered to approvals that are gone is forgotten.
 *
 * @param {Ui} ui
 * @param {PageView | undefined} before
 * @param {PageView} view
 * @returns {Ui}
 */
export function arrived(ui, before, view) {
  const tokens = new Set(view.approvals.map(({ token }) => token));
  const answers = Object.fromEntries(Object.entries(ui.answers).filter(([key]) => tokens.has(key)));
  const activityDropped = ui.activityDropped + shift(before?.activity ?? [], view.activity);
  return { ...ui, connection: "live", answers, activityDropped };
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
