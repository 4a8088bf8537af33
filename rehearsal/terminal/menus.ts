/** The lists that some keys open. */
import type { ApprovalRequest } from "../pipeline/types";
import { type PendingApproval, slackProfile } from "./card";
import type { Option } from "./dialogue";
import type { Person } from "./people";
import type { FailedStage, RunningExecution, Scene } from "./scene";
import { clean, duration, moment, shortId } from "./text";
import type { PipelineView } from "./view";

export interface Menu {
  readonly title: string;
  readonly options: readonly Option[];
  /** What to say when there is nothing to choose from. */
  readonly empty: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Everybody, and whether the request is theirs to decide. */
export function people({ request, people: all, slack }: PendingApproval): Menu {
  const inSlack = (slack?.users ?? []).map(({ id, name, named }): Option => ({
    label: clean(`${name} in Slack: ${named ? "may decide" : "may not decide"}`),
    effect: { kind: "actAs", token: request.token, profile: slackProfile(id) },
  }));
  const inAws = peopleInAws(request, all);
  return {
    title: "Act as",
    empty: "The program made no users and named none in a group.",
    options: [...inSlack, ...inAws],
  };
}

function peopleInAws({ token }: ApprovalRequest, all: readonly Person[]): Option[] {
  return all.filter(isDistinct).map(({ key, allowed, groups }) => {
    const member = groups.length > 0 ? ` (${groups.join(", ")})` : "";
    return {
      label: clean(`${key.profile}: ${allowed ? "may decide" : "may not decide"}${member}`),
      effect: { kind: "actAs", token, profile: key.profile },
    };
  });
}

/** A session with MFA is worth a line only where MFA makes a difference. */
function isDistinct({ mfa, name, allowed }: Person, _: number, all: readonly Person[]): boolean {
  return !mfa || !all.some((twin) => twin.name === name && !twin.mfa && twin.allowed === allowed);
}

/** How far the clock can be moved. */
export function times(request: ApprovalRequest | undefined, now: Date): Menu {
  const left = request === undefined ? -1 : request.expires.getTime() - now.getTime();
  const expiry: Option[] =
    request === undefined || left < 0
      ? []
      : [
          {
            label: `to the end of this approval, ${moment(request.expires)} (+${duration(left)})`,
            effect: { kind: "advance", milliseconds: left },
          },
        ];
  return {
    title: "Move the clock forward",
    empty: "",
    options: [
      { label: "1 hour", effect: { kind: "advance", milliseconds: hour } },
      { label: "1 day", effect: { kind: "advance", milliseconds: day } },
      ...expiry,
    ],
  };
}

/** Actions that can be told to fail. */
export function failures(actions: Scene["actions"]): Menu {
  return {
    title: "From its next run on, let this action",
    empty: "Every action is an approval: there is none to let fail.",
    options: actions.map(({ name, fails }) => ({
      label: clean(`${name}: ${fails ? "succeed again" : "fail"}`),
      effect: { kind: "toggleFailure", action: name },
    })),
  };
}

/** Pipelines whose source can get a new commit. */
export function commits(pipelines: readonly PipelineView[]): Menu {
  return {
    title: "New commit for",
    empty: "There is no pipeline.",
    options: pipelines.map(({ name }) => ({
      label: clean(name),
      effect: { kind: "commit", pipelineName: name },
    })),
  };
}

/** Executions that can be stopped. */
export function stops(running: readonly RunningExecution[]): Menu {
  return {
    title: "Stop and abandon",
    empty: "No execution is in progress.",
    options: running.map((execution) => ({
      label: clean(`${execution.pipelineName}, execution ${shortId(execution.executionId)}`),
      effect: { kind: "stop", ...execution },
    })),
  };
}

/** Stages that can be retried. */
export function retries(failed: readonly FailedStage[]): Menu {
  return {
    title: "Retry the failed actions of",
    empty: "No stage has failed.",
    options: failed.map((stage) => ({
      label: clean(`${stage.stageName}, execution ${shortId(stage.executionId)}`),
      effect: { kind: "retry", ...stage },
    })),
  };
}
