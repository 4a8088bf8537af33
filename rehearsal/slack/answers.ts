/** What the app's answer does in the person's window. */
import type { Answer } from "./sender";
import type { ClickResult } from "./types";
import { inputsOf } from "./view";

export const trouble = "We had some trouble connecting. Try again?";

/** After a button: any 2xx will do, and its body is not read. */
export function afterClick({ status }: Answer): ClickResult {
  return status >= 200 && status < 300 ? { status } : { status, trouble };
}

/** After a dialog: closed, or still open with errors below its inputs. */
export function afterSubmission(
  { status, body }: Answer,
  view: any,
): ClickResult & { closed: boolean } {
  if (status !== 200) return { status, trouble, closed: false };
  if (body === "") return { status, closed: true };
  const answer = readAnswer(body);
  if (answer?.response_action === "clear") return { status, closed: true };
  const errors = answer?.response_action === "errors" ? errorsOf(answer.errors, view) : undefined;
  return errors === undefined
    ? { status, trouble, closed: false }
    : { status, errors, closed: false };
}

function readAnswer(body: string): any {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Errors must be about inputs that the dialog has, each with words. */
function errorsOf(errors: unknown, view: any): Record<string, string> | undefined {
  if (typeof errors !== "object" || errors === null) return undefined;
  const known = new Set(inputsOf(view).map(({ block_id: id }) => id));
  const entries = Object.entries(errors);
  const fit = entries.every(([id, text]) => known.has(id) && typeof text === "string");
  return fit && entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
