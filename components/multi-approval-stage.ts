import * as pulumi from "@pulumi/pulumi";
import {
  ApprovalOrder,
  type ApproversArgs,
  type ReceiversArgs,
  type StageBlock,
  type SubscriptionArgs,
} from "./args";
import { actionNames, approvalOrder } from "./model/approval-checks";
import { runOrders } from "./model/stage-block";
import {
  type Approval,
  type ApprovalSpec,
  checkedApproval,
  createApproval,
} from "./resources/approval";
import { checked, given, judgedTogether } from "./resources/inputs";
import { pipelinePolicyJson } from "./resources/pipeline-policy";
import { checkedRecipients, createSubscriptions } from "./resources/subscriptions";

/** One approval of a MultiApprovalStage. What is left out comes from the stage's arguments. */
export interface ApprovalArgs {
  /** Name of the approval action, unique in the stage, 1 to 100 characters of A-Z a-z 0-9 . @ - _ */
  name: pulumi.Input<string>;
  /** Place of the action in the stage, 1 to 999. Defaults to what order says. */
  runOrder?: pulumi.Input<number>;
  /** What this approver should know, 1 to 1000 characters, with variables "#{namespace.variable}". */
  customData?: pulumi.Input<string>;
  /** Address of what this approver should look at, 1 to 1000 characters. */
  externalEntityLink?: pulumi.Input<string>;
  /** Minutes after which this request expires, 5 to 86400. */
  timeoutInMinutes?: pulumi.Input<number>;
  /** ARN of an existing topic in the pipeline's account and Region. Defaults to a new one. */
  topicArn?: pulumi.Input<string>;
  /** E-mail addresses that receive this request, each once. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further subscriptions for this request. */
  subscriptions?: pulumi.Input<pulumi.Input<SubscriptionArgs>[]>;
  /** Who may decide this approval. */
  approvers?: ApproversArgs;
}

/** Arguments of MultiApprovalStage. */
export interface MultiApprovalStageArgs {
  /** Name of the pipeline that the stage stands in, 1 to 100 characters of A-Z a-z 0-9 . @ - _ */
  pipelineName: pulumi.Input<string>;
  /** Name of the stage, of the same length and characters. Defaults to the component's name. */
  stageName?: pulumi.Input<string>;
  /** Whether the approvals are requested together or one after the other. Defaults to Parallel. */
  order?: pulumi.Input<ApprovalOrder>;
  /** The approvals, 1 to 50: the quota of actions in a stage. Every one is needed. */
  approvals: ApprovalArgs[];
  /** Default for every approval: what the approver should know. */
  customData?: pulumi.Input<string>;
  /** Default for every approval: address of what the approver should look at. */
  externalEntityLink?: pulumi.Input<string>;
  /** Default for every approval: minutes after which a request expires, 5 to 86400. */
  timeoutInMinutes?: pulumi.Input<number>;
  /**
   * Default for every approval: ARN of an existing topic in the pipeline's account and Region. The approvals
   * share it, so the stage's emails and subscriptions are subscribed to it once.
   */
  topicArn?: pulumi.Input<string>;
  /** KMS key that encrypts the topics. Defaults to "alias/aws/sns". */
  kmsMasterKeyId?: pulumi.Input<string>;
  /** Default for every approval: e-mail addresses that receive the request. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Default for every approval: further subscriptions. */
  subscriptions?: pulumi.Input<pulumi.Input<SubscriptionArgs>[]>;
  /** Default for every approval: who may decide. Each approval has a group and a policy of its own. */
  approvers?: ReceiversArgs;
  /** AWS Region of the pipeline. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /** Tags for every resource that takes tags. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Several approval actions in one stage, in parallel, in sequence or in any mix, each with its own
 * request, its own recipients and its own approvers. The stage is passed when every one is given.
 */
export class MultiApprovalStage extends pulumi.ComponentResource {
  /** The stage: goes as it is into the stages of an aws.codepipeline.Pipeline. */
  public readonly stage: StageBlock;
  /** ARNs of the approval actions, in the order of approvals. */
  public readonly actionArns: pulumi.Output<string[]>;
  /** ARNs of the topics that the requests are published to, in the order of approvals. */
  public readonly topicArns: pulumi.Output<string[]>;
  /** Names of the new groups by the name of the approval; one without a new group has no entry. */
  public readonly approverGroupNames: pulumi.Output<Record<string, string>>;
  /** ARNs of the approver policies by the name of the approval; one without approvers has no entry. */
  public readonly approverPolicyArns: pulumi.Output<Record<string, string>>;
  /** Policy document, JSON, that the pipeline's service role needs to publish the requests. */
  public readonly pipelinePolicyJson: pulumi.Output<string>;

