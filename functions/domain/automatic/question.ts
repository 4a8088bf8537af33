/**
 * What a gate's function is asked. Public, so a member is never taken away nor given another meaning without
 * another schemaVersion. It names no token: whoever has one, and the right, could decide with it.
 */
import * as v from "valibot";
import { withoutToken } from "../published-event";
import { endEvent, requestId } from "../request-events";
import type { ApprovalRequest, Release } from "../types";

const described = (description: string) => v.pipe(v.string(), v.description(description));
const list = <S extends v.GenericSchema>(item: S, description: string) =>
  v.pipe(v.array(item), v.description(description));

const request = v.object({
  id: described("Names the request, as its events do."),
  pipelineName: v.string(),
  stageName: v.string(),
  actionName: v.string(),
  region: described("Region of the pipeline."),
  pipelineExecutionId: v.string(),
  requestedAt: described("When the hub learnt of it, ISO 8601 in UTC."),
  expires: described("When CodePipeline fails the action unless somebody decides, ISO 8601."),
  customData: v.optional(described("The customData of the action, its variables resolved.")),
  externalEntityLink: v.optional(described("The externalEntityLink of the action.")),
});

const revisions = v.array(
  v.object({
    name: described("Of the source artifact."),
    id: described("A commit, or the version of an object."),
    summary: v.optional(described("The commit's message: whoever committed wrote it.")),
    url: v.optional(v.string()),
  }),
);

const trigger = v.object({
  type: described("What began the execution, in CodePipeline's words: StartPipelineExecution."),
  detail: v.optional(described("The ARN of who began it, and so on.")),
});

const action = v.object({
  stageName: v.string(),
  actionName: v.string(),
  namespace: v.optional(v.string()),
  outputVariables: v.record(v.string(), v.string()),
});

const lastApproved = v.object({
  pipelineExecutionId: v.optional(v.string()),
  revisions,
  at: described("When, ISO 8601 in UTC."),
  actor: v.optional(
    v.object({
      channel: described("As in request events: slack, codepipeline or automatic."),
      id: v.string(),
      displayName: v.string(),
    }),
  ),
  reason: v.optional(v.string()),
});

export const questionSchema = v.object({
  schemaVersion: v.literal(1),
  request: v.pipe(request, v.description("The approval request that waits.")),
  trigger: v.optional(trigger),
  revisions: v.pipe(revisions, v.description("What is to be released.")),
  actions: list(action, "Actions of the execution whose newest run has succeeded."),
  variables: list(
    v.object({ name: v.string(), value: v.string() }),
    "The pipeline's own variables, with the values of this execution.",
  ),
  lastApproved: v.optional(
    v.pipe(lastApproved, v.description("The newest approval of this action that the hub keeps.")),
  ),
});

export type Question = v.InferInput<typeof questionSchema>;

export function questionOf(
  of: ApprovalRequest & { readonly pipelineExecutionId: string },
  release: Release,
  history: readonly ApprovalRequest[],
): Question {
  const { pipelineName, stageName, actionName, region, requestedAt, expires } = of;
  const { pipelineExecutionId, customData, externalEntityLink } = of;
  const approved = lastApprovalIn(history);
  const question = {
    schemaVersion: 1,
    request: {
      id: requestId(of),
      ...{ pipelineName, stageName, actionName, region, pipelineExecutionId, requestedAt, expires },
      ...{ customData, externalEntityLink },
    },
    ...{ trigger: release.trigger, revisions: [...release.revisions] },
    actions: release.actions.map(({ isSource: _, ...one }) => ({
      ...one,
      outputVariables: { ...one.outputVariables },
    })),
    variables: [...release.variables],
    ...(approved === undefined ? {} : { lastApproved: approved }),
  } satisfies Question;
  return withoutToken(question, of.token);
}

function lastApprovalIn(history: readonly ApprovalRequest[]): Question["lastApproved"] {
  const approved = history.filter(
    ({ status, outcome }) => status === "DECIDED" && outcome?.result === "Approved",
  );
  const at = ({ outcome }: ApprovalRequest): number => Date.parse(outcome?.at ?? "");
  const [newest] = approved.toSorted((a, b) => at(b) - at(a));
  if (newest?.outcome === undefined) return undefined;
  const { actor } = endEvent("Decided", newest.outcome);
  const { pipelineExecutionId, revisions, outcome } = newest;
  return {
    ...{ pipelineExecutionId, revisions: [...revisions] },
    ...{ at: outcome.at, actor, reason: outcome.reason },
  };
}
