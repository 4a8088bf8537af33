/** What CodePipeline shows of a pipeline, as far as it tells of what bypassed a gate. */

/** A list as far as it could be read. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** Why it was not read to its end, where something that is looked for may be missing. */
  readonly unread?: Error;
  /** ISO 8601: present where everything that began since then was read, and not all that was looked for. */
  readonly readBackTo?: string;
}

/** A run of an approval action. */
export interface ActionRun {
  readonly stageName: string;
  readonly actionName: string;
  readonly actionExecutionId?: string;
  readonly pipelineExecutionId?: string;
  readonly status?: string;
  /** ARN of who decided. */
  readonly updatedBy?: string;
  readonly summary?: string;
  /** ISO 8601. */
  readonly at?: string;
}

export interface Transition {
  readonly stageName: string;
  readonly by?: string;
  readonly at?: string;
  readonly reason?: string;
}

export interface OverriddenCondition {
  readonly stageName: string;
  /** "beforeEntry", "onSuccess". */
  readonly condition: string;
  readonly pipelineExecutionId?: string;
  readonly by?: string;
  readonly at?: string;
}

export interface PipelineStateLook {
  /** Inbound transitions that are disabled. */
  readonly disabled: readonly Transition[];
  readonly overridden: readonly OverriddenCondition[];
  /** The stage that each rollback is in, by the id of its execution. */
  readonly rollbacks: Readonly<Record<string, string>>;
}

export interface ExecutionLook {
  readonly pipelineExecutionId: string;
  readonly status?: string;
  readonly at?: string;
  /** Present where somebody stopped it. */
  readonly stop?: { readonly reason?: string };
  /** Present where somebody rolled a stage back to an earlier execution; not where the pipeline did by itself. */
  readonly rollback?: { readonly target?: string; readonly by?: string };
}
