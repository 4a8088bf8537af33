/** The arguments of a stage of several approvals: its defaults go to each approval that has none of its own. */
import * as pulumi from "@pulumi/pulumi";
import { type Approval, ApprovalOrder } from "../args";
import { approverArguments } from "../approvers/arguments";
import { hubChoiceShapes } from "../hub/resolve-hub";
import { type Received, shapesOf, validateFields } from "../inputs/fields";
import { given, validate, withoutNulls } from "../inputs/inputs";
import { requirePlainNames } from "../inputs/require-plain";
import { notOfTheStage } from "../notifications/stage-topics";
import {
  mailOnce,
  recipientArguments,
  type SubscriptionsSpec,
} from "../notifications/subscription-arguments";
import { compareSubscribers } from "../scope/reach";
import { slackShapes } from "../slack/arguments";
import type { MultiApprovalStageArgs } from "../stage-args";
import {
  actionArguments,
  type ApprovalSpec,
  stageWideArguments,
  validateApproval,
} from "./arguments";
import { actionNames, approvalOrder } from "./model/approval-checks";
import { runOrders } from "./model/stage-block";

/** The arguments with each approval written out, as every one of them has to be. */
export type WrittenOut = Omit<MultiApprovalStageArgs, "approvals"> & {
  readonly approvals: readonly Approval[];
};

/** IAM has a name once, and a stage may have several groups and policies. */
const ofOneApproval = {
  belongs:
    "to one approval, as the groups and the policies of a stage may be several. Give it in the " +
    "`approvers` of that approval, or leave it out",
};

const {
  runOrder: _ofOneApproval,
  breakGlass: _ofOneApprovalToo,
  automaticDecision: _andThisOne,
  ...defaults
} = shapesOf(actionArguments);

/** What each argument is meant to be. */
export const stageShape = {
  ...shapesOf(stageWideArguments),
  ...hubChoiceShapes,
  ...defaults,
  order: "string",
  approvers: {
    record: { ...shapesOf(approverArguments), groupName: ofOneApproval, policyName: ofOneApproval },
  },
  slack: { record: slackShapes },
  approvals: {
    // What belongs to the stage is refused in an approval's `slack` in words of its own.
    listOf: {
      record: { name: "string", ...shapesOf(actionArguments), slack: { record: slackShapes } },
    },
  },
} as const;

/** Every approval with the stage's defaults, checked as a stage and one by one. */
export function validateApprovals(name: string, args: WrittenOut): ApprovalSpec[] {
  const { approvals, order: givenOrder, slack: stageSlack, hub, ...defaults } = args;
  const names = requirePlainNames(approvals, "approvals");
  actionNames(names, "approvals");
  const order = validate(givenOrder ?? ApprovalOrder.Parallel, "order", approvalOrder);
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
      inHub: given(hub),
    };
    return validateApproval(input, { at, prefix });
  });
}

/** The recipients of a topic that approvals of the stage share. */
export function validateShared(stage: WrittenOut): SubscriptionsSpec {
  const at = (key: keyof typeof recipientArguments): string => key;
  const input: Received<typeof recipientArguments> = stage;
  const recipients = validateFields(input, recipientArguments, at);
  mailOnce(input, at);
  compareSubscribers(stage, "subscriptions");
  return { ...recipients, region: stage.region, at };
}
