/**
 * `ignoreChanges`: what it names stays as it was deployed before, so the program does not say what
 * it is.
 */
import { type Json, unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";

/** The stages of a pipeline, with `unknown` in the place of what `ignoreChanges` keeps. */
export function stagesOf({ inputs, ignoreChanges = [] }: RegisteredResource): Json | undefined {
  return ignoreChanges
    .map(segments)
    .filter(([first]) => first === "stages" || first === "*")
    .reduce<Json | undefined>((stages, [, ...path]) => without(stages, path), inputs.stages);
}

/** Pulumi's property paths: `stages[0].actions["x"].configuration`, `*` for every one. */
const segments = (path: string): string[] =>
  [...path.matchAll(/"((?:[^"\\]|\\.)*)"|[^.[\]"]+/g)].map(([all, quoted]) => quoted ?? all);

function without(value: Json | undefined, [key, ...rest]: readonly string[]): Json {
  if (key === undefined || value === undefined || value === null) return unknown;
  if (Array.isArray(value)) {
    if (key !== "*" && !(Number(key) < value.length)) return unknown;
    return value.map((item, at) =>
      key === "*" || at === Number(key) ? without(item, rest) : item,
    );
  }
  if (typeof value !== "object") return unknown;
  const keys = key === "*" ? Object.keys(value) : [key];
  return { ...value, ...Object.fromEntries(keys.map((one) => [one, without(value[one], rest)])) };
}
