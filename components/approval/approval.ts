/**
 * One approval action with everything that belongs to it: topic, subscriptions, approvers. Both
 * gate components are made of these.
 */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ActionBlock, Approvers, Subscription } from "../args";
import * as check from "./model/approval-checks";
import type { AwsScope } from "../scope/model/arn";
import { requireNotifiedOrAllowed } from "../approvers/model/approver-checks";
import { approverGroupName, approverPolicyName, type Owner } from "../naming/model/names";
import { approverPolicy } from "./model/policies";
import { region as checkRegion } from "../scope/model/region-checks";
import { approvalAction } from "./model/stage-block";
import { createGroup, createPolicy } from "../approvers/approvers";
import { type PrincipalsSpec, validatePrincipals } from "../approvers/principals";
import { claimAction } from "./claim-action";
import { requirePlain } from "../inputs/require-plain";
import { optional, required, trimmed, validateFields } from "../inputs/fields";
import { validate, validateOptional, given } from "../inputs/inputs";
import { type InputList, isEmptyList } from "../inputs/lists";
import {
  validateRecipients,
  createSubscriptions,
  type SubscriptionsSpec,
} from "../notifications/subscriptions";
import { ownerOf } from "../naming/naming";
import { validateKey, validateReach, topicInReach } from "../scope/reach";
import { type ActionRef, actionRef, type ProviderScope, scopeOfTopic } from "../scope/place";
import { validateSlack, type SlackInput, type SlackSpec, withoutMfa } from "../slack/slack";
import { validateTopic } from "../notifications/validate-topic";
import { validateTags } from "../inputs/tags";
import { createTopic, type TopicSpec } from "../notifications/topic";

