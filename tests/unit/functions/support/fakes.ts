/** The world's parts at the level of the ports, each as the real one answers. */
import type { GateSettings, ObservedAction } from "../../../../functions/domain/types";
import type { Pipelines, RunOfAction } from "../../../../functions/domain/ports";
import type { AppIdentity, SlackApi } from "../../../../functions/channels/slack/ports";
import { sessionName } from "../../../../functions/domain/session";
import { SlackError } from "../../../../functions/channels/slack/client";

export class FakeClock {
  private time = Date.parse("2026-11-22T21:00:00.000Z");

  now(): Date {
    return new Date(this.time);
  }

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}

export interface Run {
  readonly token: string;
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
  readonly expires: string;
  readonly since: string;
  seen: ObservedAction;
  /** Seconds for which the API still answers InProgress after the end. */
  lag: number;
  endedAt?: number;
}

/**
 * Takes one decision a token, and refuses every later one for good. As AWS documents it, a token is
 * shown while it waits; afterwards in a PARALLEL pipeline alone, and elsewhere the run's own id is left.
 */
export class FakePipelines implements Pipelines {
  parallel = false;
  readonly runs = new Map<string, Run>();
  /** Everything that was accepted, by whichever way. */
  readonly decisions: { token: string; result: string; summary: string; by: string }[] = [];

  constructor(private readonly clock: FakeClock) {}

  wait(token: string, expires: string, pipelineExecutionId = `execution-${token[0]}`): Run {
    const actionExecutionId = `run-${token[0]}`;
    const ids = { pipelineExecutionId, actionExecutionId };
    const seen: ObservedAction = { status: "InProgress", ...ids };
    const since = this.clock.now().toISOString();
    const run: Run = { token, ...ids, expires, since, seen, lag: 0 };
    this.runs.set(token, run);
    return run;
  }

  /** A decision by whoever, through Slack's session or in the console. */
  take(token: string, result: string, summary: string, by: string): "accepted" | "final" {
    const run = this.current(token);
    if (run?.seen.status !== "InProgress") return "final";
    this.decisions.push({ token, result, summary, by });
    const status = result === "Approved" ? "Succeeded" : "Failed";
    this.end(run, { status, updatedBy: by, summary });
    return "accepted";
  }

  end(run: Run, change: Partial<ObservedAction> & Pick<ObservedAction, "status">): void {
    run.endedAt = this.clock.now().getTime();
    run.seen = { ...run.seen, lastChange: this.clock.now().toISOString(), ...change };
  }

  private current(token: string): Run | undefined {
    const run = this.runs.get(token);
    if (run?.seen.status === "InProgress" && this.clock.now() >= new Date(run.expires)) {
      this.end(run, { status: "Failed", lastChange: run.expires });
    }
    return run;
  }

  async decide(input: Parameters<Pipelines["decide"]>[0]): Promise<"accepted" | "final"> {
    const by = `arn:aws:sts::111122223333:assumed-role/slack-orders/${sessionName(input.person)}`;
    return this.take(input.request.token, input.result, input.summary, by);
  }

  async observe(_settings: GateSettings, asked: RunOfAction): Promise<ObservedAction | undefined> {
    const { token, actionExecutionId } = asked;
    const byId = [...this.runs.values()].find((one) => one.actionExecutionId === actionExecutionId);
    const run = this.current(byId?.token ?? (actionExecutionId === undefined ? token : ""));
    if (run === undefined) return undefined;
    const lags =
      run.endedAt !== undefined && this.clock.now().getTime() < run.endedAt + run.lag * 1000;
    const { pipelineExecutionId } = run;
    const seen: ObservedAction = lags
      ? { status: "InProgress", pipelineExecutionId, actionExecutionId: run.actionExecutionId }
      : run.seen;
    const isShown = byId !== undefined || this.parallel || seen.status === "InProgress";
    return isShown ? seen : undefined;
  }

  /** As GetPipelineState shows it: of several that wait, the newest; of a PARALLEL pipeline none. */
  async waiting(): Promise<{ token: string; since: string } | undefined> {
    if (this.parallel) return undefined;
    const runs = [...this.runs.values()].map((run) => this.current(run.token)!);
    const run = runs.findLast(({ seen }) => seen.status === "InProgress");
    return run && { token: run.token, since: run.since };
  }

  async revisions(): Promise<{ name: string; id: string }[]> {
    return [{ name: "app", id: "4f2c1d9" }];
  }
}

type Content = Parameters<SlackApi["updateMessage"]>[0];

/** A workspace with one app, whose channels exist by being named. */
export class FakeSlack implements SlackApi {
  /** What chat.postMessage says of the message, and auth.test of the app. */
  origin: { teamId?: string; appId?: string } = { teamId: "T0TEAM", appId: "A0APP" };
  identity: AppIdentity = { teamId: "T0TEAM" };
  readonly messages = new Map<string, Content>();
  /** Every text that a message ever had, in order. */
  readonly history: string[] = [];
  readonly userGroups = new Map<string, string[]>();
  /** Ids by their e-mail addresses. */
  readonly emails = new Map<string, string>();
  readonly told: Parameters<SlackApi["postEphemeral"]>[0][] = [];

  async postMessage(message: Omit<Content, "ts">) {
    const ts = `1700000000.${String(this.messages.size + 1).padStart(6, "0")}`;
    this.keep({ ...message, ts });
    return { channel: message.channel, ts, ...this.origin };
  }

  async identify(): Promise<AppIdentity> {
    return this.identity;
  }

  async updateMessage(message: Content): Promise<void> {
    if (!this.messages.has(message.ts)) throw new SlackError("chat.update", "message_not_found");
    this.keep(message);
  }

  private keep(message: Content): void {
    this.messages.set(message.ts, message);
    this.history.push(JSON.stringify(message));
  }

  async postEphemeral(message: Parameters<SlackApi["postEphemeral"]>[0]): Promise<void> {
    this.told.push(message);
  }

  async openView(): Promise<void> {}

  async userGroupMembers(userGroupId?: string): Promise<readonly string[]> {
    return this.userGroups.get(userGroupId ?? "") ?? ["U0BOB"];
  }

  async userWithEmail(email: string): Promise<string | undefined> {
    return this.emails.get(email);
  }
}
