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
  /** Of members that are no part of an HTTP body: `header X-Amz-Log-Type`. */
  readonly locations?: Readonly<Record<string, string>>;
}

export interface Model {
  readonly source: string;
  /** By operation: the name of its input's shape. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Shape>>;
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

/** As the names of inputs and of paths begin. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of a request with the shape that it must have. */
export interface Part {
  /** As the model writes it; of an item or a value of a map, that of the whole. */
  readonly name: string;
  readonly path: string;
  readonly shape: Shape;
  readonly value: unknown;
  readonly isRequired?: boolean;
  /** Whether it is one of a list or map. */
  readonly isItem?: boolean;
}

function absent(value: unknown): boolean {
  return value === undefined || value === null;
}

const listed = { isRequired: true, isItem: true };

/** What of a value has a shape of its own; an absent member is there where it is required. */
function* within(model: Model, part: Part): Iterable<Part> {
  const { shape, value, path, name } = part;
  if (shape.type === "structure" && isObject(value)) {
    for (const [member, to] of Object.entries(shape.members ?? {})) {
      const given = Object.hasOwn(value, member) ? value[member] : undefined;
      const isRequired = shape.required?.includes(member);
      if (absent(given) && isRequired !== true) continue;
      const at = `${path === "" ? "" : `${path}.`}${lowerFirst(member)}`;
      yield { name: member, path: at, shape: model.shapes[to], value: given, isRequired };
    }
  } else if (shape.type === "list" && Array.isArray(value)) {
    const item = model.shapes[shape.member!];
    for (const [i, given] of value.entries()) {
      yield { ...{ name, path: `${path}.${i + 1}.member` }, shape: item, value: given, ...listed };
    }
  } else if (shape.type === "map" && isObject(value)) {
    const item = model.shapes[shape.value!];
    for (const [key, given] of Object.entries(value)) {
      yield { ...{ name, path: `${path}.${key}.member` }, shape: item, value: given, ...listed };
    }
  }
}

/** The input of an operation and all that it holds, the whole before its parts. */
export function* partsOf(model: Model, operation: string, input: unknown): Iterable<Part> {
  const shape = model.shapes[model.inputs[operation]];
  const parts: Part[] = [{ name: "", path: "", shape, value: input, isRequired: true }];
  for (let at = 0; at < parts.length; at += 1) {
    yield parts[at];
    parts.push(...within(model, parts[at]));
  }
}
