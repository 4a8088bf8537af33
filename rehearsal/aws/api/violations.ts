/** What a request breaks of AWS's API model: lengths, ranges, patterns, enums, what is required. */
import { isObject, type Model, type Part, partsOf, patternOf, type Shape } from "./model";

export interface Violation {
  /** Of the member, as the model writes it. */
  readonly name: string;
  readonly kind: "missing" | "length" | "range" | "pattern" | "enum";
  readonly value: unknown;
  /** In AWS's wording. */
  readonly text: string;
}

interface Breach {
  readonly kind: Violation["kind"];
  readonly constraint: string;
}

const scalars: readonly string[] = ["string", "integer", "long", "float", "double"];

/** What a value fails to satisfy; a value of another type says nothing. */
function* breaches(value: unknown, { type, min, max, pattern, enum: values }: Shape) {
  const kind = typeof value === "number" ? "range" : "length";
  const what = kind === "range" ? "value" : "length";
  const size = sizeOf(value, type);
  if (size !== undefined && min !== undefined && size < min) {
    yield { kind, constraint: `Member must have ${what} greater than or equal to ${min}` } as const;
  }
  if (size !== undefined && max !== undefined && size > max) {
    yield { kind, constraint: `Member must have ${what} less than or equal to ${max}` } as const;
  }
  if (typeof value !== "string") return;
  if (pattern !== undefined && !patternOf(pattern).test(value)) {
    const constraint = `Member must satisfy regular expression pattern: ${pattern}`;
    yield { kind: "pattern", constraint } as const;
  }
  if (values !== undefined && !values.includes(value)) {
    const constraint = `Member must satisfy enum value set: [${values.join(", ")}]`;
    yield { kind: "enum", constraint } as const;
  }
}

function sizeOf(value: unknown, type: string): number | undefined {
  if (typeof value === "number") return value;
  // Of bytes, which JSON holds in base64.
  if (type === "blob") return Buffer.from(String(value), "base64").length;
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return type === "map" && isObject(value) ? Object.keys(value).length : undefined;
}

/** As AWS prints it: `[a, b]`, `{key=value}`. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${text(member)}`);
  return `{${members.join(", ")}}`;
}

function said({ path, shape, value }: Part, constraint: string): string {
  const shown = shape.sensitive ? "Value" : `Value '${text(value)}'`;
  return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** Of items, keys and values that are plain, AWS speaks in one sentence about the whole. */
function* ofWhole(model: Model, part: Part): Iterable<Violation> {
  const { shape, value, name } = part;
  const groups: [start: string, values: readonly unknown[], of: string | undefined][] = [];
  if (shape.type === "list" && Array.isArray(value)) {
    groups.push(["Member must satisfy constraint", value, shape.member]);
  } else if (shape.type === "map" && isObject(value)) {
    groups.push(["Map keys must satisfy constraint", Object.keys(value), shape.key]);
    groups.push(["Map value must satisfy constraint", Object.values(value), shape.value]);
  }
  for (const [start, values, of] of groups) {
    const item = model.shapes[of!];
    if (!scalars.includes(item.type)) continue;
    const found = new Map<string, [Breach, unknown]>();
    for (const one of values) {
      for (const breach of breaches(one, item)) {
        if (!found.has(breach.constraint)) found.set(breach.constraint, [breach, one]);
      }
    }
    if (found.size === 0) continue;
    const sensitive = shape.sensitive ?? item.sensitive;
    const constraint = `${start}: [${[...found.keys()].join(", ")}]`;
    const [{ kind }, broken] = [...found.values()][0];
    const whole = { ...part, shape: { ...shape, sensitive } };
    yield { name, kind, value: broken, text: said(whole, constraint) };
  }
}

/** What is wrong with an operation's input; empty where nothing is. */
export function violationsOf(model: Model, operation: string, input: unknown): Violation[] {
  const found: Violation[] = [];
  for (const part of partsOf(model, operation, input)) {
    const { name, path, shape, value } = part;
    if (value === undefined || value === null) {
      const constraint = "failed to satisfy constraint: Member must not be null";
      found.push({ name, kind: "missing", value, text: `Value null at '${path}' ${constraint}` });
      continue;
    }
    if (part.isItem !== true || !scalars.includes(shape.type)) {
      for (const { kind, constraint } of breaches(value, shape)) {
        found.push({ name, kind, value, text: said(part, constraint) });
      }
    }
    found.push(...ofWhole(model, part));
  }
  return found;
}

/** The message of a refusal, as AWS words it. */
export function refusalOf(found: readonly Violation[]): string {
  const errors = found.length === 1 ? "error" : "errors";
  const texts = found.map((violation) => violation.text);
  return `${found.length} validation ${errors} detected: ${texts.join("; ")}`;
}
