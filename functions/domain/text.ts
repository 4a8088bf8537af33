/** Text that people wrote: what can be seen of it, on one line, and cut between characters. */

/** Made when it is first needed: to load its data takes tens of milliseconds. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Characters that show nothing and change what is seen: controls other than the line feed, and
 * those that turn the direction of what follows.
 */
const unseen = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * Without what cannot be seen; every kind of line break is a line feed, a tab is a space, and half
 * of a surrogate pair, which no API would take, is a replacement character.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(unseen, "")
    .replace(/\p{Cs}/gu, "\uFFFD");
}

/**
 * White space, and what is as blank without the name: Hangul's fillers, an empty braille cell, what
 * shows nothing at all. The joiners of emoji and of letters are none of them.
 */
const blank = /[\s\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u2060-\u2064\u2800\u3164\uFFA0]+/g;

/** Text for one line: no line breaks, and no gap so wide that what follows passes for a new line. */
export function oneLine(text: string): string {
  return visible(text).replace(blank, " ").trim();
}

/**
 * At most `max` UTF-16 units, counted as `write` writes them, each character for itself. What a
 * person sees as one character stays whole; what was cut is replaced by one ellipsis.
 */
export function shorten(
  text: string,
  max: number,
  write: (text: string) => string = (same) => same,
): string {
  const whole = write(text);
  if (whole.length <= max) return whole;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    const longer = kept + write(segment);
    if (longer.length >= max) break;
    kept = longer;
  }
  return max < 1 ? "" : `${kept}…`;
}
