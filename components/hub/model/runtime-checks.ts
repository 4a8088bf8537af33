/** Checks of how a hub's functions are run: their roles, their network and their address. */
import { parseArn } from "../../scope/model/arn";
import { oneArn } from "../../scope/model/arn-kinds";
import { absent, type Check, known, quote, throwInvalid } from "../../inputs/model/checks";
import { iam, lambdaVpc } from "../../inputs/model/limits";
import { iamIdentity } from "../../naming/model/names";

const boundaryExample = "arn:aws:iam::111122223333:policy/boundary";

/**
 * IAM API Reference, "PutRolePermissionsBoundary": a managed policy, the account's or one of AWS; and
 * the path of a policy, "CreatePolicy".
 */
const managedPolicy =
  /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/;

export const permissionsBoundary: Check<string> = (value, path) => {
  if (typeof value === "string" && managedPolicy.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the ARN of a managed policy, like ${boundaryExample}, got: ` +
      `${quote(value)}. Copy it from the policy's output or from the console.`,
  );
};

export const rolePath: Check<string> = (value, path) => {
  const { max, pattern } = iam.hubRolePath;
  if (typeof value === "string" && value.length <= max && pattern.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must begin and end with a slash and have at most ${max} characters, like ` +
      `/platform/, got: ${quote(value)}. Write it as /NAME/: the path of the gates' roles goes on behind it.`,
  );
};

export const functionRole = oneArn("role");

/**
 * The same text for the same role: names are unique within an account, whatever the path, and are not
 * told apart by case (IAM API Reference, "CreateRole").
 */
export function roleIdentity(arn: string, path: string): string {
  const { partition, accountId, resource } = parseArn(arn, path);
  return `${partition}:${accountId}:${iamIdentity(resource.split("/").pop()!)}`;
}

/** Roles by the keys that they were given as. */
export type RoleArns = Readonly<Record<string, unknown>>;

/**
 * What the public function may do, no other may: one role for two would give each the rights of both.
 * Answers those that are known.
 */
export function ownRoles(arns: RoleArns, path: string): KnownRole[] {
  const roles = knownRoles(arns, path);
  for (const [index, { at, arn, identity }] of roles.entries()) {
    const other = roles.slice(0, index).find((earlier) => earlier.identity === identity);
    if (other === undefined) continue;
    const got = other.arn === arn ? "" : ` and ${quote(other.arn)}, IAM's same role`;
    throwInvalid(
      at,
      `\`${at}\` must be another role than \`${other.at}\`, got: ${quote(arn)}${got} ` +
        "for both. Each function has rights that the others must not have: give each its own role.",
    );
  }
  return roles;
}

/** A decider's role that two hubs have would make the paths of their gates' roles one. */
export function roleOfAnotherHub(arn: string, path: string): never {
  return throwInvalid(
    path,
    `\`${path}\` must be a role that no other hub has, got: ${quote(arn)}, which another hub of the ` +
      "program has. A hub's functions may take on the roles of its own gates alone: give each function " +
      "of each hub its own role.",
  );
}

/** A role, and the argument that it was given as. */
export interface KnownRole {
  readonly at: string;
  readonly arn: string;
  readonly identity: string;
}

export function knownRoles(arns: RoleArns, path: string): KnownRole[] {
  return Object.entries(arns)
    .filter((entry): entry is [string, string] => known(entry[1]) && !absent(entry[1]))
    .map(([key, arn]) => {
      const at = `${path}.${key}`;
      return { at, arn, identity: roleIdentity(arn, at) };
    });
}

/** EC2 API Reference, "Resource IDs": 8 or 17 hexadecimal digits. */
function resourceId(prefix: string, what: string): Check<string> {
  const shape = new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`);
  return (value, path) => {
    if (typeof value === "string" && shape.test(value)) return;
    throwInvalid(
      path,
      `\`${path}\` must be the id of a ${what}, like ${prefix}-0123456789abcdef0, got: ` +
        `${quote(value)}. Copy it from the ${what}'s output or from the console.`,
    );
  };
}

export const subnetId = resourceId("subnet", "subnet");
export const securityGroupId = resourceId("sg", "security group");

/** A function is in a VPC only with both: one of them alone is a mistake, and never no VPC at all. */
function someOf(limit: { readonly max: number }): Check<readonly unknown[]> {
  return (list, path) => {
    if (list.length >= 1 && list.length <= limit.max) return;
    throwInvalid(
      path,
      `\`${path}\` must have 1 to ${limit.max} ids, as the Lambda API documents, got: ` +
        `${list.length}. ${list.length === 0 ? "Name one, or leave `vpc` out." : "Name fewer."}`,
    );
  };
}

export const subnets = someOf(lambdaVpc.subnetIds);
export const securityGroups = someOf(lambdaVpc.securityGroupIds);

/** The address of an endpoint of the user's own. */
const ownEndpoint =
  (example: string): Check<string> =>
  (value, path) => {
    if (
      typeof value === "string" &&
      value.length <= 2048 &&
      /^https:\/\/[^\s/@?#]+(?:\/\S*)?$/.test(value)
    )
      return;
    throwInvalid(
      path,
      `\`${path}\` must be an address that begins with https://, of at most 2048 characters, like ` +
        `${example}, got: ${quote(value)}. Write it out from https:// on.`,
    );
  };

/** Slack sends clicks over TLS only. */
export const slackCallbackUrl = ownEndpoint("https://approvals.example.com/slack");

/** So does whoever sends decisions of another system. */
export const decisionUrl = ownEndpoint("https://approvals.example.com/decisions");
