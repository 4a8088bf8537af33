/** What the engine shows of its records. */
import type {
  ActionExecutionDetail,
  GetPipelineStateOutput,
  PipelineDeclaration,
  PipelineExecution,
  PipelineExecutionSummary,
  RuleExecutionDetail,
} from "@aws-sdk/client-codepipeline";
import { EventEmitter } from "node:events";
import { pipelineNotFound } from "./errors";
import { needExecution } from "./lookups";
import type { Attempt, PipelineRecord } from "./model";
import { ruleExecutionView } from "./condition-views";
import type { BusEvent } from "./types";
import { actionExecutionView, executionSummary, executionView, stateView } from "./views";

/** One line of an action's progress, as the "log" event carries it. */
export interface LogLine {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly line: string;
}

export interface EngineEvents {
  event: [event: BusEvent];
  changed: [];
  log: [line: LogLine];
}

/** Of one execution, or of all. */
interface Filter {
  readonly pipelineExecutionId?: string;
}

/** Newest first. */
function attemptsOf<T extends Attempt>(
  pipeline: PipelineRecord,
  all: readonly T[],
  { pipelineExecutionId: id }: Filter,
): T[] {
  if (id !== undefined) needExecution(pipeline, id);
  return all.filter((one) => id === undefined || one.pipelineExecutionId === id).reverse();
}

export abstract class ReadOperations extends EventEmitter<EngineEvents> {
  protected readonly pipelines = new Map<string, PipelineRecord>();

  constructor() {
    super();
    // Everybody who waits for `idle` listens.
    this.setMaxListeners(0);
  }

  pipelineNames(): string[] {
    return [...this.pipelines.keys()];
  }

  declaration(name: string): PipelineDeclaration {
    return structuredClone(this.find(name).declaration);
  }

  state(name: string): GetPipelineStateOutput {
    return stateView(this.find(name));
  }

  execution(name: string, executionId: string): PipelineExecution {
    return executionView(needExecution(this.find(name), executionId));
  }

  /** Newest first. */
  executions(name: string): PipelineExecutionSummary[] {
    return this.find(name).executions.map(executionSummary).reverse();
  }

  /** Newest first. */
  actionExecutions(name: string, filter: Filter = {}): ActionExecutionDetail[] {
    const pipeline = this.find(name);
    return attemptsOf(pipeline, pipeline.history, filter).map(actionExecutionView);
  }

  /** Newest first. */
  ruleExecutions(name: string, filter: Filter = {}): RuleExecutionDetail[] {
    const pipeline = this.find(name);
    return attemptsOf(pipeline, pipeline.rules, filter).map(ruleExecutionView);
  }

  /** Resolves when nothing is left to happen without a person or the clock. */
  async idle(name: string): Promise<void> {
    const { history, rules } = this.find(name);
    const isBusy = (): boolean =>
      history.some((record) => record.status === "InProgress" && !record.waitsForPerson) ||
      rules.some((record) => record.status === "InProgress" && !record.waits);
    while (isBusy()) await new Promise<void>((resolve) => this.once("changed", resolve));
  }

  /** Whether an action or a rule has all that this machine does for it, and waits for its result. */
  waitsForResult(): boolean {
    return [...this.pipelines.values()].some(
      ({ history, rules }) =>
        history.some(
          ({ status, waitsForPerson, approval }) =>
            status === "InProgress" && waitsForPerson && approval === undefined,
        ) || rules.some(({ status, waits }) => status === "InProgress" && waits),
    );
  }

  protected find(name: string): PipelineRecord {
    const pipeline = this.pipelines.get(name);
    if (pipeline === undefined) throw pipelineNotFound(name);
    return pipeline;
  }
}
