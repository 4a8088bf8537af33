/** The rights that go with how a function is run: traced, inside a VPC. */
import type { Arn } from "../../scope/model/arn";
import { arnOfMade } from "../../scope/model/place";
import type { Statement } from "../../approval/model/policies";

export interface Runtime {
  /** Says where the function is: partition, Region and account. */
  readonly gatesTableArn: string;
  readonly tracing?: boolean;
  readonly inVpc?: boolean;
}

export function runtime(of: Runtime): Statement[] {
  const place = arnOfMade("table", of.gatesTableArn);
  return [...(of.tracing ? [trace] : []), ...(of.inVpc ? network(place) : [])];
}

/** Service Authorization Reference, AWS X-Ray: neither action has a resource type. */
const trace: Statement = {
  Sid: "WriteTraces",
  Effect: "Allow",
  Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  Resource: "*",
};

/**
 * Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC": Lambda
 * makes the network interfaces in the name of the function's role. It asks for all resources, and the
 * same page shows how to keep these rights from the function's own code, whose calls alone carry
 * lambda:SourceFunctionArn.
 */
function network({ partition, region, accountId }: Arn): Statement[] {
  const manage: Statement = {
    Sid: "ConnectToVpc",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };
  const functions = `arn:${partition}:lambda:${region}:${accountId}:function:*`;
  return [
    manage,
    {
      ...manage,
      Sid: "NotByTheFunctionsCode",
      Effect: "Deny",
      Condition: { ArnLike: { "lambda:SourceFunctionArn": functions } },
    },
  ];
}
