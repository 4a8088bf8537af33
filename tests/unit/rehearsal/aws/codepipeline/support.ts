/** A small world for the engine: a clock that stands still, providers that wait to be told. */
import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import { MovableClock, type Timer } from "../../../../../rehearsal/clock";
import type { DecisionInput } from "../../../../../rehearsal/aws/codepipeline/approvals";
import { Engine } from "../../../../../rehearsal/aws/codepipeline/engine";
import type { LogLine } from "../../../../../rehearsal/aws/codepipeline/read-operations";
import type {
  ActionOutcome,
  ActionRun,
  ApprovalRequest,
  BusEvent,
} from "../../../../../rehearsal/aws/codepipeline/types";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
export const startedAt = new Date("2026-11-22T10:00:00.000Z");
export const roleArn = "arn:aws:iam::111122223333:role/pipeline";
export const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
export const alice = "arn:aws:iam::111122223333:user/alice";
export const bob = "arn:aws:iam::111122223333:user/bob";
export const trigger = { triggerType: "StartPipelineExecution", triggerDetail: alice };

export function action(
  name: string,
  category: "Source" | "Build" | "Deploy" | "Test" | "Approval",
  more: Partial<ActionDeclaration> = {},
): ActionDeclaration {
  const provider = {
    Source: "S3",
    Build: "CodeBuild",
    Deploy: "S3",
    Test: "CodeBuild",
    Approval: "Manual",
  };
  return {
    name,
    actionTypeId: { category, owner: "AWS", provider: provider[category], version: "1" },
    ...more,
  };
}

export const source = (more: Partial<ActionDeclaration> = {}): ActionDeclaration =>
  action("Fetch", "Source", { outputArtifacts: [{ name: "source" }], ...more });
export const gate = (more: Partial<ActionDeclaration> = {}): ActionDeclaration =>
  action("Approve", "Approval", more);
export const deploy = (more: Partial<ActionDeclaration> = {}): ActionDeclaration =>
  action("Deploy", "Deploy", { inputArtifacts: [{ name: "source" }], ...more });

/** Source, a gate, a deployment, unless other stages are given. */
export function pipeline(
  more: Partial<PipelineDeclaration> = {},
  stages: [string, ActionDeclaration[]][] = [
    ["Source", [source()]],
    ["Gate", [gate()]],
    ["Production", [deploy()]],
  ],
): PipelineDeclaration {
  return {
    name: "shop",
    roleArn,
    artifactStore: { type: "S3", location: "artifacts" },
    stages: stages.map(([name, actions]) => ({ name, actions })),
    ...more,
  };
}

