/** Checks of how a hub's functions are run: their roles, their network and their address. */
import { parseArnOf } from "./arn";
import { absent, type Check, known, quote, refuse } from "./checks";
import { iam, lambdaVpc } from "./limits";

const boundaryExample = "arn:aws:iam::111122223333:policy/boundary";

/** IAM API Reference, "PutRolePermissionsBoundary": a managed policy, the account's or one of AWS. */
const managedPolicy =
  /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/(?:[!-.0-~]+\/)*[\w+=,.@-]{1,128}$/;

export const permissionsBoundary: Check<string> = (value, path) => {
  if (typeof value === "string" && managedPolicy.test(value)) return;
  refuse(
    path,
    `\`${path}\` must be the ARN of a managed policy, like ${boundaryExample}, got: ` +
      `${quote(value)}. Copy it from the policy's output or from the console.`,
  );
};

export const rolePath: Check<string> = (value, path) => {
  const { max, pattern } = iam.hubRolePath;
  if (typeof value === "string" && value.length <= max && pattern.test(value)) return;
  refuse(
    path,
    `\`${path}\` must begin and end with a slash and have at most ${max} characters, like ` +
      `/platform/, got: ${quote(value)}. The path of the gates' roles goes on behind it.`,
  );
};

export const functionRole: Check<string> = (value, path) =>
  void parseArnOf("iam", value, path, "arn:aws:iam::111122223333:role/approvals-decider");

/** What the public function may do, no other may: one role for two would give each the rights of both. */
export function ownRoles(arns: Readonly<Record<string, unknown>>, path: string): void {
  const entries = Object.entries(arns).filter(([, arn]) => known(arn) && !absent(arn));
  for (const [index, [key, arn]] of entries.entries()) {
    const other = entries.slice(0, index).find(([, earlier]) => earlier === arn);
    if (other === undefined) continue;
    refuse(
      `${path}.${key}`,
      `\`${path}.${key}\` must be another role than \`${path}.${other[0]}\`, got: ${quote(arn)} ` +
        "for both. Each function has rights that the others must not have: give each its own role.",
    );
  }
}

/** EC2 API Reference, "Resource IDs": 8 or 17 hexadecimal digits. */
function resourceId(prefix: string, what: string): Check<string> {
  const shape = new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`);
  return (value, path) => {
    if (typeof value === "string" && shape.test(value)) return;
    refuse(
      path,
      `\`${path}\` must be the id of a ${what}, like ${prefix}-0123456789abcdef0, got: ` +
        `${quote(value)}. Copy it from the ${what}'s output or from the console.`,
    );
  };
}

export const subnetId = resourceId("subnet", "subnet");
export const securityGroupId = resourceId("sg", "security group");

/** A function is in a VPC only with both: one of them alone is a mistake, and never no VPC at all. */
export function someOf(limit: { readonly max: number }): Check<readonly unknown[]> {
  return (list, path) => {
    if (list.length >= 1 && list.length <= limit.max) return;
    refuse(
      path,
      `\`${path}\` must have 1 to ${limit.max} ids, as the Lambda API documents, got: ` +
        `${list.length}. ${list.length === 0 ? "Name one, or leave `vpc` out." : "Name fewer."}`,
    );
  };
}

export const subnets = someOf(lambdaVpc.subnetIds);
export const securityGroups = someOf(lambdaVpc.securityGroupIds);

/** Slack sends clicks over TLS only. */
export const slackCallbackUrl: Check<string> = (value, path) => {
  if (
    typeof value === "string" &&
    value.length <= 2048 &&
    /^https:\/\/[^\s/@?#]+(?:\/\S*)?$/.test(value)
  )
    return;
  refuse(
    path,
    `\`${path}\` must be an address that begins with https://, of at most 2048 characters, like ` +
      `https://approvals.example.com/slack, got: ${quote(value)}.`,
  );
};
