/** Of these the form is fixed, and a secret that is a word would break it. */
const fixed = ["version", "script", "result", "requestedAt", "decidedAt"];

/** The same with every text in it changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    fixed.includes(key) ? one : mapTexts(one, change),
  ]);
  return Object.fromEntries(entries) as T;
}
