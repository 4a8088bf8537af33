import * as assert from "node:assert/strict";
import { hubWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const functions = ["notifier", "slack-callback", "decider", "watcher", "publisher", "sweep"];
const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const vpc = { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] };

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const network: [action: string, resource: string][] = [
  ["ec2:CreateNetworkInterface", at("ec2", "subnet/subnet-0123abcd")],
  ["ec2:DeleteNetworkInterface", at("ec2", "network-interface/eni-0123abcd")],
  ["ec2:AssignPrivateIpAddresses", at("ec2", "network-interface/eni-0123abcd")],
  ["ec2:UnassignPrivateIpAddresses", at("ec2", "network-interface/eni-0123abcd")],
  ["ec2:DescribeNetworkInterfaces", "*"],
  ["ec2:DescribeSubnets", "*"],
];
const traces: [action: string, resource: string][] = [
  ["xray:PutTraceSegments", "*"],
  ["xray:PutTelemetryRecords", "*"],
];

/** The default key policy: the account's IAM policies decide. */
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};

async function answers(
  args: object,
  action: string,
  resource: string,
  context: Record<string, string> = {},
): Promise<string[]> {
  const { resources } = await run(() => hubWith(args));
  const found = functions.map((name) =>
    decision({
      principal: `arn:aws:iam::111122223333:role/shared-${name}-role`,
      action,
      resource,
      identityPolicies: [
        JSON.parse(only(resources, types.rolePolicy, `shared-${name}-policy`).inputs.policy),
      ],
      resourcePolicy: resource === kmsKeyArn ? keyPolicy : undefined,
      context,
    }),
  );
  return Promise.all(found);
}

const all = (answer: string): string[] => Array(functions.length).fill(answer);

describe("what a function's role may do by the way it is run", () => {
  for (const [action, resource] of network) {
    it(`${action}: in a VPC alone, and never by the function's own code`, async () => {
      assert.deepEqual(await answers({ vpc }, action, resource), all("Allowed"));
      assert.deepEqual(await answers({}, action, resource), all("ImplicitlyDenied"));
      const code = { "lambda:SourceFunctionArn": at("lambda", "function:shared-decider-1a2b3c4") };
      assert.deepEqual(await answers({ vpc }, action, resource, code), all("ExplicitlyDenied"));
    });
  }

  for (const [action, resource] of traces) {
    it(`${action}: traced alone`, async () => {
      assert.deepEqual(await answers({ tracing: true }, action, resource), all("Allowed"));
      assert.deepEqual(
        await answers({ tracing: false }, action, resource),
        all("ImplicitlyDenied"),
      );
    });
  }

  it("neither gives more: no instance, no other part of X-Ray", async () => {
    const everything = { vpc, tracing: true };
    for (const [action, resource] of [
      ["ec2:RunInstances", at("ec2", "instance/*")],
      ["ec2:AttachNetworkInterface", at("ec2", "network-interface/eni-0123abcd")],
      ["ec2:ModifyNetworkInterfaceAttribute", at("ec2", "network-interface/eni-0123abcd")],
      ["ec2:AuthorizeSecurityGroupEgress", at("ec2", "security-group/sg-0123abcd")],
      ["xray:GetTraceSummaries", "*"],
    ]) {
      assert.deepEqual(
        await answers(everything, action, resource),
        all("ImplicitlyDenied"),
        action,
      );
    }
  });

  it("decrypt the environment: through Lambda alone, and encrypt nothing through it", async () => {
    const via = { "kms:ViaService": "lambda.eu-west-1.amazonaws.com" };
    const hub = { kmsKeyArn };
    assert.deepEqual(await answers(hub, "kms:Decrypt", kmsKeyArn, via), all("Allowed"));
    assert.deepEqual(await answers(hub, "kms:Decrypt", kmsKeyArn), all("ImplicitlyDenied"));
    for (const action of ["kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"]) {
      assert.deepEqual(await answers(hub, action, kmsKeyArn, via), all("ImplicitlyDenied"), action);
    }
    const other = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
    assert.deepEqual(await answers(hub, "kms:Decrypt", kmsKeyArn, other), all("ImplicitlyDenied"));
  });
});
