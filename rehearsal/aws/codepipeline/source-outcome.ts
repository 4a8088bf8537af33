/** What every source does with the revision that it found: fills its artifact, and tells of it. */
import { artifactFolder, outputName, type Tools } from "./action-provider";
import type { ActionOutcome, ActionRun } from "./types";

export interface FoundRevision {
  readonly id: string;
  readonly summary: string;
  readonly variables: Record<string, string>;
  /** Puts what was found into the artifact's folder, which does not exist yet. */
  fill(folder: string): void | Promise<void>;
}

/** An action without an output artifact leaves no files. */
export async function sourceOutcome(
  run: ActionRun,
  tools: Tools,
  { id, summary, variables, fill }: FoundRevision,
): Promise<ActionOutcome> {
  const outputs: Record<string, string> = {};
  const artifact = outputName(run);
  if (artifact !== undefined) {
    const folder = artifactFolder(run, tools, artifact);
    await fill(folder);
    tools.revisions.set(folder, id);
    outputs[artifact] = folder;
  }
  return {
    ...{ status: "Succeeded", summary, externalExecutionId: id, variables },
    revision: { revisionId: id, revisionSummary: summary },
    ...(artifact !== undefined && { outputs }),
  };
}
