/**
 * The buttons of one request, and whether the one who acts may press them.
 *
 * @import { ApprovalCard, PersonView, RightView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { reasonOnly } from "../format.js";
import { h } from "../node.js";
import { may, rightOf, toldOf } from "./rights.js";
import { verdict } from "./shared.js";

const buttons = /** @type {const} */ ([
  { status: "Approved", actionId: "approve", label: "Approve", look: "primary" },
  { status: "Rejected", actionId: "reject", label: "Reject", look: "danger" },
]);

/**
 * @param {ApprovalCard} approval
 * @param {readonly PersonView[]} people
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 * @returns {Child}
 */
export function decision(approval, people, ui, person) {
  const { token, rights, inSlack } = approval;
  const id = `decide-${token}`;
  const told = `${id}-told`;
  const said = [
    h("div", { class: "row" }, pressable(approval, ui, person, told), asWhom(ui, person)),
    h(
      "div",
      { class: "told", id: told },
      toldOf({ key: token, rights, what: "decide this" }, people, ui, person),
    ),
  ];
  if (person?.kind === "slack") {
    const isBusy = inSlack !== undefined && ui.busy.has(`click ${inSlack.ts}`);
    return h(
      "div",
      { class: "decide", key: "slack", "aria-busy": isBusy ? "true" : undefined },
      said,
    );
  }
  return h(
    "form",
    {
      class: "decide",
      key: "iam",
      intent: ["decide", token],
      "aria-busy": ui.busy.has(token) ? "true" : undefined,
    },
    h("label", { for: `${id}-summary` }, "Comment"),
    h("textarea", {
      id: `${id}-summary`,
      name: "summary",
      rows: "2",
      maxlength: "512",
      "aria-describedby": ui.answers[token] === undefined ? undefined : told,
    }),
    said,
  );
}

/**
 * For who acts in Slack they are the buttons of its message there, which opens the same dialog. Who
 * may not decide can press them all the same: being refused is what a rehearsal is for.
 *
 * @param {ApprovalCard} approval
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 * @param {string} told
 */
function pressable({ token, rights, inSlack }, ui, person, told) {
  const isAllowed = may(rightOf(rights, person), ui);
  return buttons.map(({ status, actionId, label, look }) => {
    const attributes = {
      key: actionId,
      class: isAllowed ? look : `${look} denied`,
      "aria-describedby": isAllowed ? undefined : told,
    };
    if (person?.kind !== "slack") {
      return h("button", { ...attributes, name: "status", value: status }, label);
    }
    const how =
      inSlack === undefined
        ? { "aria-disabled": "true", intent: ["explain", nowhere] }
        : { intent: ["click", { ...inSlack, actionId }, token] };
    return h("button", { ...attributes, type: "button", ...how }, label);
  });
}

const nowhere = "this request has no message in Slack";

/** @param {Ui} ui @param {PersonView | undefined} person */
function asWhom({ mfa }, person) {
  if (person === undefined) return undefined;
  const how = person.kind === "slack" ? " in Slack" : mfa && person.mfaKey ? " with MFA" : "";
  return h("span", { class: "detail" }, `as ${person.name}${how}`);
}

/**
 * Everybody, each once, with the reason.
 *
 * @param {ApprovalCard} approval
 * @param {readonly PersonView[]} people
 * @returns {Child}
 */
export function rights({ rights }, people) {
  return h(
    "details",
    {},
    h("summary", {}, "Who may decide, and why"),
    h(
      "ul",
      { class: "rights" },
      rights.map((right) => line(right, people)),
    ),
  );
}

/** @param {RightView} right @param {readonly PersonView[]} people */
function line({ person, allowed, reason, withMfa }, people) {
  const { name, detail } = people.find(({ key }) => key === person) ?? { name: person, detail: "" };
  const isAble = allowed || withMfa?.allowed === true;
  const can = !isAble ? "may not" : allowed ? "may" : "may with MFA only";
  const decisive = isAble && !allowed ? (withMfa?.reason ?? reason) : reason;
  return h(
    "li",
    { key: person },
    verdict(isAble, `${name} `),
    h("span", { class: "detail" }, `(${detail}) ${can}. ${reasonOnly(decisive)}`),
  );
}
