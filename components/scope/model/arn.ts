/** ARNs, read and written. Partition, Region and account always come from an ARN, never a guess. */
import { throwInvalid, quote } from "../../inputs/model/checks";

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** AWS General Reference, "Amazon Resource Names": six parts, the account 12 digits where present. */
const shape = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(\S+)$/;

/** Reads an ARN, or refuses it under the name of the argument it was given as. */
export function parseArn(value: string, path: string): Arn {
  return (
    readArn(value) ??
    throwInvalid(
      path,
      `\`${path}\` must be an ARN, arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, ` +
        `got: ${quote(value)}. Copy the ARN from the resource's output or from the console.`,
    )
  );
}

/** The same, undefined for what is none. */
export function readArn(value: unknown): Arn | undefined {
  const match = typeof value === "string" ? shape.exec(value) : null;
  if (!match) return undefined;
  const [, partition, service, region, accountId = "", resource] = match as unknown as string[];
  return { partition, service, region, accountId, resource };
}

/** Where a pipeline lives. */
export interface AwsScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** As an error names it. */
export const placeText = ({ partition, region, accountId }: AwsScope): string =>
  `${partition}, ${region}, ${accountId}`;

export function pipelineArn(place: AwsScope, pipelineName: string): string {
  return `arn:${place.partition}:codepipeline:${place.region}:${place.accountId}:${pipelineName}`;
}

/** The resource of `codepipeline:PutApprovalResult`: one approval action and nothing else. */
export function actionArn(
  place: AwsScope,
  pipelineName: string,
  stageName: string,
  actionName: string,
): string {
  return `${pipelineArn(place, pipelineName)}/${stageName}/${actionName}`;
}
