/**
 * One approval action with everything that belongs to it: topic, subscriptions, approvers. Both
 * gate components are made of these.
 */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ActionBlock } from "../args";
import { createGroup, createPolicy } from "../approvers/approvers";
import type { PrincipalsSpec } from "../approvers/arguments";
import type { AutomaticDecisionSpec } from "../automatic/arguments";
import type { GateConnectorsSpec } from "../gate-connectors/arguments";
import type { BreakGlassSpec } from "../break-glass/arguments";
import { approverGroupName, approverPolicyName, type Owner } from "../naming/model/names";
import { ownerOf } from "../naming/naming";
import { createSubscriptions } from "../notifications/subscriptions";
import { createTopic } from "../notifications/topic";
import type { AwsScope } from "../scope/model/arn";
import { type ActionRef, actionRef, type ProviderScope, scopeOfTopic } from "../scope/place";
import { topicInReach, validateKey } from "../scope/reach";
import type { SlaSpec } from "../sla/arguments";
import { createEscalation, type EscalationTopic } from "../sla/escalation";
import type { ApprovalSpec } from "./arguments";
import { claimAction } from "./claim-action";
import { approverPolicy } from "./model/policies";
import { approvalAction } from "./model/stage-block";

export interface CreatedApproval {
  readonly action: ActionBlock;
  readonly actionArn: pulumi.Output<string>;
  /** Absent where nobody is notified. */
  readonly topicArn?: pulumi.Output<string>;
  /** The argument, where the topic is not the gate's own. */
  readonly existingTopicArn?: pulumi.Input<string>;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
  readonly timeoutInMinutes?: pulumi.Input<number>;
  readonly sla?: SlaSpec;
  readonly breakGlass?: BreakGlassSpec;
  readonly automaticDecision?: AutomaticDecisionSpec;
  readonly connectors?: GateConnectorsSpec;
  /** Topics to which it is escalated where nobody answers in time. */
  readonly escalation: readonly EscalationTopic[];
  readonly place: pulumi.Output<ActionRef>;
  /** Pipeline, stage and action, as they were given: a preview knows them before it knows the place. */
  readonly names: pulumi.Input<string>[];
  readonly policy?: aws.iam.Policy;
  readonly group?: aws.iam.Group;
}

/** Creates everything of one approval action; children are named after `name`. */
export function createApproval(
  name: string,
  spec: ApprovalSpec,
  asked: ProviderScope,
  type: Owner["type"],
  parent: pulumi.ComponentResource,
): CreatedApproval {
  const kmsMasterKeyId = validateKey(
    spec.kmsMasterKeyId,
    spec.region,
    asked,
    spec.at("kmsMasterKeyId"),
  );
  const topicArn = createTopic(name, { ...spec, kmsMasterKeyId }, asked, parent);
  const where = claimAction(
    name,
    spec.at("actionName"),
    actionRef(spec, pipelineScope(spec, topicArn, asked)),
  );
  if (topicArn !== undefined) {
    const heard = topicInReach(topicArn, spec.subscriptions, where, spec.at("subscriptions"));
    createSubscriptions(name, { arn: heard, existing: spec.topicArn }, spec, parent);
  }
  const approvers =
    spec.approvers &&
    createOwnApprovers(name, where, spec.approvers, spec.tags, ownerOf(type, name), parent);
  const escalation =
    spec.sla === undefined
      ? []
      : createEscalation(name, spec.sla, { ...spec, kmsMasterKeyId }, asked, parent);
  return {
    action: actionBlock(spec, topicArn),
    actionArn: where.apply((p) => p.actionArn),
    topicArn,
    existingTopicArn: spec.topicArn,
    kmsMasterKeyId,
    timeoutInMinutes: spec.timeoutInMinutes,
    sla: spec.sla,
    breakGlass: spec.breakGlass,
    automaticDecision: spec.automaticDecision,
    connectors: spec.connectors,
    escalation,
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
  principals: PrincipalsSpec,
  tags: ApprovalSpec["tags"],
  owner: Owner,
  parent: pulumi.ComponentResource,
): Pick<CreatedApproval, "policy" | "group"> {
  const groupName = where.apply((p) => approverGroupName(p, p.region, owner));
  const group = createGroup(name, groupName, principals, parent);
  const { requireMfa, consoleAccess } = principals;
  const policy = createPolicy(
    {
      child: `${name}-policy`,
      policyName:
        principals.policyName ?? where.apply((p) => approverPolicyName(p, p.region, owner)),
      document: pulumi
        .all([where, requireMfa, consoleAccess])
        .apply(([p, mfa, console]) => policyText(p, mfa, console)),
      tags,
    },
    group,
    principals,
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
  const toOutput = <T>(value: pulumi.Input<T> | undefined): pulumi.Output<T> | undefined =>
    value === undefined ? undefined : (pulumi.output(value) as pulumi.Output<T>);
  return approvalAction<pulumi.Output<string>, pulumi.Output<number>>({
    name: pulumi.output(spec.actionName),
    runOrder: pulumi.output(spec.runOrder),
    notificationArn: topicArn,
    customData: toOutput(spec.customData),
    externalEntityLink: toOutput(spec.externalEntityLink),
    timeoutInMinutes: toOutput(spec.timeoutInMinutes),
  });
}
