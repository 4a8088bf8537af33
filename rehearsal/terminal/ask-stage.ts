/** What can be done to a stage beside deciding, asked like a decision: what, to which execution, as whom. */
import type { Rehearsal } from "../session";
import {
  operateStage,
  operationNames,
  overrideOf,
  peopleFor,
  rollbackTargets,
  type StageOperation,
} from "../screen/stage-operations";
import { clean, moment, shortId } from "../screen/text";
import { isDistinct } from "./actors";
import type { Asking } from "./asking";
import type { Choice } from "./prompts";

/** A stage with something that can be done to it. */
export interface StageChoice {
  readonly kind: StageOperation["kind"];
  readonly pipelineName: string;
  readonly stageName: string;
}

/** Conditions that can be overridden, then stages that can be rolled back. */
export function stageChoices({ account }: Pick<Rehearsal, "account">): Choice<StageChoice>[] {
  const { engine } = account;
  const stages = engine.pipelineNames().flatMap((pipelineName) =>
    (engine.declaration(pipelineName).stages ?? []).map(({ name: stageName = "" }) => ({
      ...{ pipelineName, stageName },
    })),
  );
  const overrides = stages.flatMap((stage) => {
    const found = overrideOf(account, stage);
    if (found === undefined) return [];
    const condition = found.conditionType === "BEFORE_ENTRY" ? "beforeEntry" : "onSuccess";
    return [choice({ kind: "override", ...stage }, `Override ${condition} of`)];
  });
  const rollbacks = stages
    .filter((stage) => rollbackTargets(account, stage).length > 0)
    .map((stage) => choice({ kind: "rollback", ...stage }, "Roll back"));
  return [...overrides, ...rollbacks];
}

function choice(value: StageChoice, verb: string): Choice<StageChoice> {
  return { name: clean(`${verb} ${value.pipelineName} / ${value.stageName}`), value };
}

/** Asks what is left to say, and does it with the person's rights; tells AWS's words. */
export async function askStage(
  { rehearsal, prompts, tell }: Asking,
  stage: StageChoice,
  withdrawn: AbortSignal,
): Promise<void> {
  const { account } = rehearsal;
  const operation =
    stage.kind === "override"
      ? overrideOf(account, stage)
      : {
          ...{ kind: stage.kind, pipelineName: stage.pipelineName, stageName: stage.stageName },
          targetId: await prompts.choose(
            `Roll ${clean(stage.stageName)} back to what?`,
            rollbackTargets(account, stage).map(({ id, startedAt, revision }) => ({
              name: clean([shortId(id), moment(startedAt), revision ?? ""].join("  ").trim()),
              value: id,
            })),
            withdrawn,
          ),
        };
  if (operation === undefined) return;
  const name = operationNames[stage.kind];
  const people = peopleFor(account, stage.kind, stage)
    .filter(isDistinct)
    .sort((a, b) => Number(b.allowed) - Number(a.allowed))
    .map(({ key: { profile }, allowed }) => ({
      name: clean(`${profile}: ${allowed ? "may" : "may not"} call ${name}`),
      value: profile,
    }));
  const profile = await prompts.choose("Who are you?", people, withdrawn);
  const answer = await operateStage(rehearsal.clientConfigFor(profile), operation);
  if (answer.kind === "refused") tell(clean(`  ${answer.code}: ${answer.message}`));
}
