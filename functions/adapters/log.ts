/** Structured log lines. Bodies, headers and credentials never go into one. */
import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "../domain/ports";

/** One line of JSON for each call, with the name and the level that the deployment sets. */
export function createLog(): Log {
  const logger = new Logger();
  return {
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  };
}

/** An error as a log line shows it: its kind and its sentence, without what it was thrown with. */
export function describe(error: unknown): { error: string; reason: string } {
  if (!(error instanceof Error)) return { error: typeof error, reason: "unknown" };
  return { error: error.name, reason: error.message.slice(0, 500) };
}
