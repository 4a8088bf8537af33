/** The Slack half of one approval: where its request is shown, and who may decide it there. */
import type * as pulumi from "@pulumi/pulumi";
import type { RuleRecord } from "../../contract/records";
import { type ApprovalSlack, appKeys, type StageSlack } from "../slack-args";
import { hubOptionShapes, slackAppShapes } from "../hub/arguments";
import { rejectMfaWithSlack } from "../approvers/model/approver-checks";
import { throwInvalid } from "../inputs/model/checks";
import { slack as limits } from "../inputs/model/limits";
import * as check from "./model/slack-checks";
import { requirePlain } from "../inputs/require-plain";
import type { ShapesOf } from "../inputs/argument-shape";
import { defaultsTo, required, shapesOf, type Validated, validateFields } from "../inputs/fields";
import { given, whenKnown } from "../inputs/inputs";
import { judged, listOf, string } from "../inputs/kinds";
import { isEmptyList } from "../inputs/lists";

/** Where a request is shown in Slack, and who may decide it there. */
const slackArguments = {
  channel: required(string(check.channelId)),
  approverUserIds: defaultsTo(
    [],
    judged(
      listOf(string(check.userId)),
      check.atMost(limits.approverUserIds.max, "Use a user group."),
    ),
  ),
  approverUserGroupIds: defaultsTo(
    [],
    judged(
      listOf(string(check.userGroupId)),
      check.atMost(limits.approverUserGroupIds.max, "Make one user group of them."),
    ),
  ),
};

/** What the arguments of a gate's or a stage's `slack` are meant to be. */
export const slackShapes: ShapesOf<StageSlack> = {
  ...shapesOf(slackArguments),
  ...slackAppShapes,
  alarmTopicArn: "string",
  kmsKeyArn: "string",
  ownHub: { record: hubOptionShapes },
};

/** The arguments of ApprovalSlack, checked. */
export interface SlackSpec extends Validated<typeof slackArguments> {
  /** How many of them must agree; absent where one decides. */
  readonly rule?: pulumi.Input<RuleRecord>;
  /** Where the lists came from, and who put the approval into Slack, for the error. */
  readonly paths: { readonly users: string; readonly groups: string; readonly slack: string };
}

type Key = keyof ApprovalSlack;

const approvalKeys = Object.keys(slackArguments) as Key[];

/** The fields of an approval's own `slack`, and those that it takes from its stage. */
export interface SlackInput {
  readonly own: ApprovalSlack | null | undefined;
  /** Path of `own`: "slack" or "approvals[1].slack". */
  readonly path: string;
  readonly stage?: StageSlack | null;
  /** True where groups of a rule name people as well. */
  readonly namedInRule?: boolean;
}

/**
 * Checks the Slack half of one approval; undefined where nothing says that it is in Slack. A stage
 * that names only its app says nothing about its approvals.
 */
export function validateSlack(input: SlackInput): SlackSpec | undefined {
  const { path } = input;
  const own = requirePlain(input.own, path);
  const stage = requirePlain(input.stage, "slack");
  const fromStage = approvalKeys.some((key) => given(stage?.[key]));
  if (!given(own) && !fromStage) return undefined;
  if (stage !== undefined) refuseApp(own, path);
  const value = <K extends Key>(key: K): ApprovalSlack[K] =>
    own?.[key] ?? stage?.[key] ?? undefined;
  // A field of the stage is the stage's argument: that is where an error in it points.
  const at = (key: Key): string =>
    !given(own?.[key]) && given(stage?.[key]) ? `slack.${key}` : `${path}.${key}`;
  check.requireChannel(given(value("channel")), at("channel"));
  const both = Object.fromEntries(approvalKeys.map((key) => [key, value(key)]));
  const spec = validateFields(both, slackArguments, at);
  const paths = {
    users: at("approverUserIds"),
    groups: at("approverUserGroupIds"),
    slack: given(own) ? path : "slack",
  };
  const isNobody = isEmptyList(spec.approverUserIds) && isEmptyList(spec.approverUserGroupIds);
  if (isNobody && !input.namedInRule) check.requireApprover(0, paths.users, paths.groups);
  return { ...spec, paths };
}

/** As long as it is not known whether MFA is demanded, nothing goes into the table of gates. */
export function withoutMfa(
  slack: SlackSpec,
  requireMfa: pulumi.Input<boolean> | undefined,
  path: string,
): SlackSpec {
  if (requireMfa === undefined) return slack;
  const channel = whenKnown(requireMfa, (demanded) => {
    rejectMfaWithSlack(demanded, path, slack.paths.slack);
    return slack.channel;
  });
  return { ...slack, channel };
}

/** The credentials, and all that describes the app, belong to the stage. */
function refuseApp(own: ApprovalSlack | null | undefined, path: string): void {
  const key = appKeys.find((name) => given((own as StageSlack | undefined | null)?.[name]));
  if (key === undefined) return;
  throwInvalid(
    `${path}.${key}`,
    `\`${path}.${key}\` belongs to the stage, which has one Slack app, got one for an approval. ` +
      `Give \`slack.${key}\` to the stage.`,
  );
}
