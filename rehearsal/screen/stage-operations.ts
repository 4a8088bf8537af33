/** What a person can do to a stage, with their own rights: override a condition, roll back. */
import {
  CodePipelineClient,
  type CodePipelineClientConfig,
  type ConditionType,
  OverrideStageConditionCommand,
  RollbackStageCommand,
} from "@aws-sdk/client-codepipeline";
import { pipelineArn } from "../../iam/arns";
import type { Rehearsal } from "../session";
import { type Answer, answerOf } from "./decision";
import { type Person, peopleWith } from "./people";
import { revisionOf } from "./view";

interface StageOf {
  readonly pipelineName: string;
  readonly stageName: string;
}

export interface Override extends StageOf {
  readonly kind: "override";
  readonly executionId: string;
  readonly conditionType: ConditionType;
}

interface Rollback extends StageOf {
  readonly kind: "rollback";
  readonly targetId: string;
}

export type StageOperation = Override | Rollback;

/** An execution to which a stage can be rolled back. */
export interface RollbackTarget {
  readonly id: string;
  readonly startedAt: Date;
  /** What it carries, for example a commit's message. */
  readonly revision?: string;
}

/** The names of the operations are those of the IAM actions. */
export const operationNames = {
  override: "OverrideStageCondition",
  rollback: "RollbackStage",
} as const;

type AccountPart = Pick<Rehearsal["account"], "engine" | "directory" | "place">;

/** The condition that can be overridden now. */
export function overrideOf(
  { engine }: Pick<AccountPart, "engine">,
  { pipelineName, stageName }: StageOf,
): Override | undefined {
  const found = engine.overridable(pipelineName, stageName);
  return found && { kind: "override", pipelineName, stageName, ...found };
}

/** Where the stage can be rolled back to now, newest first. */
export function rollbackTargets(
  { engine }: Pick<AccountPart, "engine">,
  { pipelineName, stageName }: StageOf,
): RollbackTarget[] {
  const executions = engine.executions(pipelineName);
  return engine.rollbackTargets(pipelineName, stageName).map((id) => {
    const execution = executions.find((one) => one.pipelineExecutionId === id)!;
    const revision = revisionOf(execution);
    return {
      ...{ id, startedAt: execution.startTime! },
      ...(revision === undefined ? {} : { revision }),
    };
  });
}

/** Everybody, with the answer to whether they may do this to the stage. */
export function peopleFor(
  { directory, place }: Pick<AccountPart, "directory" | "place">,
  kind: StageOperation["kind"],
  { pipelineName, stageName }: StageOf,
): Person[] {
  const resource = pipelineArn(place, `${pipelineName}/${stageName}`);
  return peopleWith(directory, `codepipeline:${operationNames[kind]}`, resource);
}

/** Calls the operation with a person's keys. What the service refuses is an answer. */
export async function operateStage(
  config: CodePipelineClientConfig,
  operation: StageOperation,
): Promise<Answer> {
  // One attempt: a refusal is for the person to see, not for the SDK to try again.
  const client = new CodePipelineClient({ ...config, maxAttempts: 1 });
  const { pipelineName, stageName } = operation;
  return answerOf(client, () =>
    operation.kind === "override"
      ? client.send(
          new OverrideStageConditionCommand({
            ...{ pipelineName, stageName, conditionType: operation.conditionType },
            pipelineExecutionId: operation.executionId,
          }),
        )
      : client.send(
          new RollbackStageCommand({
            ...{ pipelineName, stageName },
            targetPipelineExecutionId: operation.targetId,
          }),
        ),
  );
}
