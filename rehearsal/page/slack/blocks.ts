/** Block Kit as the page shows it. The kinds are those that the local Slack takes. */
import type { Workspace } from "../../slack/types";
import { webLink } from "../links";
import { spansOf } from "./spans";
import type { BlockView, ButtonView, DialogInput, DialogView, Span } from "./types";

/** A block of a message or of a dialog; inputs are no part of what is read. */
export function blockViews(block: any, names: Workspace): BlockView[] {
  switch (block.type) {
    case "header":
      return [{ kind: "header", text: block.text.text }];
    case "section":
      return sectionViews(block, names);
    case "context": {
      const parts: Span[][] = block.elements.map((part: any) => spansOf(part, names));
      const text = parts.flatMap((part, index) => (index === 0 ? part : [{ text: "  " }, ...part]));
      return [{ kind: "text", text, small: true }];
    }
    case "actions":
      return [{ kind: "buttons", buttons: block.elements.map(buttonView) }];
    case "divider":
      return [{ kind: "divider" }];
    default:
      return [];
  }
}

function sectionViews({ text, fields, accessory }: any, names: Workspace): BlockView[] {
  const views: BlockView[] = [];
  if (text !== undefined) views.push({ kind: "text", text: spansOf(text, names), small: false });
  if (fields !== undefined) {
    views.push({ kind: "fields", fields: fields.map((field: any) => spansOf(field, names)) });
  }
  if (accessory !== undefined) views.push({ kind: "buttons", buttons: [buttonView(accessory)] });
  return views;
}

function buttonView({ action_id: actionId, text, style, url }: any): ButtonView {
  const href = webLink(url);
  return {
    actionId,
    label: text.text,
    ...(style === undefined ? {} : { style }),
    ...(href === undefined ? {} : { href }),
  };
}

/** A dialog as its window shows it. */
export function dialogView(view: any, names: Workspace): DialogView {
  const shown: BlockView[] = view.blocks.flatMap((block: any) => blockViews(block, names));
  return {
    viewId: view.id,
    title: view.title.text,
    submit: view.submit?.text ?? "Submit",
    cancel: view.close?.text ?? "Cancel",
    text: shown.flatMap(paragraphs),
    inputs: view.blocks.filter(({ type }: any) => type === "input").map(dialogInput),
  };
}

function paragraphs(block: BlockView): (readonly Span[])[] {
  switch (block.kind) {
    case "header":
      return [[{ text: block.text, style: "bold" }]];
    case "text":
      return [block.text];
    case "fields":
      return [...block.fields];
    case "divider":
    case "buttons":
      return [];
  }
}

function dialogInput({ block_id: blockId, label, hint, optional, element }: any): DialogInput {
  const { multiline = false, max_length: maxLength, min_length: minLength } = element;
  return {
    blockId,
    label: label.text,
    ...(hint === undefined ? {} : { hint: hint.text }),
    optional: optional ?? false,
    multiline,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(minLength === undefined ? {} : { minLength }),
  };
}
