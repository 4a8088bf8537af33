/** Which files of the buildspec each of an action's output artifacts is made of. */
import { ServiceError } from "../../errors";
import type { ActionRun } from "../codepipeline";
import type { ArtifactFiles, Artifacts } from "./buildspec-artifacts";

export interface Output {
  readonly artifact: string;
  readonly files: ArtifactFiles;
}

/** The names of an action's output artifacts. */
export const outputNames = (run: ActionRun): string[] =>
  (run.action.outputArtifacts ?? []).map((artifact) => artifact.name!);

/**
 * CodePipeline's CodeBuild action reference, "Output artifacts": a single one is what `artifacts`
 * says; of several, each is the secondary artifact whose identifier is its name.
 */
export function outputsOf(run: ActionRun, artifacts: Artifacts | undefined): Output[] {
  const names = outputNames(run);
  if (artifacts === undefined) {
    for (const name of names) {
      run.log(`The buildspec has no artifacts, so output artifact ${name} is not made.`);
    }
    return [];
  }
  const { primary, secondary } = artifacts;
  return names.map((artifact) => {
    const named = Object.hasOwn(secondary, artifact) ? secondary[artifact] : undefined;
    const files = names.length === 1 ? (primary ?? named) : named;
    if (files !== undefined) return { artifact, files };
    throw new ServiceError(
      "CLIENT_ERROR",
      `Action ${run.action.name} has the output artifacts [${names.join(", ")}], and the ` +
        `buildspec has no artifacts.secondary-artifacts.${artifact}. Add it with files: of ` +
        "several output artifacts, each is a secondary artifact of its name.",
    );
  });
}
