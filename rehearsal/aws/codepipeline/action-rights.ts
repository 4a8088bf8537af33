/**
 * What an action's role must be allowed, asked before the action runs. A right that a program
 * forgot shows on the laptop, as the failed action that it would be at AWS.
 */
import { unknown } from "../../../iam/unknown";
import type { Decision, IamDirectory } from "../iam";
import { type Need, needsOf } from "./action-needs";
import { artifactRefusal, type Owned } from "./artifact-rights";
import { assumption } from "./assumed-role";
import type { ActionOutcome, ActionRun, ActionRunner } from "./types";
import type { Place } from "../account/types";

interface Missing {
  readonly need: Need;
  readonly decision: Decision;
}

/** What of its needs a role lacks. */
export function missingOf(
  roleArn: string,
  needs: readonly Need[],
  directory: Pick<IamDirectory, "decideRole">,
): Missing[] {
  return needs.flatMap((need) => {
    const context = { "aws:SecureTransport": "true", ...need.context };
    const ask = (action: string): Decision =>
      directory.decideRole(roleArn, action, need.resource, context);
    const isOpen = need.resource.includes(unknown);
    const fits = ({ allowed, possible }: Decision): boolean =>
      allowed || (isOpen && possible === true);
    const decision = ask(need.action);
    if (fits(decision) || (need.or !== undefined && fits(ask(need.or)))) return [];
    return [{ need, decision }];
  });
}

/** Runs an action only if its role may do what the action needs. */
export function authorised(
  runner: ActionRunner,
  directory: IamDirectory,
  place: Place,
  /** What is known of the buckets and keys of artifacts. */
  owned: Owned = { bucketPolicy: () => undefined, keyPolicy: () => undefined },
  /** What to write of a role that others have made, with everything that it lacks; undefined of any other. */
  remedyOf: (roleArn: string) => string | undefined = () => undefined,
): ActionRunner {
  return {
    run: async (run) => {
      const assumed = assumption(run, directory);
      if (assumed.kind === "refused") return denied(assumed.message);
      if (assumed.kind === "not known") {
        run.log(assumed.message);
        return runner.run(run);
      }
      const missing = missingOf(run.roleArn, needsOf(run, place), directory);
      if (missing.length > 0) return denied(refusal(run, missing, remedyOf(run.roleArn)));
      const refused = assumed.kind === "assumed" && artifactRefusal(run, directory, owned);
      return refused ? denied(refused) : runner.run(run);
    },
  };
}

const denied = (message: string): ActionOutcome => ({
  status: "Failed",
  error: { code: "PermissionError", message },
});

function refusal(
  { roleArn }: Pick<ActionRun, "roleArn">,
  missing: readonly Missing[],
  remedy: string | undefined,
): string {
  const [{ need, decision }] = missing;
  const refused =
    `${roleArn} is not authorized to perform: ${need.action} on resource: ${shown(need.resource)}. ` +
    `${decision.reason.replaceAll(unknown, "*")} `;
  if (remedy !== undefined) {
    return `${refused}Others have made the role: what of it is checked in all pipelines, and it lacks. ${remedy}`;
  }
  return (
    `${refused}Add the right to the role's policy. The action needs ` +
    `${missing.length === 1 ? "one right" : `${missing.length} rights`} that the role lacks: ` +
    statementsOf(missing.map((one) => one.need))
  );
}

const shown = (resource: string): string => resource.replaceAll(unknown, "*");

const statementsOf = (needs: readonly Need[]): string =>
  statementList(needs)
    .map((one) => JSON.stringify(one))
    .join(", ");

/** The statements that give what is missing, one for each resource. */
export function statementList(needs: readonly Need[]): object[] {
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of needs) {
    byResource.set(shown(resource), [...(byResource.get(shown(resource)) ?? []), action]);
  }
  return [...byResource].map(([Resource, actions]) => ({
    ...{ Effect: "Allow", Action: [...new Set(actions)], Resource },
  }));
}
