/** Settings are mappings and lists at any depth. */
export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Mappings grow by keys, lists by items; what is there stays. */
export function merged(before: unknown, more: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(more)) return [...before, ...(more as unknown[])];
  if (!isMapping(before) || !isMapping(more)) return before ?? more;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(more)])];
  const own = (of: Record<string, unknown>, key: string) =>
    Object.hasOwn(of, key) ? of[key] : undefined;
  return Object.fromEntries(keys.map((key) => [key, merged(own(before, key), own(more, key))]));
}
