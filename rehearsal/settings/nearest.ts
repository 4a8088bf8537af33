/** Names that somebody may have meant. */

/** How many letters are put in, taken out or exchanged to come from one word to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [n, letter] of [...one].entries()) {
    const next = [n + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const exchanged = row[at - 1] + (letter === other[at - 1] ? 0 : 1);
      next.push(Math.min(exchanged, row[at] + 1, next[at - 1] + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

/** Those that are spelt most alike, without regard to case; at most three. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const close = names
    .map((one) => ({ one, apart: distance(wanted, one.toLowerCase()) }))
    .filter(({ one, apart }) => apart <= Math.max(2, Math.max(one.length, name.length) / 3))
    .sort((a, b) => a.apart - b.apart);
  return close.slice(0, 3).map(({ one }) => one);
}

/** `Did you mean A or B? There are: A, B, C.` */
export function orRather(name: string, names: readonly string[]): string {
  const close = nearest(name, names);
  const meant = close.length === 0 ? "" : `Did you mean ${close.join(" or ")}? `;
  return `${meant}There ${names.length === 1 ? "is" : "are"}: ${names.join(", ") || "none"}.`;
}
