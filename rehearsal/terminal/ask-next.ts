/** The question while nothing new waits for a decision. */
import type { Rehearsal } from "../session";
import { askCommit, commitChoices } from "./ask-commit";
import { askStage, type StageChoice, stageChoices } from "./ask-stage";
import type { Asking, Outcome } from "./asking";
import { type Choice, UnansweredError } from "./prompts";
import { clean } from "../screen/text";
import { watchChange } from "./watch-change";

type Answer = { readonly token: string } | { readonly stage: StageChoice } | "commit" | "stop";

/** Asks what to do next; goes away when a pipeline moves. `later` are the requests put off. */
export async function askNext(asking: Asking, later: Set<string>): Promise<Outcome> {
  const { rehearsal, prompts, tell, stop } = asking;
  const watch = watchChange(rehearsal.engine, () => standOf(rehearsal), stop);
  try {
    const question = `${quietText(rehearsal)} What next?`;
    const answer = await prompts.choose(question, choices(rehearsal, later), watch.signal);
    if (answer === "stop") return "stop";
    if (answer === "commit") await askCommit(asking, watch.signal);
    else if ("stage" in answer) await askStage(asking, answer.stage, watch.signal);
    else later.delete(answer.token);
    return "goOn";
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    if (error.why === "withdrawn" && !stop.aborted) tell("The question is withdrawn: it goes on.");
    else if (error.why !== "back" && error.why !== "withdrawn") throw error;
    return "goOn";
  } finally {
    watch.close();
  }
}

function choices(rehearsal: Rehearsal, later: ReadonlySet<string>): Choice<Answer>[] {
  const waiting = rehearsal.engine.pending().filter(({ token }) => later.has(token));
  const commits = commitChoices(rehearsal);
  return [
    ...waiting.map(({ stageName, actionName, token }) => ({
      name: clean(`Decide ${stageName} / ${actionName}`),
      value: { token },
    })),
    ...(commits.length > 0 ? [{ name: "Make a new commit", value: "commit" as const }] : []),
    ...stageChoices(rehearsal).map(({ name, value }) => ({ name, value: { stage: value } })),
    { name: "Stop the rehearsal", value: "stop" },
  ];
}

const statusesOf = ({ engine }: Rehearsal) =>
  engine
    .pipelineNames()
    .map((name) => engine.executions(name).map((e) => `${e.pipelineExecutionId} ${e.status}`));

/** Changes when an execution or a request begins or ends. */
function standOf(rehearsal: Rehearsal): string {
  const tokens = rehearsal.engine.pending().map(({ token }) => token);
  return JSON.stringify([statusesOf(rehearsal), tokens]);
}

const noPipeline = "The program makes no pipeline, so nothing will ask for a decision.";

function quietText({ engine }: Rehearsal): string {
  if (engine.pending().length > 0) return "What waits was put off.";
  if (engine.pipelineNames().length === 0) return noPipeline;
  const newest = engine.pipelineNames().map((name) => engine.executions(name)[0]?.status);
  if (newest.includes("InProgress")) return "Running; nothing waits for a person.";
  const words = newest.map((status) => status?.toLowerCase() ?? "not started");
  return `Nothing runs. Last execution: ${words.join(", ")}.`;
}