  constructor(name: string, args: MultiApprovalStageArgs, opts?: pulumi.ComponentResourceOptions) {
    const specs = checkedApprovals(name, args);
    const sharing = args.approvals.findIndex((approval) => sharesTopic(approval, args));
    const shared = checkedRecipients(sharing === -1 ? {} : args, (key) => key);
    super("codepipeline-approvals:index:MultiApprovalStage", name, args, opts);

    const approvals = specs.map((spec, index) =>
      createApproval(`${name}-${childKey(spec, index)}`, spec, this),
    );
    // Once for the topic, not once for each approval that publishes to it.
    if (sharing !== -1) createSubscriptions(name, approvals[sharing].topicArn, shared, this);
    this.stage = {
      name: pulumi.output(specs[0].stageName),
      actions: approvals.map((approval) => approval.action),
    };
    this.actionArns = pulumi.all(approvals.map((approval) => approval.actionArn));
    this.topicArns = pulumi.all(approvals.map((approval) => approval.topicArn));
    this.approverGroupNames = byName(approvals, ({ group }) => group?.name);
    this.approverPolicyArns = byName(approvals, ({ policy }) => policy?.arn);
    this.pipelinePolicyJson = pipelinePolicyJson(approvals);
    this.registerOutputs({
      stage: this.stage,
      actionArns: this.actionArns,
      topicArns: this.topicArns,
      approverGroupNames: this.approverGroupNames,
      approverPolicyArns: this.approverPolicyArns,
      pipelinePolicyJson: this.pipelinePolicyJson,
    });
  }
}

/** Every approval with the stage's defaults, checked as a stage and one by one. */
function checkedApprovals(name: string, args: MultiApprovalStageArgs): ApprovalSpec[] {
  const approvals = args.approvals ?? [];
  const names = judgedTogether(
    approvals.map((approval) => approval.name),
    (known) => actionNames(known as (string | undefined)[], "approvals"),
  );
  const order = checked(args.order ?? ApprovalOrder.Parallel, "order", approvalOrder);
  const places = pulumi
    .output(order)
    .apply((value) => runOrders(approvals.length, value === ApprovalOrder.Sequential));
  const { approvals: _, order: __, ...defaults } = args;
  return approvals.map(({ name: _name, ...approval }, index) => {
    const prefix = `approvals[${index}].`;
    const own = withoutNulls(approval);
    // A default is the stage's argument: that is where an error in it points.
    const at = (key: string): string =>
      key === "actionName" ? `${prefix}name` : key in own ? `${prefix}${key}` : key;
    const input = {
      ...defaults,
      ...(sharesTopic(approval, args) ? { emails: undefined, subscriptions: undefined } : {}),
      runOrder: places[index],
      ...own,
      // What one approval cannot have of its own: the right to decide follows from these.
      pipelineName: args.pipelineName,
      stageName: args.stageName ?? name,
      actionName: names[index],
      kmsMasterKeyId: args.kmsMasterKeyId,
      region: args.region,
      tags: args.tags,
    };
    return checkedApproval(input, { at, prefix });
  });
}

/** True for an approval that publishes to the stage's topic: the stage's recipients hear it there. */
function sharesTopic(
  approval: Pick<ApprovalArgs, "topicArn">,
  stage: MultiApprovalStageArgs,
): boolean {
  return given(stage.topicArn) && !given(approval.topicArn);
}

/** What is left out, as undefined or null, must not hide the stage's default. */
function withoutNulls<T extends object>(record: T): Partial<T> {
  const entries = Object.entries(record).filter(([, value]) => given(value));
  return Object.fromEntries(entries) as Partial<T>;
}

/** Children are named after the approval where its name is known now, else after its place. */
function childKey(spec: ApprovalSpec, index: number): string {
  return typeof spec.actionName === "string" ? spec.actionName : `${index}`;
}

/** A value of each approval that has it, under the approval's name. */
function byName(
  approvals: readonly Approval[],
  valueOf: (approval: Approval) => pulumi.Output<string> | undefined,
): pulumi.Output<Record<string, string>> {
  const entries = approvals.flatMap((approval) => {
    const value = valueOf(approval);
    return value === undefined ? [] : [pulumi.all([approval.action.name, value])];
  });
  return pulumi.all(entries).apply((known) => Object.fromEntries(known));
}
