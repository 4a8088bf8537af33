/**
 * What happened, as the terminal tells it.
 *
 * @import { Child } from "../node.js"
 */
import { h } from "../node.js";
import { nothing, section } from "./shared.js";

/**
 * @param {readonly string[]} lines
 * @param {number} dropped lines that were there before
 * @returns {Child}
 */
export function activity(lines, dropped) {
  return section(
    { id: "activity", title: "What happened" },
    h(
      "div",
      {
        class: "activity",
        role: "log",
        tabindex: "0",
        "aria-labelledby": "activity-title",
        "data-follow": "end",
      },
      lines.length === 0
        ? nothing("Nothing yet.")
        : lines.map((line, index) => h("p", { key: String(dropped + index) }, h("bdi", {}, line))),
    ),
  );
}
