/**
 * One approval action with everything that belongs to it: topic, subscriptions, approvers. Both
 * gate components are made of these.
 */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ActionBlock, Approvers, Subscription } from "../args";
import * as check from "../model/approval-checks";
import type { Place } from "../model/arn";
import { somebody } from "../model/approver-checks";
import { approverGroupName, approverPolicyName } from "../model/names";
import { approverPolicy } from "../model/policies";
import { approvalAction } from "../model/stage-block";
import { topicPolicyStatements as checkStatements } from "../model/topic-statements";
import { checkedReceivers, createGroup, createPolicy, type ReceiversSpec } from "./approvers";
import { atOnce } from "./at-once";
import { checked, checkedOptional, given } from "./inputs";
import { type InputList, isEmptyList } from "./lists";
import { checkedRecipients, createSubscriptions, type SubscriptionsSpec } from "./subscriptions";
import { type ActionPlace, actionPlace, type AskedPlace, placeOfTopic } from "./place";
import { checkedSlack, type SlackInput, type SlackSpec, withoutMfa } from "./slack";
import { createTopic, type TopicSpec } from "./topic";

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
  readonly runOrder: pulumi.Input<number>;
  readonly customData?: pulumi.Input<string>;
  readonly externalEntityLink?: pulumi.Input<string>;
  readonly timeoutInMinutes?: pulumi.Input<number>;
  readonly approvers?: ReceiversSpec;
  readonly slack?: SlackSpec;
}

export interface CreatedApproval {
  readonly action: ActionBlock;
  readonly actionArn: pulumi.Output<string>;
  /** Absent where nobody is notified. */
  readonly topicArn?: pulumi.Output<string>;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
  readonly place: pulumi.Output<ActionPlace>;
  readonly policy?: aws.iam.Policy;
  readonly group?: aws.iam.Group;
}

/** What the user calls an argument, and where the approval itself stands. */
export interface Where {
  /** Path of an argument: "emails", "approvals[1].emails". */
  readonly at: (key: keyof ApprovalInput) => string;
  /** "" for a gate, "approvals[1]." for one approval of several. */
  readonly prefix: string;
}

const gate: Where = { at: (key) => key, prefix: "" };

/** Checks the arguments before anything is created. */
export function checkedApproval(input: ApprovalInput, { at, prefix }: Where = gate): ApprovalSpec {
  const { pipelineName, stageName, actionName, topicArn, approvers } = input;
  const inSlack = input.slack && checkedSlack(input.slack);
  // A list that is still to come may name somebody: it counts.
  const notified =
    given(topicArn) || !isEmptyList(input.emails) || !isEmptyList(input.subscriptions);
  somebody(
    { notified, allowed: given(approvers) || inSlack !== undefined },
    prefix.replace(/\.$/, "") || "emails",
    prefix,
  );
  const receivers = given(approvers)
    ? checkedReceivers(atOnce(approvers, at("approvers")), `${at("approvers")}.`)
    : undefined;
  return {
    pipelineName: checked(pipelineName, "pipelineName", check.pipelineObjectName),
    stageName: checked(stageName, "stageName", check.pipelineObjectName),
    actionName: checked(actionName, at("actionName"), check.pipelineObjectName),
    runOrder: checked(input.runOrder, at("runOrder"), check.runOrder),
    customData: checkedOptional(input.customData, at("customData"), check.customData),
    externalEntityLink: checkedOptional(
      input.externalEntityLink,
      at("externalEntityLink"),
      check.externalEntityLink,
    ),
    timeoutInMinutes: checkedOptional(
      input.timeoutInMinutes,
      at("timeoutInMinutes"),
      check.timeoutInMinutes,
    ),
    topicArn: checkedTopic(topicArn, input.region, at("topicArn")),
    topicArnPath: at("topicArn"),
    // Statements are for somebody who subscribes, or looks at the topic, from outside.
    needsTopic: notified || inSlack !== undefined || given(input.topicPolicyStatements),
    kmsMasterKeyId: checkedOptional(input.kmsMasterKeyId, at("kmsMasterKeyId"), check.kmsKey),
    ...checkedNewTopic(input, at),
    ...checkedRecipients(input, at),
    approvers: receivers,
    slack: inSlack && withoutMfa(inSlack, receivers?.requireMfa, `${at("approvers")}.requireMfa`),
    tags: input.tags ?? undefined,
  };
}

/** What a new topic has of its own, and an existing one must not be given here. */
function checkedNewTopic(
  input: ApprovalInput,
  at: Where["at"],
): Pick<TopicSpec, "displayName" | "topicPolicyStatements" | "statementsPath"> {
  const { topicArn, displayName, topicPolicyStatements } = input;
  for (const key of ["displayName", "topicPolicyStatements"] as const) {
    if (given(topicArn) && given(input[key])) check.ofANewTopic(at(key), at("topicArn"));
  }
  const path = at("topicPolicyStatements");
  return {
    displayName: checkedOptional(displayName, at("displayName"), check.displayName),
    topicPolicyStatements: checkedOptional(topicPolicyStatements, path, checkStatements),
    statementsPath: path,
  };
}

/** A topic and a Region that are both known now are compared now, others when they resolve. */
function checkedTopic(
  topicArn: pulumi.Input<string> | null | undefined,
  region: pulumi.Input<string> | null | undefined,
  path: string,
): pulumi.Input<string> | undefined {
  const topic = checkedOptional(topicArn, path, check.topicArn);
  if (typeof topic === "string" && typeof region === "string") {
    check.sameRegion(topic, region, path);
  }
  return topic;
}

/** Creates everything of one approval action; children are named after `name`. */
export function createApproval(
  name: string,
  spec: ApprovalSpec,
  asked: AskedPlace,
  parent: pulumi.ComponentResource,
): CreatedApproval {
  const topicArn = createTopic(name, spec, asked, parent);
  if (topicArn !== undefined) createSubscriptions(name, topicArn, spec, parent);
  const where = actionPlace(spec, pipelinePlace(spec, topicArn, asked));
  const approvers =
    spec.approvers && createApprovers(name, where, spec.approvers, spec.tags, parent);
  return {
    action: actionBlock(spec, topicArn),
    actionArn: where.apply((p) => p.actionArn),
    topicArn,
    kmsMasterKeyId: spec.kmsMasterKeyId,
    place: where,
    ...approvers,
  };
}

function pipelinePlace(
  spec: ApprovalSpec,
  topicArn: pulumi.Output<string> | undefined,
  asked: AskedPlace,
): pulumi.Output<Place> {
  if (topicArn === undefined) return asked();
  if (spec.topicArn === undefined) return placeOfTopic(topicArn);
  // No right is given beside a topic that is refused.
  return pulumi.all([asked(), topicArn]).apply(([place]) => place);
}

function createApprovers(
  name: string,
  where: pulumi.Output<ActionPlace>,
  receivers: ReceiversSpec,
  tags: ApprovalSpec["tags"],
  parent: pulumi.ComponentResource,
): Pick<CreatedApproval, "policy" | "group"> {
  const groupName = where.apply((p) => approverGroupName(p, p.region));
  const group = createGroup(name, groupName, receivers, parent);
  const { requireMfa, consoleAccess } = receivers;
  const policy = createPolicy(
    {
      child: `${name}-policy`,
      policyName: receivers.policyName ?? where.apply((p) => approverPolicyName(p, p.region)),
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

function policyText(where: ActionPlace, requireMfa: boolean, consoleAccess: boolean): string {
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
