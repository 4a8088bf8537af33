/** From the inputs of a resource to the request by which the AWS provider makes it. */
import { ServiceError } from "../../errors";
import { isObject, type Model, type Shape } from "../api/model";

/** The API call that makes a resource, as the AWS provider sends it. */
export interface ApiCall {
  readonly model: Model;
  readonly operation: string;
  /** The member of the request that holds everything, where there is one: `pipeline`. */
  readonly within?: string;
  /**
   * The member that an input becomes, where its name is another one. Inputs in blocks have their
   * path, and their member is one of what the block becomes: `stages.actions.category`. A number is
   * an item of a list, `*` each item: `Targets.0.Arn`, `inputArtifacts.*.name`. Without a member: "".
   */
  readonly members?: Readonly<Record<string, string>>;
  /** Of blocks that become a map: the input of a block that is its key. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What the provider sends where the program says nothing, by path in the request. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Values that an input may have though the model does not name them. */
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
  /** Inputs that the provider sends empty as well. */
  readonly kept?: readonly string[];
  /** A list of whose items the provider makes one call each; none where it is absent. */
  readonly each?: string;
  /** What the provider calls beside it. */
  readonly also?: readonly ApiCall[];
  /** Of the service's refusal. */
  readonly code: string;
  /** Where it has another one for a member. */
  readonly codes?: Readonly<Record<string, string>>;
}

/** With the inputs that the provider's schema requires, by path. */
export type Sent = ApiCall & { readonly requires?: readonly string[] };

type Members = Record<string, any>;

/** Where a value goes: a structure of the request, and the input that it comes from. */
interface Slot {
  readonly shape: Shape;
  readonly out: any;
  readonly path: string;
}

/** The request that the provider makes of the inputs; what has no member in it is left out. */
export function requestOf(call: Sent, inputs: Members): Members {
  const { model, operation, within } = call;
  const input = model.shapes[model.inputs[operation]];
  const shape = within === undefined ? input : model.shapes[input.members![within]];
  const made = structure(call, shape, inputs, "");
  fill(call, shape, made, "");
  return within === undefined ? made : { [within]: made };
}

/** Where in the request an input goes: its path below a shape; undefined where it has no member. */
export function memberOf(
  call: ApiCall,
  shape: Shape,
  key: string,
  path: string,
): string[] | undefined {
  const member = call.members?.[path] ?? sameName(shape, key);
  return member === undefined || member === "" ? undefined : member.split(".");
}

/** The shape below another: a member, an item of a list or a value of a map. */
export function shapeBelow({ model }: ApiCall, shape: Shape, name: string): Shape {
  return model.shapes[(shape.members?.[name] ?? shape.member ?? shape.value)!];
}

/** The member of the same name: the provider's names begin with a small letter. */
function sameName({ members = {} }: Shape, key: string): string | undefined {
  return Object.keys(members).find((name) => name.toLowerCase() === key.toLowerCase());
}

function structure(call: Sent, shape: Shape, given: Members, at: string): Members {
  const out: Members = {};
  for (const [key, value] of Object.entries(given)) {
    const path = at === "" ? key : `${at}.${key}`;
    const target = memberOf(call, shape, key, path);
    if (target === undefined || value === undefined || value === null) continue;
    if (!call.allowed?.[path]?.includes(value)) place(call, { shape, out, path }, target, value);
  }
  return out;
}

function place(call: Sent, slot: Slot, [name, ...rest]: string[], value: any): void {
  const { shape, out, path } = slot;
  const below = shapeBelow(call, shape, name);
  if (name === "*") {
    for (const one of listed(value, path)) {
      const item: Members = {};
      place(call, { shape: below, out: item, path }, rest, one);
      out.push(item);
    }
  } else if (rest.length === 0) {
    // The provider takes an empty text for none where there may be none.
    const isSent = [...(call.requires ?? []), ...(call.kept ?? [])].includes(path);
    if (value === "" && !isSent && !shape.required?.includes(name)) return;
    const made = converted(call, below, value, path);
    if (made !== undefined) out[name] = made;
  } else {
    out[name] ??= below.type === "list" ? [] : {};
    place(call, { shape: below, out: out[name], path }, rest, value);
  }
}

