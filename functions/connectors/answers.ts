/** What an answer of another system means, where it is not the one that was hoped for. */
import * as v from "valibot";
import { FinalError, TransientError } from "../domain/errors";
import type { HttpResponse } from "./http";

/** Told by who refused, what was asked and the status: an answer may quote anything. */
export class SystemError extends TransientError {
  override readonly name = "SystemError";

  constructor(
    readonly status: number,
    message: string,
    /** Seconds that the system asks to wait. */
    readonly retryAfter?: number,
    remedy?: string,
  ) {
    super(message, { remedy });
  }
}

/** The system wants to hear nothing more: RFC 9110, "410 Gone". */
export class GoneError extends FinalError {
  override readonly name: string = "GoneError";
}

/** Statuses that pass, or that a person mends while it is tried again. */
const passing = new Set([401, 403, 408, 425, 429]);

/** The error for an answer that was not hoped for: only what was asked wrongly is final. */
export function refusedBy(system: string, what: string, response: HttpResponse): Error {
  const { status } = response;
  const message = `${system} has answered ${status} to ${what}.`;
  if (status < 500 && !passing.has(status))
    return new FinalError(message, { remedy: remedies[status] });
  return new SystemError(status, message, retryAfter(response), remedies[status]);
}

const remedies: Readonly<Record<number, string>> = {
  400: "Compare the connector's arguments with what the system wants, and run `pulumi up`.",
  401: "Put credentials that the system takes into the connector's secret.",
  403: "Give the user of the connector's credentials the rights that docs/connectors.md lists.",
};

/** HTTP Semantics (RFC 9110), "Retry-After": seconds, or a date, which counts as none here. */
export function retryAfter({ header }: HttpResponse): number | undefined {
  const seconds = header("retry-after");
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) : undefined;
}

/** Reads what was answered; what has another form is no answer. */
export function answerOf<S extends v.GenericSchema>(
  system: string,
  what: string,
  response: HttpResponse,
  schema: S,
): v.InferOutput<S> {
  if (response.status < 200 || response.status > 299) throw refusedBy(system, what, response);
  let content: unknown;
  try {
    content = JSON.parse(response.text);
  } catch {
    throw new TransientError(`${system} has answered ${what} with what is no JSON.`);
  }
  const parsed = v.safeParse(schema, content);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "the whole";
  throw new TransientError(`${system} has answered ${what} otherwise than documented: ${field}.`);
}

/** Settings, as the component wrote them: another try finds the same. The value stays where it is. */
export function parsedText<S extends v.GenericSchema>(
  what: string,
  text: string,
  schema: S,
): v.InferOutput<S> {
  const parsed = parse(what, text, schema);
  if ("wrong" in parsed) throw new FinalError(parsed.wrong);
  return parsed.output;
}

/** Credentials, as a person put them into the secret: they may mend them while it is tried again. */
export function parsedCredentials<S extends v.GenericSchema>(
  what: string,
  text: string,
  schema: S,
): v.InferOutput<S> {
  const parsed = parse(what, text, schema);
  if ("output" in parsed) return parsed.output;
  throw new TransientError(parsed.wrong, {
    remedy:
      "Put the credentials into the connector's secret again: docs/connectors.md has their form.",
  });
}

function parse<S extends v.GenericSchema>(
  what: string,
  text: string,
  schema: S,
): { readonly output: v.InferOutput<S> } | { readonly wrong: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { wrong: `${what} are not JSON.` };
  }
  const parsed = v.safeParse(schema, content);
  if (parsed.success) return { output: parsed.output };
  const field = v.getDotPath(parsed.issues[0]) ?? "the whole value";
  return { wrong: `${what} cannot be used: ${field} is missing or malformed.` };
}
