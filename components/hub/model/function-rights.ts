/** The rights that every function of a hub has: to log, to use the hub's key, to keep what failed. */
import { dnsSuffix } from "../../../contract/partitions";
import type { Arn } from "../../scope/model/arn";
import { arnOfMade } from "../../scope/model/place";
import type { Statement } from "../../approval/model/policies";
import { runtime } from "./runtime-rights";

/** What every function has. */
export interface FunctionRights {
  readonly logGroupArn: string;
  readonly gatesTableArn: string;
  /** Key of tables, queues, logs and environment, where it is a customer's. */
  readonly kmsKeyArn?: string;
  readonly tracing?: boolean;
  readonly inVpc?: boolean;
}

/** Services through which the functions use the key that nothing outside the account can reach. */
export const internalServices = ["dynamodb", "sqs"];

export function writeLogs({ logGroupArn }: FunctionRights): Statement {
  return {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** What a function needs that is told nothing of gates and of Slack. */
export function runAndLog(
  rights: FunctionRights,
  services: readonly string[] = internalServices,
): Statement[] {
  return [writeLogs(rights), ...useKey(rights, services), ...runtime(rights)];
}

/** The settings of gates, one by one. */
export const readGates = ({ gatesTableArn }: FunctionRights): Statement => ({
  Sid: "ReadGates",
  Effect: "Allow",
  Action: "dynamodb:GetItem",
  Resource: gatesTableArn,
});

export function sendToDeadLetterQueue(rights: { readonly deadLetterQueueArn: string }): Statement {
  return {
    Sid: "SendToDeadLetterQueue",
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: rights.deadLetterQueueArn,
  };
}

/** DynamoDB Developer Guide, "Encryption at rest": a customer's key is used in the caller's name. */
export function useKey(rights: FunctionRights, services: readonly string[]): Statement[] {
  if (rights.kmsKeyArn === undefined) return [];
  const place = arnOfMade("table", rights.gatesTableArn);
  const writes = services.includes("sqs") ? ["kms:Encrypt", "kms:GenerateDataKey"] : [];
  return [
    {
      Sid: "UseKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", ...writes],
      Resource: rights.kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": viaServices(services, place) } },
    },
    // Lambda Developer Guide, "Securing environment variables": read when a function starts.
    {
      Sid: "DecryptEnvironment",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: rights.kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": viaServices(["lambda"], place)[0] } },
    },
  ];
}

export function viaServices(services: readonly string[], place: Arn): string[] {
  const suffix = dnsSuffix(place.partition);
  return services.map((service) => `${service}.${place.region}.${suffix}`);
}
