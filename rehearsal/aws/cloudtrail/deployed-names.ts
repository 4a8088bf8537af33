/** How the calls of a deployment are called in CloudTrail's records. */

export type Change = "create" | "update" | "delete";

/** The call that changes or ends what a call makes, where it is not named alike. */
const others: Readonly<Record<string, Partial<Record<Change, string>>>> = {
  AddPermission: { delete: "RemovePermission" },
  AddUserToGroup: { delete: "RemoveUserFromGroup" },
  CreatePolicy: { update: "CreatePolicyVersion" },
  CreateRole: { update: "UpdateAssumeRolePolicy" },
  PutTargets: { delete: "RemoveTargets" },
  SetTopicAttributes: { delete: "SetTopicAttributes" },
  Subscribe: { update: "SetSubscriptionAttributes", delete: "Unsubscribe" },
};

export function callName(operation: string, change: Change): string {
  if (change === "create") return operation;
  const other = others[operation]?.[change];
  if (other !== undefined) return other;
  const [, verb = "", what = operation] = /^(Create|Put|Attach)(.+)$/.exec(operation) ?? [];
  if (change === "delete") return verb === "Attach" ? `Detach${what}` : `Delete${what}`;
  return verb === "Create" ? `Update${what}` : operation;
}

const text = (document: unknown): string =>
  typeof document === "string" ? document : JSON.stringify(document);

/** Parameters of calls that take others than the call that makes the thing. */
export const parametersByName: Readonly<
  Record<string, (inputs: Record<string, any>, state: Record<string, any>) => object>
> = {
  CreatePolicyVersion: ({ policy }, { arn }) => ({
    ...{ policyArn: arn, policyDocument: text(policy), setAsDefault: true },
  }),
  DeletePipeline: ({ name }) => ({ name }),
  DeletePolicy: (_, { arn }) => ({ policyArn: arn }),
  UpdateAssumeRolePolicy: ({ name, assumeRolePolicy }) => ({
    ...{ roleName: name, policyDocument: text(assumeRolePolicy) },
  }),
};

/** From a model's source, `botocore 1.43.11, data/codepipeline/2015-07-09`, as endpoints are called. */
export function serviceOf(source: string): string {
  const [, name = ""] = /data\/([^/]+)\//.exec(source) ?? [];
  const endpoints: Readonly<Record<string, string>> = {
    cloudwatch: "monitoring",
    "sso-admin": "sso",
  };
  return endpoints[name] ?? name;
}
