/** Encoded queries, as far as they are conditions that all hold, and an order. */
import type { Row } from "./instance";

/** A condition on a field that the table does not have is left out, as an instance does it. */
export function select(rows: readonly Row[], query: string, fields: readonly string[]): Row[] {
  let found = [...rows];
  for (const part of query.split("^")) {
    const [, descending, by] = /^ORDERBY(DESC)?(\w+)$/.exec(part) ?? [];
    if (by !== undefined) {
      found.sort((a, b) => compared(a[by] ?? "", b[by] ?? ""));
      if (descending !== undefined) found.reverse();
      continue;
    }
    const [, field, operator, value] = /^([a-z_]+)(=|IN)(.*)$/s.exec(part) ?? [];
    if (field === undefined || !fields.includes(field)) continue;
    const wanted = (operator === "IN" ? value.split(",") : [value]).map((one) => one.toLowerCase());
    found = found.filter((row) => wanted.includes((row[field] ?? "").toLowerCase()));
  }
  return found;
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
