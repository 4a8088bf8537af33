/** Limits that a service's reference names and its API model does not. */
import { ServiceError } from "../../errors";
import type { LimitRule } from "./resource-type";
import type { Registration } from "./types";

/** Refuses a text or a number that the service refuses. */
export function needLimits(
  rules: readonly LimitRule[] | undefined,
  { inputs }: Pick<Registration, "inputs">,
): void {
  for (const { input, least, most, code } of rules ?? []) {
    const value: unknown = inputs[input];
    if (value === undefined || value === null || value === "") continue;
    const isNumber = least !== undefined;
    const size = isNumber ? Number(value) : String(value).length;
    const what = isNumber ? "value" : "length";
    if (size <= most && size >= (least ?? 0)) continue;
    const bound = size > most ? `less than or equal to ${most}` : `between ${least} and ${most}`;
    throw new ServiceError(
      code,
      `Value '${String(value)}' at '${input}' failed to satisfy constraint: ` +
        `Member must have ${what} ${bound}`,
    );
  }
}
