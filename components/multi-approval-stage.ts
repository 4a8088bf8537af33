import * as pulumi from "@pulumi/pulumi";
import { type FieldsOf, stageShape } from "./argument-shapes";
import {
  type Approval,
  ApprovalOrder,
  type Receivers,
  type StageBlock,
  type Subscription,
} from "./args";
import { joinHub } from "./join-hub";
import { actionNames, approvalOrder } from "./model/approval-checks";
import { runOrders } from "./model/stage-block";
import {
  type CreatedApproval,
  type ApprovalSpec,
  checkedApproval,
  createApproval,
} from "./resources/approval";
import { eachAtOnce, namesAtOnce } from "./resources/at-once";
import { byName } from "./resources/by-name";
import type { GateAccess } from "./resources/gate-access";
import { checkedBoundary, checkedHubChoice } from "./resources/hub-choice";
import { region as checkRegion } from "./model/region-checks";
import { checked, checkedOptional, withoutNulls } from "./resources/inputs";
import { pipelinePolicyJson } from "./resources/pipeline-policy";
import { askedPlace } from "./resources/place";
import { checkedReach } from "./resources/reach";
import { decideTogether, sharesApprovers } from "./resources/stage-approvers";
import { hearTogether, notOfTheStage, sharesTopic } from "./resources/stage-topics";
import { checkedRecipients } from "./resources/subscriptions";
import { needArguments, needKinds } from "./resources/shapes";
import type { HubConnection, StageSlack } from "./slack-args";

