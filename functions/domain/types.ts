/** The words of the run time: what is known of a gate, of a request, and of a decision. */

import type { ActionKey, GateRecord } from "../../contract/records";
import type { RequestEvent } from "./request-events";

/** What a gate says about one approval action, written by `pulumi up`. */
export type GateSettings = GateRecord;

/** Where a request stands. Only PENDING and DECIDING are open; the others are final. */
export type RequestStatus = "PENDING" | "DECIDING" | "DECIDED" | "EXPIRED" | "CANCELLED";

export type DecisionResult = "Approved" | "Rejected";

/** Who did something, and on which channel, as a verified payload names them. */
export interface Actor {
  /** Name of the channel: `slack`. */
  readonly channel: string;
  /** Id on that channel, which nobody can choose. */
  readonly id: string;
  /** Name for people. */
  readonly displayName: string;
}

/** An attempt to decide that has begun: who holds the request in DECIDING, and until when. */
export interface Attempt {
  /** The same for every delivery of one command, so that a retry goes on where it stopped. */
  readonly id: string;
  readonly result: DecisionResult;
  readonly person: Actor;
  readonly reason?: string;
  /** ISO 8601. Until then the attempt is in other hands; after that it may be taken up again. */
  readonly leaseUntil: string;
}

/** How a request ended. */
export interface Outcome {
  readonly at: string;
  /** Absent for EXPIRED and CANCELLED. */
  readonly result?: DecisionResult;
  /** Who decided on a channel; absent where the decision came through console, CLI or SDK. */
  readonly person?: Actor;
  /** ARN of who decided, where CodePipeline tells it. */
  readonly decidedBy?: string;
  readonly reason?: string;
}

/** What a message shows: a request that is not confirmed has no buttons. */
export type Face = RequestStatus | "UNCONFIRMED";

/** A message that shows the request. */
export interface PostedMessage {
  /** Name of the channel where people see it. Absent for Slack, the one that earlier versions had. */
  readonly via?: string;
  readonly channel: string;
  readonly ts: string;
  /** What the message shows; it lags behind the request until it is updated. */
  readonly shows: Face;
}

/** What is being approved, where CodePipeline tells it. */
export interface Revision {
  readonly name: string;
  readonly id: string;
  readonly summary?: string;
  readonly url?: string;
}

/** One pending token of one approval action: an item of the requests table. */
export interface ApprovalRequest {
  /** Version of what is written here; absent in what 0.1.0 kept. */
  readonly schemaVersion?: number;
  readonly action: ActionKey;
  /** Lower-case UUID; the range key. */
  readonly token: string;
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly region: string;
  readonly status: RequestStatus;
  /** ISO 8601, from the SNS message. */
  readonly expires: string;
  readonly requestedAt: string;
  readonly consoleLink?: string;
  readonly approvalReviewLink?: string;
  readonly externalEntityLink?: string;
  readonly customData?: string;
  readonly pipelineExecutionId?: string;
  /**
   * CodePipeline's own id of the run of the action, as it stood beside the token while the request
   * waited. Absent in what earlier versions kept.
   */
  readonly actionExecutionId?: string;
  readonly revisions: readonly Revision[];
  /** True where CodePipeline could not be asked what is to be released. */
  readonly versionUnread?: boolean;
  /**
   * True until CodePipeline has confirmed that the request waits: somebody else than CodePipeline may
   * have worded it, so nobody is asked to decide it.
   */
  readonly unconfirmed?: boolean;
  readonly messages: readonly PostedMessage[];
  readonly attempt?: Attempt;
  /** Attempts that were taken over: one of them may have come through all the same. */
  readonly earlierAttempts?: readonly Attempt[];
  readonly outcome?: Outcome;
  /** What happened so far, oldest first. Absent in what earlier versions kept. */
  readonly history?: readonly RequestEvent[];
  /** Slack's team and app, as they were when the message was posted: a click must come from these. */
  readonly teamId?: string;
  readonly appId?: string;
  /** The organisation of the workspace, where there is one. */
  readonly enterpriseId?: string;
  /** Counts the writes: each one names the version that it replaces. */
  readonly version: number;
  /** Epoch seconds after which DynamoDB may delete the item. */
  readonly ttl: number;
}

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
