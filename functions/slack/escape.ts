/** Makes text that a person or a commit wrote harmless in Slack. */
import { shorten } from "../domain/text";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * Characters that show nothing and change what is seen: controls other than the line feed, and
 * those that turn the direction of what follows.
 */
const unseen = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Without what cannot be seen; every kind of line break is a line feed. */
export function visible(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(unseen, "");
}

/**
 * Slack API documentation, "Escaping text": these three characters begin mentions, links and
 * entities, so that `<!channel>` calls nobody.
 */
export function escapeText(text: string): string {
  return visible(text).replace(/[&<>]/g, (character) => entities[character]);
}

/** Escaped and at most `max` characters long, cut between characters and never inside an entity. */
export function cut(text: string, max: number): string {
  const plain = visible(text);
  const whole = escapeText(plain);
  if (whole.length <= max) return whole;
  // Escaping only lengthens, so the right length of the plain text lies at or below `max`.
  let low = 0;
  let high = Math.min(plain.length, max);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (escapeText(shortenBy(plain, middle)).length <= max) low = middle;
    else high = middle - 1;
  }
  return escapeText(shortenBy(plain, low));
}

/** Shortened in any case: the ellipsis says so. */
function shortenBy(text: string, max: number): string {
  return shorten(`${text} `, Math.min(max, text.length));
}

/** Text for one line: no line breaks with which to forge lines of ours. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}

/** Every line is marked as a quotation, so that none passes for one of ours. */
export function quoted(text: string, max: number): string {
  const lines = visible(text).split("\n");
  const marks = 2 * lines.length;
  return cut(text, Math.max(max - marks, 0))
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** Only addresses of the web become links; `|` and `>` would end one early. */
export function link(url: string, label: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const safe = href.replace(/[|<>]/g, encodeURIComponent).replace(/&/g, "&amp;");
  return `<${safe}|${label}>`;
}

/** True for an address that a button may open: Slack takes 3000 characters. */
export function isButtonUrl(url: string | undefined): url is string {
  return (
    url !== undefined &&
    url.length <= 3000 &&
    URL.canParse(url) &&
    new URL(url).protocol === "https:"
  );
}