/** Arguments of MultiApprovalStage. */
export interface MultiApprovalStageArgs {
  /**
   * Name of the pipeline that the stage stands in, 1 to 100 characters of A-Z a-z 0-9 . @ - _ Give the
   * pipeline the same constant as its name: without a name of its own it gets random characters, and
   * the right to decide would be one on a pipeline that does not exist. The pipeline's own name
   * output makes a circle, as the stage goes into the pipeline.
   */
  pipelineName: pulumi.Input<string>;
  /** Name of the stage, of the same length and characters. Defaults to the component's name. */
  stageName?: pulumi.Input<string>;
  /** Whether the approvals are requested together or one after the other. Defaults to Parallel. */
  order?: pulumi.Input<ApprovalOrder>;
  /** The approvals, 1 to 50: the quota of actions in a stage. Every one is needed. */
  approvals: pulumi.Input<Approval>[];
  /** Default for every approval: what the approver should know. */
  customData?: pulumi.Input<string>;
  /** Default for every approval: address of what the approver should look at. White space at its ends is left out. */
  externalEntityLink?: pulumi.Input<string>;
  /** Default for every approval: minutes after which a request expires, 5 to 86400. */
  timeoutInMinutes?: pulumi.Input<number>;
  /**
   * Default for every approval: ARN of an existing topic in the pipeline's Region. The approvals
   * share it, so the stage's emails and subscriptions are subscribed to it once.
   */
  topicArn?: pulumi.Input<string>;
  /** KMS key that encrypts the topics. Defaults to "alias/aws/sns". */
  kmsMasterKeyId?: pulumi.Input<string>;
  /**
   * Name of the sender in e-mails and text messages, of which a text message shows the first 10
   * characters: SNS's display name of the topics, 1 to 100 characters on one line. Refused beside
   * topicArn. Defaults to SNS's own, "AWS Notifications".
   */
  displayName?: pulumi.Input<string>;
  /**
   * Further statements for the policies of the topics, as JSON text of a statement, a list of them or a
   * policy document, without Resource. They stand behind those of the topics, and none is replaced. What
   * allows everybody or a service must say in a Condition from which account or organization. Together
   * at most 30 KB and 100 statements, SNS's quota. Giving them makes a topic in any case. Refused
   * beside topicArn. Defaults to none.
   */
  topicPolicyStatements?: pulumi.Input<string>;
  /** Default for every approval: e-mail addresses that receive the request. White space at their ends is left out. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Default for every approval: further subscriptions. */
  subscriptions?: pulumi.Input<pulumi.Input<Subscription>[]>;
  /**
   * Default for every approval: who may decide. The people who are named here get one group, and one
   * policy for all the approvals that leave approvers out: a second one begins where IAM's 6144
   * characters are full. Where nobody is named yet, each approval has a group and a policy of its own.
   */
  approvers?: Receivers;
  /**
   * Default for every approval: where its request is shown in Slack and who may decide it there. The
   * Slack app is the stage's: all approvals share it.
   */
  slack?: StageSlack;
  /**
   * The connection output of an ApprovalHub in the pipeline's account and Region, which then carries
   * the requests to Slack. Defaults to a hub of the stage's own, where slack is given.
   */
  hub?: pulumi.Input<HubConnection>;
  /**
   * ARN of the managed policy that is the permissions boundary of every role that is made here: the stage's
   * role in Slack and, without hub, those of the functions.
   * It must allow what the role's own policy allows. Defaults to none.
   */
  permissionsBoundary?: pulumi.Input<string>;
  /** AWS Region of the pipeline, like eu-west-1. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /**
   * Tags for every resource that takes tags, at most 50: keys of 1 to 128 characters, values of at most
   * 256, of letters, digits, spaces and _ . : / = + - @ as IAM takes them. No key begins with "aws:",
   * and no two differ by case alone. Defaults to none.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The arguments with each approval written out, as every one of them has to be. */
type WrittenOut = Omit<MultiApprovalStageArgs, "approvals"> & {
  readonly approvals: readonly Approval[];
};

const shape: FieldsOf<MultiApprovalStageArgs> = stageShape;

/**
 * Several approval actions in one stage, in parallel, in sequence or in any mix, each with its own
 * request, its own recipients and its own approvers. The stage is passed when every one is given.
 */
export class MultiApprovalStage extends pulumi.ComponentResource {
  /** The stage: goes as it is into the stages of an aws.codepipeline.Pipeline. */
  public readonly stage: StageBlock;
  /** ARNs of the approval actions, in the order of approvals. */
  public readonly actionArns: pulumi.Output<string[]>;
  /**
   * ARNs of the topics that the requests are published to, by the name of the approval; one that
   * notifies nobody has no entry.
   */
  public readonly topicArns: pulumi.Output<Record<string, string>>;
  /** Names of the new groups by the name of the approval; one without a new group has no entry. */
  public readonly approverGroupNames: pulumi.Output<Record<string, string>>;
  /** ARNs of the approver policies by the name of the approval; one without approvers has no entry. */
  public readonly approverPolicyArns: pulumi.Output<Record<string, string>>;
  /**
   * Policy document, JSON, that the pipeline's service role needs to publish the requests. Where
   * nobody is notified it allows nothing, and need not be attached.
   */
  public readonly pipelinePolicyJson: pulumi.Output<string>;
  /** Address that Slack sends clicks to; absent without slack. */
  public readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  /** App manifest, JSON, to paste where Slack creates an app; absent without slack. */
  public readonly slackAppManifest: pulumi.Output<string | undefined>;

  constructor(name: string, args: MultiApprovalStageArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "pipelineName" }, shape);
    const approvalsAtOnce = eachAtOnce(args.approvals, "approvals");
    const region = checkedOptional(args.region, "region", checkRegion);
    const stage = { ...args, approvals: approvalsAtOnce, region };
    const specs = checkedApprovals(name, stage);
    needKinds(args, { record: shape });
    const hearing = stage.approvals.findIndex((approval) => sharesTopic(approval, args));
    const shared = checkedRecipients(hearing === -1 ? {} : stage, (key) => key);
    if (hearing !== -1) checkedReach(stage, "subscriptions");
    const permissionsBoundary = checkedBoundary(args);
    const choice = checkedHubChoice(
      { ...stage, permissionsBoundary },
      specs.map((spec) => spec.slack),
    );
    super("codepipeline-approvals:index:MultiApprovalStage", name, args, opts);

