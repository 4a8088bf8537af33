/** Carries out what the page asks for. Whatever is refused is an answer; nothing is thrown. */
import { setTimeout } from "node:timers/promises";
import { recordedOnPage } from "../aws/cloudtrail";
import { ServiceError } from "../errors";
import type { Rehearsal } from "../session";
import { shownText } from "../slack/render-text";
import type { ClickResult } from "../slack/types";
import { putApprovalResult } from "../screen/decision";
import { people } from "../screen/people";
import { answerCount, privateAnswers } from "../screen/slack-driver";
import { duration } from "../screen/text";
import { dialogView } from "./slack/blocks";
import type { FaultBoard } from "./faults";
import { operate } from "./stage-operations";
import { behind } from "./people";
import { work } from "./systems";
import type { CommandResult, Command } from "./types";

type CommandOf<Kind extends Command["kind"]> = Extract<Command, { kind: Kind }>;

const minute = 60_000;
/** Milliseconds that a click waits for what the app says in private. */
const replyPatience = 3000;

/** Does one thing in a rehearsal and tells what came of it. */
export async function carryOut(
  rehearsal: Rehearsal,
  ask: Command,
  faults: Pick<FaultBoard, "turn">,
): Promise<CommandResult> {
  try {
    return await act(rehearsal, ask, faults);
  } catch (error) {
    return { ok: false, message: wording(error) };
  }
}

function wording(error: unknown): string {
  if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

async function act(
  rehearsal: Rehearsal,
  ask: Command,
  faults: Pick<FaultBoard, "turn">,
): Promise<CommandResult> {
  const { engine, clock } = rehearsal;
  switch (ask.kind) {
    case "decide":
      return decide(rehearsal, ask);
    case "click":
      return click(rehearsal, ask);
    case "submit":
      return submit(rehearsal, ask);
    case "advance":
      clock.advance(ask.minutes * minute);
      return done(`The clock moved ${duration(ask.minutes * minute)} forward.`);
    case "commit":
      return commit(rehearsal, ask.pipelineName);
    case "fault": {
      const { label, on } = faults.turn(ask.id, ask.on);
      return done(`${label}: ${on ? "on" : "off"}.`);
    }
    case "retry":
      return retry(rehearsal, ask);
    case "override":
    case "rollback":
      return operate(rehearsal, ask);
    case "work":
      return work(rehearsal, ask);
    case "stop": {
      const { pipelineName, executionId: pipelineExecutionId } = ask;
      const how = { abandon: true, reason: "Stopped in the rehearsal." };
      const input = { pipelineName, pipelineExecutionId, ...how };
      recordedOnPage(rehearsal.account, "StopPipelineExecution", input, () =>
        engine.stop(pipelineName, pipelineExecutionId, how),
      );
      return done("The execution was stopped.");
    }
  }
}

const done = (message: string): CommandResult => ({ ok: true, message });
const refused = (message: string): CommandResult => ({ ok: false, message });

async function decide(rehearsal: Rehearsal, ask: CommandOf<"decide">): Promise<CommandResult> {
  const profile = behind(ask.as, "iam");
  const { engine, account } = rehearsal;
  const request = engine.pending().find(({ token }) => token === ask.token);
  if (request === undefined) {
    return refused("This request waits no longer: it was decided, has expired or was given up.");
  }
  const { status } = ask;
  const summary = ask.summary.trim();
  if (status === "Rejected" && summary === "") {
    return refused("A rejection needs a reason: it is all that its author gets to read.");
  }
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, status, summary);
  if (answer.kind === "accepted") return done(`${request.actionName}: ${status.toLowerCase()}.`);
  if (answer.code !== "AccessDeniedException") return refused(`${answer.code}: ${answer.message}`);
  const person = people(account.directory, account.place, request).find(
    ({ key }) => key.profile === profile,
  );
  const session = person?.mfa === true ? " with MFA" : "";
  return {
    ...refused(`AWS refused this: ${person?.name ?? profile}${session} may not decide it.`),
    why: `${person?.allowed === false ? `${person.reason}\n` : ""}AWS says: ${answer.message}`,
  };
}

/** Where a condition failed and no action did, all actions run again: AWS takes nothing else. */
function retry({ engine, account }: Rehearsal, ask: CommandOf<"retry">): CommandResult {
  const { pipelineName, stageName, executionId } = ask;
  const seen = new Set<string | undefined>();
  const failed = engine.actionExecutions(pipelineName).some((run) => {
    const isOfStage = run.stageName === stageName && run.pipelineExecutionId === executionId;
    const isLatest = isOfStage && !seen.has(run.actionName);
    if (isOfStage) seen.add(run.actionName);
    return isLatest && run.status !== "Succeeded";
  });
  const retryMode = failed ? "FAILED_ACTIONS" : "ALL_ACTIONS";
  const input = { pipelineName, stageName, pipelineExecutionId: executionId, retryMode };
  recordedOnPage(account, "RetryStageExecution", input, () =>
    engine.retryStage(pipelineName, stageName, executionId, retryMode),
  );
  return done(`${failed ? "The failed actions" : "All actions"} of ${stageName} run again.`);
}

function slackOf({ slack }: Rehearsal): NonNullable<Rehearsal["slack"]> {
  if (slack !== undefined) return slack;
  throw new Error("This example has no Slack: see npm run rehearse -- --example slack-approvals");
}

async function click(rehearsal: Rehearsal, ask: CommandOf<"click">): Promise<CommandResult> {
  const slack = slackOf(rehearsal);
  const { channel, ts, actionId } = ask;
  const user = behind(ask.as, "slack");
  const before = slack.workspace.users[user] === undefined ? 0 : answerCount(slack, channel, user);
  const seen = await slack.click(user, { channel, ts }, actionId);
  const view = seen.viewId === undefined ? undefined : slack.view(seen.viewId);
  if (view !== undefined) {
    return { ...slackAnswer(seen), dialog: dialogView(view, slack.workspace) };
  }
  // The app answers in private after it has acknowledged the click, and may never do so.
  const { functions } = rehearsal.account;
  await Promise.race([functions.idle(), setTimeout(replyPatience, undefined, { ref: false })]);
  const told = privateAnswers(slack, channel, user, before);
  const reply = told.flatMap((text) => shownText(text, slack.workspace)).join("\n");
  return { ...slackAnswer(seen), ...(reply === "" ? {} : { reply }) };
}

async function submit(rehearsal: Rehearsal, ask: CommandOf<"submit">): Promise<CommandResult> {
  const slack = slackOf(rehearsal);
  return slackAnswer(await slack.submit(behind(ask.as, "slack"), ask.viewId, { ...ask.values }));
}

/** What the person's window shows: nothing where all is well. */
function slackAnswer({ trouble, errors }: ClickResult): CommandResult {
  return {
    ok: trouble === undefined && errors === undefined,
    ...(trouble === undefined ? {} : { message: `Slack says: ${trouble}` }),
    ...(errors === undefined ? {} : { errors }),
  };
}

function commit({ account, engine }: Rehearsal, pipelineName: string): CommandResult {
  const before = engine.executions(pipelineName).length;
  account.commit(pipelineName);
  const started = engine.executions(pipelineName).length > before;
  return done(
    started
      ? `A new commit started ${pipelineName}.`
      : `A new commit is there, and nothing of the program starts ${pipelineName} for it.`,
  );
}
