/** Checks of those who may decide: IAM users, groups, roles and permission sets. */
import { type Check, quote, refuse, text } from "./checks";
import { iam } from "./limits";

type NameLimit = (typeof iam)["userName" | "groupName" | "roleName" | "policyName"];

/** IAM entities are given by name; an ARN in its place is the commonest slip, so it has a remedy. */
function iamName(limit: NameLimit, entity: string): Check<string> {
  const check = text(limit);
  return (value, path) => {
    if (typeof value === "string" && value.startsWith("arn:")) {
      const name = value.slice(value.lastIndexOf("/") + 1);
      refuse(
        path,
        `\`${path}\` must be the name of ${entity}, not its ARN, got: ${quote(value)}. ` +
          `Use ${quote(name)}.`,
      );
    }
    check(value, path);
  };
}

export const userName = iamName(iam.userName, "an IAM user");
export const groupName = iamName(iam.groupName, "an IAM group");
export const roleName = iamName(iam.roleName, "an IAM role");
export const policyName = iamName(iam.policyName, "an IAM policy");

export const policyPath: Check<string> = (value, path) => {
  const { max, pattern } = iam.policyPath;
  if (typeof value !== "string" || value.length > max || !pattern.test(value)) {
    refuse(
      path,
      `\`${path}\` must begin and end with a slash and have at most ${max} characters, ` +
        `like /approvals/, got: ${quote(value)}.`,
    );
  }
};

export interface PlainPermissionSet {
  readonly instanceArn: string;
  readonly permissionSetArn: string;
}

export const permissionSet: Check<PlainPermissionSet> = (value, path) => {
  ssoArn(
    value.instanceArn,
    `${path}.instanceArn`,
    "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  );
  ssoArn(
    value.permissionSetArn,
    `${path}.permissionSetArn`,
    "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
  );
};

/** ARNs of IAM Identity Center have neither Region nor account. */
function ssoArn(value: string, path: string, example: string): void {
  const kind = example.includes("permissionSet/") ? "permissionSet" : "instance";
  if (typeof value !== "string" || !new RegExp(`^arn:aws[a-z-]*:sso:::${kind}/\\S+$`).test(value)) {
    refuse(path, `\`${path}\` must be an ARN like ${example}, got: ${quote(value)}.`);
  }
}

/** A decision right that nobody could ever hear of or use is a mistake, not a gate. */
export function somebody(
  recipients: { notified: boolean; allowed: boolean },
  path: string,
  prefix = "",
): void {
  if (recipients.notified || recipients.allowed) return;
  const arg = (name: string): string => `\`${prefix}${name}\``;
  refuse(
    path,
    `${prefix === "" ? "The gate" : `\`${path}\``} must notify or allow somebody, got neither ` +
      `${arg("emails")}, ${arg("subscriptions")}, ${arg("topicArn")}, ${arg("approvers")} nor ` +
      `${arg("slack")}. ` +
      `Give at least one of them, for example ${arg("approvers")} and ${arg("emails")}.`,
  );
}

/** Where a click decides as well, a demand for MFA is one that nobody has to meet. */
export function noMfaInSlack(requireMfa: boolean, path: string, slackPath: string): void {
  if (!requireMfa) return;
  refuse(
    path,
    `\`${path}\` must not stand beside \`${slackPath}\`, got: true. A click in Slack proves no MFA. ` +
      "Leave this approval out of Slack, or leave `requireMfa` out if a click may decide it.",
  );
}
