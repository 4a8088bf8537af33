/** Checks of who may break the glass, and of who reviews it. Each refuses with one sentence and a remedy. */
import { type Check, integer, quote, throwInvalid } from "../../inputs/model/checks";
import { breakGlass as limits, iam } from "../../inputs/model/limits";
import { iamIdentity } from "../../naming/model/names";
import { type AwsScope, parseArn } from "../../scope/model/arn";
import { oneArn } from "../../scope/model/arn-kinds";

export const reviewWithinMinutes = integer(limits.reviewWithinMinutes, " of minutes");

const isUser = oneArn(
  "user",
  "Give IAM users, none of one character, and no roles or groups: AWS shows MFA of a user's own sign-in alone.",
);

export const userArn: Check<string> = (value, path) => isUser(value, path);

/** The name of the user, whatever its path. */
export const userNameOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

export const someUser: Check<readonly unknown[] | undefined> = (users, path) => {
  if (users !== undefined && users.length > 0) return;
  throwInvalid(
    path,
    `\`${path}\` must name at least one IAM user, got none: nobody could break the glass. Give the ARN of a ` +
      "user, or leave `breakGlass` out.",
  );
};

/** The reviewers as far as they are known: undefined for a list that is still to come. */
export interface KnownReviewers {
  readonly users?: readonly unknown[];
  readonly others: readonly (readonly unknown[] | undefined)[];
}

/** A use that nobody may review would be reminded of for ever. */
export function somebodyElse(
  userArns: readonly unknown[] | undefined,
  { users, others }: KnownReviewers,
  path: string,
): void {
  if (users === undefined || others.some((list) => list === undefined || list.length > 0)) return;
  if (users.length === 0) {
    throwInvalid(
      path,
      `\`${path}\` must name somebody, got nobody: no use would ever be reviewed. Give \`users\`, ` +
        "`existingGroupNames`, `roleNames` or `permissionSets`.",
    );
  }
  if (users.length > 1 || userArns === undefined) return;
  const alone = iamIdentity(String(users[0]));
  if (!userArns.some((arn) => iamIdentity(userNameOf(String(arn))) === alone)) return;
  throwInvalid(
    path,
    `\`${path}\` must name somebody else than ${quote(users[0])}, who may break the glass, got nobody else: ` +
      "nobody reviews their own use. Name another reviewer, or take the user off `userArns`.",
  );
}

/** IAM shows MFA and the name of a user of its own account. */
export function usersOfAccount(arns: readonly string[], pipeline: AwsScope, path: string): void {
  const own = `${pipeline.partition}, ${pipeline.accountId}`;
  for (const [index, arn] of arns.entries()) {
    const at = `${path}[${index}]`;
    const { partition, accountId } = parseArn(arn, at);
    if (`${partition}, ${accountId}` === own) continue;
    throwInvalid(
      at,
      `\`${at}\` must be a user in the partition and account of the pipeline, ${own}, got: ${quote(arn)}. ` +
        "Name a user of that account.",
    );
  }
}

/** IAM counts no white space, and there is none in it. */
export function trustWithinQuota(json: string, users: number, path: string): string {
  if (json.length <= iam.roleTrustPolicySize) return json;
  throwInvalid(
    path,
    `\`${path}\` must fit into ${iam.roleTrustPolicySize} characters of the role's trust policy, IAM's default ` +
      `quota, got: ${users} users, who need ${json.length}. Name fewer users.`,
  );
}

export function needsHub(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`hub\`, got no \`hub\`: a hub is what tells of each use. Give \`hub\` the ` +
      "connection of an ApprovalHub with `bypassAlerts: true`, or leave it out.",
  );
}

/** Gates and their hub may be in different stacks: the connection says what the hub does. */
export function needsBypassAlerts(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside the connection of an ApprovalHub with \`bypassAlerts: true\`, got one without ` +
      "reviews: nobody would be told. Give `bypassAlerts: true` to the ApprovalHub, of this version of " +
      `codepipeline-approvals, and deploy that first, or leave \`${path}\` out.`,
  );
}