/** Ids that can be read: lower-case UUIDs that count up. */
export function countingIds(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${(count += 1).toString(16).padStart(12, "0")}`;
}

/** One call of the runner, open until it is settled. */
export interface Job {
  readonly run: ActionRun;
  settle(outcome: ActionOutcome): void;
  fail(error: unknown): void;
}

export class World {
  real = startedAt.getTime();
  readonly clock = new MovableClock(() => this.real);
  readonly events: BusEvent[] = [];
  readonly published: ApprovalRequest[] = [];
  readonly lines: LogLine[] = [];
  readonly jobs: Job[] = [];
  /** Actions, by name, that wait for the test to settle them; others succeed at once. */
  readonly held = new Set<string>();
  /** What actions answer, by name. */
  readonly outcomes = new Map<string, ActionOutcome | Error>();
  /** Set when idle would wait for what the test itself keeps open. */
  byTurns = false;
  publish: (request: ApprovalRequest) => Promise<void> = async () => {};
  readonly engine: Engine;
  private readonly open = new Set<symbol>();

  constructor(newId?: () => string) {
    this.engine = new Engine({
      clock: { now: () => this.clock.now(), at: (when, fire) => this.at(when, fire) },
      place,
      newId,
      runner: { run: (run) => this.run(run) },
      approvals: {
        publish: async (request) => {
          this.published.push(request);
          await this.publish(request);
        },
      },
    });
    this.engine.on("event", (event) => this.events.push(event));
    this.engine.on("log", (line) => this.lines.push(line));
  }

  /** Counts what is set and neither cancelled nor over. */
  private at(when: Date, fire: () => void): Timer {
    const open = Symbol(when.toISOString());
    this.open.add(open);
    const timer = this.clock.at(when, () => {
      this.open.delete(open);
      fire();
    });
    return {
      cancel: () => {
        this.open.delete(open);
        timer.cancel();
      },
    };
  }

  /** Timers of the engine that still wait. */
  get timers(): number {
    return this.open.size;
  }

  private run(run: ActionRun): Promise<ActionOutcome> {
    const name = run.action.name!;
    run.log(`${name} runs`);
    if (this.held.has(name)) {
      return new Promise((settle, fail) => this.jobs.push({ run, settle, fail }));
    }
    const answer = this.outcomes.get(name);
    if (answer instanceof Error) throw answer;
    const outputs = Object.fromEntries(
      (run.action.outputArtifacts ?? []).map(({ name: output }) => [output!, `/files/${output}`]),
    );
    return Promise.resolve(answer ?? { status: "Succeeded", outputs });
  }

  /** Creates a pipeline and starts it. */
  async started(declaration = pipeline()): Promise<string> {
    this.engine.createPipeline(declaration);
    return this.start(declaration.name);
  }

  async start(name = "shop"): Promise<string> {
    const id = this.engine.start(name, trigger);
    await this.settled(name);
    return id;
  }

  /** Lets everything happen that happens without time passing. */
  async settled(name = "shop"): Promise<void> {
    if (this.byTurns || this.held.size > 0) await new Promise((resolve) => setImmediate(resolve));
    else await this.engine.idle(name);
  }

  /** The job of an action that is held, oldest first. */
  job(actionName: string): Job {
    const index = this.jobs.findIndex((job) => job.run.action.name === actionName);
    assert.notEqual(index, -1, `no job of ${actionName} is open`);
    return this.jobs.splice(index, 1)[0];
  }

  /** Decides the only approval that waits. */
  async decide(
    status: "Approved" | "Rejected" = "Approved",
    summary = "looks good",
    by = alice,
  ): Promise<Date> {
    const [request] = this.engine.pending();
    const at = this.engine.decide(decision(request, { status, summary }), by);
    await this.settled(request.pipelineName);
    return at;
  }

  status(id: string, name = "shop"): string {
    return String(this.engine.execution(name, id).status);
  }

  stage(stageName: string, name = "shop") {
    const found = this.engine.state(name).stageStates!.find((one) => one.stageName === stageName);
    assert.ok(found);
    return found;
  }

  /** The events as `Level:subject:STATE`, oldest first. */
  trace(executionId?: string): string[] {
    return this.events
      .filter(({ detail }) => executionId === undefined || detail["execution-id"] === executionId)
      .map(({ "detail-type": type, detail }) => {
        const subject = detail.action ?? detail.stage ?? detail.pipeline;
        return `${type.split(" ")[1]}:${subject}:${detail.state}`;
      });
  }
}

/** The input of PutApprovalResult for a request: approves, unless told otherwise. */
export const decision = (request: ApprovalRequest, more: object = {}): DecisionInput => ({
  pipelineName: request.pipelineName,
  stageName: request.stageName,
  actionName: request.actionName,
  token: request.token,
  status: "Approved",
  summary: "fine",
  ...more,
});

/** Asserts that a call is refused with one of the API's errors. */
export function refuses(code: string, call: () => unknown, message?: RegExp): void {
  assert.throws(call, (error: Error) => {
    assert.equal(error.name, code, error.message);
    if (message !== undefined) assert.match(error.message, message);
    return true;
  });
}