    const asked = askedPlace(region, this);
    // Children are named after the approval, wherever it stands in the list.
    const children = stage.approvals.map((approval) => `${name}-${approval.name}`);
    const sharing = specs.map((spec, index) => sharesApprovers(stage.approvals[index], spec));
    const created = specs.map((spec, index) => {
      const own = sharing[index] ? { ...spec, approvers: undefined } : spec;
      return createApproval(children[index], own, asked, "MultiApprovalStage", this);
    });
    // Once for the topic, not once for each approval that publishes to it.
    hearTogether(name, created[hearing], shared, this);
    const approvals = decideTogether(name, created, specs, sharing, this);
    this.stage = {
      name: pulumi.output(specs[0].stageName),
      actions: approvals.map((approval) => approval.action),
    };
    this.actionArns = pulumi.all(approvals.map((approval) => approval.actionArn));
    this.topicArns = byName(approvals, ({ topicArn }) => topicArn);
    this.approverGroupNames = byName(approvals, ({ group }) => group?.name);
    this.approverPolicyArns = byName(approvals, ({ policy }) => policy?.arn);
    this.pipelinePolicyJson = pipelinePolicyJson(approvals);
    const access = stageAccess(name, stage, specs, approvals, children);
    const slack = joinHub(choice, { ...access, permissionsBoundary }, this);
    this.slackCallbackUrl = slack.slackCallbackUrl;
    this.slackAppManifest = slack.slackAppManifest;
    this.registerOutputs({
      stage: this.stage,
      actionArns: this.actionArns,
      topicArns: this.topicArns,
      approverGroupNames: this.approverGroupNames,
      approverPolicyArns: this.approverPolicyArns,
      pipelinePolicyJson: this.pipelinePolicyJson,
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
    });
  }
}

/** Every approval with the stage's defaults, checked as a stage and one by one. */
function checkedApprovals(name: string, args: WrittenOut): ApprovalSpec[] {
  const { approvals, order: givenOrder, slack: stageSlack, hub: _hub, ...defaults } = args;
  const names = namesAtOnce(approvals, "approvals");
  actionNames(names, "approvals");
  const order = checked(givenOrder ?? ApprovalOrder.Parallel, "order", approvalOrder);
  const places = pulumi
    .output(order)
    .apply((value) => runOrders(approvals.length, value === ApprovalOrder.Sequential));
  return approvals.map(({ name: _name, slack: ownSlack, ...approval }, index) => {
    const prefix = `approvals[${index}].`;
    const own = withoutNulls(approval);
    // A default is the stage's argument: that is where an error in it points.
    const at = (key: string): string =>
      key === "actionName" ? `${prefix}name` : key in own ? `${prefix}${key}` : key;
    const input = {
      ...defaults,
      ...notOfTheStage(approval, args),
      runOrder: places[index],
      ...own,
      // What one approval cannot have of its own: the right to decide follows from these.
      pipelineName: args.pipelineName,
      stageName: args.stageName ?? name,
      actionName: names[index],
      kmsMasterKeyId: args.kmsMasterKeyId,
      region: args.region,
      tags: args.tags,
      slack: { own: ownSlack, path: `${prefix}slack`, stage: stageSlack ?? null },
    };
    return checkedApproval(input, { at, prefix });
  });
}

/** The approvals on their way to a hub: one role for the stage, one listener for a shared topic. */
function stageAccess(
  name: string,
  args: WrittenOut,
  specs: readonly ApprovalSpec[],
  approvals: readonly CreatedApproval[],
  children: readonly string[],
): GateAccess {
  const all = approvals.map((approval, index) => {
    const child = children[index];
    const listener = sharesTopic(args.approvals[index], args) ? name : child;
    return { child, listener, approval, slack: specs[index].slack };
  });
  const [{ region, tags }] = specs;
  return { name, approvals: all, wholeStage: true, region, tags };
}
