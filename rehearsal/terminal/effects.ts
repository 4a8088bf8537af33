/** Carries out what a key asked for. Whatever is refused is told plainly; nothing is thrown. */
import type { Rehearsal } from "../session";
import { approvalCommand } from "./command";
import { putApprovalResult } from "./decision";
import type { Effect } from "./dialogue";
import { slackItself } from "./scene";
import { decideAsSlackUser, showChannels, toggleSlack } from "./slack-effects";
import { clean, duration } from "./text";
import type { Output } from "./output";

/** Performs one effect. */
export async function perform(rehearsal: Rehearsal, effect: Effect, voice: Output): Promise<void> {
  try {
    await act(rehearsal, effect, voice);
  } catch (error) {
    voice.tell(clean(`✗ ${error instanceof Error ? `${error.name}: ${error.message}` : error}`));
  }
}

async function act(rehearsal: Rehearsal, effect: Effect, voice: Output): Promise<void> {
  const { engine, clock, failures } = rehearsal;
  switch (effect.kind) {
    case "decide":
      return decide(rehearsal, effect, voice);
    case "command":
      voice.print(commands(rehearsal, effect));
      return voice.tell("The command lines stand above this screen: scroll up to copy them.");
    case "advance":
      clock.advance(effect.milliseconds);
      return voice.tell(`The clock moved ${duration(effect.milliseconds)} forward.`);
    case "commit":
      return commit(rehearsal, effect.pipelineName, voice);
    case "toggleFailure": {
      const { action } = effect;
      if (action === slackItself) toggleSlack(rehearsal, !failures.has(action));
      const succeeds = failures.delete(action);
      if (!succeeds) failures.add(action);
      return voice.tell(clean(`${action} will ${succeeds ? "succeed again" : "fail"}.`));
    }
    case "stop":
      return engine.stop(effect.pipelineName, effect.executionId, {
        abandon: true,
        reason: "Stopped in the rehearsal.",
      });
    case "retry":
      return engine.retryStage(
        effect.pipelineName,
        effect.stageName,
        effect.executionId,
        "FAILED_ACTIONS",
      );
    case "showSlack":
      voice.print(showChannels(rehearsal));
      return voice.tell("The channel stands above this screen: scroll up to read it.");
    case "actAs":
    case "quit":
      // The dialogue and the screen see to these.
      return;
  }
}

async function decide(
  rehearsal: Rehearsal,
  effect: Effect & { kind: "decide" },
  voice: Output,
): Promise<void> {
  const { request, profile, status, summary } = effect;
  if (profile.startsWith("slack:")) return decideAsSlackUser(rehearsal, effect, voice);
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, status, summary);
  // That a call was made, and by whom, is told of every call; this adds why it was refused.
  if (answer.kind === "refused") voice.tell(clean(`  ${answer.message}`));
}

function commit({ account, engine }: Rehearsal, pipelineName: string, voice: Output): void {
  const before = engine.executions(pipelineName).length;
  account.commit(pipelineName);
  const started = engine.executions(pipelineName).length > before;
  voice.tell(
    started
      ? `A new commit started ${pipelineName}.`
      : `A new commit is there, and nothing of the program starts ${pipelineName} for it.`,
  );
}

/** The lines for both decisions, each on a line of its own so that it can be copied whole. */
function commands(
  { url, credentialsFile, account }: Rehearsal,
  { request, profile }: Effect & { kind: "command" },
): string {
  const { region } = account.place;
  const context = { credentialsFile, profile, region, endpoint: url };
  const approve = approvalCommand(context, request, "Approved", "Looks good to me.");
  const reject = approvalCommand(context, request, "Rejected", "Not yet: please see my comment.");
  // The one that is wanted most stands last, nearest to the screen.
  return `# reject\n${reject}\n# approve\n${approve}`;
}
