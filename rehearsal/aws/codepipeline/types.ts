/**
 * The seams between the pipeline engine and what surrounds it. The data model is the CodePipeline
 * API's own, taken from the AWS SDK's types: one vocabulary from the definition to the wire.
 */
import type {
  ActionDeclaration,
  ArtifactDetail,
  EncryptionKey,
  PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";

/** One run of one action, handed to whatever stands for the action's provider. */
export interface ActionRun {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  readonly actionExecutionId: string;
  /** The action as declared. */
  readonly action: ActionDeclaration;
  /** The configuration with every `#{namespace.variable}` replaced. */
  readonly configuration: Record<string, string>;
  /** The role the action runs under: the action's own, or the pipeline's. */
  readonly roleArn: string;
  /** The pipeline's role, which assumes the action's own; absent where the action has none. */
  readonly pipelineRoleArn?: string;
  /** Absent: the pipeline's. */
  readonly region?: string;
  /** Input artifacts: artifact name to the folder that holds its files. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Where artifacts are kept in S3. */
  readonly store: ArtifactLocations;
  /** Aborted when the execution is stopped and abandoned. */
  readonly signal: AbortSignal;
  /** Progress for people; never parsed. */
  log(line: string): void;
  /** Tells what is known before the end. */
  update(progress: ActionProgress): void;
}

/** Where the artifacts of one action are kept. */
export interface ArtifactLocations {
  readonly inputs: readonly ArtifactDetail[];
  readonly outputs: readonly ArtifactDetail[];
  readonly encryptionKey?: EncryptionKey;
}

export interface ActionProgress {
  /** True while a function, the clock or somebody outside is all that is waited for. */
  readonly waits?: boolean;
  readonly summary?: string;
  readonly percentComplete?: number;
  readonly externalExecutionId?: string;
}

export interface ActionOutcome {
  status: "Succeeded" | "Failed";
  /** One line for the history. */
  summary?: string;
  /** Required in spirit when the status is Failed. */
  error?: { code: string; message: string };
  externalExecutionId?: string;
  externalExecutionUrl?: string;
  /** Variables for `#{namespace.NAME}` in later actions. */
  variables?: Record<string, string>;
  /** Output artifacts: artifact name to the folder that holds its files. */
  outputs?: Record<string, string>;
  /** What was picked up, or worked on. */
  revision?: {
    revisionId: string;
    /** Defaults to the revision's own id. */
    revisionChangeId?: string;
    revisionSummary?: string;
    revisionUrl?: string;
  };
}

/** Runs every action but manual approvals, which the engine itself keeps. */
export interface ActionRunner {
  run(run: ActionRun): Promise<ActionOutcome>;
}

/** One pending token of one approval action. */
export interface ApprovalRequest {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly actionExecutionId: string;
  /** Lower-case UUID. */
  readonly token: string;
  readonly requestedAt: Date;
  readonly expires: Date;
  /** Resolved; absent when the action has none. */
  readonly customData?: string;
  readonly externalEntityLink?: string;
  readonly notificationArn?: string;
  /** The pipeline's role, which publishes the notification. */
  readonly roleArn: string;
}

/** Sends the notification of an approval action; a rejection fails the action. */
export interface ApprovalPublisher {
  publish(request: ApprovalRequest): Promise<void>;
}

/** What started an execution, in the API's terms. */
export interface StartTrigger {
  /** For example `StartPipelineExecution`, `CreatePipeline`, `CloudWatchEvent`. */
  triggerType: string;
  /** For example the ARN of the caller or of the rule. */
  triggerDetail: string;
}

/** An event as EventBridge carries it. */
export interface BusEvent {
  version: "0";
  id: string;
  source: string;
  "detail-type": string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

export type { PipelineDeclaration };
