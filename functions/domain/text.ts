/** Text that people wrote, cut without breaking what they see as one character. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** At most `max` UTF-16 units; what was cut is replaced by one ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    const end = index + segment.length;
    if (end > max - 1) break;
    kept = end;
  }
  return `${text.slice(0, kept)}…`;
}
