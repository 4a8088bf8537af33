/** What of a request and its answer stands in a record. */
import { isObject, lowerFirst, type Model, type Shape } from "../api/model";

/** As records have it where a service keeps something to itself. */
const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** Nobody has documented how a record shows them, so here it does not. */
const unshown = new Set(["token", "tokenCode"]);

/** CloudTrail User Guide, "CloudTrail record contents": longer ones are left out. */
const longest = 100 * 1024;

type Entry = [name: string, value: unknown];

function mapped(
  value: Record<string, unknown>,
  entry: (name: string, value: unknown) => Entry | undefined,
): Record<string, unknown> {
  const given = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  const entries = given.map(([name, one]) => entry(name, one));
  return Object.fromEntries(entries.filter((one) => one !== undefined));
}

function shown(model: Model, shape: Shape | undefined, value: unknown): unknown {
  const below = (name: string | undefined) => (name === undefined ? undefined : model.shapes[name]);
  if (shape?.sensitive === true) return hidden;
  if (Array.isArray(value)) return value.map((one) => shown(model, below(shape?.member), one));
  if (!isObject(value)) return value;
  if (shape?.type === "map") {
    return mapped(value, (name, one) => [name, shown(model, below(shape.value), one)]);
  }
  return mapped(value, (name, one) => {
    const to = lowerFirst(name);
    return unshown.has(to) ? undefined : [to, shown(model, below(shape?.members?.[name]), one)];
  });
}

/** Null for nothing, and for more than a record takes. */
function fitting(content: object): object | null {
  const length = Buffer.byteLength(JSON.stringify(content));
  return Object.keys(content).length === 0 || length > longest ? null : content;
}

/** The members of a request, of which the model says what is secret. */
export function requestParameters(
  model: Model,
  operation: string,
  members: unknown,
): object | null {
  if (!isObject(members)) return null;
  return fitting(shown(model, model.shapes[model.inputs[operation]], members) as object);
}

const secret = /secret|token|password|plaintext/i;
const time = /(At|Time|Date)$/;

function answered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(answered);
  if (!isObject(value)) return value;
  return mapped(value, (name, one) => {
    if (secret.test(name) && typeof one === "string") return undefined;
    const isTime = time.test(name) && typeof one === "number";
    return [lowerFirst(name), isTime ? new Date(one * 1000).toISOString() : answered(one)];
  });
}

/** What was answered, as a text of JSON or as an object; nothing where there is none. */
export function responseElements(output: unknown): object | null {
  const answer = typeof output === "string" && output.startsWith("{") ? JSON.parse(output) : output;
  return isObject(answer) ? fitting(answered(answer) as object) : null;
}
