/** A new commit, for the one pipeline or for one of several. */
import type { Rehearsal } from "../session";
import type { Asking } from "./asking";
import { commit } from "./decide";
import type { Choice } from "./prompts";
import { clean } from "../screen/text";

/** The pipelines whose source can get a new commit. */
export function commitChoices({ engine }: Rehearsal): Choice<string>[] {
  return engine.pipelineNames().map((name) => ({ name: clean(name), value: name }));
}

/** Commits, and asks first for which pipeline where there are several. */
export async function askCommit(asking: Asking, withdrawn: AbortSignal): Promise<void> {
  const { rehearsal, prompts, tell } = asking;
  const pipelines = commitChoices(rehearsal);
  const pipelineName =
    pipelines.length > 1
      ? await prompts.choose("A new commit for which pipeline?", pipelines, withdrawn)
      : pipelines[0].value;
  commit(rehearsal, pipelineName, tell);
}