/** A value as its shape wants it; undefined for an empty list that stands for no block. */
function converted(call: Sent, shape: Shape, value: any, path: string): any {
  switch (shape.type) {
    case "structure": {
      const one = Array.isArray(value) && value.length <= 1 ? value[0] : value;
      return one === undefined ? undefined : structure(call, shape, object(one, path), path);
    }
    case "list": {
      const item = shapeBelow(call, shape, "");
      const names = Array.isArray(value) ? undefined : pairOf(item);
      if (names !== undefined) return pairs(call, item, names, object(value, path));
      const list = Array.isArray(value) ? value : blocks(item, value, path);
      return list.map((one: any) => converted(call, item, one, path));
    }
    case "map":
      return mapped(call, shape, value, path);
    case "string":
      return text(value, path);
    case "boolean":
      return need(/^(true|false)$/.test(String(value)), "boolean", value, path);
    case "integer":
    case "long":
      return Number(need(/^-?\d+$/.test(String(value)), "integer", value, path));
    case "double":
    case "float":
      return Number(need(isNumber(value), "number", value, path));
    case "timestamp":
      return need(!Number.isNaN(Date.parse(text(value, path))), "timestamp", value, path);
    default:
      return text(value, path);
  }
}

function mapped(call: Sent, shape: Shape, value: any, path: string): Members {
  const item = shapeBelow(call, shape, "");
  const key = call.keys?.[path];
  const entries: [string, any][] =
    key === undefined
      ? Object.entries(object(value, path))
      : listed(value, path).map((one) => [one[key] ?? "none", one]);
  return Object.fromEntries(
    entries
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([name, one]) => [name, converted(call, item, one, path)]),
  );
}

/** Documents may come as objects, whose text the provider sends. */
function text(value: any, path: string): string {
  need(!Array.isArray(value), "string", value, path);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Tags are an object in a program, and pairs in most requests: what the two are called. */
function pairOf({ members = {} }: Shape): [key: string, value: string] | undefined {
  const names = Object.keys(members);
  const [key, value] = [/^(tag)?(key|name)$/i, /^(tag)?value$/i].map((wanted) =>
    names.find((name) => wanted.test(name)),
  );
  return names.length === 2 && key !== undefined && value !== undefined ? [key, value] : undefined;
}

function pairs(call: Sent, item: Shape, [key, content]: [string, string], given: Members) {
  return Object.entries(given).map(([name, value]) => ({
    [key]: name,
    [content]: converted(call, shapeBelow(call, item, content), value, name),
  }));
}

/** The provider has one block where the API has a list of one. */
function blocks({ type }: Shape, value: any, path: string): any[] {
  return [need(type === "structure" && typeof value === "object", "array", value, path)];
}

/** What a request must have and the provider always sends; items that nothing is in go. */
function fill(call: ApiCall, shape: Shape, value: any, path: string): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) value.splice(0, Infinity, ...value.filter((one) => one !== undefined));
  for (const name of shape.required ?? []) {
    const content = call.defaults?.[path === "" ? name : `${path}.${name}`];
    if (content !== undefined && value[name] === undefined) value[name] = content;
  }
  for (const [name, one] of Object.entries(value)) {
    const below = shapeBelow(call, shape, name);
    if (below === undefined) continue;
    const isMember = shape.type === "structure";
    fill(call, below, one, isMember ? (path === "" ? name : `${path}.${name}`) : path);
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
}

function listed(value: any, path: string): any[] {
  return need(Array.isArray(value), "array", value, path);
}

function object(value: any, path: string): Members {
  return need(isObject(value), "object", value, path);
}

/** The provider holds inputs against its own schema first. */
function need<T>(isOfType: boolean, expected: string, value: T, path: string): T {
  if (isOfType) return value;
  const got = Array.isArray(value) ? "array" : typeof value;
  throw new ServiceError(
    "ValidationException",
    `Unexpected type at field "${path}": expected ${expected} type, got ${got} type.`,
  );
}
