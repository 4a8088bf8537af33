/** Kinds of arguments that connectors alone have: addresses, and fields of a system's own. */
import type * as pulumi from "@pulumi/pulumi";
import { validate, whenKnown } from "../inputs/inputs";
import type { Kind } from "../inputs/kinds";
import type { Check } from "../inputs/model/checks";
import { settingsInReach } from "./model/connector-checks";
import { originOf } from "./model/url-checks";

/** The address of a system, as its origin: no slash ends it. */
export const origin = (
  wanted: Parameters<typeof originOf>[2],
): Kind<"string", pulumi.Input<string>> => ({
  shape: "string",
  validate: (value, path) => {
    const valid = validate(value, path, (known, at) => void originOf(known, at, wanted));
    return whenKnown(valid, (known) => originOf(known, path, wanted));
  },
});

/** A record of names of its own choice. */
export const map = <T>(
  check: Check<Record<string, T>>,
): Kind<"map", pulumi.Input<Record<string, T>>> => ({
  shape: "map",
  validate: (value, path) => validate(value, path, check),
});

/** JSON of a kind's settings, as its function reads it; `path` is the argument that it may be too long by. */
export function settingsText<T extends object>(
  settings: { readonly [K in keyof T]: pulumi.Input<T[K]> | undefined },
  path: string,
): pulumi.Input<string> {
  return whenKnown(settings as pulumi.Input<object>, (known) => {
    const text = JSON.stringify(known);
    settingsInReach(text, path);
    return text;
  });
}
