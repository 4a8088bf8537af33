/**
 * The approver's inbox: each e-mail as it arrived.
 *
 * @import { EmailView } from "../../types"
 * @import { Child } from "../node.js"
 */
import { withLinks } from "../format.js";
import { h } from "../node.js";
import { moment, nothing, outside, section } from "./shared.js";

/** AWS documents the fields of its e-mails and shows one as a picture; the wording it may change. */
const caption =
  "As at AWS: sender, subject, the names of the lines, and a link that opens the console: " +
  "nobody decides by e-mail. Ours: the other sentences, and that an address need not confirm first; " +
  "SNS sends nothing to one that has not.";

/**
 * @param {readonly EmailView[]} inbox
 * @returns {Child}
 */
export function inbox(inbox) {
  const count = inbox.length;
  return section(
    { id: "inbox", title: "Inbox", count },
    count === 0
      ? nothing("No e-mail arrived yet. Only gates with the argument emails send one.")
      : [
          h("p", { class: "hint", key: "caption" }, caption),
          h(
            "ul",
            { class: "mails", key: "mails" },
            // The first to arrive is opened, so that an e-mail is seen; the others wait to be.
            inbox.map((email, index) => mail(email, index === count - 1)),
          ),
        ],
  );
}

/**
 * @param {EmailView} email
 * @param {boolean} isFirst
 */
function mail({ id, from, to, subject, date, text }, isFirst) {
  return h(
    "li",
    { key: id },
    h(
      "details",
      { class: "mail", once: { open: isFirst } },
      h(
        "summary",
        {},
        h("bdi", { class: "subject" }, subject),
        h("span", { class: "detail" }, "to ", h("bdi", {}, to), " · ", moment(date)),
      ),
      h(
        "dl",
        { class: "envelope" },
        [
          ["From", from],
          ["To", to],
          ["Subject", subject],
        ].map(([name, value]) =>
          h("div", { key: name }, h("dt", {}, name), h("dd", {}, h("bdi", {}, value))),
        ),
      ),
      h("div", { class: "letter", dir: "auto" }, linked(text)),
    ),
  );
}

/** @param {string} text */
function linked(text) {
  return withLinks(text).map(({ text, href }) =>
    href === undefined ? h("span", {}, text) : outside(href, text),
  );
}
