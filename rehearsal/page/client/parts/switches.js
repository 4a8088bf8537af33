/**
 * What the reader can do to the world: its clock and its faults. In a drawer, because it is not what
 * an approver is here for.
 *
 * @import { Command, FaultSwitch, PageView } from "../../types"
 * @import { Child } from "../node.js"
 */
import { minutesPastNextExpiry, span } from "../format.js";
import { h } from "../node.js";

/**
 * @param {Pick<PageView, "approvals" | "faults">} view
 * @param {number} now
 * @returns {Child}
 */
export function switches({ approvals, faults }, now) {
  const toExpiry = minutesPastNextExpiry(now, approvals);
  const faulty = faults.filter(({ on }) => on).length;
  return h(
    "details",
    { class: "drawer" },
    h(
      "summary",
      { class: "button" },
      "Clock and faults",
      // A fault that is on must not be forgotten behind a closed drawer.
      faulty > 0 && h("span", { class: "tag tone-bad" }, `${faulty} on`),
    ),
    h(
      "div",
      { class: "switches", role: "group", "aria-label": "Switches" },
      group(
        "Clock",
        ask("+1 hour", { kind: "advance", minutes: 60 }),
        ask("+1 day", { kind: "advance", minutes: 1440 }),
        toExpiry === undefined
          ? ask("Past the next expiry", { kind: "advance", minutes: 0 }, "no approval is waiting")
          : ask(`Past the next expiry (+${span(toExpiry)})`, {
              kind: "advance",
              minutes: toExpiry,
            }),
      ),
      faults.length > 0 && group("Faults", faults.map(fault)),
    ),
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
  return impossible === undefined
    ? h("button", { type: "button", intent: ["ask", question] }, label)
    : h(
        "button",
        { type: "button", "aria-disabled": "true", intent: ["explain", impossible] },
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
      class: "switch fault",
      role: "switch",
      "aria-checked": on ? "true" : "false",
      intent: ["ask", { kind: "fault", id, on: !on }],
    },
    h("span", { class: "track", "aria-hidden": "true" }),
    h("bdi", {}, label),
  );
}
