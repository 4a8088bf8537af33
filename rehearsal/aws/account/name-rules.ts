/** Which physical names AWS takes, and which the provider chooses. */
import { ServiceError } from "../../errors";
import { refusalOf, violationsOf } from "../api/violations";
import { requestOf } from "./call-request";
import type { PhysicalName, ResourceType } from "./resource-type";
import type { Registration } from "./types";

/** What the provider keeps to where nothing else is said of a type (pulumi-aws, autonaming). */
const longestAutoname = 255;

/** Hexadecimal digits at the end of a chosen name. */
const digits = 7;

/** Refuses a name that the service refuses by its model, or by its reference where that says more. */
export function needName(
  type: Pick<ResourceType, "name" | "call"> | undefined,
  value: string,
): void {
  const { name, call } = type ?? {};
  if (name === undefined) return;
  if (call !== undefined) {
    const { model, operation } = call;
    const request = requestOf(call, { [name.input]: value });
    const found = violationsOf(model, operation, request).filter(({ kind }) => kind !== "missing");
    if (found.length > 0) throw new ServiceError(call.code, refusalOf(found));
  }
  if (name.accepts === undefined) return;
  const { parameter, pattern, least = 1, most, code } = name.accepts;
  const wrong = [
    ...(new RegExp(`^(?:${pattern})$`, "u").test(value)
      ? []
      : [`Member must satisfy regular expression pattern: ${pattern}`]),
    ...(value.length < least ? [`Member must have length greater than or equal to ${least}`] : []),
    ...(value.length > most ? [`Member must have length less than or equal to ${most}`] : []),
  ];
  if (wrong.length === 0) return;
  throw new ServiceError(
    code,
    `Value '${value}' at '${parameter}' failed to satisfy constraint: ${wrong.join("; ")}, ` +
      `got ${value.length} characters.`,
  );
}

/**
 * The name that the provider chooses: what the program says it begins with, or the resource's own
 * name, and digits. Never cut, but refused where it gets too long (Pulumi, NewUniqueName).
 */
export function autoname(
  { type, name, inputs }: Pick<Registration, "type" | "name" | "inputs">,
  { input, autoname: rule }: PhysicalName,
  hex: string,
): string {
  const { longest = longestAutoname, prefix = "", ending, lowerCase } = rule || {};
  const start = inputs[`${input}Prefix`] ?? `${prefix}${name}-`;
  if (start.length + digits > longest) {
    throw new ServiceError(
      "InvalidName",
      `could not make instance of '${type}': name '${start}' plus ${digits} random chars is ` +
        `longer than maximum length ${longest}`,
    );
  }
  const chosen = lowerCase === true ? (start + hex).toLowerCase() : start + hex;
  return ending !== undefined && inputs[ending[0]] === true ? chosen + ending[1] : chosen;
}
