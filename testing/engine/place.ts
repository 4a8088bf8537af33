/** Where the stack under test lives: the partition, Region and account of every ARN. */
import type { AwsScope } from "../../components/scope/model/arn";

export type { AwsScope };

const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isof-", "aws-iso-f"],
  ["us-isob-", "aws-iso-b"],
  ["us-iso-", "aws-iso"],
  ["eu-isoe-", "aws-iso-e"],
  ["eusc-", "aws-eusc"],
];

/** A Region belongs to one partition. */
function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/** What was said, and the rest as AWS's own documentation has it in its examples. */
export function placeOf(given: Partial<AwsScope>, configuredRegion?: string): AwsScope {
  const region = given.region ?? configuredRegion ?? "us-east-1";
  return {
    region,
    partition: given.partition ?? partitionOf(region),
    accountId: given.accountId ?? "111122223333",
  };
}
