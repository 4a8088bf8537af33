/** Which descriptions, paths and display names AWS takes. */
import { ServiceError } from "../../errors";
import type { TextRule } from "./resource-type";
import type { Registration } from "./types";

/** Refuses a text that the service refuses. */
export function needTexts(
  rules: readonly TextRule[] | undefined,
  { inputs }: Pick<Registration, "inputs">,
): void {
  for (const { input, most, pattern, code } of rules ?? []) {
    const text: unknown = inputs[input];
    if (typeof text !== "string") continue;
    const wrong = [
      ...(text.length > most ? [`Member must have length less than or equal to ${most}`] : []),
      ...(pattern?.test(text) === false
        ? [`Member must satisfy regular expression pattern: ${pattern.source}`]
        : []),
    ];
    if (wrong.length === 0) continue;
    throw new ServiceError(
      code,
      `Value '${text}' at '${input}' failed to satisfy constraint: ${wrong.join("; ")}, ` +
        `got ${text.length} characters.`,
    );
  }
}
