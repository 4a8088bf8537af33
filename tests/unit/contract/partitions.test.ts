import * as assert from "node:assert/strict";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dnsSuffix, partitionOf } from "../../../contract/partitions";
import { placeFor } from "../../../rehearsal/session";
import { placeOf } from "../../../testing/engine/place";

const regions = [
  { region: "eu-west-1", partition: "aws" },
  { region: "us-east-1", partition: "aws" },
  { region: "cn-north-1", partition: "aws-cn" },
  { region: "us-gov-west-1", partition: "aws-us-gov" },
  { region: "us-iso-east-1", partition: "aws-iso" },
  { region: "us-isob-east-1", partition: "aws-iso-b" },
  { region: "us-isof-south-1", partition: "aws-iso-f" },
  { region: "eu-isoe-west-1", partition: "aws-iso-e" },
  { region: "eusc-de-east-1", partition: "aws-eusc" },
];

/** Where AWS's own SDK sends what is for SQS: its rules hold the partitions of botocore. */
function endpointOf(Region: string): string {
  const { endpointProvider } = new SQSClient({ region: Region }).config;
  return endpointProvider({ Region, UseDualStack: false, UseFIPS: false }).url.hostname;
}

describe("AWS's partitions", () => {
  for (const { region, partition } of regions) {
    it(`partitionOf, the rehearsal and testing agree that ${region} lies in ${partition}`, () => {
      assert.equal(partitionOf(region), partition);
      assert.equal(placeFor(region).partition, partition);
      assert.equal(placeOf({ region }).partition, partition);
    });
  }

  for (const { region, partition } of regions) {
    it(`dnsSuffix of ${partition} is the domain that the AWS SDK calls in ${region}`, () => {
      const endpoint = endpointOf(region);
      assert.equal(endpoint, `sqs.${region}.${dnsSuffix(partition)}`);
    });
  }
});
