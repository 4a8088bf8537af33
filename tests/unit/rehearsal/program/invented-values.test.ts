import * as assert from "node:assert/strict";
import { inventedValue } from "../../../../rehearsal/program/invented-values";

const from = {
  ...{ id: "front-1", name: "Front 1", partition: "aws-cn", region: "cn-north-1" },
  ...{ accountId: "111122223333", service: "lb" },
};

const rows = [
  ["arn", "string", "arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:Front 1"],
  ["roleArn", "string", "arn:aws-cn:iam::111122223333:role/Front 1"],
  ["dnsName", "string", "front-1-1234567890.cn-north-1.elb.amazonaws.com.cn"],
  ["endpoint", "string", "front-1-1234567890.cn-north-1.elb.amazonaws.com.cn"],
  ["apiUrl", "string", "https://front-1-1234567890.cn-north-1.elb.amazonaws.com.cn"],
  ["ownerId", "string", "111122223333"],
  ["region", "string", "cn-north-1"],
  ["zoneId", "string", "Z0123456789ABCDEFGH0"],
  ["status", "string", "invented-status"],
  ["port", "number", 0],
  ["enabled", "boolean", false],
  ["names", "string[]", ["front-1", "front-1-2"]],
  ["availabilityZones", "string[]", ["cn-north-1a", "cn-north-1b"]],
  ["subnets", "string[]", ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]],
  ["cidrBlocks", "string[]", ["10.0.0.0/16", "10.1.0.0/16"]],
  ["aliases", "string[]", ["invented-alias", "invented-alias-2"]],
  ["tags", "{\n[key: string]: string;\n}", {}],
] as const;

describe("inventedValue", () => {
  for (const [name, type, value] of rows) {
    it(`is of AWS's form: ${name}`, () => assert.deepEqual(inventedValue(name, type, from), value));
  }

  it("has the service's host where that has no order of its own", () => {
    const value = inventedValue("endpoint", "string", { ...from, service: "rds" });
    assert.equal(value, "front-1.rds.cn-north-1.amazonaws.com.cn");
  });

  it("is a text that says so where no service is known", () => {
    assert.equal(inventedValue("fooArn", "string", { ...from, service: "" }), "invented-fooArn");
  });
});
