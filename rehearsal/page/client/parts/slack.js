/**
 * Slack's channels with working buttons. A private answer shows to the one person it is for.
 *
 * @import { BlockView, ButtonView, ChannelView, MessageView, PageView, PersonView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { h } from "../node.js";
import { acting, moment, nothing, outside, section } from "./shared.js";
import { spans } from "./spans.js";

/**
 * @param {PageView} view
 * @param {Ui} ui
 * @returns {Child}
 */
export function slack(view, ui) {
  if (view.channels.length === 0) return undefined;
  const person = acting(view, ui);
  return section(
    { id: "slack", title: "Slack" },
    person?.kind !== "slack" &&
      h(
        "p",
        { class: "hint", id: "slack-hint", key: "hint" },
        `${person?.name ?? "Nobody"} is an IAM person. To press a button here, pick a Slack user above.`,
      ),
    view.channels.map((one) => channel(one, ui, person)),
  );
}

/**
 * @param {ChannelView} channel
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 */
function channel({ id, name, messages }, ui, person) {
  const seen = messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === person?.key);
  return h(
    "article",
    { class: "channel", key: id, "aria-labelledby": `channel-${id}` },
    h("h3", { id: `channel-${id}` }, h("bdi", {}, `#${name.replace(/^#/, "")}`)),
    h(
      "div",
      {
        class: "messages",
        tabindex: "0",
        role: "log",
        "aria-label": `Messages in ${name}`,
        "data-follow": "end",
      },
      seen.length === 0
        ? nothing("Nothing was posted yet.")
        : seen.map((one) => message(one, id, ui, person)),
    ),
  );
}

/**
 * @param {MessageView} message
 * @param {string} channel
 * @param {Ui} ui
 * @param {PersonView | undefined} person
 */
function message({ ts, at, author, text, blocks, onlyFor, edited }, channel, ui, person) {
  const place = { channel, ts };
  return h(
    "article",
    {
      key: `${ts}${onlyFor ?? ""}`,
      class: onlyFor === undefined ? "message" : "message private",
      "aria-busy": ui.busy.has(`click ${ts}`) ? "true" : undefined,
    },
    h("span", { class: "avatar", "aria-hidden": "true" }, [...author.toUpperCase()][0] ?? "?"),
    h(
      "div",
      { class: "said" },
      h(
        "p",
        { class: "byline" },
        h("b", {}, h("bdi", {}, author)),
        h("span", { class: "tag" }, "app"),
        h("span", { class: "detail" }, moment(at)),
        edited && h("span", { class: "detail" }, "(edited)"),
      ),
      onlyFor !== undefined &&
        h("p", { class: "only" }, `Only ${person?.name ?? "you"} can see this`),
      blocks.length === 0
        ? h("p", { class: "text" }, h("bdi", {}, text))
        : blocks.map((one) => block(one, place, person)),
    ),
  );
}

/**
 * @param {BlockView} block
 * @param {{ channel: string, ts: string }} place
 * @param {PersonView | undefined} person
 * @returns {Child}
 */
function block(block, place, person) {
  switch (block.kind) {
    case "header":
      return h("h4", {}, h("bdi", {}, block.text));
    case "divider":
      return h("hr", {});
    case "text":
      return h("p", { class: block.small ? "text small" : "text" }, spans(block.text));
    case "fields":
      return h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("p", { class: "text" }, spans(field))),
      );
    case "buttons":
      return h(
        "div",
        { class: "row" },
        block.buttons.map((one) => button(one, place, person)),
      );
  }
}

/**
 * @param {ButtonView} button
 * @param {{ channel: string, ts: string }} place
 * @param {PersonView | undefined} person
 */
function button({ actionId, label, style, href }, { channel, ts }, person) {
  if (href !== undefined) return outside(href, label, "button");
  const can = person?.kind === "slack";
  return h(
    "button",
    {
      key: actionId,
      type: "button",
      class: style,
      "aria-disabled": can ? undefined : "true",
      "aria-describedby": can ? undefined : "slack-hint",
      intent: ["click", { channel, ts, actionId }],
    },
    h("bdi", {}, label),
  );
}
