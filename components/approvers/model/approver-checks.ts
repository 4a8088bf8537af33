/** Checks of those who may decide: IAM users, groups, roles and permission sets. */
import { type Check, quote, throwInvalid, text } from "../../inputs/model/checks";
import { iam } from "../../inputs/model/limits";
import { iamIdentity } from "../../naming/model/names";

type NameLimit = (typeof iam)["userName" | "groupName" | "roleName" | "policyName"];

/** IAM entities are given by name; an ARN in its place is the commonest slip, so it has a remedy. */
function iamName(limit: NameLimit, entity: string, example: string): Check<string> {
  const check = text(limit, { example });
  return (value, path) => {
    if (typeof value === "string" && value.startsWith("arn:")) {
      const name = value.slice(value.lastIndexOf("/") + 1);
      throwInvalid(
        path,
        `\`${path}\` must be the name of ${entity}, not its ARN, got: ${quote(value)}. ` +
          `Use ${quote(name)}.`,
      );
    }
    check(value, path);
  };
}

const anyRoleName = iamName(iam.roleName, "an IAM role", "release-managers");

/**
 * IAM User Guide, "Service-linked roles", and IAM Identity Center User Guide, "Permission sets": the
 * roles that these make are theirs; AWS refuses to attach a policy, or takes it off again.
 */
function notReserved(value: unknown, path: string): void {
  const name = typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : "";
  const ofPermissionSet =
    /^AWSReservedSSO_/i.test(name) || /(?:^|\/)aws-reserved\//i.test(String(value));
  if (!ofPermissionSet && !/^AWSServiceRoleFor/i.test(name)) return;
  const permissionSets = path.replace(/roleNames(?:\[\d+\])?$/, "permissionSets");
  throwInvalid(
    path,
    `\`${path}\` must be a role that policies can be attached to, got: ${quote(value)}, which AWS ` +
      (ofPermissionSet
        ? `reserves for IAM Identity Center. Name its permission set in \`${permissionSets}\`.`
        : "reserves for a service. Name the role that the people sign in with."),
  );
}

export const userName = iamName(iam.userName, "an IAM user", "ann");
export const groupName = iamName(iam.groupName, "an IAM group", "release-managers");
export const roleName: Check<string> = (value, path) => {
  notReserved(value, path);
  anyRoleName(value, path);
};
export const policyName = iamName(iam.policyName, "an IAM policy", "approve-orders");

export const policyPath: Check<string> = (value, path) => {
  const { max, pattern } = iam.policyPath;
  if (typeof value !== "string" || value.length > max || !pattern.test(value)) {
    throwInvalid(
      path,
      `\`${path}\` must begin and end with a slash and have at most ${max} characters, ` +
        `like /approvals/, got: ${quote(value)}. Write it as /NAME/, or leave it out for "/".`,
    );
  }
};

export interface PlainPermissionSet {
  readonly instanceArn: string;
  readonly permissionSetArn: string;
}

export const permissionSet: Check<PlainPermissionSet> = (value, path) => {
  const instance = ssoArn("instance", value.instanceArn, `${path}.instanceArn`);
  const set = ssoArn("permissionSet", value.permissionSetArn, `${path}.permissionSetArn`);
  if (instance === set) return;
  throwInvalid(
    `${path}.permissionSetArn`,
    `\`${path}.permissionSetArn\` must be a permission set of \`${path}.instanceArn\`, ${instance}, ` +
      `got: ${quote(value.permissionSetArn)} of ${set}. Copy both from one instance.`,
  );
};

/** IAM Identity Center API Reference, "Data Types": neither ARN has a Region or an account. */
const ssoArns = {
  instance: {
    pattern: /^arn:aws[a-z-]*:sso:::instance\/((?:sso)?ins-[\w.-]+)$/,
    example: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
    source: "the settings of IAM Identity Center, or from aws sso-admin list-instances",
  },
  permissionSet: {
    pattern: /^arn:aws[a-z-]*:sso:::permissionSet\/((?:sso)?ins-[\w.-]+)\/ps-[\w./-]+$/,
    example: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
    source:
      "the permission set's page in IAM Identity Center, or from aws sso-admin list-permission-sets",
  },
};

