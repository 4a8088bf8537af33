/** The words of the run time: what is known of a gate, of a request, and of a decision. */

import type { ActionKey } from "../../contract/records";
import type { Actor, DecisionResult } from "./request-schema";

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
