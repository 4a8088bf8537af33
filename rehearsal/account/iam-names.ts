/** IAM: which names there may be, and how many. */
import { ServiceError } from "../errors";
import type { Context } from "./context";
import type { RegisteredResource, Registration } from "./types";

/** Characters of a name (IAM API Reference: CreateUser, CreateGroup, CreateRole, CreatePolicy). */
const longest = { userName: 64, groupName: 128, roleName: 64, policyName: 128 } as const;

/** Of each kind in an account (default IAM quotas), as the error of IAM calls them. */
const quotas = {
  user: ["UsersPerAccount", 5000],
  group: ["GroupsPerAccount", 300],
  role: ["RolesPerAccount", 1000],
  policy: ["PoliciesPerAccount", 1500],
} as const;

/** Groups that a user is in (IAM quota). */
const groupsPerUser = 10;

/** Refuses a name that IAM does not take. */
export function needIamName(parameter: keyof typeof longest, name: string): void {
  if (/^[\w+=,.@-]+$/.test(name) && name.length <= longest[parameter]) return;
  throw new ServiceError(
    "ValidationError",
    `The specified value for ${parameter} is invalid. It must contain only alphanumeric ` +
      `characters and/or the following: +=,.@_-, and 1 to ${longest[parameter]} of them, ` +
      `got: ${name} (${name.length})`,
  );
}

/** IAM does not distinguish names by case (IAM User Guide, name requirements). */
export function findNamed(
  { resources }: Pick<Context, "resources">,
  type: string,
  name: string,
): RegisteredResource | undefined {
  const wanted = name.toLowerCase();
  return resources.find((one) => one.type === type && one.state.name.toLowerCase() === wanted);
}

/** Refuses one more of a kind than an account may have. */
export function needRoom(
  { resources }: Pick<Context, "resources">,
  kind: keyof typeof quotas,
  { type }: Pick<Registration, "type">,
): void {
  const [quota, most] = quotas[kind];
  if (resources.filter((one) => one.type === type).length >= most) {
    throw limitExceeded(`${quota}: ${most}`);
  }
}

/** Refuses to put a user into one more group than IAM takes. */
export function needRoomInGroups(groups: readonly string[], group: string): void {
  if (groups.includes(group) || groups.length < groupsPerUser) return;
  throw limitExceeded(`GroupsPerUser: ${groupsPerUser}`);
}

export function limitExceeded(quota: string): ServiceError {
  return new ServiceError("LimitExceeded", `Cannot exceed quota for ${quota}`, 409);
}
