/** The function that is asked before people are. It may write its log, and nothing else: it decides by what it is told. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";

export function createDecision(name: string): aws.lambda.Function {
  const logs = new aws.cloudwatch.LogGroup("decision", { retentionInDays: 30 });
  const role = serviceRole("decision", "lambda.amazonaws.com");
  const rights = new aws.iam.RolePolicy("decision", {
    role: role.name,
    policy: allow({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logs.arn}:*`],
    }),
  });
  return new aws.lambda.Function(
    "decision",
    {
      // The history of the pipeline says who has approved: a name that people know.
      name,
      description: "Approves what changes settings alone",
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: new pulumi.asset.FileArchive("function"),
      role: role.arn,
      timeout: 5,
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    },
    { dependsOn: rights },
  );
}
