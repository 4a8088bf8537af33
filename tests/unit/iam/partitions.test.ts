import assert from "node:assert/strict";

import { dnsSuffix, partitionOf } from "../../../iam/partitions";
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

describe("AWS's partitions", () => {
  for (const { region, partition } of regions) {
    it(`partitionOf, the rehearsal and testing agree that ${region} lies in ${partition}`, () => {
      assert.equal(partitionOf(region), partition);
      assert.equal(placeFor(region).partition, partition);
      assert.equal(placeOf({ region }).partition, partition);
    });
  }

  it("dnsSuffix answers a domain of its own for China", () => {
    assert.equal(dnsSuffix("aws-cn"), "amazonaws.com.cn");
    assert.equal(dnsSuffix("aws"), "amazonaws.com");
    assert.equal(dnsSuffix("aws-us-gov"), "amazonaws.com");
  });
});
