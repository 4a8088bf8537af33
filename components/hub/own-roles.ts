/**
 * Whose a role is, over all hubs of one program: a function of one hub, and nobody else's. Who runs
 * as the role of another hub's function has its rights, and the gates of both lie below one path.
 */
import { readArn } from "../scope/model/arn";
import { type KnownRole, roleIdentity, roleOfAnotherHub } from "./model/runtime-checks";
import { sharedMap } from "../naming/deployment";

/** Which hub, and the argument that it was given the role as: none where the hub made it. */
interface Owner {
  readonly hub: symbol;
  readonly at?: string;
}

const owners = (): Map<string, Owner> => sharedMap("roles of hubs");

/** Refuses a role that another hub has; asked again by the same hub, it is the same answer. */
export function ownOfHub({ at, arn, identity }: KnownRole, hub: symbol): void {
  const owner = owners().get(identity);
  if (owner !== undefined && owner.hub !== hub) roleOfAnotherHub(arn, at);
  owners().set(identity, { hub, at });
}

/** A role that a hub makes is its own, also where another was given it before it answered its ARN. */
export function madeByHub(arn: string): void {
  // Mocks of a user's own may answer no ARN.
  if (readArn(arn) === undefined) return;
  const identity = roleIdentity(arn, "arn");
  const at = owners().get(identity)?.at;
  if (at !== undefined) roleOfAnotherHub(arn, at);
  owners().set(identity, { hub: Symbol(arn) });
}
