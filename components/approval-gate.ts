import * as pulumi from "@pulumi/pulumi";
import type { ActionBlock, StageBlock } from "./args";
import { attachToHub } from "./hub/attach-to-hub";
import { withoutAction } from "./approval/action-output";
import { createApproval } from "./approval/approval";
import { gateArguments, validateApproval } from "./approval/arguments";
import { hubChoiceShapes, validateBoundary, resolveHub } from "./hub/resolve-hub";
import type { ShapesOf } from "./inputs/argument-shape";
import { shapesOf } from "./inputs/fields";
import { given } from "./inputs/inputs";
import { pipelinePolicyJson } from "./approval/pipeline-policy";
import { nativeApprovers } from "./bypass/native-record";
import { providerScope } from "./scope/place";
import { needArguments } from "./inputs/shapes";
import { slackShapes } from "./slack/arguments";
import type { ApprovalGateArgs } from "./gate-args";

/** What each argument is meant to be. */
export const gateShape: ShapesOf<ApprovalGateArgs> = {
  ...shapesOf(gateArguments),
  ...hubChoiceShapes,
  slack: { record: slackShapes },
};

/**
 * One approval action in a stage of its own: the stage block to drop into the pipeline, the
 * encrypted topic and the subscriptions that carry the request, and the IAM policy and group that
 * may decide this action and no other.
 *
 * @example
 * const pipelineName = "orders";
 * const gate = new ApprovalGate("production", {
 *   pipelineName,
 *   customData: "Release version #{build.VERSION}?",
 *   emails: ["release@example.com"],
 *   approvers: { roleNames: ["release-manager"] },
 * });
 * new aws.iam.RolePolicy("gate", { role: pipelineRole.name, policy: gate.pipelinePolicyJson });
 * new aws.codepipeline.Pipeline(pipelineName, {
 *   name: pipelineName,
 *   roleArn: pipelineRole.arn,
 *   artifactStores,
 *   stages: [source, gate.stage, deployStage],
 * });
 */
export class ApprovalGate extends pulumi.ComponentResource {
  /** The stage: goes as it is into the stages of an aws.codepipeline.Pipeline. */
  public readonly stage: StageBlock;
  /**
   * The approval action alone, for a stage that has other actions as well. Needs stageName, the name
   * of that stage: without it TypeScript and JavaScript get an error where they use it, and in other
   * languages it is absent.
   */
  public readonly action!: ActionBlock;
  /** ARN of the approval action, the resource of codepipeline:PutApprovalResult. */
  public readonly actionArn: pulumi.Output<string>;
  /** ARN of the topic that the request is published to; absent where nobody is notified. */
  public readonly topicArn: pulumi.Output<string | undefined>;
  /** ARN of the policy that lets its holder decide this action; absent without approvers. */
  public readonly approverPolicyArn: pulumi.Output<string | undefined>;
  /** Name of the new group; absent where none was made. */
  public readonly approverGroupName: pulumi.Output<string | undefined>;
  /**
   * Policy document, JSON, that the pipeline's service role needs to publish the request. Where
   * nobody is notified it allows nothing (sts:GetCallerIdentity, which AWS grants to everybody), and
   * need not be attached.
   */
  public readonly pipelinePolicyJson: pulumi.Output<string>;
  /** ARN of the role that decides in an emergency, to take on with sts:AssumeRole; absent without breakGlass. */
  public readonly breakGlassRoleArn: pulumi.Output<string | undefined>;
  /** Address that Slack sends clicks to; absent without slack. */
  public readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  /** App manifest, JSON, to paste where Slack creates an app; absent without slack. */
  public readonly slackAppManifest: pulumi.Output<string | undefined>;

  constructor(name: string, args: ApprovalGateArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "pipelineName" }, gateShape);
    const stageName = args.stageName ?? name;
    const actionName = args.actionName ?? stageName;
    const { hub: _hub, slack: ownSlack, ...own } = args;
    const spec = validateApproval({
      ...own,
      stageName,
      actionName,
      slack: { own: ownSlack, path: "slack" },
      inHub: given(args.hub),
    });
    const permissionsBoundary = validateBoundary(args);
    const choice = resolveHub({ ...args, permissionsBoundary }, [spec]);
    super("codepipeline-approvals:index:ApprovalGate", name, args, opts);

    const approval = createApproval(
      name,
      spec,
      providerScope(spec.region, this),
      "ApprovalGate",
      this,
    );
    const action = given(args.stageName) ? approval.action : undefined;
    if (action === undefined) withoutAction(this, opts);
    else this.action = action;
    this.stage = { name: pulumi.output(spec.stageName), actions: [approval.action] };
    this.actionArn = approval.actionArn;
    this.topicArn = pulumi.output(approval.topicArn);
    this.approverPolicyArn = pulumi.output(approval.policy?.arn);
    this.approverGroupName = pulumi.output(approval.group?.name);
    this.pipelinePolicyJson = pipelinePolicyJson([approval]);
    const { region, tags, slack } = spec;
    const native = nativeApprovers(spec, approval);
    const approvals = [{ child: name, listener: name, approval, slack, native }];
    const access = { name, approvals, wholeStage: false, permissionsBoundary, region, tags };
    const hubOutputs = attachToHub(choice, access, this);
    this.breakGlassRoleArn = pulumi.output(hubOutputs.breakGlassRoleOf(approval));
    this.slackCallbackUrl = hubOutputs.slackCallbackUrl;
    this.slackAppManifest = hubOutputs.slackAppManifest;
    this.registerOutputs({
      stage: this.stage,
      action,
      actionArn: this.actionArn,
      topicArn: this.topicArn,
      approverPolicyArn: this.approverPolicyArn,
      approverGroupName: this.approverGroupName,
      pipelinePolicyJson: this.pipelinePolicyJson,
      breakGlassRoleArn: this.breakGlassRoleArn,
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
    });
  }
}
