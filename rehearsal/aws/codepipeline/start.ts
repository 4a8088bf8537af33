/** What StartPipelineExecution makes of its input. */
import { ServiceError } from "../../errors";
import { maxConcurrentExecutions } from "./limits";
import { type ExecutionRecord, isActive, type PipelineRecord } from "./model";
import { invalid } from "./errors";
import type { StartTrigger } from "./types";
import { executionNamespace, pipelineNamespace } from "./variables";

export interface StartOptions {
  /** Values for the variables that the pipeline declares. */
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
}

function pipelineVariables(
  { declaration }: PipelineRecord,
  { variables = [] }: StartOptions,
): Record<string, string> {
  const declared = declaration.variables ?? [];
  const unknown = variables.find(({ name }) => !declared.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw invalid(`Pipeline "${declaration.name}" declares no variable named "${unknown.name}".`);
  }
  const entries = declared.map(({ name, defaultValue }) => {
    const value = variables.find((one) => one.name === name)?.value ?? defaultValue;
    if (value === undefined) {
      throw invalid(
        `Variable "${name}" of pipeline "${declaration.name}" has no default: start with a value.`,
      );
    }
    return [name!, value] as const;
  });
  return Object.fromEntries(entries);
}

export function newExecution(
  pipeline: PipelineRecord,
  trigger: StartTrigger,
  options: StartOptions,
  id: string,
  now: Date,
): ExecutionRecord {
  const { declaration } = pipeline;
  const mode = declaration.executionMode!;
  const active = pipeline.executions.filter(isActive).length;
  if (mode !== "SUPERSEDED" && active >= maxConcurrentExecutions) {
    throw new ServiceError(
      "ConcurrentPipelineExecutionsLimitExceededException",
      `Pipeline "${declaration.name}" has ${active} executions in progress, which is the most that ` +
        `${mode} mode takes. Wait for one to end, or stop one.`,
    );
  }
  return {
    id,
    declaration,
    version: declaration.version!,
    mode,
    trigger: { ...trigger },
    startTime: now,
    lastUpdateTime: now,
    status: "InProgress",
    attempt: 1,
    variables: new Map([
      [executionNamespace, { PipelineExecutionId: id }],
      [pipelineNamespace, pipelineVariables(pipeline, options)],
    ]),
    artifacts: new Map(),
    stageRuns: new Map(),
  };
}
