/** Yes, no, and what cannot be told: a policy may ask for what a test does not know. */

export type Tri = "no" | "unknown" | "yes";

export const rank: Readonly<Record<Tri, number>> = { no: 0, unknown: 1, yes: 2 };
const byRank: readonly Tri[] = ["no", "unknown", "yes"];

export function all(values: readonly Tri[]): Tri {
  return byRank[Math.min(2, ...values.map((value) => rank[value]))];
}

export function any(values: readonly Tri[]): Tri {
  return byRank[Math.max(0, ...values.map((value) => rank[value]))];
}

export function not(value: Tri): Tri {
  return byRank[2 - rank[value]];
}

export const tri = (value: boolean): Tri => (value ? "yes" : "no");