/** The arguments of one approval action as a component received them. */
export interface ApprovalInput {
  pipelineName: pulumi.Input<string>;
  stageName: pulumi.Input<string>;
  actionName: pulumi.Input<string>;
  runOrder: pulumi.Input<number>;
  customData?: pulumi.Input<string>;
  externalEntityLink?: pulumi.Input<string>;
  timeoutInMinutes?: pulumi.Input<number>;
  topicArn?: pulumi.Input<string>;
  kmsMasterKeyId?: pulumi.Input<string>;
  displayName?: pulumi.Input<string>;
  topicPolicyStatements?: pulumi.Input<string>;
  emails?: InputList<string>;
  subscriptions?: InputList<Subscription>;
  approvers?: Approvers;
  slack?: SlackInput;
  region?: pulumi.Input<string>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The same, every value checked or to be checked when it resolves. */
export interface ApprovalSpec extends TopicSpec, SubscriptionsSpec {
  readonly pipelineName: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
  readonly actionName: pulumi.Input<string>;
  /** Where the action's name came from, for errors. */
  readonly actionNamePath: string;
  readonly runOrder: pulumi.Input<number>;
  readonly customData?: pulumi.Input<string>;
  readonly externalEntityLink?: pulumi.Input<string>;
  readonly timeoutInMinutes?: pulumi.Input<number>;
  readonly subscriptionsPath: string;
  readonly approvers?: PrincipalsSpec;
  readonly slack?: SlackSpec;
}

export interface CreatedApproval {
  readonly action: ActionBlock;
  readonly actionArn: pulumi.Output<string>;
  /** Absent where nobody is notified. */
  readonly topicArn?: pulumi.Output<string>;
  /** The argument, where the topic is not the gate's own. */
  readonly existingTopicArn?: pulumi.Input<string>;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
  readonly place: pulumi.Output<ActionRef>;
  /** Pipeline, stage and action, as they were given: a preview knows them before it knows the place. */
  readonly names: pulumi.Input<string>[];
  readonly policy?: aws.iam.Policy;
  readonly group?: aws.iam.Group;
}

/** What the user calls an argument, and where the approval itself stands. */
export interface ArgPaths {
  /** Path of an argument: "emails", "approvals[1].emails". */
  readonly at: (key: keyof ApprovalInput) => string;
  /** "" for a gate, "approvals[1]." for one approval of several. */
  readonly prefix: string;
}

const gate: ArgPaths = { at: (key) => key, prefix: "" };

const fields = {
  runOrder: required(check.runOrder),
  customData: optional(check.customData),
  externalEntityLink: trimmed(check.externalEntityLink),
  timeoutInMinutes: optional(check.timeoutInMinutes),
};

/** Checks the arguments before anything is created. */
export function validateApproval(
  input: ApprovalInput,
  { at, prefix }: ArgPaths = gate,
): ApprovalSpec {
  const { stageName, actionName, topicArn, approvers } = input;
  // What has no default is the first thing that is missed.
  const pipelineName = validate(input.pipelineName, "pipelineName", check.pipelineName);
  const region = validateOptional(input.region, at("region"), checkRegion);
  const inSlack = input.slack && validateSlack(input.slack);
  // A list that is still to come may name somebody: it counts.
  const notified =
    given(topicArn) || !isEmptyList(input.emails) || !isEmptyList(input.subscriptions);
  requireNotifiedOrAllowed(
    { notified, allowed: given(approvers) || inSlack !== undefined },
    prefix.replace(/\.$/, "") || "emails",
    prefix,
  );
  const receivers = given(approvers)
    ? validatePrincipals(requirePlain(approvers, at("approvers")), `${at("approvers")}.`)
    : undefined;
  return {
    pipelineName,
    stageName: validate(stageName, "stageName", check.stageName),
    actionName: validate(
      actionName,
      at("actionName"),
      prefix === "" ? check.actionName : check.approvalName,
    ),
    actionNamePath: at("actionName"),
    ...validateFields(input, fields, at),
    // Statements are for somebody who subscribes, or looks at the topic, from outside.
    needsTopic: notified || inSlack !== undefined || given(input.topicPolicyStatements),
    ...validateTopic(input, at),
    ...validateRecipients(input, at),
    region,
    subscriptionsPath: validateReach(input, at("subscriptions")),
    approvers: receivers,
    slack: inSlack && withoutMfa(inSlack, receivers?.requireMfa, `${at("approvers")}.requireMfa`),
    tags: validateTags(input.tags, at("tags")),
  };
}

/** Creates everything of one approval action; children are named after `name`. */
export function createApproval(
  name: string,
  spec: ApprovalSpec,
  asked: ProviderScope,
  type: Owner["type"],
  parent: pulumi.ComponentResource,
): CreatedApproval {
  const kmsMasterKeyId = validateKey(spec.kmsMasterKeyId, spec.region, asked, spec.kmsKeyPath);
  const topicArn = createTopic(name, { ...spec, kmsMasterKeyId }, asked, parent);
  const where = claimAction(name, spec, actionRef(spec, pipelineScope(spec, topicArn, asked)));
  if (topicArn !== undefined) {
    const { subscriptions, subscriptionsPath } = spec;
    const heard = topicInReach(topicArn, subscriptions, where, subscriptionsPath);
    createSubscriptions(name, { arn: heard, existing: spec.topicArn }, spec, parent);
  }
  const approvers =
    spec.approvers &&
    createOwnApprovers(name, where, spec.approvers, spec.tags, ownerOf(type, name), parent);
  return {
    action: actionBlock(spec, topicArn),
    actionArn: where.apply((p) => p.actionArn),
    topicArn,
    existingTopicArn: spec.topicArn,
    kmsMasterKeyId,
    place: where,
    names: [spec.pipelineName, spec.stageName, spec.actionName],
    ...approvers,
  };
}

function pipelineScope(
  spec: ApprovalSpec,
  topicArn: pulumi.Output<string> | undefined,
  asked: ProviderScope,
): pulumi.Output<AwsScope> {
  if (topicArn === undefined) return asked();
  if (spec.topicArn === undefined) return scopeOfTopic(topicArn, asked);
  // No right is given beside a topic that is refused.
  return pulumi.all([asked(), topicArn]).apply(([place]) => place);
}

function createOwnApprovers(
  name: string,
  where: pulumi.Output<ActionRef>,
  receivers: PrincipalsSpec,
  tags: ApprovalSpec["tags"],
  owner: Owner,
  parent: pulumi.ComponentResource,
): Pick<CreatedApproval, "policy" | "group"> {
  const groupName = where.apply((p) => approverGroupName(p, p.region, owner));
  const group = createGroup(name, groupName, receivers, parent);
  const { requireMfa, consoleAccess } = receivers;
  const policy = createPolicy(
    {
      child: `${name}-policy`,
      policyName:
        receivers.policyName ?? where.apply((p) => approverPolicyName(p, p.region, owner)),
      document: pulumi
        .all([where, requireMfa, consoleAccess])
        .apply(([p, mfa, console]) => policyText(p, mfa, console)),
      tags,
    },
    group,
    receivers,
    parent,
  );
  return { policy, group };
}

function policyText(where: ActionRef, requireMfa: boolean, consoleAccess: boolean): string {
  return JSON.stringify(
    approverPolicy({
      actionArns: [where.actionArn],
      pipelineArns: [where.pipelineArn],
      requireMfa,
      consoleAccess,
    }),
  );
}

function actionBlock(spec: ApprovalSpec, topicArn?: pulumi.Output<string>): ActionBlock {
  const toCome = <T>(value: pulumi.Input<T> | undefined): pulumi.Output<T> | undefined =>
    value === undefined ? undefined : (pulumi.output(value) as pulumi.Output<T>);
  return approvalAction<pulumi.Output<string>, pulumi.Output<number>>({
    name: pulumi.output(spec.actionName),
    runOrder: pulumi.output(spec.runOrder),
    notificationArn: topicArn,
    customData: toCome(spec.customData),
    externalEntityLink: toCome(spec.externalEntityLink),
    timeoutInMinutes: toCome(spec.timeoutInMinutes),
  });
}
