/** What the components' tests share: fixtures, and what it means that bad input is refused. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, type ApprovalGateArgs, type StageBlock } from "../../index";
import { attempt, type Attempt, type Registered } from "./mocks";

export const types = {
  gate: "codepipeline-approvals:index:ApprovalGate",
  stage: "codepipeline-approvals:index:MultiApprovalStage",
  approverGroup: "codepipeline-approvals:index:ApproverGroup",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  permission: "aws:lambda/permission:Permission",
  group: "aws:iam/group:Group",
  members: "aws:iam/groupMembership:GroupMembership",
  policy: "aws:iam/policy:Policy",
  groupAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  roleAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  permissionSet: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
  pipeline: "aws:codepipeline/pipeline:Pipeline",
} as const;

export const existingTopic = "arn:aws:sns:eu-west-1:111122223333:approvals";
export const instanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
export const permissionSetArn =
  "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";

export function actionArn(path: string): string {
  return `arn:aws:codepipeline:eu-west-1:111122223333:${path}`;
}

/** A whole pipeline around a stage, as a user writes it: the stage goes in unchanged. */
export function pipelineWith(stage: StageBlock): aws.codepipeline.Pipeline {
  return new aws.codepipeline.Pipeline("pipeline", {
    name: "orders",
    roleArn: "arn:aws:iam::111122223333:role/orders",
    artifactStores: [{ location: "artifacts", type: "S3" }],
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Source",
            category: "Source",
            owner: "AWS",
            provider: "S3",
            version: "1",
            outputArtifacts: ["source"],
          },
        ],
      },
      stage,
    ],
  });
}

/** A gate with the least that it needs and whatever else a test gives it. */
export function gateWith(args: object, name = "production"): ApprovalGate {
  const given = { pipelineName: "orders", approvers: {}, ...args };
  return new ApprovalGate(name, given as ApprovalGateArgs);
}

/** Type, name and parent of every resource, in one line each. */
export function shape(resources: readonly Registered[]): string[] {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  return resources
    .map(({ type, name, parent }) => `${name} ${type} < ${names.get(parent) ?? parent}`)
    .sort();
}

/** The one resource of a type and, where there are several, of a name. */
export function only(resources: readonly Registered[], type: string, name?: string): Registered {
  const found = resources.filter((r) => r.type === type && (name === undefined || r.name === name));
  assert.equal(found.length, 1, `${found.length} of ${type} ${name ?? ""}`);
  return found[0];
}

export function namesOf(resources: readonly Registered[], type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ name }) => name);
}

/** The program throws at once, in exactly these words, and nothing at all is registered. */
export async function refusedAtOnce(
  program: () => unknown,
  propertyPath: string,
  reason: string,
): Promise<void> {
  const { thrown, resources } = await attempt(program);
  assertRefusal(thrown, propertyPath, reason);
  assert.deepEqual(resources, []);
}

/**
 * The program fails with exactly these words when its outputs resolve, as `pulumi up` then does,
 * and no resource of the type that would carry the value is registered.
 */
export async function refusedLater(
  program: () => unknown,
  propertyPath: string,
  reason: string,
  carrier: string,
): Promise<Attempt<unknown>> {
  const result = await attempt(program);
  assert.equal(result.thrown, undefined);
  assert.ok(result.rejected.length > 0, "nothing failed: a bad output passed silently");
  assertRefusal(result.rejected[0], propertyPath, reason);
  assert.deepEqual(namesOf(result.resources, carrier), []);
  return result;
}

/** The error names this argument and says exactly this. */
export function assertRefusal(error: unknown, propertyPath: string, reason: string): void {
  assert.ok(error instanceof pulumi.InputPropertyError, `not refused: ${String(error)}`);
  assert.deepEqual(
    { propertyPath: error.propertyPath, reason: error.reason },
    { propertyPath, reason },
  );
}
