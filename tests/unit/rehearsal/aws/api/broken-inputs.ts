/** Inputs of an operation in which one thing is wrong, each derived from AWS's API model. */
import { type Model, patternOf, type Shape } from "../../../../../rehearsal/aws/api/model";
import { violationsOf } from "../../../../../rehearsal/aws/api/violations";

export interface BrokenInput {
  /** For example `result.summary longer than 512`. */
  readonly what: string;
  /** The member that a refusal names. */
  readonly path: readonly string[];
  readonly kind: "type" | "missing" | "value";
  readonly input: unknown;
}

/** One of these satisfies each pattern of the models. */
const texts = [
  ...["a", "aa", "1", "123456", "abcdefghi", "a.b", "host.example"],
  "00000000-0000-4000-8000-000000000001",
  "arn:aws:iam::111122223333:role/deployer",
  "arn:aws:sns:eu-west-1:111122223333:gate",
  "arn:aws:sqs:eu-west-1:111122223333:dead",
  "arn:aws:kms:eu-west-1:111122223333:key/a",
  "https://example.com/a",
];

/** One of these breaks each pattern that any text breaks. */
const strange = ["a b", "!", "a/b", "\u0000", "é", "(", "\u{1f600}"];

function textFor({ min = 0, max = Infinity, pattern, enum: values }: Shape): string {
  if (values !== undefined) return values[0];
  const found = [...texts, "a".repeat(min)].find(
    (text) =>
      text.length >= min &&
      text.length <= max &&
      (pattern === undefined || patternOf(pattern).test(text)),
  );
  if (found === undefined) throw new Error(`No text of ${min} to ${max} satisfies ${pattern}.`);
  return found;
}

/** A value with all members; a shape that holds itself ends where it comes again. */
function valid(model: Model, name: string, above: readonly string[] = []): unknown {
  const shape = model.shapes[name];
  const of = (to: string) => valid(model, to, [...above, name]);
  switch (shape.type) {
    case "structure":
      return Object.fromEntries(
        Object.entries(shape.members ?? {})
          .filter(([, to]) => !holds(model, to, [...above, name]))
          .map(([member, to]) => [member, of(to)]),
      );
    case "list":
      return Array.from({ length: Math.max(1, shape.min ?? 0) }, () => of(shape.member!));
    case "map":
      return { [textFor(model.shapes[shape.key!])]: of(shape.value!) };
    case "string":
      return textFor(shape);
    case "boolean":
      return true;
    case "blob":
      return "YQ==";
    default:
      return Math.max(1, shape.min ?? 1);
  }
}

/** Whether a shape is one of those above it, or a list or map of one. */
function holds(model: Model, name: string, above: readonly string[]): boolean {
  if (above.includes(name)) return true;
  const { member, value } = model.shapes[name];
  return [member, value].some((to) => to !== undefined && above.includes(to));
}

type Path = readonly (string | number)[];

/** The input with another value at a path; `undefined` takes it away. */
function put(input: any, [first, ...rest]: Path, value: unknown): any {
  if (first === undefined) return value;
  const copy = Array.isArray(input) ? [...(input as unknown[])] : { ...input };
  copy[first] = put(input[first], rest, value);
  return copy;
}

/** What no value of a shape may be. */
function* wrongValues(shape: Shape): Iterable<[what: string, value: unknown]> {
  const { type, min, max, pattern, enum: values, member } = shape;
  const sized = (size: number): unknown => {
    if (type === "string") return "a".repeat(size);
    if (type === "list") return Array.from({ length: size }, () => member);
    return size;
  };
  if (type === "map" || type === "blob") return;
  const isNumber = type !== "string" && type !== "list";
  if (min !== undefined && (isNumber || min > 0)) yield [`less than ${min}`, sized(min - 1)];
  if (max !== undefined) yield [`more than ${max}`, sized(max + 1)];
  if (values !== undefined) yield ["none of its values", "NoSuchValue"];
  if (pattern === undefined) return;
  const broken = strange.find((text) => !patternOf(pattern).test(text));
  if (broken !== undefined) yield ["against its pattern", broken];
}

function* parts(
  model: Model,
  name: string,
  value: any,
  path: Path = [],
  names: readonly string[] = [],
): Iterable<{ path: Path; names: readonly string[]; shape: Shape; isRequired: boolean }> {
  const { members = {}, member, key, value: item, required = [] } = model.shapes[name];
  const inside: [at: string | number, name: string, shape: string][] = Object.entries(members).map(
    ([to, shape]) => [to, to, shape],
  );
  if (member !== undefined) inside.push([0, "1.member", member]);
  const [first] = Object.keys(value as object);
  if (key !== undefined) inside.push([first, `${first}.member`, item!]);
  for (const [at, to, shape] of inside) {
    if (value[at] === undefined) continue;
    const deeper = [
      [...path, at],
      [...names, to],
    ] as const;
    const isRequired = required.includes(to);
    yield { path: deeper[0], names: deeper[1], shape: model.shapes[shape], isRequired };
    yield* parts(model, shape, value[at], ...deeper);
  }
}

/** A valid input with all members, and one broken input for each thing that can be wrong in it. */
export function inputsOf(model: Model, operation: string): [unknown, BrokenInput[]] {
  const name = model.inputs[operation];
  const input = valid(model, name);
  const wrong = violationsOf(model, operation, input);
  if (wrong.length > 0) throw new Error(`${operation}: ${wrong[0].text}`);
  const out: BrokenInput[] = [];
  for (const { path, names, shape, isRequired } of parts(model, name, input)) {
    const add = (kind: BrokenInput["kind"], what: string, value: unknown) =>
      out.push({
        ...{ what: `${names.join(".")} ${what}`, path: names, kind },
        input: put(input, path, value),
      });
    if (isRequired) add("missing", "missing", undefined);
    add("type", "of another type", shape.type === "string" || shape.type === "blob" ? 7 : "x");
    for (const [what, value] of wrongValues(shape)) {
      const items = Array.isArray(value) ? value.map((to: string) => valid(model, to)) : value;
      add("value", what, items);
    }
  }
  return [input, out];
}
