/** What the pipelines of an account ask of a role, as far as it is checked here: before anything runs, and all at once. */
import { remedyLine, type Written } from "../../settings/paste";
import { roleKey } from "../../settings/role-key";
import { missingOf, type Need, statementList } from "../codepipeline";
import type { Account } from "./account";
import { actionsIn, needsByRole } from "./declared-needs";

type RightsContext = Pick<Account, "engine" | "place" | "directory" | "resources">;

/** Everything that the pipelines need of the role, and that it may not. */
export function lackingOf(roleArn: string, account: RightsContext): Need[] {
  const { engine, place, directory } = account;
  const pipelines = engine.pipelineNames().map((name) => engine.declaration(name));
  const needs = pipelines.flatMap((pipeline) =>
    (pipeline.stages ?? [])
      .flatMap((stage) => actionsIn(stage))
      .flatMap(({ action }) => needsByRole(action, pipeline, place)),
  );
  const own = needs.filter((one) => one.roleArn === roleArn).map(({ need }) => need);
  return missingOf(roleArn, own, directory).map(({ need }) => need);
}

/** What a variable stands for is known when the action runs. */
const known = (need: Need): Need => ({
  ...need,
  resource: need.resource.replace(/#\{[^}]*\}/g, "*"),
});

export const policyOf = (needs: readonly Need[]): object => ({
  Version: "2012-10-17",
  Statement: statementList(needs.map(known)),
});

/** The line for a role that others have made; undefined for any other. */
export function roleRemedy(
  roleArn: string,
  account: RightsContext,
  written: Written | undefined,
): string | undefined {
  const role = account.resources.find(
    ({ type, state }) => type === "aws:iam/role:Role" && state.arn === roleArn,
  );
  if (role?.existed !== true) return undefined;
  const policies = [policyOf(lackingOf(roleArn, account))];
  return remedyLine("exists", { roles: { [roleKey(roleArn, written)]: { policies } } }, written);
}
