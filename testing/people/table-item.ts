/** DynamoDB API Reference, "AttributeValue": an item as plain values. */
import { isObject } from "../../iam/condition";

/** Undefined for what is of no type that a gate record has. */
function plainAttribute(attribute: unknown): unknown {
  if (!isObject(attribute)) return undefined;
  const { S, N, BOOL, L, M } = attribute;
  if (typeof S === "string") return S;
  if (typeof N === "string") return Number(N);
  if (typeof BOOL === "boolean") return BOOL;
  if (Array.isArray(L)) return L.map(plainAttribute);
  return isObject(M) ? plainItem(M) : undefined;
}

export function plainItem(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(item).map(([key, value]) => [key, plainAttribute(value)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
