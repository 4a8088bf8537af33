/**
 * What several parts of the page are made of.
 *
 * @import { Child, Element } from "../node.js"
 * @import { PageView, PersonView } from "../../types"
 * @import { Ui } from "../ui.js"
 */
import { at, safeLink, wordsOf } from "../format.js";
import { h } from "../node.js";
import { icon, lookOf, shapes, stateIcon } from "../states.js";

/**
 * A part of the page under its own heading, which can be reached by a link.
 *
 * @param {{ id: string, title: string, count?: number, note?: Child }} about
 * @param {...Child} children
 */
export function section({ id, title, count, note }, ...children) {
  const heading = h(
    "h2",
    { id: `${id}-title`, tabindex: "-1" },
    title,
    count !== undefined && h("span", { class: "count" }, " ", count),
  );
  return h(
    "section",
    { key: id, id, class: `part part-${id}`, "aria-labelledby": `${id}-title` },
    h("div", { class: "part-head" }, heading, note),
    children,
  );
}

/**
 * State as drawing and words in its colour.
 *
 * @param {string} state
 */
export function badge(state) {
  const { words, tone } = lookOf(state);
  return h("span", { class: `badge tone-${tone}` }, stateIcon(state), h("span", {}, words));
}

/**
 * Yes or no with its reason.
 *
 * @param {boolean} allowed
 * @param {string} word
 */
export function verdict(allowed, word) {
  const path = allowed ? shapes.yes : shapes.no;
  const tone = allowed ? "good" : "bad";
  return h("span", { class: `badge tone-${tone}` }, icon(path, `tone-${tone}`), h("b", {}, word));
}

/** @param {string} when ISO 8601 */
export function moment(when) {
  return h("time", { datetime: when }, at(when));
}

/**
 * A link to a page elsewhere: it opens beside this one and learns nothing of it. What is not a
 * web address stays text.
 *
 * @param {string} href
 * @param {Child} text
 * @param {string} [look]
 */
export function outside(href, text, look) {
  if (safeLink(href) === undefined) return h("span", {}, text);
  const rel = "noopener noreferrer";
  return h("a", { class: look, href, target: "_blank", rel }, text);
}

/**
 * A text that others wrote; a long one shows its beginning until it is opened.
 *
 * @param {string} text
 * @param {number} [limit] characters
 */
export function words(text, limit = 240) {
  if (text.length <= limit) return h("bdi", { class: "words" }, text);
  // Whole characters: half of a surrogate pair would show as a question mark.
  const start = [...text.slice(0, limit)].slice(0, -1).join("");
  return h(
    "details",
    { class: "words long" },
    h("summary", {}, h("bdi", {}, `${start}…`)),
    h("bdi", { class: "whole" }, text),
  );
}

/**
 * A name, which is broken between its words where it is too long for its place.
 *
 * @param {string} name
 */
export function nameText(name) {
  return h(
    "bdi",
    {},
    wordsOf(name).map((word, index) => [index > 0 && h("wbr"), word]),
  );
}

/**
 * @param {string} text
 * @returns {Element}
 */
export function nothing(text) {
  return h("p", { class: "nothing", key: "nothing" }, text);
}

/**
 * Who acts now.
 *
 * @param {PageView} view
 * @param {Ui} ui
 * @returns {PersonView | undefined}
 */
export function acting({ people }, { person }) {
  return people.find(({ key }) => key === person) ?? people[0];
}

/**
 * The key with which a person calls: with MFA it is another one.
 *
 * @param {PersonView} person
 * @param {Ui} ui
 */
export function sessionKey({ key, mfaKey }, { mfa }) {
  return mfa ? (mfaKey ?? key) : key;
}

/**
 * The reason behind a verdict, for who asks.
 *
 * @param {string} reason
 */
export function why(reason) {
  return h(
    "details",
    { class: "why", key: "why" },
    h("summary", {}, "Why"),
    h("p", { class: "detail words" }, reason),
  );
}
