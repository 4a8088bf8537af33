/** Text of a ledger for a terminal and a page: whoever writes its files may write what would steer them. */

/**
 * Controls, what turns text round or shows nothing, breaks of lines, halves of characters; not the joiners,
 * which names are written with.
 */
const steering = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** One line on which all that steers is spelt out, as JSON spells it: in JSON it means the same. */
export function printable(text: string): string {
  return text.replace(steering, (found) =>
    Array.from({ length: found.length }, (_, at) => spelt(found.charCodeAt(at))).join(""),
  );
}

const spelt = (unit: number): string => `\\u${unit.toString(16).padStart(4, "0")}`;
