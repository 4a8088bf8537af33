/** The break-glass role of one approval action, those who take it on, and those who review its uses. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BreakGlassRecord } from "../../contract/records";
import type { CreatedApproval } from "../approval/approval";
import type { PolicyDocument } from "../approval/model/policies";
import { createGroup, createPolicy } from "../approvers/approvers";
import { sameName } from "../approvers/arguments";
import type { HubAttachment } from "../hub/gate-approvals";
import { redactIfSecret } from "../inputs/inputs";
import { forEach, type Naming } from "../inputs/lists";
import {
  breakGlassPolicyName,
  type Owner,
  reviewerGroupName,
  reviewerPolicyName,
} from "../naming/model/names";
import { childName, ownerOf } from "../naming/naming";
import type { ActionRef } from "../scope/place";
import type { BreakGlassSpec } from "./arguments";
import { trustWithinQuota, userNameOf, usersOfAccount } from "./model/break-glass-checks";
import {
  breakGlassPolicy,
  breakGlassTrust,
  reviewerPolicy,
  takeOnPolicy,
} from "./model/break-glass-policies";

/** What of a hub it depends on. */
interface ReviewingHub {
  readonly breakGlassRolePath: pulumi.Output<string | undefined>;
  readonly reviewsTableArn: pulumi.Output<string | undefined>;
  readonly reviewsKmsKeyArn: pulumi.Output<string | undefined>;
}

export interface BrokenGlass {
  readonly roleArn: pulumi.Output<string>;
  /** Known once role and policies are there: from then on the hub listens to the role. */
  readonly record: pulumi.Output<BreakGlassRecord>;
}

export function createBreakGlass(
  child: string,
  spec: BreakGlassSpec,
  place: CreatedApproval["place"],
  hub: ReviewingHub,
  gate: HubAttachment,
  parent: pulumi.ComponentResource,
): BrokenGlass {
  const owner = ownerOf(gate.wholeStage ? "MultiApprovalStage" : "ApprovalGate", child);
  const around = { child, spec, place, owner, tags: gate.tags, parent };
  const { role, policy } = createRole(around, hub, gate.permissionsBoundary);
  const takeOn = createTakeOn(around, role);
  const review = createReviewers(around, hub);
  return {
    roleArn: role.arn,
    record: pulumi
      .output({
        roleArn: role.arn,
        reviewWithinMinutes: spec.reviewWithinMinutes,
        policyArns: [takeOn.arn, review.policy.arn],
        groups: [review.group?.name, spec.reviewers.existingGroupNames],
        reviewerRoles: spec.reviewers.roleNames,
        after: policy.id,
      })
      .apply(({ after: _after, groups: [own, existing], reviewerRoles, ...known }) => ({
        ...known,
        reviewerGroups: [own ?? [], existing ?? []].flat(),
        reviewerRoles: reviewerRoles ?? [],
      })),
  };
}

interface Around {
  readonly child: string;
  readonly spec: BreakGlassSpec;
  readonly place: CreatedApproval["place"];
  readonly owner: Owner;
  readonly tags: HubAttachment["tags"];
  readonly parent: pulumi.ComponentResource;
}

const text = (policy: PolicyDocument): string => JSON.stringify(policy);

/** An hour is the least that AWS lets a role's sessions last at most. */
const hour = 3600;

function createRole(
  { child, spec, place, tags, parent }: Around,
  { breakGlassRolePath }: ReviewingHub,
  permissionsBoundary: pulumi.Input<string> | undefined,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const named = childName(child, "break-glass-role", "role", parent);
  const all = pulumi.all([place, spec.userArns]);
  const path = `${spec.path}.userArns`;
  const role = new aws.iam.Role(
    named.child,
    {
      name: named.physical,
      path: breakGlassRolePath as pulumi.Output<string>,
      description:
        "Decides one approval of CodePipeline in an emergency. Each use is told and reviewed.",
      maxSessionDuration: hour,
      assumeRolePolicy: all.apply(([where, arns]) =>
        redactIfSecret(all, () => {
          usersOfAccount(arns, where, path);
          return trustWithinQuota(text(breakGlassTrust(arns)), arns.length, path);
        }),
      ),
      permissionsBoundary,
      tags,
    },
    named.opts,
  );
  const inline = childName(child, "break-glass-role-policy", "inlinePolicy", parent);
  const policy = new aws.iam.RolePolicy(
    inline.child,
    {
      name: inline.physical,
      role: role.name,
      policy: place.apply((where) => text(breakGlassPolicy(where))),
    },
    inline.opts,
  );
  return { role, policy };
}

/** Users are told apart by name, which an account has once, whatever the path. */
const byUser: Naming<string> = {
  identity: (arn) => arn as pulumi.Input<string>,
  key: (arn) => sameName(userNameOf(arn)),
  before: () => [],
};

/** The right of the users to take on the role, which AWS asks for beside the role's trust policy. */
function createTakeOn(
  { child, spec, place, owner, tags, parent }: Around,
  role: aws.iam.Role,
): aws.iam.Policy {
  const name = `${child}-break-glass-policy`;
  const policy = new aws.iam.Policy(
    name,
    {
      name: place.apply((where) => breakGlassPolicyName(where, where.region, owner)),
      policy: role.arn.apply((arn) => text(takeOnPolicy(arn))),
      tags,
    },
    { parent },
  );
  forEach(spec.userArns, byUser, (arn, { key }) => {
    const user = pulumi.output(arn).apply(userNameOf);
    new aws.iam.UserPolicyAttachment(
      `${name}-user-${key}`,
      { user, policyArn: policy.arn },
      { parent },
    );
  });
  return policy;
}

function createReviewers(
  { child, spec, place, owner, tags, parent }: Around,
  { reviewsTableArn, reviewsKmsKeyArn }: ReviewingHub,
): { readonly group?: aws.iam.Group; readonly policy: aws.iam.Policy } {
  const { reviewers } = spec;
  const named = (of: (action: ActionRef, region: string, owner: Owner) => string) =>
    place.apply((where) => of(where, where.region, owner));
  const group = createGroup(`${child}-review`, named(reviewerGroupName), reviewers, parent);
  const all = pulumi.all([place, reviewsTableArn, reviewsKmsKeyArn]);
  const policy = {
    child: `${child}-review-policy`,
    policyName: named(reviewerPolicyName),
    document: all.apply(([where, arn, kmsKeyArn]) =>
      // The hub has reviews: whoever has none was refused.
      text(reviewerPolicy(where, { arn: arn as string, kmsKeyArn: kmsKeyArn ?? undefined })),
    ),
    tags,
  };
  return { group, policy: createPolicy(policy, group, reviewers, parent) };
}
