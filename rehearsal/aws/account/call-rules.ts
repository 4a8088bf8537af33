/** What AWS's API models say of the request that makes a resource. */
import { ServiceError } from "../../errors";
import type { Model, Shape } from "../api/model";
import { refusalOf, violations } from "../api/violations";
import type { Registration } from "./types";

/** The API call that makes a resource, as the AWS provider sends it. */
export interface ApiCall {
  readonly model: Model;
  readonly operation: string;
  /** The member of the request that holds everything, where there is one: `pipeline`. */
  readonly within?: string;
  /**
   * The member that an input becomes, where its name is another one. Inputs in blocks have their
   * path, and their member is one of what the block becomes: `stages.actions.category`.
   */
  readonly members?: Readonly<Record<string, string>>;
  /** Of the service's refusal. */
  readonly code: string;
}

/**
 * Refuses what the service refuses by its model. What is missing says nothing: the provider fills
 * most of it with defaults of its own, and its schema asks for the rest.
 */
export function needCallable(call: ApiCall | undefined, { id, inputs }: Registration): void {
  if (call === undefined || id !== undefined) return;
  const { model, operation, code } = call;
  const found = violations(model, operation, requestOf(call, inputs)).filter(
    (wrong) => !wrong.startsWith("Value null at "),
  );
  if (found.length > 0) throw new ServiceError(code, refusalOf(found));
}

/** The request that the provider makes of the inputs; what has no member in it is left out. */
function requestOf(call: ApiCall, inputs: Record<string, any>): Record<string, any> {
  const { model, operation, within } = call;
  const input = model.shapes[model.inputs[operation]];
  if (within === undefined) return structure(call, input, inputs, "");
  return { [within]: structure(call, model.shapes[input.members![within]], inputs, "") };
}

function structure(call: ApiCall, shape: Shape, given: Record<string, any>, at: string) {
  const out: Record<string, any> = {};
  for (const [key, value] of Object.entries(given)) {
    const path = at === "" ? key : `${at}.${key}`;
    const target = call.members?.[path] ?? sameName(shape, key);
    if (target === undefined || value === undefined || value === null) continue;
    place(call, { shape, out }, target.split("."), value, path);
  }
  return out;
}

/** The member of the same name: the provider's names begin with a small letter. */
function sameName({ members = {} }: Shape, key: string): string | undefined {
  return Object.keys(members).find((name) => name.toLowerCase() === key.toLowerCase());
}

function place(
  call: ApiCall,
  into: { shape: Shape; out: Record<string, any> },
  [name, ...rest]: string[],
  value: any,
  path: string,
): void {
  const { shape, out } = into;
  const member = call.model.shapes[shape.members![name]];
  if (rest.length === 0) {
    out[name] = converted(call, member, value, path);
    return;
  }
  out[name] ??= {};
  place(call, { shape: member, out: out[name] }, rest, value, path);
}

function converted(call: ApiCall, shape: Shape, value: any, path: string): any {
  const { shapes } = call.model;
  switch (shape.type) {
    case "structure": {
      const one = Array.isArray(value) ? value[0] : value;
      return typeof one === "object" && one !== null ? structure(call, shape, one, path) : one;
    }
    case "list": {
      const item = shapes[shape.member!];
      const list = Array.isArray(value) ? value : (pairs(item, value) ?? [value]);
      return list.map((one: any) => converted(call, item, one, path));
    }
    case "string":
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    case "integer":
    case "long":
    case "double":
    case "float":
      return Number(value);
    default:
      return value;
  }
}

/** Tags are an object in a program, and pairs in most requests. */
function pairs(item: Shape, value: any): Record<string, unknown>[] | undefined {
  const key = item.members && sameName(item, "key");
  const content = item.members && sameName(item, "value");
  if (key === undefined || content === undefined || typeof value !== "object") return undefined;
  return Object.entries(value).map(([k, v]) => ({ key: k, value: v }));
}
