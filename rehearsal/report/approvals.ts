/** What a report tells of approvals: noted as they happen, for a message or a token is gone afterwards. */
import type { ActionExecutionDetail, PutApprovalResultInput } from "@aws-sdk/client-codepipeline";
import type { Call } from "../aws/api/types";
import type { Rehearsal } from "../session";
import { allowedNames, listCallers, people } from "../screen/people";
import type { Report, ReportedApproval } from "./schema";

type Noted = { mayDecide: Report["approvals"][number]["mayDecide"]; slackUser?: string };

/** What only the script knows, by the request's token: who acted in Slack. */
export interface SlackActs {
  /** Whom the request's message names. */
  named(token: string, names: readonly string[]): void;
  refused(token: string, who: string, why: string): void;
  decided(token: string, who: string): void;
}

export class ApprovalNotes implements SlackActs {
  /** By token. */
  private readonly notes = new Map<string, Noted>();
  private readonly refusals = new Map<string, { who: string; why: string }[]>();
  /** Token by the id of the action's execution: CodePipeline forgets it with the decision. */
  private readonly tokenOf = new Map<string, string>();

  constructor(private readonly rehearsal: Rehearsal) {
    const { engine, endpoint } = rehearsal;
    engine.on("changed", () => this.look());
    endpoint.on("call", (call: Call) => this.heard(call));
    this.look();
  }

  named(token: string, names: readonly string[]): void {
    this.notes.set(token, { ...this.notes.get(token), mayDecide: names.map((name) => ({ name })) });
  }

  refused(token: string, who: string, why: string): void {
    this.refusals.set(token, [...(this.refusals.get(token) ?? []), { who, why }]);
  }

  decided(token: string, slackUser: string): void {
    this.notes.set(token, { mayDecide: [], ...this.notes.get(token), slackUser });
  }

  /** Of every request that there was. */
  tokens(): Iterable<string> {
    return this.tokenOf.values();
  }

  /** Oldest first. */
  all(): ReportedApproval[] {
    const { engine } = this.rehearsal;
    return engine
      .pipelineNames()
      .flatMap((pipeline) =>
        engine
          .actionExecutions(pipeline)
          .filter(({ input }) => input?.actionTypeId?.category === "Approval")
          .map((detail) => this.reported(pipeline, detail)),
      )
      .sort((a, b) => a.requestedAt.localeCompare(b.requestedAt));
  }

  private look(): void {
    const { engine, account } = this.rehearsal;
    const known = new Set(this.tokens());
    const fresh = engine.pending().filter(({ token }) => !known.has(token));
    if (fresh.length === 0) return;
    const powerful = new Set(
      listCallers(account.directory)
        .filter(({ isPowerful }) => isPowerful)
        .map(({ name }) => name),
    );
    for (const request of fresh) {
      const { token, actionExecutionId: id } = request;
      this.tokenOf.set(id, token);
      const everybody = people(account.directory, account.place, request);
      const mayDecide = allowedNames(everybody).map((name) => ({
        name,
        ...(powerful.has(name.replace(" (with MFA)", "")) && { administrator: true }),
      }));
      this.notes.set(token, { mayDecide });
    }
  }

  private heard({ action, error, principal, input }: Call): void {
    if (action !== "codepipeline:PutApprovalResult" || error === undefined) return;
    const { token = "" } = (input as Partial<PutApprovalResultInput> | undefined) ?? {};
    if (!new Set(this.tokens()).has(token)) return;
    const who = principal?.arn ?? "somebody unknown";
    this.refused(token, who, `${error.code}: ${error.message}`);
  }

  private reported(pipeline: string, detail: ActionExecutionDetail): ReportedApproval {
    const token = this.tokenOf.get(detail.actionExecutionId ?? "") ?? "";
    const { mayDecide = [], slackUser } = this.notes.get(token) ?? {};
    const { errorDetails, externalExecutionSummary } = detail.output?.executionResult ?? {};
    const result = resultOf(detail);
    const isDecided = result === "Approved" || result === "Rejected";
    const summary = errorDetails?.message ?? externalExecutionSummary;
    const { CustomData: customData } = detail.input?.resolvedConfiguration ?? {};
    const { updatedBy, lastUpdateTime } = detail;
    return {
      ...{ pipeline, stage: detail.stageName ?? "", action: detail.actionName ?? "" },
      execution: detail.pipelineExecutionId ?? "",
      ...{ result, mayDecide: [...mayDecide] },
      requestedAt: (detail.startTime ?? new Date(0)).toISOString(),
      ...(isDecided && lastUpdateTime && { decidedAt: lastUpdateTime.toISOString() }),
      ...(isDecided &&
        updatedBy && { decidedBy: { arn: updatedBy, ...(slackUser && { slackUser }) } }),
      ...(summary && { summary }),
      ...(customData && { customData }),
      refused: this.refusals.get(token) ?? [],
    };
  }
}

function resultOf({ status, output }: ActionExecutionDetail): ReportedApproval["result"] {
  const { code } = output?.executionResult?.errorDetails ?? {};
  if (status === "Succeeded") return "Approved";
  if (status === "InProgress") return "Waiting";
  if (code === "ApprovalTimedOut") return "Expired";
  return code === "ApprovalRejected" ? "Rejected" : "Cancelled";
}
