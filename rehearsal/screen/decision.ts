/** Decides a request as a person does: through the CodePipeline API, with that person's keys. */
import {
  type ApprovalStatus,
  CodePipelineClient,
  type CodePipelineClientConfig,
  CodePipelineServiceException,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../aws/codepipeline/index";

/** What the API takes as the reason for a decision. */
export const maxSummaryLength = 512;

/** One person's decision of one request. */
export interface Decision {
  readonly request: ApprovalRequest;
  /** The person's keys, or who they are in Slack. */
  readonly profile: string;
  readonly status: ApprovalStatus;
  readonly summary: string;
}

export type Answer =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/** Calls PutApprovalResult. What the service refuses is an answer; anything else throws. */
export async function putApprovalResult(
  config: CodePipelineClientConfig,
  request: ApprovalRequest,
  status: ApprovalStatus,
  summary: string,
): Promise<Answer> {
  // One attempt: a refusal is for the person to see, not for the SDK to try again.
  const client = new CodePipelineClient({ ...config, maxAttempts: 1 });
  const { pipelineName, stageName, actionName, token } = request;
  return answerOf(client, () =>
    client.send(
      new PutApprovalResultCommand({
        pipelineName,
        stageName,
        actionName,
        token,
        result: { status, summary },
      }),
    ),
  );
}

/** What the service said to one call, after which the client is closed. */
export async function answerOf(
  client: CodePipelineClient,
  call: () => Promise<unknown>,
): Promise<Answer> {
  try {
    await call();
    return { kind: "accepted" };
  } catch (error) {
    if (!(error instanceof CodePipelineServiceException)) throw error;
    return { kind: "refused", code: error.name, message: error.message };
  } finally {
    client.destroy();
  }
}
