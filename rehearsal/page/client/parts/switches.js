/**
 * What the reader can do to the world: its clock, its commits and its faults.
 *
 * @import { Command, FaultSwitch, PageView } from "../../types"
 * @import { Child } from "../node.js"
 */
import { minutesPastNextExpiry, span } from "../format.js";
import { h } from "../node.js";

/**
 * @param {PageView} view
 * @param {number} now
 * @returns {Child}
 */
export function switches({ approvals, pipelines, faults }, now) {
  const toExpiry = minutesPastNextExpiry(now, approvals);
  return h(
    "section",
    { class: "switches", "aria-labelledby": "switches-title" },
    h("h2", { id: "switches-title", class: "sr-only" }, "Switches"),
    group(
      "Clock",
      ask("+1 hour", { kind: "advance", minutes: 60 }),
      ask("+1 day", { kind: "advance", minutes: 1440 }),
      toExpiry === undefined
        ? ask("Past the next expiry", { kind: "advance", minutes: 0 }, "no approval is waiting")
        : ask(`Past the next expiry (+${span(toExpiry)})`, { kind: "advance", minutes: toExpiry }),
    ),
    group(
      "Source",
      pipelines.map(({ name }) =>
        ask(pipelines.length === 1 ? "Another commit" : `Another commit for ${name}`, {
          kind: "commit",
          pipelineName: name,
        }),
      ),
    ),
    faults.length > 0 && group("Faults", faults.map(fault)),
  );
}

/**
 * @param {string} label
 * @param {...Child} children
 */
function group(label, ...children) {
  const id = `switches-${label.toLowerCase()}`;
  return h(
    "div",
    { class: "switch-group", role: "group", "aria-labelledby": id, key: label },
    h("span", { class: "label", id }, label),
    h("div", { class: "row" }, children),
  );
}

/**
 * @param {string} label
 * @param {Command} question
 * @param {string} [impossible] why it cannot be asked now
 */
function ask(label, question, impossible) {
  const key = "pipelineName" in question ? `${question.kind} ${question.pipelineName}` : undefined;
  return impossible === undefined
    ? h("button", { type: "button", key, intent: ["ask", question] }, label)
    : h(
        "button",
        { type: "button", key, "aria-disabled": "true", intent: ["explain", impossible] },
        label,
        h("span", { class: "sr-only" }, `: ${impossible}`),
      );
}

/** @param {FaultSwitch} fault */
function fault({ id, label, on }) {
  return h(
    "button",
    {
      key: id,
      type: "button",
      class: "fault",
      role: "switch",
      "aria-checked": on ? "true" : "false",
      intent: ["ask", { kind: "fault", id, on: !on }],
    },
    h("span", { class: "track", "aria-hidden": "true" }),
    h("bdi", {}, label),
  );
}
