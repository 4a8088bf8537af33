/**
 * Other systems: whether they are down, and their tickets with what can be done to each.
 *
 * @import { PageView, SystemView, TicketView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { h } from "../node.js";
import { workKey } from "../ui.js";
import { nothing, section, words } from "./shared.js";

/**
 * @param {Pick<PageView, "systems">} view
 * @param {Ui} ui
 * @returns {Child}
 */
export function systems({ systems }, ui) {
  if (systems.length === 0) return undefined;
  return section(
    { id: "systems", title: "Other systems" },
    systems.map((one) => system(one, ui)),
  );
}

/** @param {SystemView} system @param {Ui} ui */
function system(system, ui) {
  const { id, title, fault, isDown, tickets } = system;
  const heading = `system-${id}`;
  return h(
    "article",
    { class: "system", key: id, "aria-labelledby": heading },
    h(
      "div",
      { class: "system-head" },
      h("h3", { id: heading }, h("bdi", {}, title)),
      h(
        "button",
        {
          type: "button",
          class: "switch fault small",
          role: "switch",
          "aria-checked": isDown ? "true" : "false",
          intent: ["ask", { kind: "fault", id: fault, on: !isDown }],
        },
        h("span", { class: "track", "aria-hidden": "true" }),
        "Down",
        h("span", { class: "sr-only" }, ": ", title),
      ),
    ),
    tickets.length === 0
      ? nothing("It has no ticket yet.")
      : h(
          "ul",
          { class: "tickets" },
          tickets.map((one) => ticket(one, system, ui)),
        ),
  );
}

/** @param {TicketView} ticket @param {SystemView} system @param {Ui} ui */
function ticket({ id, title, state, lines, actions }, { id: systemId, people }, ui) {
  const key = workKey(systemId, id);
  return h(
    "li",
    { class: "ticket", key: id },
    h(
      "p",
      { class: "ticket-head" },
      h("b", {}, h("bdi", {}, id)),
      h("span", { class: "tag" }, h("bdi", {}, state)),
    ),
    h("p", { class: "ticket-title" }, h("bdi", {}, title)),
    lines.length > 0 &&
      h(
        "ul",
        { class: "ticket-lines" },
        lines.map((line, index) => h("li", { key: String(index) }, words(line))),
      ),
    actions.length > 0 &&
      h(
        "form",
        {
          key: "work",
          class: "row",
          intent: ["work", systemId, id],
          "aria-busy": ui.busy.has(key) ? "true" : undefined,
        },
        h(
          "label",
          { class: "row" },
          "As",
          h(
            "select",
            { name: "as" },
            people.map(({ id, name }) => h("option", { key: id, value: id }, name)),
          ),
        ),
        actions.map((action) =>
          h(
            "button",
            { key: action.id, name: "action", value: action.id },
            h("bdi", {}, action.label),
          ),
        ),
      ),
    refusal(key, ui),
  );
}

/** @param {string} key @param {Ui} ui @returns {Child} */
function refusal(key, ui) {
  const answer = ui.answers[key];
  if (answer === undefined) return undefined;
  return h(
    "div",
    { class: "refusal", role: "alert", key: `answer ${answer.number}` },
    h("p", {}, words(answer.message, 600)),
  );
}
