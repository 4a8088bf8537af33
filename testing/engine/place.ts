/** Where the stack under test lives: the partition, Region and account of every ARN. */
import { partitionOf } from "../../contract/partitions";
import type { AwsScope } from "../../iam/arns";

export type { AwsScope };

/** What was said, and the rest as AWS's own documentation has it in its examples. */
export function placeOf(given: Partial<AwsScope>, configuredRegion?: string): AwsScope {
  const region = given.region ?? configuredRegion ?? "us-east-1";
  return {
    region,
    partition: given.partition ?? partitionOf(region),
    accountId: given.accountId ?? "111122223333",
  };
}
