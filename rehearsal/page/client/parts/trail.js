/**
 * Who did what, and which right allowed it.
 *
 * @import { TrailEntry } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Filter, Ui } from "../ui.js"
 */
import { nameOf, reasonOnly } from "../format.js";
import { h } from "../node.js";
import { moment, nothing, section, verdict, words } from "./shared.js";

/** What lets something past, and what takes back what was let past. */
const decisions = ["PutApprovalResult", "OverrideStageCondition", "RollbackStage"].map(
  (name) => `codepipeline:${name}`,
);

/** @type {readonly (readonly [Filter, string, (entry: TrailEntry) => boolean])[]} */
const filters = [
  ["decisions", "Decisions", ({ action }) => decisions.includes(action)],
  ["refused", "Refused", ({ allowed, error }) => !allowed || error !== undefined],
  ["all", "Everything", () => true],
];

/**
 * @param {readonly TrailEntry[]} trail
 * @param {Ui} ui
 * @returns {Child}
 */
export function trail(trail, { filter, trailLimit }) {
  const chosen = filters.find(([id]) => id === filter) ?? filters[0];
  const kept = trail.filter(chosen[2]);
  const rest = kept.length - trailLimit;
  return section(
    { id: "trail", title: "Audit trail", count: trail.length, note: choice(trail, filter) },
    kept.length === 0
      ? nothing(
          chosen[0] === "decisions"
            ? "Nobody has decided yet."
            : "Nothing of this kind was called yet.",
        )
      : h(
          "ol",
          { class: "trail" },
          // Numbered from the oldest, so that an entry keeps its key when newer ones arrive.
          kept
            .map((entry, index) => ({ entry, key: String(kept.length - index) }))
            .slice(0, trailLimit)
            .map(({ entry, key }) => line(entry, `${filter} ${key}`)),
        ),
    rest > 0 &&
      h("button", { type: "button", intent: ["more"] }, `Show ${Math.min(rest, 100)} more`),
  );
}

/**
 * @param {readonly TrailEntry[]} trail
 * @param {Filter} filter
 */
function choice(trail, filter) {
  return h(
    "div",
    { class: "choice", role: "group", "aria-label": "Which calls" },
    filters.map(([id, label, keep]) =>
      h(
        "button",
        {
          key: id,
          type: "button",
          "aria-pressed": id === filter ? "true" : "false",
          intent: ["filter", id],
        },
        label,
        h("span", { class: "count" }, " ", trail.filter(keep).length),
      ),
    ),
  );
}

/**
 * @param {TrailEntry} entry
 * @param {string} key
 */
function line({ at, who, action, resource, allowed, right, said, error }, key) {
  return h(
    "li",
    { key, class: allowed && error === undefined ? "call" : "call refused" },
    h("span", { class: "detail when", title: at }, moment(at)),
    verdict(allowed, allowed ? "Allowed" : "Refused"),
    h("span", { class: "caller", title: who }, h("bdi", {}, nameOf(who))),
    h(
      "div",
      { class: "call-body" },
      h("p", {}, h("code", {}, action), " on ", h("bdi", { class: "resource" }, resource)),
      h("p", { class: "detail" }, words(reasonOnly(right), 300)),
      said !== undefined && h("blockquote", {}, words(said, 300)),
      error !== undefined && answered(error, allowed),
    ),
  );
}

/**
 * Where a right was missing the line above has said so; AWS's words for it are for who asks.
 *
 * @param {string} error
 * @param {boolean} allowed
 */
function answered(error, allowed) {
  if (allowed) return h("p", { class: "refusal" }, words(error, 400));
  return h(
    "details",
    { class: "why" },
    h("summary", { class: "detail" }, "What AWS answered"),
    h("p", { class: "refusal words" }, error),
  );
}
