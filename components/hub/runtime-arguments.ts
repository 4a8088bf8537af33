/** How the functions of a hub are run: what was given for it, checked. */
import type { FunctionRoles, HubVpc } from "../hub-args";
import type { ShapesOf } from "../inputs/argument-shape";
import { defaultsTo, validateFields } from "../inputs/fields";
import { given, validate, validateTogether } from "../inputs/inputs";
import { judged, listOf, string } from "../inputs/kinds";
import { requirePlain } from "../inputs/require-plain";
import { hubFunctions } from "./functions/registry";
import * as check from "./model/runtime-checks";
import { ownOfHub } from "./own-roles";

/** One role a function. */
export const functionRoleShapes = Object.fromEntries(
  hubFunctions.map(({ roleArgument }) => [roleArgument, "string"]),
) as unknown as ShapesOf<FunctionRoles>;

const roleKeys = hubFunctions.map(({ roleArgument }) => roleArgument);

/** Which roles are new follows from which are given: the record is read at once. */
export function validateFunctionRoles(input: FunctionRoles, path: string): FunctionRoles {
  const roles = requirePlain(input, path);
  const keys = roleKeys.filter((key) => given(roles[key]));
  const hub = Symbol(path);
  const judged = validateTogether(
    keys.map((key) => validate(roles[key]!, `${path}.${key}`, check.functionRole)),
    (values) => {
      const arns = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      for (const role of check.ownRoles(arns, path)) ownOfHub(role, hub);
    },
  );
  return Object.fromEntries(keys.map((key, index) => [key, judged[index]]));
}

/** Both lists, each with somebody in it. */
export const vpcArguments = {
  subnetIds: defaultsTo([], judged(listOf(string(check.subnetId)), check.subnets)),
  securityGroupIds: defaultsTo(
    [],
    judged(listOf(string(check.securityGroupId)), check.securityGroups),
  ),
};

export function validateVpc(vpc: HubVpc, path: string): HubVpc {
  return validateFields(requirePlain(vpc, path), vpcArguments, (key) => `${path}.${key}`);
}
