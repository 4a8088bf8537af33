/** Text for a terminal: cleaned of what could steer it, measured in columns, cut and wrapped. */
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";

/** C0 and C1 controls, and the marks that turn the direction of text round. */
const steering =
  // eslint's no-control-regex guards against accidents; here control characters are the purpose.
  new RegExp(
    "[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]",
    "g",
  );

/**
 * One line that is safe to print. customData, summaries and log lines are written by others, and
 * an escape sequence among them could repaint the screen or forge an approval.
 */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(steering, "");
}

/** The same for a text of several lines. */
export function cleanLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map(clean);
}

/** Columns that a text takes on the screen; colours take none. */
export function columns(text: string): number {
  return stringWidth(text);
}

/** Cuts a text without colours to a number of columns; `…` shows that something is missing. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  if (width < 1) return "";
  let kept = "";
  for (const character of text) {
    if (columns(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Fills a text, coloured or not, with spaces (or `filler`) up to a number of columns. */
export function pad(text: string, width: number, filler = " "): string {
  return text + filler.repeat(Math.max(0, width - columns(text)));
}

/** Breaks a text without colours into lines of at most `width` columns, between words if it can. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columns(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = chop(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces[pieces.length - 1];
  }
  return [...lines, line];
}

function chop(word: string, width: number): string[] {
  const pieces = [""];
  for (const character of word) {
    const last = pieces.length - 1;
    if (columns(pieces[last] + character) <= width || pieces[last] === "") {
      pieces[last] += character;
    } else {
      pieces.push(character);
    }
  }
  return pieces;
}

const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "m", seconds: 60 },
  { name: "s", seconds: 1 },
];

/** A length of time in its two largest units: `6d 23h`, `4m 10s`, `0s`. Never negative. */
export function duration(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const first = units.findIndex((unit) => total >= unit.seconds);
  if (first < 0) return "0s";
  let rest = total;
  const parts: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(`${count}${unit.name}`);
  }
  return parts.join(" ");
}

/** A moment to the minute, in UTC, as the AWS console words it. */
export function moment(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The part of an id that people read out to each other. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
