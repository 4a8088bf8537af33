/** The metrics in the lines of a log. */
import { isObject } from "../../api/model";
import type { Metrics } from "../metrics/types";
import { EmfError, measuredIn } from "./document";

/** A line that was to be a metric, and is none. */
export interface EmfProblem {
  readonly kind: "EMFParsingErrors" | "EMFValidationErrors";
  readonly reason: string;
}

/** What marks a document, also where it cannot be read. */
const mark = /"_aws"\s*:[^]*"CloudWatchMetrics"/;

/**
 * Puts the metrics of lines that a function logged; answers what is wrong with those that have none.
 * Lambda may write time and request before a document.
 */
export function putLines(
  metrics: Metrics,
  logGroup: string,
  lines: readonly string[],
  now: Date,
): EmfProblem[] {
  const problems = lines
    .flatMap((line) => line.split("\n"))
    .flatMap((line) => putLine(metrics, line, now) ?? []);
  for (const { kind } of problems) {
    const metric = { namespace: "AWS/Logs", name: kind, dimensions: { LogGroupName: logGroup } };
    metrics.put(metric, { at: now.getTime(), value: 1 });
  }
  return problems;
}

function putLine(metrics: Metrics, line: string, now: Date): EmfProblem | undefined {
  const document = line.slice(Math.max(line.indexOf("{"), 0));
  if (!mark.test(document)) return undefined;
  const root = parsed(document);
  if (root === undefined) {
    return { kind: "EMFParsingErrors", reason: `This is no JSON: ${document.slice(0, 200)}` };
  }
  // Somebody may log a document inside another one, which measures nothing.
  if (root._aws === undefined) return undefined;
  try {
    for (const { metric, sample } of measuredIn(root, now)) metrics.put(metric, sample);
    return undefined;
  } catch (error) {
    if (!(error instanceof EmfError)) throw error;
    return { kind: "EMFValidationErrors", reason: error.message };
  }
}

function parsed(document: string): Record<string, unknown> | undefined {
  try {
    const root: unknown = JSON.parse(document);
    return isObject(root) ? root : undefined;
  } catch {
    return undefined;
  }
}
