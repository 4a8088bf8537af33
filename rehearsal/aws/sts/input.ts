/** What AssumeRole takes, and what STS refuses in it before it asks anybody. */
import { ServiceError } from "../../errors";

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly seconds: number;
}

const names = /^[\w+=,.@-]{2,64}$/;
const pattern = "[\\w+=,.@-]{2,64}";

const known = new Set([
  ...["Action", "Version", "RoleArn", "RoleSessionName", "SourceIdentity", "DurationSeconds"],
]);

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

function constraint(value: string, member: string, wanted: string): ServiceError {
  return invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must ${wanted}`,
  );
}

function name(value: string, member: string): string {
  if (names.test(value)) return value;
  throw constraint(value, member, `satisfy regular expression pattern: ${pattern}`);
}

/** Reads the input of AssumeRole from its form. */
export function readAssumeRole(form: URLSearchParams): AssumeRoleInput {
  const odd = [...form.keys()].find((key) => !known.has(key));
  if (odd !== undefined) throw invalid(`The rehearsal's AssumeRole takes no ${odd}.`);
  const roleArn = form.get("RoleArn") ?? "";
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/./.test(roleArn)) {
    throw invalid(`${roleArn || "An empty RoleArn"} is invalid`);
  }
  const sourceIdentity = form.get("SourceIdentity");
  const seconds = Number(form.get("DurationSeconds") ?? 3600);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    const wanted = "have value greater than or equal to 900 and less than or equal to 43200";
    throw constraint(String(seconds), "durationSeconds", wanted);
  }
  return {
    roleArn,
    sessionName: name(form.get("RoleSessionName") ?? "", "roleSessionName"),
    ...(sourceIdentity === null ? {} : { sourceIdentity: name(sourceIdentity, "sourceIdentity") }),
    seconds,
  };
}
