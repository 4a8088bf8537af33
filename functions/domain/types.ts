/** The words of the run time: what is known of a gate, of a request, and of a decision. */

import type { ActionKey } from "../../contract/records";
import type { Actor, DecisionResult, Revision } from "./request-schema";

export type {
  Actor,
  ApprovalRequest,
  Attempt,
  DecisionResult,
  Face,
  MessageOrigin,
  Outcome,
  PostedMessage,
  RequestStatus,
  Revision,
} from "./request-schema";

/** What a gate says about one approval action, written by `pulumi up`. */
export type { GateSettings } from "./gate-schema";

/** A decision as a person made it on a channel that has authenticated them. */
export interface DecisionCommand {
  /** The same for repeated deliveries of one decision. */
  readonly id: string;
  readonly action: ActionKey;
  readonly token: string;
  readonly result: DecisionResult;
  readonly person: Actor;
  readonly reason?: string;
  /** Epoch seconds: when the channel has signed it; absent where it does not say so. */
  readonly signedAt?: number;
  /** Who had voted the same, where several must agree. */
  readonly agreed?: readonly Actor[];
}

/** What CodePipeline knows about one run of an action. */
export interface ObservedAction {
  readonly status: "InProgress" | "Succeeded" | "Failed" | "Abandoned";
  readonly pipelineExecutionId?: string;
  readonly actionExecutionId?: string;
  /** Status of the execution: Stopped, Superseded, Cancelled and so on. */
  readonly executionStatus?: string;
  readonly updatedBy?: string;
  readonly summary?: string;
  readonly lastChange?: string;
  /** An event has said that it was cancelled, for which the API has no status. */
  readonly isCancelled?: boolean;
}

/** What an execution releases, and what is known of it. */
export interface Release {
  readonly revisions: readonly Revision[];
  /** What began it: `StartPipelineExecution` with the ARN of who did, and so on. */
  readonly trigger?: { readonly type: string; readonly detail?: string };
  /** The pipeline's own variables, with the values of this execution. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Actions of this execution whose newest run has succeeded. */
  readonly actions: readonly ActionOutput[];
}

/** What an action has found out. */
export interface ActionOutput {
  readonly stageName: string;
  readonly actionName: string;
  readonly namespace?: string;
  /** True of what brings in the source. */
  readonly isSource?: boolean;
  readonly outputVariables: Readonly<Record<string, string>>;
}
