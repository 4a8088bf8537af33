/** What IAM refuses to delete, because something still hangs on it. */
import { ServiceError } from "../../errors";
import type { Context } from "../account/context";
import { type Identity, keyOf } from "./attachments";

function conflict(message: string): ServiceError {
  return new ServiceError("DeleteConflict", message, 409);
}

/** Refuses while policies are attached to the identity or in it, but for `own` ones. */
export function needFree(
  { attached }: Context,
  { kind, name }: Identity,
  own: readonly string[] = [],
): void {
  const { policies, inline } = attached.get(keyOf({ kind, name })) ?? {};
  const all = [...(policies ?? []), ...(inline?.keys() ?? [])];
  const left = all.filter((policy) => !own.includes(policy));
  if (left.length === 0) return;
  throw conflict(
    `Cannot delete entity, must detach all policies first: ${kind} ${name} has ${left.join(", ")}.`,
  );
}

/** Refuses while the managed policy is attached to anybody. */
export function needDetached({ attached }: Context, policyArn: string): void {
  const bearers = [...attached].filter(([, { policies }]) => policies.has(policyArn));
  if (bearers.length === 0) return;
  const names = bearers.map(([bearer]) => bearer).join(", ");
  throw conflict(
    `Cannot delete a policy attached to entities: ${policyArn} is attached to ${names}.`,
  );
}

/** Refuses while the group has users. */
export function needEmpty({ directory }: Context, group: string): void {
  const users = directory.membersOf(group);
  if (users.length === 0) return;
  throw conflict(
    `Cannot delete entity, must remove users from group first: ${group} has ${users.join(", ")}.`,
  );
}
