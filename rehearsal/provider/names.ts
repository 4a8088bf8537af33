/** Names that the AWS provider chooses where a program gives none, as it does in its check. */
import { createHash } from "node:crypto";
import { autoname, needName } from "../aws/account/name-rules";
import { resourceTypeOf } from "../aws/account/registry";
import type { PhysicalName } from "../aws/account/resource-type";
import { holdsUnknown, type Properties } from "./values";

export interface Wrong {
  readonly input: string;
  readonly reason: string;
}

export interface NameRequest {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Inputs of the resource as it is; empty for a new one. */
  readonly before: Properties;
  /** From the engine, so that a name is the same in a preview and in the update after it. */
  readonly seed: Uint8Array;
}

/** The name of a type that the provider chooses; undefined where it chooses none. */
function chosenBy(type: string): PhysicalName | undefined {
  const name = resourceTypeOf(type)?.name;
  return name?.autoname === false ? undefined : name;
}

/** The input that has a type's name, where one is chosen for it. */
export function nameInput(type: string): string | undefined {
  return chosenBy(type)?.input;
}

/**
 * The inputs, with a name where the program gave none; an existing resource keeps its own. The name
 * is listed in `__defaults`, as the AWS provider lists it.
 */
export function named({ type, name, inputs, before, seed }: NameRequest): Properties {
  const rule = chosenBy(type);
  if (rule === undefined || inputs[rule.input] !== undefined) return inputs;
  const { input } = rule;
  const chosen = (value: string) => ({ ...inputs, [input]: value, __defaults: [input] });
  if (before[input] !== undefined && before.__defaults?.includes(input)) {
    return chosen(before[input]);
  }
  const hex = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return chosen(autoname({ type, name, inputs }, rule, hex));
}

/** Why the provider does not take the name in the inputs, as far as it is known. */
export function wrongName(type: string, inputs: Properties): Wrong | undefined {
  const known = resourceTypeOf(type);
  const rule = known?.name;
  const name = rule && inputs[rule.input];
  if (typeof name !== "string" || holdsUnknown(name)) return undefined;
  try {
    needName(known, name);
    return undefined;
  } catch (error) {
    return { input: rule!.input, reason: (error as Error).message };
  }
}
