/**
 * A request event as it stands on the bus: the `detail` of an EventBridge event. Public, so a member
 * is never taken away nor given another meaning without another schemaVersion. It names no token:
 * neither the token itself nor what has it in it, like the link to the review or the id of the run
 * of the action, which may be the same text.
 */
import * as v from "valibot";
import { type RequestEvent, requestEventEntries, requestId } from "./request-events";
import type { ApprovalRequest } from "./types";

/** `source` of every event. */
export const eventSource = "codepipeline-approvals";

const described = (description: string) => v.pipe(v.string(), v.description(description));

const request = v.object({
  id: described("Names the request; all of its events have it."),
  pipelineName: v.string(),
  stageName: v.string(),
  actionName: v.string(),
  region: described("Region of the pipeline."),
  requestedAt: described("When the hub learnt of it, ISO 8601 in UTC."),
  expires: described(
    "When CodePipeline fails the action unless somebody decides, ISO 8601 in UTC.",
  ),
  pipelineExecutionId: v.optional(described("Absent where CodePipeline has not told it.")),
  customData: v.optional(described("The customData of the action, its variables resolved.")),
  externalEntityLink: v.optional(described("The externalEntityLink of the action.")),
  consoleLink: v.optional(described("The pipeline in the console.")),
});

export const publishedEventSchema = v.object({
  schemaVersion: v.literal(1),
  ...requestEventEntries,
  request: v.pipe(request, v.description("The approval request that it happened to.")),
});

export type PublishedEvent = v.InferOutput<typeof publishedEventSchema>;

/** What is published of an event of a request. */
export function publishedEvent(of: ApprovalRequest, event: RequestEvent): PublishedEvent {
  const { pipelineName, stageName, actionName, region, requestedAt, expires } = of;
  const { pipelineExecutionId, customData, externalEntityLink, consoleLink } = of;
  const published: PublishedEvent = {
    schemaVersion: 1,
    ...event,
    request: {
      id: requestId(of),
      ...{ pipelineName, stageName, actionName, region, requestedAt, expires },
      ...{ pipelineExecutionId, customData, externalEntityLink, consoleLink },
    },
  };
  return withoutToken(published, of.token);
}

/** People may have written the token somewhere: the notification shows it to them. */
export function withoutToken<T extends object>(said: T, token: string): T {
  const pattern = new RegExp(token.replace(/[^\w-]/g, "\\$&"), "gi");
  return JSON.parse(JSON.stringify(said).replace(pattern, "(token)")) as T;
}
