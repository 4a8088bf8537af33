/** Yes, no, and what cannot be told: a policy may ask for what nobody knows of a request. */

export type Ternary = "no" | "unknown" | "yes";

export const rank: Readonly<Record<Ternary, number>> = { no: 0, unknown: 1, yes: 2 };
const byRank: readonly Ternary[] = ["no", "unknown", "yes"];

export function all(values: readonly Ternary[]): Ternary {
  return byRank[Math.min(2, ...values.map((value) => rank[value]))];
}

export function any(values: readonly Ternary[]): Ternary {
  return byRank[Math.max(0, ...values.map((value) => rank[value]))];
}

export function not(value: Ternary): Ternary {
  return byRank[2 - rank[value]];
}

export const ternary = (value: boolean): Ternary => (value ? "yes" : "no");
