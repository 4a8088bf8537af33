/** Carries out what was answered. Whatever is refused is told plainly; nothing is thrown. */
import type { Rehearsal } from "../session";
import { isSlackProfile } from "./actors";
import { type Decision, putApprovalResult } from "../screen/decision";
import { decideAsSlackUser } from "./slack-decision";
import { clean } from "../screen/text";

type Tell = (line: string) => void;

/** Decides in Slack or through the API, as the person; tells AWS's or Slack's words. */
export async function decide(rehearsal: Rehearsal, decision: Decision, tell: Tell): Promise<void> {
  try {
    if (isSlackProfile(decision.profile)) return await decideAsSlackUser(rehearsal, decision, tell);
    const { request, profile, status, summary } = decision;
    const config = rehearsal.clientConfigFor(profile);
    const result = await putApprovalResult(config, request, status, summary);
    if (result.kind === "refused") tell(clean(`  ${result.code}: ${result.message}`));
  } catch (error) {
    tell(failure(error));
  }
}

/** A new commit in the source of a pipeline. */
export function commit({ account, engine }: Rehearsal, pipelineName: string, tell: Tell): void {
  try {
    const before = engine.executions(pipelineName).length;
    account.commit(pipelineName);
    const started = engine.executions(pipelineName).length > before;
    const name = clean(pipelineName);
    tell(
      started
        ? `A new commit started ${name}.`
        : `A new commit is there, and nothing of the program starts ${name} for it.`,
    );
  } catch (error) {
    tell(failure(error));
  }
}

function failure(error: unknown): string {
  return clean(`✗ ${error instanceof Error ? `${error.name}: ${error.message}` : error}`);
}