/** Answers the id of the instance. */
function ssoArn(kind: keyof typeof ssoArns, value: unknown, path: string): string {
  const { pattern, example, source } = ssoArns[kind];
  const match = typeof value === "string" ? pattern.exec(value) : null;
  if (match) return match[1];
  throwInvalid(
    path,
    `\`${path}\` must be an ARN like ${example}, got: ${quote(value)}. Copy it from ${source}.`,
  );
}

/** A decision right that nobody could ever hear of or use is a mistake, not a gate. */
export function requireNotifiedOrAllowed(
  recipients: { notified: boolean; allowed: boolean },
  path: string,
  prefix: string,
): void {
  if (recipients.notified || recipients.allowed) return;
  const arg = (name: string): string => `\`${prefix}${name}\``;
  throwInvalid(
    path,
    `${prefix === "" ? "The gate" : `\`${path}\``} must notify or allow somebody, got neither ` +
      `${arg("emails")}, ${arg("subscriptions")}, ${arg("topicArn")}, ${arg("approvers")} nor ` +
      `${arg("slack")}. ` +
      `Give at least one of them, for example ${arg("approvers")} and ${arg("emails")}.`,
  );
}

/** IAM has a name once, whatever its case: a group that exists cannot be made. */
export function newGroupName(
  name: string,
  existing: readonly unknown[],
  path: string,
  existingPath: string,
): void {
  const index = existing.findIndex((one) => iamIdentity(`${one}`) === iamIdentity(name));
  if (index === -1) return;
  throwInvalid(
    path,
    `\`${path}\` must be the name of a new group, got: ${quote(name)}, which \`${existingPath}[${index}]\` ` +
      "names as one that exists. Take it off that list, or leave `groupName` out.",
  );
}

/**
 * IAM Identity Center signs people in without aws:MultiFactorAuthPresent, whatever factor they used:
 * the condition would be met by nobody.
 */
export function rejectMfaWithPermissionSets(
  demanded: boolean,
  path: string,
  setsPath: string,
): void {
  if (!demanded) return;
  throwInvalid(
    path,
    `\`${path}\` must not stand beside \`${setsPath}\`, got: true. Sessions of IAM Identity Center ` +
      "carry no sign of MFA, so nobody of these sets could decide. Demand MFA in the settings of " +
      "Identity Center and leave `requireMfa` out, or leave the sets out.",
  );
}

/** A click in Slack carries no sign of MFA, so requireMfa could be bypassed there. */
export function rejectMfaWithSlack(requireMfa: boolean, path: string, slackPath: string): void {
  if (!requireMfa) return;
  throwInvalid(
    path,
    `\`${path}\` must not stand beside \`${slackPath}\`, got: true. A click in Slack proves no MFA. ` +
      "Leave this approval out of Slack, or leave `requireMfa` out if a click may decide it.",
  );
}

/** Another policy for a group or role that has as many of the program's as IAM attaches to one. */
export function throwTooManyPolicies(name: string, count: number, path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must name whom the program gives at most ${iam.managedPoliciesPerPrincipal} ` +
      `policies, IAM's default quota per group or role, got: ${quote(name)}, who would have ${count}. ` +
      "Name them in one ApproverGroup, which packs many actions into one policy.",
  );
}

/** Another new group for a user who is in as many of the program's as IAM lets one be in. */
export function throwTooManyGroups(name: string, count: number, path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must name a user whom the program puts into at most ${iam.groupsPerUser} groups, ` +
      `IAM's quota per user, got: ${quote(name)}, who would be in ${count}. ` +
      "Name them in one ApproverGroup, which is one group for many actions.",
  );
}
