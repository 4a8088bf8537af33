/** Text that people wrote: what can be seen of it, on one line, and cut between characters. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Characters that show nothing and change what is seen: controls other than the line feed, and
 * those that turn the direction of what follows.
 */
const unseen = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Without what cannot be seen; every kind of line break is a line feed, a tab is a space. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(unseen, "");
}

/** Text for one line: no line breaks with which to forge lines of ours. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}

/**
 * At most `max` UTF-16 units, counted as `write` writes each character that a person sees; what was
 * cut is replaced by one ellipsis.
 */
export function shorten(
  text: string,
  max: number,
  write: (grapheme: string) => string = (grapheme) => grapheme,
): string {
  let whole = "";
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    whole += write(segment);
    if (whole.length > max) return max < 1 ? "" : `${kept}…`;
    if (whole.length < max) kept = whole;
  }
  return whole;
}
