/**
 * The role of an action that is not the pipeline's own: the pipeline's role assumes it, with the
 * right to do so and the role's trust (User Guide, "Create a pipeline in CodePipeline that uses
 * resources from another account").
 */
import { readArn } from "../../../iam/arns";
import { remedyLine } from "../../settings/paste";
import type { Decision, IamDirectory } from "../iam";
import type { ActionRun } from "./types";

export type Assumption =
  | { readonly kind: "pipeline's" | "assumed" }
  | { readonly kind: "not known" | "refused"; readonly message: string };

type RoleOf = Pick<ActionRun, "action" | "roleArn" | "pipelineRoleArn">;
type Knows = Pick<IamDirectory, "hasRole" | "rolePrincipal" | "decideAssume" | "decideRole">;

export const assumeRole = "sts:AssumeRole";

/** Whether nothing is known of the role that an action is to be done with. */
export const isNotKnown = (
  { roleArn, pipelineRoleArn }: Omit<RoleOf, "action">,
  directory: Pick<Knows, "hasRole">,
): boolean => pipelineRoleArn !== undefined && !directory.hasRole(roleArn);

/** What to write of a role that is not known: who may assume it, and nothing that it may do. */
export function roleEntry(roleArn: string, pipelineRoleArn: string): object {
  const { accountId = "" } = readArn(pipelineRoleArn);
  return { [roleArn]: { trusts: [accountId], policies: [] } };
}

export function assumption(run: RoleOf, directory: Knows): Assumption {
  const { action, roleArn, pipelineRoleArn } = run;
  if (pipelineRoleArn === undefined) return { kind: "pipeline's" };
  if (isNotKnown(run, directory)) {
    const message =
      `Role ${roleArn} of action ${action.name} is not known here: pretended, no right checked. ` +
      remedyLine("exists", { roles: roleEntry(roleArn, pipelineRoleArn) }, {}, false);
    return { kind: "not known", message };
  }
  const decision = decide(roleArn, pipelineRoleArn, directory);
  if (decision.allowed) return { kind: "assumed" };
  const message =
    `${pipelineRoleArn} is not authorized to perform: ${assumeRole} on resource: ${roleArn}. ` +
    `${decision.reason} ${lacking(roleArn, pipelineRoleArn, directory)}`;
  return { kind: "refused", message };
}

function decide(roleArn: string, pipelineRoleArn: string, directory: Knows): Decision {
  const caller = directory.rolePrincipal(pipelineRoleArn);
  if (caller === undefined) {
    return { allowed: false, reason: `Denied: there is no role ${pipelineRoleArn}.` };
  }
  return directory.decideAssume(caller, { roleArn, sessionName: "codepipeline" });
}

/** The statement to add, on the side that refuses. */
function lacking(roleArn: string, pipelineRoleArn: string, directory: Knows): string {
  if (!directory.decideRole(pipelineRoleArn, assumeRole, roleArn).allowed) {
    const statement = { Effect: "Allow", Action: assumeRole, Resource: roleArn };
    return `Add to the policy of the pipeline's role: ${JSON.stringify(statement)}`;
  }
  const trust = { Effect: "Allow", Principal: { AWS: pipelineRoleArn }, Action: assumeRole };
  return (
    `Add to the trust policy of ${roleArn}: ${JSON.stringify(trust)}; of a role that others have made, ` +
    "name the pipeline's role or its account among its `trusts` below rehearsal:exists."
  );
}
