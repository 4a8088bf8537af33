import * as pulumi from "@pulumi/pulumi";
import { type CreatedApproval, createApproval } from "./approval/approval";
import type { ApprovalSpec } from "./approval/arguments";
import { byName } from "./approval/by-name";
import { pipelinePolicyJson } from "./approval/pipeline-policy";
import {
  stageShape,
  validateApprovals,
  validateShared,
  type WrittenOut,
} from "./approval/stage-arguments";
import { type NativeApprovers, nativeApprovers } from "./bypass/native-record";
import { createSharedApprovers, sharesApprovers } from "./approvers/stage-approvers";
import type { StageBlock } from "./args";
import { attachToHub } from "./hub/attach-to-hub";
import type { HubAttachment } from "./hub/gate-approvals";
import { validateBoundary, resolveHub } from "./hub/resolve-hub";
import type { ShapesOf } from "./inputs/argument-shape";
import { validateOptional } from "./inputs/inputs";
import { requirePlainList } from "./inputs/require-plain";
import { needArguments, needKinds } from "./inputs/shapes";
import { subscribeShared, sharesTopic } from "./notifications/stage-topics";
import { region as checkRegion } from "./scope/model/region-checks";
import { providerScope } from "./scope/place";
import type { MultiApprovalStageArgs } from "./stage-args";

const shape: ShapesOf<MultiApprovalStageArgs> = stageShape;

/**
 * Several approval actions in one stage, in parallel, in sequence or in any mix, each with its own
 * request, its own recipients and its own approvers. The stage is passed when every one is given.
 *
 * @example
 * const review = new MultiApprovalStage("review", {
 *   pipelineName: "orders",
 *   order: ApprovalOrder.Sequential,
 *   approvals: [
 *     { name: "qa", emails: ["qa@example.com"], approvers: { roleNames: ["qa"] } },
 *     { name: "product", emails: ["product@example.com"], approvers: { roleNames: ["product"] } },
 *   ],
 * });
 * new aws.iam.RolePolicy("review", { role: pipelineRole.name, policy: review.pipelinePolicyJson });
 * const stages = [source, review.stage, deployStage];
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
  /**
   * Names of the new groups by the name of the approval. One without a new group of its own has no entry:
   * neither has one whose approvers are those that the stage names.
   */
  public readonly approverGroupNames: pulumi.Output<Record<string, string>>;
  /**
   * ARNs of the approver policies by the name of the approval. One without a policy of its own has no
   * entry: neither has one whose approvers are those that the stage names.
   */
  public readonly approverPolicyArns: pulumi.Output<Record<string, string>>;
  /**
   * Name of the new group of the people whom the stage names: its members decide every approval that leaves
   * approvers out. Absent where there is none.
   */
  public readonly sharedApproverGroupName: pulumi.Output<string | undefined>;
  /** ARNs of their policies: together they allow to decide every approval that leaves approvers out. */
  public readonly sharedApproverPolicyArns: pulumi.Output<string[]>;
  /**
   * Policy document, JSON, that the pipeline's service role needs to publish the requests. Where
   * nobody is notified it allows nothing, and need not be attached.
   */
  public readonly pipelinePolicyJson: pulumi.Output<string>;
  /**
   * ARNs of the roles that decide in an emergency, by the name of the approval; one without breakGlass has no
   * entry.
   */
  public readonly breakGlassRoleArns: pulumi.Output<Record<string, string>>;
  /** Address that Slack sends clicks to; absent without slack. */
  public readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  /** App manifest, JSON, to paste where Slack creates an app; absent without slack. */
  public readonly slackAppManifest: pulumi.Output<string | undefined>;

  constructor(name: string, args: MultiApprovalStageArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "pipelineName" }, shape);
    const approvalsAtOnce = requirePlainList(args.approvals, "approvals");
    const region = validateOptional(args.region, "region", checkRegion);
    const stage = { ...args, approvals: approvalsAtOnce, region };
    const specs = validateApprovals(name, stage);
    needKinds(args, { record: shape });
    const hearing = stage.approvals.findIndex((approval) => sharesTopic(approval, args));
    const shared = hearing === -1 ? undefined : validateShared(stage);
    const permissionsBoundary = validateBoundary(args);
    const choice = resolveHub({ ...stage, permissionsBoundary }, specs);
    super("codepipeline-approvals:index:MultiApprovalStage", name, args, opts);

    const asked = providerScope(region, this);
    // Children are named after the approval, wherever it stands in the list.
    const children = stage.approvals.map((approval) => `${name}-${approval.name}`);
    const sharing = specs.map((spec, index) => sharesApprovers(stage.approvals[index], spec));
    const approvals = specs.map((spec, index) => {
      const own = sharing[index] ? { ...spec, approvers: undefined } : spec;
      return createApproval(children[index], own, asked, "MultiApprovalStage", this);
    });
    // Once for the topic, not once for each approval that publishes to it.
    if (shared !== undefined) subscribeShared(name, approvals[hearing], shared, this);
    const together = createSharedApprovers(name, approvals, specs, sharing, this);
    this.stage = {
      name: pulumi.output(specs[0].stageName),
      actions: approvals.map((approval) => approval.action),
    };
    this.actionArns = pulumi.all(approvals.map((approval) => approval.actionArn));
    this.topicArns = byName(approvals, ({ topicArn }) => topicArn);
    this.approverGroupNames = byName(approvals, ({ group }) => group?.name);
    this.approverPolicyArns = byName(approvals, ({ policy }) => policy?.arn);
    this.sharedApproverGroupName = together.groupName;
    this.sharedApproverPolicyArns = together.policyArns;
    this.pipelinePolicyJson = pipelinePolicyJson(approvals);
    const native = specs.map((spec, index) => {
      const { groupName, policyArns } = together;
      const people = { principals: spec.approvers, groupName, policyArns };
      return sharing[index] ? people : nativeApprovers(spec, approvals[index]);
    });
    const access = stageAttachment(name, stage, specs, approvals, children, native);
    const hub = attachToHub(choice, { ...access, permissionsBoundary }, this);
    this.breakGlassRoleArns = byName(approvals, hub.breakGlassRoleOf);
    this.slackCallbackUrl = hub.slackCallbackUrl;
    this.slackAppManifest = hub.slackAppManifest;
    this.registerOutputs({
      stage: this.stage,
      actionArns: this.actionArns,
      topicArns: this.topicArns,
      approverGroupNames: this.approverGroupNames,
      approverPolicyArns: this.approverPolicyArns,
      sharedApproverGroupName: this.sharedApproverGroupName,
      sharedApproverPolicyArns: this.sharedApproverPolicyArns,
      pipelinePolicyJson: this.pipelinePolicyJson,
      breakGlassRoleArns: this.breakGlassRoleArns,
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
    });
  }
}

/** The approvals on their way to a hub: one role for the stage, one listener for a shared topic. */
function stageAttachment(
  name: string,
  args: WrittenOut,
  specs: readonly ApprovalSpec[],
  approvals: readonly CreatedApproval[],
  children: readonly string[],
  native: readonly NativeApprovers[],
): HubAttachment {
  const all = approvals.map((approval, index) => {
    const child = children[index];
    const listener = sharesTopic(args.approvals[index], args) ? name : child;
    return { child, listener, approval, slack: specs[index].slack, native: native[index] };
  });
  const [{ region, tags }] = specs;
  return { name, approvals: all, wholeStage: true, region, tags };
}
