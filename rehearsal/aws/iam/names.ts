/** IAM: names that are the same, and how many there may be. */
import { ServiceError } from "../../errors";
import type { Context } from "../account/context";
import type { RegisteredResource, Registration } from "../account/types";

/** Of each kind in an account (default IAM quotas), as the error of IAM calls them. */
const quotas = {
  user: ["UsersPerAccount", 5000],
  group: ["GroupsPerAccount", 300],
  role: ["RolesPerAccount", 1000],
  policy: ["PoliciesPerAccount", 1500],
} as const;

/** Groups that a user is in (IAM quota). */
const groupsPerUser = 10;

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
