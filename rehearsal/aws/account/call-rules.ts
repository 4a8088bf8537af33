/** What AWS's API models say of the request that makes a resource. */
import { partitionOf } from "../../../contract/partitions";
import { ServiceError } from "../../errors";
import { refusalOf, type Violation, violationsOf } from "../api/violations";
import { type ApiCall, requestOf, type Sent } from "./call-request";
import { autoname } from "./name-rules";
import type { ResourceType } from "./resource-type";
import type { Registration } from "./types";

/** Stands for the digits of a name that the provider has yet to choose. */
const digits = "0000000";

/** Refuses what the provider asks for and does not get, and what the service refuses by its model. */
export function needCallable(
  type: Pick<ResourceType, "call" | "name" | "requires"> | undefined,
  registration: Registration,
): void {
  if (type === undefined || registration.id !== undefined) return;
  const { call, requires = [] } = type;
  const { inputs } = registration;
  const missing = requires.find((input) => lacks(inputs, input.split(".")));
  if (missing !== undefined) {
    throw new ServiceError(
      call?.code ?? "ValidationException",
      `Missing required argument. The argument "${missing}" is required, but no definition was found.`,
    );
  }
  if (call === undefined) return;
  const whole = named(type, registration);
  for (const one of [call, ...(call.also ?? [])]) needAllowed({ ...one, requires }, whole);
}

function needAllowed(call: Sent, inputs: Registration["inputs"]): void {
  for (const one of eachOf(call, inputs)) {
    const found = refused(call, requestOf(call, one));
    if (found.length === 0) continue;
    const code = call.codes?.[found[0].name] ?? call.code;
    throw new ServiceError(code, refusalOf(found));
  }
}

/**
 * What the model does not allow. Its patterns of ARNs know the names that Regions have in some
 * partitions, and not in all of them: there a Region that they know takes the place of another.
 */
function refused({ model, operation }: ApiCall, request: object): Violation[] {
  const found = violationsOf(model, operation, request);
  if (found.every(({ kind }) => kind !== "pattern")) return found;
  const text = JSON.stringify(request, (_, value: unknown) =>
    typeof value === "string" ? value.replace(regionOfArn, publicRegion) : value,
  );
  const still = violationsOf(model, operation, JSON.parse(text));
  return found.filter((one) =>
    still.some(({ name, kind }) => name === one.name && kind === one.kind),
  );
}

const regionOfArn = /(?<=^arn:[^:]*:[^:]*:)[^:]+/;

function publicRegion(region: string): string {
  return partitionOf(region) === "aws" ? region : "us-east-1";
}

/** Whether an input is missing, in any of the blocks that hold it; a block may be absent. */
function lacks(holder: unknown, [name, ...rest]: string[]): boolean {
  if (Array.isArray(holder)) return holder.some((one) => lacks(one, [name, ...rest]));
  if (typeof holder !== "object" || holder === null) return false;
  const value: unknown = (holder as Record<string, unknown>)[name];
  const isAbsent = value === undefined || value === null;
  return rest.length === 0 ? isAbsent : !isAbsent && lacks(value, rest);
}

/** The inputs of each call, where the provider makes one for every item of a list. */
function eachOf({ each }: ApiCall, inputs: Registration["inputs"]): Registration["inputs"][] {
  if (each === undefined) return [inputs];
  const items: unknown = inputs[each] ?? [];
  // The request itself refuses what is no list.
  return Array.isArray(items) ? items.map((item) => ({ ...inputs, [each]: item })) : [inputs];
}

/** With the name that the provider chooses where the program gives none. */
function named({ name }: Pick<ResourceType, "name">, registration: Registration) {
  const { inputs } = registration;
  if (name === undefined || name.autoname === false) return inputs;
  return { ...inputs, [name.input]: inputs[name.input] ?? autoname(registration, name, digits) };
}
