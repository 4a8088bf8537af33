/** What can be done to a stage beside a retry, and by whom; and what comes of it. */
import type { Rehearsal } from "../session";
import {
  operateStage,
  operationNames,
  overrideOf,
  peopleFor,
  rollbackTargets,
} from "../screen/stage-operations";
import { behind, rightViews } from "./people";
import type { Command, CommandResult, StagePicture } from "./types";

type Place = { readonly pipelineName: string; readonly stageName: string };

/** The operations that AWS takes for a stage now. */
export function offeredOf(
  account: Pick<Rehearsal["account"], "engine" | "directory" | "place">,
  stage: Place,
): Pick<StagePicture, "override" | "rollback"> {
  const override = overrideOf(account, stage);
  const targets = rollbackTargets(account, stage);
  const rights = (kind: "override" | "rollback") => rightViews(peopleFor(account, kind, stage));
  return {
    ...(override && {
      override: { conditionType: override.conditionType, rights: rights("override") },
    }),
    ...(targets.length > 0 && {
      rollback: {
        targets: targets.map(({ startedAt, ...target }) => ({
          ...target,
          startedAt: startedAt.toISOString(),
        })),
        rights: rights("rollback"),
      },
    }),
  };
}

/** Calls the operation as the person who acts. */
export async function operate(
  rehearsal: Rehearsal,
  { as, ...operation }: Extract<Command, { kind: "override" | "rollback" }>,
): Promise<CommandResult> {
  const profile = behind(as, "iam");
  const answer = await operateStage(rehearsal.clientConfigFor(profile), operation);
  const { kind, stageName } = operation;
  if (answer.kind === "accepted") {
    const message =
      kind === "override"
        ? `The condition of ${stageName} is overridden.`
        : `${stageName} is rolled back.`;
    return { ok: true, message };
  }
  const { code, message } = answer;
  if (code !== "AccessDeniedException") return { ok: false, message: `${code}: ${message}` };
  const person = peopleFor(rehearsal.account, kind, operation).find(
    ({ key }) => key.profile === profile,
  );
  const session = person?.mfa === true ? " with MFA" : "";
  const reason = person?.allowed === false ? `${person.reason}\n` : "";
  return {
    ok: false,
    message: `AWS refused this: ${person?.name ?? profile}${session} may not call ${operationNames[kind]}.`,
    why: `${reason}AWS says: ${message}`,
  };
}
