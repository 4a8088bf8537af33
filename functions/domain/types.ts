/** The words of the run time: what is known of a gate, of a request, and of a decision. */

import type { ActionKey, GateRecord } from "../../contract/records";
import type { Actor, DecisionResult } from "./request-schema";

export type {
  Actor,
  ApprovalRequest,
  Attempt,
  DecisionResult,
  Face,
  Outcome,
  PostedMessage,
  RequestStatus,
  Revision,
} from "./request-schema";

/** What a gate says about one approval action, written by `pulumi up`. */
export type GateSettings = GateRecord;

/**
 * What slackCallback hands to decider: the request that Slack signed, word for word, be it a decision or
 * the press of a button. The decider verifies it again, so that nobody in the account can put words into
 * a person's mouth by invoking it. Its freshness was judged when it was accepted: a redrive may come days later.
 */
export interface SignedInteraction {
  readonly version: 1;
  /** The raw form-encoded body. */
  readonly body: string;
  /** Of X-Slack-Request-Timestamp. */
  readonly timestamp: string;
  /** Of X-Slack-Signature. */
  readonly signature: string;
  /** ISO 8601: when slackCallback accepted it. */
  readonly acceptedAt: string;
}

/** A decision as a person sent it from the dialog, read out of a verified body. */
export interface DecisionCommand {
  /** The same for repeated deliveries of one signed request. */
  readonly id: string;
  readonly action: ActionKey;
  readonly token: string;
  readonly result: DecisionResult;
  readonly person: Actor;
  readonly reason?: string;
  readonly teamId: string;
  readonly appId: string;
  readonly enterpriseId?: string;
  /** Workspace or organisation in which the person is at home, where Slack names it. */
  readonly homeId?: string;
  /** Where the button stood. */
  readonly channel: string;
  readonly messageTs: string;
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
}
