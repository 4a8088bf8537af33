/** What the engine remembers. Only the engine's own files see these records; views copy them. */
import type {
  ActionDeclaration,
  ActionExecutionStatus,
  ArtifactDetail,
  ConditionExecutionStatus,
  ErrorDetails,
  ExecutionMode,
  PipelineDeclaration,
  PipelineExecutionStatus,
  Result,
  RetryTrigger,
  RuleDeclaration,
  RuleExecutionStatus,
  StageDeclaration,
  StageExecutionStatus,
} from "@aws-sdk/client-codepipeline";
import type { ActionOutcome, ApprovalRequest, StartTrigger } from "./types";

/** What attempts of actions and of rules have in common. */
export interface Attempt {
  readonly pipelineExecutionId: string;
  readonly pipelineVersion: number;
  readonly stageName: string;
  readonly roleArn: string;
  readonly region: string;
  readonly resolvedConfiguration: Record<string, string>;
  readonly startTime: Date;
  readonly inputArtifacts: readonly ArtifactDetail[];
  readonly abort: AbortController;
  lastUpdateTime: Date;
}

/** One attempt of one action. A retry makes a new one. */
export interface ActionRecord extends Attempt {
  readonly pipelineName: string;
  readonly actionExecutionId: string;
  readonly action: ActionDeclaration;
  status: ActionExecutionStatus;
  /** The person, role or service that caused the last change. */
  updatedBy?: string;
  summary?: string;
  percentComplete?: number;
  error?: ErrorDetails;
  externalExecutionId?: string;
  externalExecutionUrl?: string;
  outputVariables?: Record<string, string>;
  outputArtifacts: ArtifactDetail[];
  revision?: ActionOutcome["revision"];
  approval?: ApprovalRequest;
  /** True while somebody, a function or the clock is all that is waited for. */
  waitsForPerson: boolean;
}

/** In the order in which an execution may meet them. */
export const conditionKinds = ["beforeEntry", "onSuccess", "onFailure"] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** One run of one rule of a condition. */
export interface RuleRecord extends Attempt {
  readonly ruleExecutionId: string;
  readonly rule: RuleDeclaration;
  status: RuleExecutionStatus;
  updatedBy?: string;
  summary?: string;
  error?: ErrorDetails;
  externalExecutionId?: string;
  /** True while a function or the clock is all that is waited for. */
  waits: boolean;
}

/** One evaluation of a condition of a stage. */
export interface ConditionRun {
  readonly kind: ConditionKind;
  /** What is done where it fails. */
  readonly result?: Result;
  readonly rules: readonly RuleRecord[];
  status: ConditionExecutionStatus;
  summary?: string;
  lastStatusChange: Date;
}

/** One stage as one execution went through it. */
export interface StageRun {
  readonly stage: StageDeclaration;
  readonly execution: ExecutionRecord;
  status: StageExecutionStatus;
  /** The latest attempt of each action of this execution. */
  readonly actions: Map<string, ActionRecord>;
  /** The latest evaluation of each. */
  readonly conditions: Map<ConditionKind, ConditionRun>;
  retries: number;
  /** By the stage itself, when it failed. */
  automaticRetries: number;
  retryTrigger?: RetryTrigger;
  retriedAt?: Date;
}

interface Artifact {
  /** Folder with the artifact's files on this machine. */
  readonly folder: string;
  readonly detail: ArtifactDetail;
}

export interface ExecutionRecord {
  readonly id: string;
  /** The definition that the execution started with: an update does not reach into it. */
  readonly declaration: PipelineDeclaration;
  readonly version: number;
  readonly mode: ExecutionMode;
  readonly trigger: StartTrigger;
  readonly startTime: Date;
  readonly variables: Map<string, Record<string, string>>;
  readonly artifacts: Map<string, Artifact>;
  readonly stageRuns: Map<string, StageRun>;
  status: PipelineExecutionStatus;
  statusSummary?: string;
  lastUpdateTime: Date;
  /** Counts from 1; a retry of a stage adds one. */
  attempt: number;
  /** Set where it rolls one stage back to that execution, and goes no further. */
  readonly rollbackTarget?: string;
  stop?: { readonly abandon: boolean; readonly reason?: string };
}

/** What somebody has done to the transition into a stage, or out of it. */
export interface TransitionChange {
  readonly enabled: boolean;
  readonly by: string;
  readonly at: Date;
  readonly reason?: string;
}

/** The entrance of a stage. In PARALLEL mode a disabled transition alone makes anybody wait at it. */
export interface StageLock {
  occupant?: ExecutionRecord;
  waiting: ExecutionRecord[];
  latest?: StageRun;
  /** The transition into the stage, and the one out of it, where somebody has changed them. */
  inbound?: TransitionChange;
  outbound?: TransitionChange;
}

export interface PipelineRecord {
  declaration: PipelineDeclaration;
  readonly created: Date;
  updated: Date;
  readonly doors: Map<string, StageLock>;
  /** Oldest first. */
  readonly executions: ExecutionRecord[];
  /** Oldest first. */
  readonly history: ActionRecord[];
  /** Oldest first. */
  readonly rules: RuleRecord[];
}

export const isApproval = (action: ActionDeclaration): boolean =>
  action.actionTypeId?.category === "Approval" &&
  action.actionTypeId.owner === "AWS" &&
  action.actionTypeId.provider === "Manual";

export const isActive = (execution: ExecutionRecord): boolean =>
  execution.status === "InProgress" || execution.status === "Stopping";

/** The door of a stage; stages that an update took away still let their executions out. */
export function doorOf(pipeline: PipelineRecord, stageName: string): StageLock {
  let door = pipeline.doors.get(stageName);
  if (door === undefined) {
    door = { waiting: [] };
    pipeline.doors.set(stageName, door);
  }
  return door;
}

/** The stage that an execution is in; undefined while it waits between stages. */
export function currentRun(execution: ExecutionRecord): StageRun | undefined {
  return [...execution.stageRuns.values()].find(
    (run) => run.status === "InProgress" || run.status === "Stopping",
  );
}
