/** What AWS's API models say of a request: tables that tools/aws-models.py writes. */

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

export interface Model {
  readonly source: string;
  /** By operation: the name of its input's shape. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** A value of a request with the shape it must have. */
interface Part {
  readonly value: unknown;
  readonly shape: Shape;
  readonly path: string;
}

const patterns = new Map<string, RegExp>();

/**
 * A model's pattern, which is Java's and holds for the whole text. JavaScript's `u` mode wants
 * braces around code points beyond four digits, and no escape that is not needed.
 */
export function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const plain = source.replace(/\\(u10000|u10FFFF|[\s\S])/g, (whole, escaped: string) => {
    if (escaped.length > 1) return `\\u{${escaped.slice(1)}}`;
    if (escaped === "-") return "\\x2d";
    return /[_@:%&#"'~<>=!,; ]/.test(escaped) ? escaped : whole;
  });
  const pattern = new RegExp(`^(?:${plain})$`, "u");
  patterns.set(source, pattern);
  return pattern;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value fails to satisfy, each in AWS's wording; a value of another type says nothing. */
function broken(value: unknown, { type, min, max, pattern, enum: values }: Shape): string[] {
  const numeric = typeof value === "number";
  const size = numeric ? value : sizeOf(value, type);
  const what = numeric ? "value" : "length";
  const out: string[] = [];
  if (size !== undefined && min !== undefined && size < min) {
    out.push(`Member must have ${what} greater than or equal to ${min}`);
  }
  if (size !== undefined && max !== undefined && size > max) {
    out.push(`Member must have ${what} less than or equal to ${max}`);
  }
  if (typeof value !== "string") return out;
  if (pattern !== undefined && !patternOf(pattern).test(value)) {
    out.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (values !== undefined && !values.includes(value)) {
    out.push(`Member must satisfy enum value set: [${values.join(", ")}]`);
  }
  return out;
}

function sizeOf(value: unknown, type: string): number | undefined {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return type === "map" && isObject(value) ? Object.keys(value).length : undefined;
}

/** What is wrong with an operation's input, a sentence for each; empty where nothing is. */
export function violations(model: Model, operation: string, input: unknown): string[] {
  const found: string[] = [];
  const shapeOf = (name: string): Shape => model.shapes[name];
  const parts: Part[] = [{ value: input, shape: shapeOf(model.inputs[operation]), path: "" }];
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const { value, shape, path } = part;
    for (const wrong of broken(value, shape)) {
      const shown = shape.sensitive ? "Value" : `Value '${text(value)}'`;
      found.push(`${shown} at '${path}' failed to satisfy constraint: ${wrong}`);
    }
    if (Array.isArray(value) && shape.member !== undefined) {
      const member = shapeOf(shape.member);
      value.forEach((item, i) =>
        parts.push({ value: item, shape: member, path: `${path}.${i + 1}.member` }),
      );
    } else if (isObject(value) && shape.type === "structure") {
      for (const [name, to] of Object.entries(shape.members ?? {})) {
        const where = `${path === "" ? "" : `${path}.`}${lowerFirst(name)}`;
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given !== undefined && given !== null) {
          parts.push({ value: given, shape: shapeOf(to), path: where });
        } else if (shape.required?.includes(name)) {
          found.push(
            `Value null at '${where}' failed to satisfy constraint: Member must not be null`,
          );
        }
      }
    } else if (isObject(value) && shape.type === "map") {
      for (const [key, item] of Object.entries(value)) {
        for (const wrong of broken(key, shapeOf(shape.key!))) {
          found.push(
            `Key '${key}' at '${path}' failed to satisfy constraint: ` +
              `Map keys must satisfy constraint: [${wrong}]`,
          );
        }
        parts.push({ value: item, shape: shapeOf(shape.value!), path: `${path}.${key}.member` });
      }
    }
  }
  return found;
}

function text(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The message of a refusal, as AWS words it. */
export function refusalOf(found: readonly string[]): string {
  const errors = found.length === 1 ? "error" : "errors";
  return `${found.length} validation ${errors} detected: ${found.join("; ")}`;
}
