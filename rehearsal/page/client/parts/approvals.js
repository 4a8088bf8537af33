/**
 * What waits for a decision.
 *
 * @import { ApprovalCard, PageView, PersonView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { left, shortId } from "../format.js";
import { h } from "../node.js";
import { stateIcon } from "../states.js";
import { decision, rights } from "./decision.js";
import { acting, moment, nothing, outside, section, sessionKey, words } from "./shared.js";

/**
 * @param {PageView} view
 * @param {Ui} ui
 * @param {number} now
 * @returns {Child}
 */
export function approvals(view, ui, now) {
  const cards = view.approvals.map((one) => card(one, view, ui, now));
  return section(
    { id: "approvals", title: "Waiting for a decision", count: view.approvals.length },
    cards.length === 0
      ? nothing("Nothing waits for a decision now.")
      : h("div", { class: "cards" }, cards),
  );
}

/**
 * @param {ApprovalCard} approval
 * @param {PageView} view
 * @param {Ui} ui
 * @param {number} now
 */
function card(approval, view, ui, now) {
  const { token, pipelineName, executionId, stageName, actionName } = approval;
  const { requestedAt, expires } = approval;
  const person = acting(view, ui);
  return h(
    "article",
    { class: "card approval-card", key: token },
    h("h3", {}, stateIcon("Waiting"), h("bdi", {}, `${stageName} / ${actionName}`)),
    h(
      "p",
      { class: "detail" },
      "in ",
      h("bdi", {}, pipelineName),
      ", ",
      h("code", { title: `Execution ${executionId}` }, shortId(executionId)),
    ),
    h(
      "dl",
      { class: "facts" },
      fact("What", asked(approval)),
      fact("Who", deciders(approval, view.people)),
      fact(
        "Until",
        moment(expires),
        ", ",
        h("b", { class: "tone-wait" }, left(now, expires)),
        h("span", { class: "detail asked" }, ", asked ", moment(requestedAt)),
      ),
    ),
    decision(approval, view.people, ui, person),
    rights(approval, view.people),
    h(
      "details",
      { class: "command" },
      h("summary", {}, "The same with the AWS CLI"),
      h("pre", { tabindex: "0", "aria-label": "Command line" }, commandFor(approval, ui, person)),
      h("button", { type: "button", intent: ["copy", commandFor(approval, ui, person)] }, "Copy"),
    ),
  );
}

/**
 * What the program has to say about it, and why people are asked after a function was. A phone shows its beginning, and the rest when it is scrolled.
 *
 * @param {ApprovalCard} approval
 * @returns {Child}
 */
function asked({ customData, externalEntityLink: link, left: why }) {
  if (customData === undefined && link === undefined && why === undefined) return false;
  return h(
    "div",
    { class: "asked-for", tabindex: "0", role: "group", "aria-label": "What is asked" },
    customData !== undefined && words(customData, 1000),
    link !== undefined && h("p", { class: "links-to" }, outside(link, link)),
    why !== undefined && h("p", { class: "detail" }, words(why, 1000)),
  );
}

/**
 * @param {string} name
 * @param {...Child} values nothing is shown where there are none
 */
function fact(name, ...values) {
  if (values.every((one) => one === false)) return undefined;
  return h("div", { key: name }, h("dt", {}, name), h("dd", {}, values));
}

/**
 * The names of those who may decide, each once; last who may do anything.
 *
 * @param {ApprovalCard} approval
 * @param {readonly PersonView[]} people
 */
function deciders({ rights }, people) {
  const gateFirst = people.toSorted(
    (a, b) => Number(a.isPowerful === true) - Number(b.isPowerful === true),
  );
  const names = gateFirst.flatMap(({ key, name }) => {
    const right = rights.find(({ person }) => person === key);
    if (right?.allowed) return [name];
    return right?.withMfa?.allowed ? [`${name} (with MFA)`] : [];
  });
  return names.length === 0
    ? h("b", { class: "tone-bad" }, "nobody: no policy allows it")
    : h("bdi", {}, [...new Set(names)].join(", "));
}

/**
 * @param {ApprovalCard} approval
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 */
function commandFor({ command }, ui, person) {
  if (person?.kind !== "iam") return command;
  const profile = sessionKey(person, ui).slice("iam:".length);
  return command.replace("--profile PROFILE", `--profile ${profile}`);
}
