/**
 * A description of an element, made without a document: what a part of the page should look like.
 * `patch.js` makes it so.
 *
 * @typedef {string | number | boolean | null | undefined} Value
 *
 * @typedef {object} Special
 * @property {string} [key] Tells siblings apart. Defaults to the position.
 * @property {readonly unknown[]} [intent] What it means when the reader uses the element.
 * @property {Readonly<Record<string, Value>>} [once] Attributes that the reader may change after.
 *
 * @typedef {{ tag: string, key: string, attributes: Readonly<Record<string, Value>>,
 *   once: Readonly<Record<string, Value>>, intent: readonly unknown[] | undefined,
 *   children: readonly Node[] }} Element
 * @typedef {Element | { tag: "#text", key: string, text: string }} Node
 * @typedef {Element | string | number | false | null | undefined | readonly any[]} Child
 */
import { visible } from "./format.js";

/**
 * Describes an element. A string among the children is text and never markup.
 *
 * @param {string} tag
 * @param {Special & Record<string, any>} [given]
 * @param {...Child} children
 * @returns {Element}
 */
export function h(tag, given = {}, ...children) {
  const { key = "", intent, once = {}, ...attributes } = given;
  return { tag, key, attributes, once, intent, children: settle(children) };
}

/**
 * Children in a row, each with a key of its own. What is left out keeps its place, so that its
 * neighbours keep their keys when it comes back.
 *
 * @param {readonly Child[]} children
 * @returns {readonly Node[]}
 */
export function settle(children) {
  /** @type {Map<string, Node>} */
  const settled = new Map();
  /** @param {readonly Child[]} list @param {string} place */
  const walk = (list, place) => {
    list.forEach((child, index) => {
      if (child === false || child === null || child === undefined || child === "") return;
      const here = `${place}.${index}`;
      if (Array.isArray(child)) return walk(child, here);
      const node = described(/** @type {Element | string | number} */ (child), here);
      // Two with one key are possible where names come from others; both are shown.
      while (settled.has(node.key)) node.key += "'";
      settled.set(node.key, node);
    });
  };
  walk(children, "");
  return [...settled.values()];
}

/**
 * @param {Element | string | number} child
 * @param {string} here
 * @returns {Node}
 */
function described(child, here) {
  if (typeof child === "object") return { ...child, key: `${child.tag}#${child.key || here}` };
  return { tag: "#text", key: here, text: visible(String(child)) };
}
