/** What AssumeRole takes, and what STS refuses in it before it asks anybody. */
import { ServiceError } from "../../errors";
import { readQuery } from "../api/query";
import type { AssumedRole } from "../iam";
import model from "./api-model.json";

export interface AssumeRoleInput extends AssumedRole {
  readonly seconds: number;
  /** Of the caller's device, with the code that it shows. */
  readonly serialNumber?: string;
  readonly tokenCode?: string;
}

interface Form {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly ExternalId?: string;
  readonly SerialNumber?: string;
  readonly SourceIdentity?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TokenCode?: string;
  readonly TransitiveTagKeys?: readonly string[];
}

/** Members that would narrow the session's rights or come from elsewhere. */
const unsupported = /^(Policy|PolicyArns|ProvidedContexts)(\.|$)/;

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

/** Reads the input of AssumeRole from its form, which the API model allows. */
export function readAssumeRole(form: URLSearchParams): AssumeRoleInput {
  const name = [...form.keys()].find((key) => unsupported.test(key));
  if (name !== undefined) throw invalid(`The rehearsal's AssumeRole takes no ${name}.`);
  const input = readQuery(model, "AssumeRole", form) as Form;
  const { RoleArn: roleArn, Tags = [], TransitiveTagKeys: transitiveTagKeys = [] } = input;
  // Not in the model, whose pattern is any text.
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/./.test(roleArn)) throw invalid(`${roleArn} is invalid`);
  const keys = Tags.map(({ Key }) => Key);
  // Tags of a session are told apart without regard to case (IAM User Guide, "Session tags").
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) {
    throw new ServiceError(
      "InvalidParameterValue",
      `Duplicate tag keys found. Please note that Tag keys are case insensitive.`,
    );
  }
  const stray = transitiveTagKeys.find((key) => !keys.includes(key));
  if (stray !== undefined) {
    throw new ServiceError(
      "InvalidParameterValue",
      `The specified transitive tag key must be included in the requested tags: ${stray}`,
    );
  }
  return {
    ...{ roleArn, sessionName: input.RoleSessionName, sourceIdentity: input.SourceIdentity },
    seconds: input.DurationSeconds ?? 3600,
    ...{ serialNumber: input.SerialNumber, tokenCode: input.TokenCode },
    externalId: input.ExternalId,
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    transitiveTagKeys,
  };
}
