/** A message as text, as its channel shows it. */
import { characters, shownText } from "./render-text";
import type { SlackMessage, Workspace } from "./types";

/** Columns of the left one of two fields. */
const fieldWidth = 32;

/** Lines of a message, with the names of the workspace instead of its ids. */
export function renderMessage(message: SlackMessage, names: Workspace): string[] {
  const { blocks, onlyFor } = message;
  const lines =
    blocks.length === 0
      ? renderFallback(message, names)
      : blocks.flatMap((block) => rendered(block, names));
  return onlyFor === undefined ? lines : ["Only visible to you", ...lines];
}

/** What a notification shows, and whoever cannot see blocks. */
export function renderFallback(
  { text, isPlain }: Pick<SlackMessage, "text" | "isPlain">,
  names: Workspace,
): string[] {
  return isPlain ? characters(text).split("\n") : shownText(text, names);
}

function rendered(block: any, names: Workspace): string[] {
  switch (block.type) {
    case "header":
      return textLines(block.text, names);
    case "section":
      return section(block, names);
    case "actions":
      return [block.elements.map(button).join(" ")];
    case "context":
      return [block.elements.flatMap((part: any) => textLines(part, names)).join("  ")];
    default:
      return ["─".repeat(fieldWidth)];
  }
}

function section({ text, fields = [], accessory }: any, names: Workspace): string[] {
  const words = text === undefined ? [] : textLines(text, names);
  const columns: string[][] = fields.map((field: any) => textLines(field, names));
  const rows = columns.flatMap((left, index) =>
    index % 2 === 0 ? sideBySide(left, columns[index + 1] ?? []) : [],
  );
  return [...words, ...rows, ...(accessory === undefined ? [] : [button(accessory)])];
}

function sideBySide(left: string[], right: string[]): string[] {
  const height = Math.max(left.length, right.length);
  return Array.from({ length: height }, (_, line) => {
    const [first, second] = [left[line] ?? "", right[line] ?? ""];
    // A long value keeps its distance from the one beside it.
    return second === "" ? first : `${first.padEnd(fieldWidth - 2)}  ${second}`;
  });
}

function button({ text }: any): string {
  return `[${text.text}]`;
}

/** A plain_text object shows entities and markup as they are written. */
function textLines({ type, text }: any, names: Workspace): string[] {
  return type === "plain_text" ? text.split("\n") : shownText(text, names);
}
