/**
 * Whether the person who acts may do something, why, and who may instead.
 *
 * @import { PersonView, RightView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 *
 * @typedef {object} Matter
 * @property {string} key Under which a refusal is kept: a token, or a stage with the operation.
 * @property {readonly RightView[]} rights
 * @property {string} what For example `decide this`.
 */
import { reasonOnly } from "../format.js";
import { h } from "../node.js";
import { firstAllowed } from "../ui.js";
import { nameText, verdict, why, words } from "./shared.js";

/** @param {readonly RightView[]} rights @param {PersonView | undefined} person */
export function rightOf(rights, person) {
  return rights.find((one) => one.person === person?.key);
}

/** @param {RightView | undefined} right @param {Ui} ui */
export function may(right, { mfa }) {
  return (mfa ? (right?.withMfa ?? right) : right)?.allowed === true;
}

/**
 * One sentence: what was refused, or else whether the person may. The reason stands behind it.
 *
 * @param {Matter} matter
 * @param {readonly PersonView[]} people
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 * @returns {Child}
 */
export function toldOf({ key, rights, what }, people, ui, person) {
  const right = rightOf(rights, person);
  const answer = ui.answers[key];
  const other = may(right, ui) ? undefined : instead(rights, people, ui, person);
  if (answer !== undefined) {
    return h(
      "div",
      { class: "refusal", role: "alert", key: `answer ${answer.number}` },
      h(
        "p",
        {},
        answer.message.length < 120 ? nameText(answer.message) : words(answer.message, 600),
      ),
      answer.why !== undefined && why(answer.why),
      other,
    );
  }
  if (person === undefined || right === undefined) return undefined;
  const { allowed, reason } = ui.mfa ? (right.withMfa ?? right) : right;
  const needsMfa = !allowed && right.withMfa?.allowed === true;
  const word = allowed ? `may ${what}.` : needsMfa ? "may only with MFA." : `may not ${what}.`;
  return h(
    "div",
    { class: "may", key: "may" },
    verdict(allowed, `${person.name} ${word}`),
    why(reasonOnly(reason)),
    other,
  );
}

/**
 * Who may in the place of a person who may not: the same with MFA, or somebody else.
 *
 * @param {readonly RightView[]} rights
 * @param {readonly PersonView[]} people
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 */
function instead(rights, people, ui, person) {
  const withMfa = !ui.mfa && rightOf(rights, person)?.withMfa?.allowed;
  const self = withMfa && { person: person?.key ?? "", mfa: true };
  const found = self || firstAllowed(rights, people);
  const name = people.find(({ key }) => key === found?.person)?.name;
  if (found === undefined || name === undefined) return undefined;
  const label = `Act as ${name}${found.mfa ? " with MFA" : ""}`;
  return h(
    "button",
    { key: "instead", type: "button", class: "small", intent: ["become", found.person, found.mfa] },
    label,
  );
}
