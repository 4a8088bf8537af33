/** Structured log lines. Bodies, headers and credentials never go into one. */
import { Logger } from "@aws-lambda-powertools/logger";
import { type LogEvent, logEvents } from "../domain/log-events";
import type { Log, LogFields } from "../domain/ports";

/** One line of JSON for each call, with the name and the level that the deployment sets. */
export function createLog(): Log {
  const logger = new Logger();
  const line = (event: LogEvent, fields?: LogFields) =>
    [logEvents[event], { event, ...fields }] as const;
  return {
    info: (event, fields) => logger.info(...line(event, fields)),
    warn: (event, fields) => logger.warn(...line(event, fields)),
    error: (event, fields) => logger.error(...line(event, fields)),
  };
}

/** An error as a log line shows it: its kind and its sentence, without what it was thrown with. */
export function describe(error: unknown): { error: string; reason: string } {
  if (!(error instanceof Error)) return { error: typeof error, reason: "unknown" };
  return { error: error.name, reason: error.message.slice(0, 500) };
}
