/** The AWS query protocol: a form whose names are paths, `Tags.member.1.Key`. */
import type { Model, Shape } from "./model";

/** Names by their first part; the rest of each is a form of its own. */
function inside(form: ReadonlyMap<string, string>, name: string): Map<string, string> {
  const start = `${name}.`;
  return new Map(
    [...form].flatMap(([key, value]): [string, string][] =>
      key.startsWith(start) ? [[key.slice(start.length), value]] : [],
    ),
  );
}

/** A text by the type of its shape; one that is none of that type stays a text. */
export function scalar({ type }: Shape, text: string): unknown {
  if (type === "integer" || type === "long") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === "boolean") return /^(true|false)$/.test(text) ? text === "true" : text;
  return text;
}

function itemsOf(model: Model, shape: Shape, form: ReadonlyMap<string, string>): unknown[] {
  const numbers = new Set([...form.keys()].map((key) => Number(key.split(".")[0])));
  const item = model.shapes[shape.member!];
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => valueOf(model, item, form, String(number)));
}

/** A map's entries have a number as well, a name and a value. */
function entriesOf(model: Model, shape: Shape, form: ReadonlyMap<string, string>): object {
  const numbers = new Set([...form.keys()].map((key) => key.split(".")[0]));
  const value = model.shapes[shape.value!];
  const entries = [...numbers].map((number): [string, unknown] => {
    const entry = inside(form, number);
    return [entry.get("Name") ?? "", valueOf(model, value, entry, "Value")];
  });
  return Object.fromEntries(entries);
}

/** What stands under a name; a list or structure of which nothing is there is absent. */
function valueOf(
  model: Model,
  shape: Shape,
  form: ReadonlyMap<string, string>,
  name: string,
): unknown {
  const text = form.get(name);
  if (text !== undefined) return scalar(shape, text);
  const parts = inside(form, name);
  if (parts.size === 0) return undefined;
  if (shape.type === "map") return entriesOf(model, shape, inside(parts, "entry"));
  return shape.type === "list"
    ? itemsOf(model, shape, inside(parts, "member"))
    : structure(model, shape, parts);
}

function structure(model: Model, shape: Shape, form: ReadonlyMap<string, string>) {
  const members = Object.entries(shape.members ?? {});
  return Object.fromEntries(
    members.map(([name, to]) => [name, valueOf(model, model.shapes[to], form, name)]),
  );
}

/** The input of an operation. */
export function readQuery(model: Model, operation: string, form: URLSearchParams): object {
  return structure(model, model.shapes[model.inputs[operation]], new Map(form));
}
