/**
 * Makes a part of the document look as described and touches nothing else: focus, typed text,
 * scroll positions and opened details stay, because the elements stay.
 *
 * @import { Element as Described, Node as DescribedNode } from "./node.js"
 */
import { visible } from "./format.js";

const svg = "http://www.w3.org/2000/svg";

/**
 * What was described last, by node.
 *
 * @type {WeakMap<globalThis.Node, DescribedNode>}
 */
const shown = new WeakMap();

/**
 * @param {globalThis.Element} parent
 * @param {readonly DescribedNode[]} wanted
 */
export function patch(parent, wanted) {
  const present = new Map();
  const keys = new Set(wanted.map(({ key }) => key));
  for (const child of [...parent.childNodes]) {
    const key = shown.get(child)?.key;
    if (key !== undefined && keys.has(key)) present.set(key, child);
    else child.remove();
  }
  let next = parent.firstChild;
  for (const description of wanted) {
    const node = present.get(description.key) ?? create(description, parent);
    update(node, description);
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
  }
}

/**
 * The intent of an element, or of the nearest one around it.
 *
 * @param {globalThis.Element | null} element
 * @returns {{ intent: readonly unknown[], element: HTMLElement } | undefined}
 */
export function intentOf(element) {
  for (let at = element; at !== null; at = at.parentElement) {
    const description = shown.get(at);
    if (description !== undefined && "intent" in description && description.intent !== undefined) {
      return { intent: description.intent, element: /** @type {HTMLElement} */ (at) };
    }
  }
  return undefined;
}

/**
 * @param {DescribedNode} description
 * @param {globalThis.Element} parent
 */
function create(description, parent) {
  if ("text" in description) return document.createTextNode("");
  const { tag, once } = description;
  const isDrawing = tag === "svg" || parent.namespaceURI === svg;
  const element = isDrawing ? document.createElementNS(svg, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(once)) set(element, name, value);
  return element;
}

/**
 * @param {globalThis.Node} node
 * @param {DescribedNode} description
 */
function update(node, description) {
  const before = shown.get(node);
  shown.set(node, description);
  if ("text" in description) {
    if (node.nodeValue !== description.text) node.nodeValue = description.text;
    return;
  }
  const element = /** @type {globalThis.Element} */ (node);
  const old = /** @type {Described | undefined} */ (before)?.attributes ?? {};
  for (const name of Object.keys(old)) {
    if (!(name in description.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(description.attributes)) {
    if (value !== old[name]) set(element, name, value);
  }
  patch(element, description.children);
}

/** Attributes whose value is read by people. */
const spoken = new Set(["title", "label", "aria-label"]);

/** @param {string} name @param {string} value */
function worded(name, value) {
  return spoken.has(name) ? visible(value) : value;
}

/**
 * @param {globalThis.Element} element
 * @param {string} name
 * @param {unknown} value
 */
function set(element, name, value) {
  // Descriptions are ours, but a slip must not become a script.
  if (/^on|^style$|^srcdoc$/i.test(name)) throw new Error(`${name} is no attribute of this page.`);
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : worded(name, String(value)));
  // The attribute is only where a select starts; the property is what it shows.
  if (name === "selected" && element instanceof HTMLOptionElement) {
    element.selected = value === true;
  }
}
