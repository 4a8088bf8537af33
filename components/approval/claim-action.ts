/** An approval action belongs to one component of a program. */
import type * as pulumi from "@pulumi/pulumi";
import { oneOwner } from "./model/approval-checks";
import { sharedMap } from "../naming/deployment";
import type { ActionRef } from "../scope/place";

/**
 * The action, for one component alone: the right to decide it, and who is asked in Slack, would
 * otherwise be what two of them say. `path` is where the action's name came from, for the error.
 */
export function claimAction(
  name: string,
  path: string,
  where: pulumi.Output<ActionRef>,
): pulumi.Output<ActionRef> {
  return where.apply((action) => {
    const owners = sharedMap<string>("approval actions");
    const owner = owners.get(action.actionArn);
    if (owner !== undefined) oneOwner(action, owner, path);
    owners.set(action.actionArn, name);
    return action;
  });
}
