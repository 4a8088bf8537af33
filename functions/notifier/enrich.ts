/** What CodePipeline knows of a request: whether it waits, and what it would release. */
import { describe } from "../adapters/log";
import { UnknownPipelineError, UnknownRequestError } from "../domain/errors";
import type { Clock, Log, Pipelines, RequestStore, RunOfAction } from "../domain/ports";
import { reconcile } from "../domain/reconcile";
import { recordExecution, versionUnread } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, ObservedAction, Revision } from "../domain/types";
import { update } from "../shared/update";

export interface EnrichPorts {
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe" | "revisions">;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * What CodePipeline says of the request, before it is kept and after: what ends later than that, the
 * watcher finds in the table. Undefined where it cannot be read. Where it is read and not there,
 * somebody else than CodePipeline worded it, or the API lags: nobody is asked to decide it now.
 */
export async function verifyPending(
  request: RunOfAction & Pick<ApprovalRequest, "action">,
  settings: GateSettings,
  { pipelines, log }: EnrichPorts,
): Promise<ObservedAction | undefined> {
  const { action, token } = request;
  let seen: ObservedAction | undefined;
  try {
    seen = await pipelines.observe(settings, request);
  } catch (error) {
    if (error instanceof UnknownPipelineError) {
      throw new UnknownRequestError();
    }
    log.warn("pending_unverified", {
      ...{ action, token },
      ...describe(error),
    });
    return undefined;
  }
  if (seen === undefined) throw new UnknownRequestError();
  return seen;
}

/**
 * Asks CodePipeline what is to be released, and whether the request still waits. A message without
 * these answers is better than none, and says that they are missing.
 */
export async function enrich(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: EnrichPorts,
): Promise<ApprovalRequest> {
  const { requests, log, clock } = ports;
  const seen = await verifyPending(request, settings, ports);
  if (seen === undefined) return update(requests, request, versionUnread);
  if (seen.status !== "InProgress") {
    const about = { action: request.action, token: request.token };
    log.info("ended_before_shown", about);
    const { deciderRoleArn } = settings;
    return update(requests, request, (current) =>
      reconcile(current, seen, clock.now(), deciderRoleArn),
    );
  }
  const revisions = await revisionsOf(request, seen.pipelineExecutionId, settings, ports);
  return update(requests, request, (current) => recordExecution(current, { ...seen, revisions }));
}

/** Undefined where they cannot be read. */
async function revisionsOf(
  { action, token, pipelineName }: ApprovalRequest,
  pipelineExecutionId: string | undefined,
  settings: GateSettings,
  { pipelines, log }: EnrichPorts,
): Promise<Revision[] | undefined> {
  if (pipelineExecutionId === undefined) return undefined;
  try {
    return await pipelines.revisions(settings, pipelineName, pipelineExecutionId);
  } catch (error) {
    const about = { action, token };
    log.warn("revision_unavailable", { ...about, ...describe(error) });
    return undefined;
  }
}
