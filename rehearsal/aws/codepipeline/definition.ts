/** Refuses the pipeline definitions that CreatePipeline refuses, with its error codes. */
import type { PipelineDeclaration, StageDeclaration } from "@aws-sdk/client-codepipeline";
import { refusalOf, violationsOf } from "../api/violations";
import model from "./api-model.json";
import { checkConditions, hasConditions } from "./definition-conditions";
import { checkAction } from "./definition-action";
import { checkArtifacts, checkReferences } from "./definition-flow";
import { maxActionsPerPipeline, maxActionsPerStage, maxStages, minStages } from "./limits";
import { invalid, stageError, structureError } from "./errors";

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function checkStores(declaration: PipelineDeclaration): void {
  if ((declaration.artifactStore === undefined) === (declaration.artifactStores === undefined)) {
    throw structureError(
      `Pipeline "${declaration.name}" needs either artifactStore or artifactStores, not both.`,
    );
  }
}

function checkMode(declaration: PipelineDeclaration): void {
  const { executionMode, pipelineType } = declaration;
  if (pipelineType === "V1" && executionMode !== undefined && executionMode !== "SUPERSEDED") {
    throw structureError(
      `Pipeline "${declaration.name}" is of type V1, which knows SUPERSEDED mode only, ` +
        `got: "${executionMode}". Set pipelineType to V2.`,
    );
  }
  if (pipelineType === "V1" && (declaration.variables ?? []).length > 0) {
    throw structureError(
      `Pipeline "${declaration.name}" is of type V1, which has no pipeline variables. ` +
        `Set pipelineType to V2.`,
    );
  }
}

function checkStageSource(stage: StageDeclaration, isFirst: boolean): void {
  for (const { name, actionTypeId } of stage.actions ?? []) {
    const isSource = actionTypeId?.category === "Source";
    if (isFirst && !isSource) {
      throw stageError(
        `Stage "${stage.name}" is the first one, so it may hold Source actions only, ` +
          `but action "${name}" is of category ${actionTypeId?.category}.`,
      );
    }
    if (!isFirst && isSource) {
      throw stageError(
        `Source action "${name}" is in stage "${stage.name}": ` +
          `Source actions belong in the first stage only.`,
      );
    }
  }
}

function checkStage(stage: StageDeclaration, isFirst: boolean): void {
  const actions = stage.actions ?? [];
  if (actions.length < 1 || actions.length > maxActionsPerStage) {
    throw stageError(
      `Stage "${stage.name}" must hold 1 to ${maxActionsPerStage} actions, got: ${actions.length}.`,
    );
  }
  actions.forEach((action) => checkAction(stage.name!, action));
  const [twice] = duplicates(actions.map((action) => action.name!));
  if (twice !== undefined) {
    throw stageError(`Stage "${stage.name}" has more than one action named "${twice}".`);
  }
  checkStageSource(stage, isFirst);
}

function checkStages(declaration: PipelineDeclaration): void {
  const stages = declaration.stages ?? [];
  if (stages.length < minStages || stages.length > maxStages) {
    throw structureError(
      `Pipeline "${declaration.name}" must have ${minStages} to ${maxStages} stages, ` +
        `got: ${stages.length}.`,
    );
  }
  stages.forEach((stage, index) => checkStage(stage, index === 0));
  const [twice] = duplicates(stages.map((stage) => stage.name!));
  if (twice !== undefined) {
    throw structureError(
      `Pipeline "${declaration.name}" has more than one stage named "${twice}".`,
    );
  }
  const total = stages.reduce((sum, stage) => sum + stage.actions!.length, 0);
  if (total > maxActionsPerPipeline) {
    throw structureError(
      `Pipeline "${declaration.name}" may have ${maxActionsPerPipeline} actions, got: ${total}.`,
    );
  }
}

/** Throws what CreatePipeline answers to a definition that it does not take. */
export function checkDefinition(declaration: PipelineDeclaration): void {
  const found = violationsOf(model, "CreatePipeline", { pipeline: declaration });
  if (found.length > 0) throw invalid(refusalOf(found));
  checkStores(declaration);
  checkMode(declaration);
  checkStages(declaration);
  checkConditions(declaration);
  checkArtifacts(declaration.stages!);
  checkReferences(declaration);
}

/** The definition as GetPipeline gives it back: copied, with the defaults filled in. */
export function normalise(declaration: PipelineDeclaration, version: number): PipelineDeclaration {
  const executionMode = declaration.executionMode ?? "SUPERSEDED";
  const needsV2 =
    executionMode !== "SUPERSEDED" ||
    (declaration.variables ?? []).length > 0 ||
    hasConditions(declaration);
  return {
    ...structuredClone(declaration),
    version,
    executionMode,
    // A definition that uses what only V2 has becomes V2 when it names no type.
    pipelineType: declaration.pipelineType ?? (needsV2 ? "V2" : "V1"),
    stages: structuredClone(declaration.stages!).map((stage) => ({
      ...stage,
      actions: stage.actions!.map((action) => ({ ...action, runOrder: action.runOrder ?? 1 })),
    })),
  };
}
