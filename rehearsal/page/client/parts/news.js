/**
 * What happened, as the terminal tells it.
 *
 * @import { Child } from "../node.js"
 */
import { h } from "../node.js";
import { nothing, section } from "./shared.js";

/**
 * @param {readonly string[]} news
 * @param {number} dropped lines that were there before
 * @returns {Child}
 */
export function news(news, dropped) {
  return section(
    { id: "news", title: "What happened" },
    h(
      "div",
      {
        class: "news",
        role: "log",
        tabindex: "0",
        "aria-labelledby": "news-title",
        "data-follow": "end",
      },
      news.length === 0
        ? nothing("Nothing yet.")
        : news.map((line, index) => h("p", { key: String(dropped + index) }, h("bdi", {}, line))),
    ),
  );
}
