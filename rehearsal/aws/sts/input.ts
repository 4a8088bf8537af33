/** What AssumeRole takes, and what STS refuses in it before it asks anybody. */
import { ServiceError } from "../../errors";

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly seconds: number;
}

const known = new Set([
  ...["Action", "Version", "RoleArn", "RoleSessionName", "SourceIdentity", "DurationSeconds"],
]);

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

/** Reads the input of AssumeRole from its form, which the API model allows. */
export function readAssumeRole(form: URLSearchParams): AssumeRoleInput {
  const unsupported = [...form.keys()].find((key) => !known.has(key));
  if (unsupported !== undefined)
    throw invalid(`The rehearsal's AssumeRole takes no ${unsupported}.`);
  const roleArn = form.get("RoleArn")!;
  // Not in the model, whose pattern is any text.
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/./.test(roleArn)) throw invalid(`${roleArn} is invalid`);
  return {
    roleArn,
    sessionName: form.get("RoleSessionName")!,
    sourceIdentity: form.get("SourceIdentity") ?? undefined,
    seconds: Number(form.get("DurationSeconds") ?? 3600),
  };
}
