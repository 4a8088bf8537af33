/** Who made a call, as a record of CloudTrail says it (CloudTrail User Guide, "userIdentity element"). */
import { accountArn } from "../../../iam/arns";
import type { Place } from "../account/types";
import type { Principal } from "../iam";

/** What of a caller the record tells. */
export interface UserIdentity {
  readonly type: string;
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly sessionContext?: object;
}

/** `aws:PrincipalArn` of a role has its path, and its last part is its name. */
const nameOf = (roleArn: string): string => roleArn.split("/").pop()!;

/** As a record has times: without parts of a second. */
export function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** `at` is when the call was made: of some sessions nobody has said when they began. */
export function userIdentity(
  { arn, accountId, userId, context }: Principal,
  at: Date,
  accessKeyId?: string,
): UserIdentity {
  const key = accessKeyId === undefined ? {} : { accessKeyId };
  const common = { principalId: userId, arn, accountId, ...key };
  const attributes = {
    creationDate: timeText(new Date(context["aws:TokenIssueTime"] ?? at)),
    mfaAuthenticated: context["aws:MultiFactorAuthPresent"] ?? "false",
  };
  if (context["aws:PrincipalType"] !== "AssumedRole") {
    // Long-term keys have no session.
    const session = context["aws:MultiFactorAuthPresent"] !== undefined;
    const user = { type: "IAMUser", ...common, userName: context["aws:username"] };
    return session ? { ...user, sessionContext: { attributes } } : user;
  }
  const roleArn = context["aws:PrincipalArn"];
  const sourceIdentity = context["aws:SourceIdentity"];
  return {
    type: "AssumedRole",
    ...common,
    sessionContext: {
      sessionIssuer: {
        ...{ type: "Role", principalId: userId.split(":")[0], arn: roleArn, accountId },
        userName: nameOf(roleArn),
      },
      attributes,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

/** Who deploys a program: a role's session, which no policy of the program names. */
export function deployer({ partition, accountId }: Place, at: Date): UserIdentity {
  const place = { partition, accountId };
  const arn = accountArn(place, "sts", "assumed-role/deployer/pulumi");
  const roleArn = accountArn(place, "iam", "role/deployer");
  return userIdentity(
    {
      ...{ arn, accountId, userId: "AROADEPLOYERDEPLOYER1:pulumi" },
      context: { "aws:PrincipalType": "AssumedRole", "aws:PrincipalArn": roleArn },
    },
    at,
    "ASIADEPLOYERDEPLOYER",
  );
}
