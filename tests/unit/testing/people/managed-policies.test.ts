/** AWS's managed policies: the list, the script that makes it, and what everyday stacks attach. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as fc from "fast-check";
import { actionsThatMatter } from "../../../../testing/people/actions";
import { evaluate } from "../../../../iam/evaluate";
import list from "../../../../testing/people/managed-policies.json";
import { managedPolicies, reduce } from "../../../../tools/managed-policies";
import { failsWith, people } from "../support";

const arnOf = (name: string, partition = "aws"): string =>
  `arn:${partition}:iam::aws:policy/${name}`;

const everyday = `
  AWSCodePipeline_ReadOnlyAccess AWSCodeBuildAdminAccess AWSCodeBuildDeveloperAccess
  AWSCodeCommitPowerUser AWSCodeDeployFullAccess AWSCodeDeployRoleForECS
  AWSCloudFormationFullAccess AWSLambda_FullAccess AWSXRayDaemonWriteAccess
  AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonSNSFullAccess AmazonSQSFullAccess
  AmazonEC2FullAccess AmazonEC2ContainerRegistryPowerUser AmazonEC2ContainerRegistryReadOnly
  AmazonECS_FullAccess AmazonEKSClusterPolicy AmazonEKSWorkerNodePolicy AmazonEKS_CNI_Policy
  AmazonRDSFullAccess AmazonDynamoDBFullAccess AmazonSSMManagedInstanceCore AmazonVPCFullAccess
  CloudWatchAgentServerPolicy CloudWatchFullAccess CloudWatchLogsFullAccess CloudFrontFullAccess
  IAMFullAccess IAMReadOnlyAccess ReadOnlyAccess SecurityAudit SecretsManagerReadWrite
  ElasticLoadBalancingFullAccess AmazonRoute53FullAccess AWSWAFConsoleFullAccess
  job-function/ViewOnlyAccess job-function/Billing
  service-role/AWSLambdaBasicExecutionRole service-role/AWSLambdaVPCAccessExecutionRole
  service-role/AWSLambdaSQSQueueExecutionRole service-role/AWSLambdaDynamoDBExecutionRole
  service-role/AmazonECSTaskExecutionRolePolicy service-role/AmazonEC2ContainerServiceforEC2Role
  service-role/AWSCodeDeployRole service-role/AWSCodeDeployRoleForLambda
  service-role/AmazonEBSCSIDriverPolicy service-role/AWS_ConfigRole
  service-role/AmazonAPIGatewayPushToCloudWatchLogs service-role/AmazonRDSEnhancedMonitoringRole
`.match(/\S+/g)!;

const approvers = [
  "AdministratorAccess",
  "PowerUserAccess",
  "AWSCodePipeline_FullAccess",
  "AWSCodePipelineApproverAccess",
  "job-function/SystemAdministrator",
];

describe("AWS managed policies", () => {
  it("that everyday stacks attach are known: who holds them may decide, or may not", async () => {
    const known = everyday.filter(
      (name) => list.silent.includes(name) || Object.hasOwn(list.documents, name),
    );
    assert.deepEqual(known, everyday);
    const stack = await people(() => {
      for (const name of [...known, ...approvers]) {
        new aws.iam.RolePolicyAttachment(name, {
          role: name.replaceAll("/", "-"),
          policyArn: arnOf(name),
        });
      }
    });
    assert.deepEqual(
      stack.deciders()["release/Approve/QA"],
      approvers.map((name) => `role ${name.replaceAll("/", "-")}`).sort(),
    );
  });

  it("are known in other partitions, with the ARNs of these", async () => {
    const stack = await people(
      () => {
        const policyArn = arnOf("PowerUserAccess", "aws-cn");
        new aws.iam.UserPolicyAttachment("ann", { user: "ann", policyArn });
      },
      { region: "cn-north-1" },
    );
    assert.deepEqual(stack.deciders()["release/Approve/QA"], ["user ann"]);
  });

  it("that AWS does not have, or had no more when the list was made, are not guessed", async () => {
    for (const name of ["AWSConfigRole", "toString", "service-role/AdministratorAccess"]) {
      const stack = await people(() => {
        new aws.iam.UserPolicyAttachment("ann", { user: "ann", policyArn: arnOf(name) });
      });
      failsWith(
        () => stack.deciders(),
        new RegExp(`${name} \\(not among AWS's policies of ${list.newest}: give its document`),
      );
    }
  });
});

describe("tools/managed-policies", () => {
  const published = {
    Silent: {
      Path: "/service-role/",
      UpdateDate: "2026-01-02T03:04:05+00:00",
      Document: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
    },
    Linked: { Path: "/aws-service-role/", Document: { Statement: [] } },
    Says: {
      Path: "/",
      Document: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "A", Effect: "Allow", Action: ["s3:*", "codepipeline:Put*"], Resource: "*" },
          { Effect: "Deny", NotAction: ["iam:*", "kms:*"], Resource: "*" },
          { Effect: "Deny", NotAction: "iam:*", Resource: "*" },
          { Effect: "Allow", Action: "iam:*", Resource: "*" },
        ],
      },
    },
  };

  it("keeps what a policy says of the actions that matter", () => {
    assert.deepEqual(managedPolicies(published, "here"), {
      source: "here",
      newest: "2026-01-02",
      silent: ["service-role/Silent"],
      documents: {
        Says: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "A", Effect: "Allow", Resource: "*", Action: ["codepipeline:Put*"] },
            { Effect: "Deny", Resource: "*", NotAction: ["kms:*"] },
            { Effect: "Deny", Resource: "*", Action: "*" },
          ],
        },
      },
    });
  });

  it("changes no answer about any of them", () => {
    const actions = fc.uniqueArray(
      fc.constantFrom(
        ...["*", "s3:*", "sns:*", "kms:Dec*", "KMS:*", "iam:*", ...actionsThatMatter],
      ),
      { minLength: 1 },
    );
    const statement = fc
      .tuple(fc.constantFrom("Allow", "Deny"), fc.constantFrom("Action", "NotAction"), actions)
      .map(([Effect, key, values]) => ({ Effect, Resource: "*", [key]: values }));
    const documents = fc
      .array(statement, { minLength: 1, maxLength: 4 })
      .map((Statement) => ({ Version: "2012-10-17", Statement }));
    fc.assert(
      fc.property(documents, fc.constantFrom(...actionsThatMatter), (document, action) => {
        const ask = (asked: object) =>
          evaluate([{ name: "it", document: asked }], {
            ...{ action, resource: "arn:aws:x:y:z:it", context: new Map() },
          }).allowed;
        assert.equal(ask(reduce(document)), ask(document));
      }),
    );
  });
});
