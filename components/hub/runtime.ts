/** How the functions of a hub are run: what was given for it, checked. */
import * as pulumi from "@pulumi/pulumi";
import type { FunctionRoles, HubVpc } from "../hub-args";
import type { Check } from "../inputs/model/checks";
import * as check from "./model/runtime-checks";
import { requirePlain } from "../inputs/require-plain";
import { validate, redactIfSecret, given, validateTogether } from "../inputs/inputs";
import { validateList, type InputList } from "../inputs/lists";
import { hubFunctions } from "./functions/registry";
import { ownOfHub } from "./own-roles";

const roleKeys = hubFunctions.map(({ roleArgument }) => roleArgument);

/** Which roles are new follows from which are given: the record is read at once. */
export function validateFunctionRoles(
  input: FunctionRoles | null | undefined,
  path: string,
): FunctionRoles {
  const roles = requirePlain(input, path);
  const keys = roleKeys.filter((key) => given(roles?.[key]));
  const hub = Symbol(path);
  const judged = validateTogether(
    keys.map((key) => validate(roles![key]!, `${path}.${key}`, check.functionRole)),
    (values) => {
      const arns = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      for (const role of check.ownRoles(arns, path)) ownOfHub(role, hub);
    },
  );
  return Object.fromEntries(keys.map((key, index) => [key, judged[index]]));
}

/** Both lists, each with somebody in it. */
export function validateVpc(vpc: HubVpc | null | undefined, path: string): HubVpc | undefined {
  const record = requirePlain(vpc, path);
  if (!given(record)) return undefined;
  const { subnetIds, securityGroupIds } = record;
  return {
    subnetIds: ids(subnetIds, `${path}.subnetIds`, check.subnetId, check.subnets),
    securityGroupIds: ids(
      securityGroupIds,
      `${path}.securityGroupIds`,
      check.securityGroupId,
      check.securityGroups,
    ),
  };
}

function ids(
  list: InputList<string> | null | undefined,
  path: string,
  checkId: Check<string>,
  checkNumber: Check<readonly unknown[]>,
): InputList<string> {
  const checkedIds = validateList(list ?? [], path, (id, idPath) => validate(id, idPath, checkId));
  if (Array.isArray(checkedIds)) {
    checkNumber(checkedIds, path);
    return checkedIds;
  }
  const output = pulumi.output(checkedIds as InputList<string>);
  return output.apply((known) =>
    redactIfSecret(output, () => {
      checkNumber(known, path);
      return known;
    }),
  );
}
