/**
 * Slack's text in styles.
 *
 * @import { Span } from "../../types"
 * @import { Child } from "../node.js"
 */
import { h } from "../node.js";
import { outside } from "./shared.js";

const tags = /** @type {const} */ ({
  bold: "b",
  italic: "i",
  strike: "s",
  code: "code",
  quote: "q",
  mention: "span",
});

/**
 * Lines break where the text says so: the style sheet keeps them.
 *
 * @param {readonly Span[]} spans
 * @returns {Child}
 */
export function spans(spans) {
  return spans.map(({ text, style, href }) => {
    const shown = href === undefined ? h("bdi", {}, text) : outside(href, h("bdi", {}, text));
    if (style === undefined || !Object.hasOwn(tags, style)) return shown;
    return h(tags[style], { class: `span-${style}` }, shown);
  });
}
