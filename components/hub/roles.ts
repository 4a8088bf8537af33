/** The roles of a hub's functions: new ones, or those that were there before. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseArn } from "../scope/model/arn";
import { functionTrust } from "./model/hub-policies";
import { gateRolesBelow } from "../naming/model/names";
import { childName } from "../naming/naming";
import type { FunctionContext, HubContext } from "./function";
import type { GateRolePaths } from "./functions/declaration";
import { type FunctionName, functionsOf } from "./functions/registry";
import { madeByHub } from "./own-roles";

export interface FunctionRole {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** False for a role that was there before: it gets no policy from here. */
  readonly isNew: boolean;
}

export interface Roles {
  /** The role of a function that this hub has. */
  readonly of: (name: FunctionName) => FunctionRole;
  /** Absent where the hub has no Slack app: then nothing of it decides. */
  readonly decider?: FunctionRole;
}

export function createRoles(hub: HubContext): Roles {
  const roles = new Map(
    functionsOf(hub.spec).map(({ name, roleArgument }) => [
      name,
      roleOf(hub, name, hub.spec.functionRoles[roleArgument]),
    ]),
  );
  return {
    of: (name) => {
      const role = roles.get(name);
      if (role === undefined) throw new Error(`This hub has no function ${name}.`);
      return role;
    },
    decider: roles.get("decider"),
  };
}

function roleOf(
  hub: HubContext,
  functionName: FunctionName,
  existing: pulumi.Input<string> | undefined,
): FunctionRole {
  if (existing === undefined) {
    const role = createFunctionRole(hub, functionName);
    role.arn.apply(madeByHub);
    return role;
  }
  const arn = pulumi.output(existing);
  // IAM names a role by the last part of its ARN, whatever its path.
  const name = arn.apply((text) => parseArn(text, "functionRoles").resource.split("/").pop()!);
  return { arn, name, isNew: false };
}

/** A new role, which Lambda alone takes on. */
export function createFunctionRole(
  { name: component, spec, parent }: FunctionContext,
  functionName: string,
): FunctionRole {
  const { child, physical, opts } = childName(component, `${functionName}-role`, "role", parent);
  const { arn, name } = new aws.iam.Role(
    child,
    {
      name: physical,
      path: spec.rolePath,
      permissionsBoundary: spec.permissionsBoundary,
      assumeRolePolicy: JSON.stringify(functionTrust()),
      tags: spec.tags,
    },
    opts,
  );
  return { arn, name, isNew: true };
}

/**
 * A path ends in the name of the role that takes on what is below it, the decider's or the watcher's.
 * An account has the name once, and one hub of a program: only a role that the hubs of two programs
 * were given makes theirs one.
 */
export function gateRolePaths(hub: HubContext, roles: Roles): GateRolePaths {
  return {
    deciderRolePath: roles.decider && pathBelow(hub, roles.decider),
    watcherRolePath: pathBelow(hub, roles.of("watcher")),
  };
}

/** Path of the break-glass roles, of which the function that looks for bypasses hears: no function takes them on. */
export const breakGlassRolePath = (hub: HubContext, roles: Roles): pulumi.Output<string> =>
  pathBelow(hub, roles.of("bypass"));

const pathBelow = ({ spec }: HubContext, { name }: FunctionRole): pulumi.Output<string> =>
  pulumi.interpolate`${spec.rolePath ?? "/"}${gateRolesBelow}${name}/`;
