/** The Slack half of one approval: where its request is shown, and who may decide it there. */
import * as pulumi from "@pulumi/pulumi";
import { type ApprovalSlack, appKeys, type StageSlack } from "../slack-args";
import { rejectMfaWithSlack } from "../approvers/model/approver-checks";
import { throwInvalid } from "../inputs/model/checks";
import { slack as limits } from "../inputs/model/limits";
import * as check from "./model/slack-checks";
import { requirePlain } from "../inputs/require-plain";
import { validate, redactIfSecret, given, whenKnown } from "../inputs/inputs";
import { validateList, type InputList, isEmptyList } from "../inputs/lists";

/** The arguments of ApprovalSlack, checked. */
export interface SlackSpec {
  readonly channel: pulumi.Input<string>;
  readonly approverUserIds: InputList<string>;
  readonly approverUserGroupIds: InputList<string>;
  /** Where the lists came from, and who put the approval into Slack, for the error. */
  readonly paths: { readonly users: string; readonly groups: string; readonly slack: string };
}

type Key = keyof ApprovalSlack;

const approvalKeys: readonly Key[] = ["channel", "approverUserIds", "approverUserGroupIds"];

/** The fields of an approval's own `slack`, and those that it takes from its stage. */
export interface SlackInput {
  readonly own: ApprovalSlack | null | undefined;
  /** Path of `own`: "slack" or "approvals[1].slack". */
  readonly path: string;
  readonly stage?: StageSlack | null;
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
  const channel = value("channel");
  check.requireChannel(given(channel), at("channel"));
  const paths = {
    users: at("approverUserIds"),
    groups: at("approverUserGroupIds"),
    slack: given(own) ? path : "slack",
  };
  const users = validateIds(value("approverUserIds"), paths.users, check.userId, {
    ...limits.approverUserIds,
    remedy: "Use a user group.",
  });
  const groups = validateIds(value("approverUserGroupIds"), paths.groups, check.userGroupId, {
    ...limits.approverUserGroupIds,
    remedy: "Make one user group of them.",
  });
  if (isEmptyList(users) && isEmptyList(groups))
    check.requireApprover(0, paths.users, paths.groups);
  return {
    channel: validate(channel as pulumi.Input<string>, at("channel"), check.channelId),
    approverUserIds: users,
    approverUserGroupIds: groups,
    paths,
  };
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

function validateIds(
  list: InputList<string> | null | undefined,
  path: string,
  checkId: typeof check.userId,
  limit: { max: number; remedy: string },
): InputList<string> {
  const ids = validateList(list, path, (id, idPath) => validate(id, idPath, checkId)) ?? [];
  const judge = check.atMost(limit.max, limit.remedy);
  if (Array.isArray(ids)) {
    judge(ids, path);
    return ids;
  }
  const output = pulumi.output(ids);
  return output.apply((known) =>
    redactIfSecret(output, () => {
      judge(known, path);
      return known;
    }),
  );
}
