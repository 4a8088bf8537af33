/** Slack's markup as runs of text in one style. Slack API documentation, "Formatting text". */
import { characters, readReference } from "../../slack/render-text";
import type { Workspace } from "../../slack/types";
import { webLink } from "../links";
import type { Span } from "./types";

type Style = Span["style"];

/** Stand where a reference was, while the rest is read; Unicode keeps these for private use. */
const [open, close] = ["\uE000", "\uE001"];

/** A composition object (`plain_text` or `mrkdwn`) as spans. */
export function spansOf({ type, text }: { type: string; text: string }, names: Workspace): Span[] {
  return type === "plain_text" ? joined([{ text }]) : mrkdwn(text, names);
}

/** An mrkdwn text as spans. */
export function mrkdwn(text: string, names: Workspace): Span[] {
  const references: Span[] = [];
  const marked = text.replace(/[\uE000\uE001]/g, "").replace(/<([^<>\n]+)>/g, (_, inside) => {
    references.push(referenceSpan(String(inside), names));
    return `${open}${references.length - 1}${close}`;
  });
  const lines = marked.split("\n").map((line) => lineSpans(line));
  const spans = lines.flatMap((line, index) =>
    index === 0 ? line : [lineBreak(lines[index - 1], line), ...line],
  );
  return joined(spans.flatMap((span) => withReferences(span, references)));
}

function referenceSpan(inside: string, names: Workspace): Span {
  const { text, address, isMention } = readReference(inside, names);
  const href = webLink(address);
  if (isMention) return { text, style: "mention" };
  return href === undefined ? { text } : { text, href };
}

/** Two quoted lines are one quotation. */
function lineBreak(before: readonly Span[], after: readonly Span[]): Span {
  const isQuoted = before.at(-1)?.style === "quote" && after[0]?.style === "quote";
  return isQuoted ? { text: "\n", style: "quote" } : { text: "\n" };
}

function lineSpans(line: string): Span[] {
  const [, sign = "", rest] = /^((?:&gt;|>)\s?)?(.*)$/.exec(line)!;
  return inline(rest, sign === "" ? undefined : "quote");
}

/** Marks count at the edge of words only. */
function mark(sign: string): RegExp {
  const edge = "[\\p{L}\\p{N}]";
  return new RegExp(
    `(?<!${edge}|${sign})${sign}(?=\\S)((?:(?!${sign}).)+?)(?<=\\S)${sign}(?!${edge}|${sign})`,
    "u",
  );
}

/** Code first: a mark in it is no mark. */
const marks: readonly (readonly [RegExp, Exclude<Style, undefined>])[] = [
  [mark("`"), "code"],
  [mark("\\*"), "bold"],
  [mark("_"), "italic"],
  [mark("~"), "strike"],
];

function inline(text: string, style: Style, from = 0): Span[] {
  if (text === "") return [];
  if (from === marks.length) return [styled(text, style)];
  const [pattern, inner] = marks[from];
  const found = pattern.exec(text);
  if (found === null) return inline(text, style, from + 1);
  const after = text.slice(found.index + found[0].length);
  return [
    ...inline(text.slice(0, found.index), style, from + 1),
    ...(inner === "code" ? [styled(found[1], inner)] : inline(found[1], inner, from + 1)),
    ...inline(after, style, from),
  ];
}

function styled(text: string, style: Style): Span {
  return style === undefined ? { text } : { text, style };
}

/** Puts references back, and turns entities into characters where text is text. */
function withReferences({ text, style }: Span, references: readonly Span[]): Span[] {
  return text.split(/(\uE000\d+\uE001)/).map((part) => {
    const number = /^\uE000(\d+)\uE001$/.exec(part)?.[1];
    if (number === undefined) return styled(characters(part), style);
    return { ...styled("", style), ...references[Number(number)] };
  });
}

/** Neighbours of one style are one span. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.filter(({ text }) => text !== "")) {
    const last = out.at(-1);
    const isAlike = last?.style === span.style && !last?.href && !span.href;
    if (last === undefined || !isAlike || span.style === "mention") out.push(span);
    else out[out.length - 1] = { ...last, text: last.text + span.text };
  }
  return out;
}
