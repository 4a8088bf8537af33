/** The tokens of manual approvals: which of them are open, and what became of the others. */
import type { ExecutionMode, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { Clock, Timer } from "../../clock";
import { ServiceError } from "../../errors";
import { maxSummaryLength, uuidPattern } from "./limits";
import { isApproval } from "./model";
import { invalid } from "./errors";
import { needStage } from "./lookups";
import type { ApprovalRequest } from "./types";

/** The input of PutApprovalResult. */
export interface DecisionInput {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
  readonly status: "Approved" | "Rejected";
  readonly summary: string;
}

export type Verdict =
  | {
      readonly kind: "Decided";
      readonly input: DecisionInput;
      readonly by: string;
      readonly at: Date;
    }
  | { readonly kind: "Expired" };

interface Entry {
  readonly request: ApprovalRequest;
  readonly subject: string;
  readonly settle: (verdict: Verdict) => void;
  readonly timer: Timer;
  /** `Closed`: expired, or given up with its action. */
  state: "Open" | "Decided" | "Closed";
  announced: boolean;
}

/** What PutApprovalResult refuses before it looks at any pipeline. */
export function checkDecision(input: DecisionInput): void {
  if (input.status !== "Approved" && input.status !== "Rejected") {
    throw invalid(`result.status must be Approved or Rejected, got: "${String(input.status)}".`);
  }
  if (typeof input.summary !== "string") {
    throw invalid("result.summary is required; it may be empty.");
  }
  // Counted in characters as people see them: an emoji is one, not two.
  const length = [...input.summary].length;
  if (length > maxSummaryLength) {
    throw invalid(
      `result.summary must have at most ${maxSummaryLength} characters, got: ${length}.`,
    );
  }
  if (!uuidPattern.test(input.token)) {
    throw invalid(
      `token must be a lower-case UUID, got: "${input.token}". ` +
        `Take it from the notification or from: ` +
        `aws codepipeline get-pipeline-state --name ${input.pipelineName}`,
    );
  }
}

/** The stage and the approval action that a decision names must be in the pipeline. */
export function checkApprovalAction(pipeline: PipelineDeclaration, input: DecisionInput): void {
  const { pipelineName, stageName, actionName } = input;
  const action = needStage(pipeline, stageName).actions!.find((one) => one.name === actionName);
  if (action === undefined || !isApproval(action)) {
    throw new ServiceError(
      "ActionNotFoundException",
      `Stage "${stageName}" of pipeline "${pipelineName}" has no approval action named ` +
        `"${actionName}".`,
    );
  }
}

export class ApprovalTokens {
  private readonly entries = new Map<string, Entry>();
  /** The newest token of each approval action. */
  private readonly newest = new Map<string, string>();

  constructor(private readonly clock: Clock) {}

  /** Opens a request. `settle` is called at most once: by a decision or by the clock. */
  open(request: ApprovalRequest, mode: ExecutionMode, settle: (verdict: Verdict) => void): void {
    const { token, pipelineName, stageName, actionName, pipelineExecutionId } = request;
    // PARALLEL executions wait at the same action side by side, each with its own newest token.
    const place = mode === "PARALLEL" ? pipelineExecutionId : "";
    const subject = [pipelineName, stageName, actionName, place].join("/");
    const timer = this.clock.at(request.expires, () => this.expire(token));
    this.newest.set(subject, token);
    this.entries.set(token, { request, subject, settle, timer, state: "Open", announced: false });
  }

  /** The notification is out: from now on people are what is waited for. */
  markNotified(token: string): void {
    this.entries.get(token)!.announced = true;
  }

  /** The action ended without a decision, so its token is good for nothing. */
  withdraw(token: string): void {
    const entry = this.entries.get(token)!;
    if (entry.state === "Open") entry.state = "Closed";
    entry.timer.cancel();
  }

  pending(): ApprovalRequest[] {
    return [...this.entries.values()]
      .filter((entry) => entry.state === "Open" && entry.announced)
      .map((entry) => entry.request);
  }

  /**
   * Takes a decision. Runs to its end without a pause, so of two people who decide at once exactly
   * one gets through. Two errors tell the others why not:
   * - ApprovalAlreadyCompletedException: the token is the newest of this action and somebody has
   *   decided with it. The question is answered; asking again changes nothing.
   * - InvalidApprovalTokenException: the token answers no question of this action: never given out,
   *   given out for another action, replaced by a newer attempt, expired, or given up because the
   *   execution was stopped. A decision on an earlier attempt must never count for a later one,
   *   which is why a replaced token is here even when it was decided.
   */
  decide(input: DecisionInput, by: string): Date {
    const entry = this.entries.get(input.token);
    const at = this.clock.now();
    const { pipelineName, stageName, actionName, token } = input;
    const isOfAction =
      entry?.request.pipelineName === pipelineName &&
      entry.request.stageName === stageName &&
      entry.request.actionName === actionName;
    if (entry === undefined || !isOfAction || this.newest.get(entry.subject) !== token) {
      throw this.invalidToken(input);
    }
    if (entry.state === "Decided") {
      throw new ServiceError(
        "ApprovalAlreadyCompletedException",
        `Action "${actionName}" of stage "${stageName}" has been decided already. See who did with: ` +
          `aws codepipeline get-pipeline-state --name ${pipelineName}`,
      );
    }
    // The clock may stand past the end before its timer has come round.
    if (entry.state === "Closed" || at >= entry.request.expires) throw this.invalidToken(input);
    entry.state = "Decided";
    entry.timer.cancel();
    entry.settle({ kind: "Decided", input, by, at });
    return at;
  }

  private expire(token: string): void {
    const entry = this.entries.get(token)!;
    entry.state = "Closed";
    entry.settle({ kind: "Expired" });
  }

  private invalidToken({
    pipelineName,
    stageName,
    actionName,
    token,
  }: DecisionInput): ServiceError {
    return new ServiceError(
      "InvalidApprovalTokenException",
      `Token ${token} does not open an approval request of action "${actionName}" in stage ` +
        `"${stageName}": it has expired, was replaced or given up, or belongs elsewhere. ` +
        `See what waits now with: aws codepipeline get-pipeline-state --name ${pipelineName}`,
    );
  }
}
