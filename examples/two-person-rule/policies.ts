import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Actions that are allowed on exactly these resources. */
export interface Allowed {
  actions: string[];
  resources: pulumi.Input<string>[];
}

export function allow(...statements: Allowed[]): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources }) => ({
      Effect: "Allow" as const,
      Action: actions,
      Resource: resources,
    })),
  };
}

const { accountId } = aws.getCallerIdentityOutput();

/** A role that one AWS service assumes, on behalf of this account and of no other. */
export function serviceRole(name: string, service: string): aws.iam.Role {
  return new aws.iam.Role(name, {
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    },
  });
}
