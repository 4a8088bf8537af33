/**
 * The example, who you are, what time it is, and whether the rehearsal still runs.
 *
 * @import { PageView, PersonView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { at } from "../format.js";
import { h } from "../node.js";
import { icon, shapes } from "../states.js";
import { acting } from "./shared.js";
import { switches } from "./switches.js";

/**
 * @param {PageView} view
 * @returns {Child}
 */
export function header(view) {
  const { example, region, endpoint, approvals, inbox, channels, systems, trail, measures } = view;
  const tickets = systems.reduce((sum, { tickets }) => sum + tickets.length, 0);
  const messages = channels.reduce((sum, { messages }) => sum + messages.length, 0);
  const links = [
    ["approvals", "Approvals", approvals.length],
    ["pipelines", "Pipeline"],
    ...(measures === undefined ? [] : [["measures", "Measures"]]),
    ...(channels.length > 0 ? [["slack", "Slack", messages]] : []),
    ["inbox", "Inbox", inbox.length],
    ...(systems.length > 0 ? [["systems", "Other systems", tickets]] : []),
    ["trail", "Audit trail", trail.length],
    ["activity", "What happened"],
    ["resources", "Resources"],
  ];
  return h(
    "header",
    { class: "top" },
    h(
      "div",
      { class: "title" },
      h("p", { class: "kicker" }, "codepipeline-approvals · rehearsal"),
      h("h1", {}, example),
      h("p", { class: "where" }, "A local AWS in ", region, " at ", h("code", {}, endpoint)),
    ),
    h(
      "nav",
      { "aria-label": "Parts of this page" },
      h(
        "ul",
        { class: "links" },
        links.map(([id, name, count]) =>
          h(
            "li",
            { key: String(id) },
            h(
              "a",
              { href: `#${id}`, intent: ["go", id] },
              name,
              count !== undefined && h("span", { class: "count" }, " ", count),
            ),
          ),
        ),
      ),
    ),
  );
}

/**
 * Stays in sight while the page scrolls.
 *
 * @param {PageView} view
 * @param {Ui} ui
 * @param {number} now
 * @returns {Child}
 */
export function actingBar(view, ui, now) {
  const person = acting(view, ui);
  const kinds = /** @type {const} */ ([
    ["iam", "IAM: console, e-mail and AWS CLI"],
    ["slack", "Slack"],
  ]);
  return h(
    "div",
    { class: "bar", role: "region", "aria-label": "Who acts, and when" },
    h(
      "div",
      { class: "who" },
      h("label", { for: "person" }, "You are"),
      h(
        "select",
        { id: "person", intent: ["act-as"], "aria-describedby": "person-detail" },
        kinds.map(([kind, label]) => people(kind, label, view.people, person?.key)),
      ),
      person?.mfaKey !== undefined && mfaSwitch(person.key, ui.mfa),
      h("span", { id: "person-detail", class: "detail" }, person?.detail ?? "nobody"),
    ),
    h(
      "div",
      { class: "moment" },
      h(
        "span",
        { class: "clock" },
        icon(shapes.clock),
        h("span", { class: "sr-only" }, "The rehearsal's time: "),
        h("time", { datetime: new Date(now).toISOString() }, at(now)),
      ),
      connection(ui),
      switches(view, now),
    ),
  );
}

/**
 * @param {string} person
 * @param {boolean} mfa
 */
function mfaSwitch(person, mfa) {
  return h(
    "button",
    {
      key: "mfa",
      type: "button",
      class: "switch small",
      role: "switch",
      "aria-checked": mfa ? "true" : "false",
      intent: ["become", person, !mfa],
    },
    h("span", { class: "track", "aria-hidden": "true" }),
    "MFA",
  );
}

/**
 * @param {"iam" | "slack"} kind
 * @param {string} label
 * @param {readonly PersonView[]} everybody
 * @param {string | undefined} chosen
 */
function people(kind, label, everybody, chosen) {
  const some = everybody.filter((person) => person.kind === kind);
  if (some.length === 0) return undefined;
  return h(
    "optgroup",
    { key: kind, label },
    some.map(({ key, name, detail }) =>
      h("option", { key, value: key, selected: key === chosen }, `${name} (${detail})`),
    ),
  );
}

const connections = {
  opening: "Opening…",
  live: "Live",
  lost: "Trying again…",
  ended: "Ended",
  refused: "Ended",
};

/** @param {Ui} ui */
function connection({ connection }) {
  return h("span", { class: `connection ${connection}` }, connections[connection]);
}

const endings = {
  lost: ["The rehearsal does not answer. Trying again…"],
  ended: ["The rehearsal ended. Start it again: ", h("code", {}, "npm run rehearse")],
  refused: [
    "This address is not the whole link of a rehearsal that runs now. Open the link that the " +
      "terminal printed last, up to its end. None runs? ",
    h("code", {}, "npm run rehearse"),
  ],
};

/**
 * Says that nothing on the page can be used any more.
 *
 * @param {Ui} ui
 * @returns {Child}
 */
export function ending({ connection }) {
  if (connection === "live" || connection === "opening") return undefined;
  return h(
    "div",
    { class: "ending", role: "alert", key: "ending" },
    h("p", { key: connection }, endings[connection]),
  );
}
