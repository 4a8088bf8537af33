/** The lines that Lambda itself writes into a function's log, as text or as JSON. */
import { memoryOf } from "./environment";
import { isFatal } from "./failures";
import type { Outcome } from "./sandbox";
import type { FunctionSettings } from "./types";

/** What the code wrote, between the lines that Lambda itself writes. */
export function withReport(
  settings: Pick<FunctionSettings, "logFormat" | "memorySize">,
  requestId: string,
  outcome: Outcome,
  now: Date,
): string[] {
  const write = settings.logFormat === "JSON" ? asJson : asText;
  return write({ requestId, outcome, now, memory: memoryOf(settings) });
}

interface Report {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly now: Date;
  readonly memory: number;
}

function asText({ requestId, outcome, now, memory }: Report): string[] {
  const { lines, error, milliseconds } = outcome;
  const problem = error?.errorMessage.replace(/^RequestId: \S+ Error: /, "");
  return [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...lines,
    ...(isFatal(error) ? [`${now.toISOString()} ${requestId} ${problem}`] : []),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\t` +
      `Billed Duration: ${Math.ceil(milliseconds)} ms\tMemory Size: ${memory} MB`,
  ];
}

function asJson({ requestId, outcome, now, memory }: Report): string[] {
  const { lines, error, milliseconds } = outcome;
  const platform = (type: string, record: object) =>
    JSON.stringify({ time: now.toISOString(), type, record: { requestId, ...record } });
  const status = error === undefined ? "success" : "error";
  const errorType = error?.errorType;
  const metrics = {
    durationMs: Number(milliseconds.toFixed(3)),
    billedDurationMs: Math.ceil(milliseconds),
    memorySizeMB: memory,
  };
  return [
    platform("platform.start", { version: "$LATEST" }),
    ...lines,
    platform("platform.report", {
      metrics,
      status: errorType === "Sandbox.Timedout" ? "timeout" : status,
      ...(isFatal(error) && { errorType }),
    }),
  ];
}
