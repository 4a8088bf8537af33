/**
 * How each state looks: a drawing, a colour and words. Any one of them tells the states apart.
 *
 * @import { State } from "../../screen/marks"
 */
import { h } from "./node.js";

/**
 * @typedef {{ words: string, tone: "wait" | "quiet" | "run" | "good" | "bad" | "stop",
 *   path: string }} Look
 */

const ring = "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11";

/** @type {Readonly<Record<State, Look>>} */
const looks = {
  Waiting: {
    words: "Waiting for a decision",
    tone: "wait",
    path: "M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14",
  },
  NotRun: { words: "Not run yet", tone: "quiet", path: ring },
  InProgress: { words: "Running", tone: "run", path: "M8 2.5a5.5 5.5 0 1 1-5.5 5.5" },
  Succeeded: { words: "Succeeded", tone: "good", path: "M3 8.5l3.5 3.5L13 4.5" },
  Failed: { words: "Failed", tone: "bad", path: "M4 4l8 8M12 4l-8 8" },
  Stopping: { words: "Stopping", tone: "stop", path: "M4 4h3M9 4h3v3M12 9v3H9M7 12H4V9M4 7V4" },
  Stopped: { words: "Stopped", tone: "stop", path: "M4 4h8v8H4zM6.5 6.5h3v3h-3z" },
  Cancelled: { words: "Cancelled", tone: "stop", path: `${ring}M4.2 4.2l7.6 7.6` },
  Superseded: {
    words: "Superseded by a newer one",
    tone: "quiet",
    path: "M3.5 4l4 4-4 4M8.5 4l4 4-4 4",
  },
  Skipped: { words: "Skipped", tone: "quiet", path: "M2.5 11a5 5 0 0 1 9-3M12.5 4.5v4h-4" },
  Abandoned: { words: "Abandoned", tone: "stop", path: `${ring}M6 6l4 4M10 6l-4 4` },
};

/** @type {Look} */
const unknown = { words: "Running", tone: "run", path: looks.InProgress.path };

/**
 * @param {string} state
 * @returns {Look}
 */
export function lookOf(state) {
  return Object.hasOwn(looks, state) ? looks[/** @type {State} */ (state)] : unknown;
}

/**
 * The drawing. Words stand beside it or in `label`.
 *
 * @param {string} state
 * @param {string} [label]
 */
export function stateIcon(state, label) {
  const { path, tone } = lookOf(state);
  const spinning = state === "InProgress" ? " spinning" : "";
  return icon(path, `tone-${tone}${spinning}`, label);
}

/**
 * @param {string} path
 * @param {string} [look] class names
 * @param {string} [label] what a screen reader says; without one the drawing is decoration
 */
export function icon(path, look = "", label) {
  const spoken = label === undefined ? { "aria-hidden": "true" } : { "aria-label": label };
  return h(
    "svg",
    { class: `icon ${look}`.trim(), viewBox: "0 0 16 16", role: "img", ...spoken },
    h("path", { d: path }),
  );
}

export const shapes = {
  yes: looks.Succeeded.path,
  no: looks.Failed.path,
  arrow: "M1 8h13M10 4l4 4-4 4",
  bell: "M4 11V7.5a4 4 0 0 1 8 0V11l1 1.5H3zM6.5 14.5h3",
  clock: `${ring}M8 5v3.5l2.5 1.5`,
};
