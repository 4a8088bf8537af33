/**
 * What waits for a decision, and whether the one who acts may take it.
 *
 * @import { ApprovalCard, PageView, PersonView, RightView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { left, reasonOnly } from "../format.js";
import { h } from "../node.js";
import { stateIcon } from "../states.js";
import { acting, moment, nothing, outside, section, verdict, words } from "./shared.js";

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
  const { token, pipelineName, stageName, actionName, customData, externalEntityLink } = approval;
  const { requestedAt, expires } = approval;
  const person = acting(view, ui);
  return h(
    "article",
    { class: "card approval-card", key: token },
    h("h3", {}, stateIcon("Waiting"), h("bdi", {}, `${stageName} / ${actionName}`)),
    h("p", { class: "detail" }, "in ", h("bdi", {}, pipelineName)),
    h(
      "dl",
      { class: "facts" },
      fact(
        "What",
        customData !== undefined && words(customData, 140),
        externalEntityLink !== undefined &&
          h("p", { class: "links-to" }, outside(externalEntityLink, externalEntityLink)),
      ),
      fact("Who", deciders(approval, view.people)),
      fact(
        "Until",
        moment(expires),
        ", ",
        h("b", { class: "tone-wait" }, left(now, expires)),
        h("span", { class: "detail asked" }, ", asked ", moment(requestedAt)),
      ),
    ),
    decision(approval, ui, person),
    may(approval, person),
    rights(approval, view.people),
    h(
      "details",
      { class: "command" },
      h("summary", {}, "The same with the AWS CLI"),
      h("pre", { tabindex: "0", "aria-label": "Command line" }, commandFor(approval, person)),
      h("button", { type: "button", intent: ["copy", commandFor(approval, person)] }, "Copy"),
    ),
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
 * The names of those who may decide, each once.
 *
 * @param {ApprovalCard} approval
 * @param {readonly PersonView[]} people
 */
function deciders({ rights }, people) {
  const keys = new Set(rights.filter(({ allowed }) => allowed).map(({ person }) => person));
  const names = new Set(people.filter(({ key }) => keys.has(key)).map(({ name }) => name));
  return names.size === 0
    ? h("b", { class: "tone-bad" }, "nobody: no policy allows it")
    : h("bdi", {}, [...names].join(", "));
}

/**
 * @param {ApprovalCard} approval
 * @param {PersonView | undefined} person
 */
function may({ rights }, person) {
  const right = rights.find((one) => one.person === person?.key);
  if (person === undefined || right === undefined) return undefined;
  return h(
    "p",
    { class: "may" },
    verdict(right.allowed, `${person.name} ${right.allowed ? "may" : "may not"} decide this. `),
    h("span", { class: "detail" }, reasonOnly(right.reason)),
  );
}

/**
 * @param {ApprovalCard} approval
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 */
function decision({ token }, ui, person) {
  const inSlack = person?.kind === "slack";
  const answer = ui.answers[token];
  const id = `decide-${token}`;
  const explained = inSlack ? `${id}-slack` : undefined;
  /** @param {"Approved" | "Rejected"} status @param {string} label @param {string} look */
  const button = (status, label, look) =>
    h(
      "button",
      {
        class: look,
        name: "status",
        value: status,
        "aria-disabled": inSlack ? "true" : undefined,
        "aria-describedby": explained,
      },
      label,
    );
  return h(
    "form",
    { intent: ["decide", token], "aria-busy": ui.busy.has(token) ? "true" : undefined },
    h("label", { for: `${id}-summary` }, "Comment"),
    h("textarea", {
      id: `${id}-summary`,
      name: "summary",
      rows: "2",
      maxlength: "512",
      "aria-describedby": answer === undefined ? undefined : `${id}-answer`,
    }),
    inSlack &&
      h(
        "p",
        { class: "hint", id: `${id}-slack` },
        `${person.name} acts in Slack: use the buttons of the message there, or pick an IAM person ` +
          "above to decide here.",
      ),
    answer !== undefined && h("p", { class: "refusal", id: `${id}-answer` }, words(answer, 600)),
    h(
      "div",
      { class: "row" },
      button("Approved", "Approve", "primary"),
      button("Rejected", "Reject", "danger"),
      h("span", { class: "detail" }, person === undefined ? "" : `as ${person.name}`),
    ),
  );
}

/**
 * Who else may and may not.
 *
 * @param {ApprovalCard} approval
 * @param {readonly PersonView[]} people
 */
function rights({ rights }, people) {
  /** @param {RightView} right */
  const line = ({ person, allowed, reason }) => {
    const { name, detail } = people.find(({ key }) => key === person) ?? {
      name: person,
      detail: "",
    };
    return h(
      "li",
      { key: person },
      verdict(allowed, `${name} `),
      h(
        "span",
        { class: "detail" },
        `(${detail}) ${allowed ? "may" : "may not"}. ${reasonOnly(reason)}`,
      ),
    );
  };
  const yes = rights.filter(({ allowed }) => allowed).length;
  return h(
    "details",
    {},
    h("summary", {}, `Who may decide: ${yes} of ${rights.length}`),
    h("ul", { class: "rights" }, rights.map(line)),
  );
}

/**
 * @param {ApprovalCard} approval
 * @param {PersonView | undefined} person
 */
function commandFor({ command }, person) {
  if (person?.kind !== "iam") return command;
  return command.replace("--profile PROFILE", `--profile ${person.key.slice("iam:".length)}`);
}
