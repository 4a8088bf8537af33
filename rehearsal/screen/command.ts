/** The `aws` line that does what a key does, ready to paste into a shell. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../aws/codepipeline/index";

export interface CommandContext {
  readonly credentialsFile: string;
  readonly profile: string;
  readonly region: string;
  readonly endpoint: string;
}

/** Quotes a word for a POSIX shell, and only where it needs quotes. */
export function shellQuote(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `aws codepipeline put-approval-result` for one request and one person. */
export function approvalCommand(
  context: CommandContext,
  request: ApprovalRequest,
  status: ApprovalStatus,
  summary: string,
): string {
  const words = [
    ["aws"],
    ["--profile", context.profile],
    ["--region", context.region],
    ["--endpoint-url", context.endpoint],
    ["codepipeline", "put-approval-result"],
    ["--pipeline-name", request.pipelineName],
    ["--stage-name", request.stageName],
    ["--action-name", request.actionName],
    ["--token", request.token],
    // JSON, because the short form takes a comma in the summary for the next key.
    ["--result", JSON.stringify({ status, summary })],
  ].flat();
  const file = `AWS_SHARED_CREDENTIALS_FILE=${shellQuote(context.credentialsFile)}`;
  return [file, ...words.map(shellQuote)].join(" ");
}
