/** The name that somebody likely meant. */

/** The nearest by the number of letters to change; of paths, one of the same last name first. */
export function nearest(name: string, others: readonly string[]): string | undefined {
  const last = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const cost = (other: string): number =>
    distance(name, other) - (last(name) === last(other) ? 1000 : 0);
  return [...others].sort((a, b) => cost(a) - cost(b))[0];
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(
        Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length];
}
