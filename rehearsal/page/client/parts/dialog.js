/**
 * The dialog that a click in Slack opened.
 *
 * @import { DialogInput } from "../../types"
 * @import { Element } from "../node.js"
 * @import { OpenDialog } from "../ui.js"
 */
import { h } from "../node.js";
import { spans } from "./spans.js";

/**
 * @param {OpenDialog} dialog
 * @param {boolean} busy sent and not answered yet
 * @returns {Element}
 */
export function dialogForm(dialog, busy) {
  const { viewId, title, submit, cancel, text, inputs, errors, message } = dialog;
  return h(
    "form",
    { key: viewId, intent: ["submit"], novalidate: true, "aria-busy": busy ? "true" : undefined },
    h("h2", { id: "dialog-title" }, h("bdi", {}, title)),
    text.map((one) => h("p", { class: "text" }, spans(one))),
    message !== undefined && h("p", { class: "refusal", role: "alert" }, message),
    inputs.map((one) => field(one, errors[one.blockId])),
    h(
      "div",
      { class: "row end" },
      h("button", { type: "button", intent: ["cancel"] }, cancel),
      h("button", { class: "primary", "aria-disabled": busy ? "true" : undefined }, submit),
    ),
  );
}

/**
 * @param {DialogInput} input
 * @param {string | undefined} error
 */
function field({ blockId, label, hint, optional, multiline, maxLength }, error) {
  const id = `field-${blockId}`;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "field", key: blockId },
    h("label", { for: id }, label, optional && h("span", { class: "detail" }, " (optional)")),
    h(multiline ? "textarea" : "input", {
      id,
      name: blockId,
      rows: multiline ? "4" : undefined,
      maxlength: maxLength,
      autocomplete: "off",
      "aria-required": optional ? undefined : "true",
      "aria-invalid": error === undefined ? undefined : "true",
      "aria-describedby": described || undefined,
    }),
    hint !== undefined && h("p", { class: "detail", id: `${id}-hint` }, hint),
    error !== undefined && h("p", { class: "refusal", id: `${id}-error`, role: "alert" }, error),
  );
}
