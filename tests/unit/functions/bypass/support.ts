/** A hub with gates, a CodePipeline to look at, and runs of the function that may fail or die at every call. */
import type { BypassEvent } from "../../../../functions/domain/bypass/bypass-event";
import type { ReviewEvent } from "../../../../functions/domain/bypass/review-event";
import type { Baseline, Definition } from "../../../../functions/domain/bypass/definition";
import type {
  ActionRun,
  ExecutionLook,
  Listed,
  PipelineStateLook,
} from "../../../../functions/domain/bypass/looks";
import { RefusedRoleError } from "../../../../functions/domain/errors";
import type { Mail } from "../../../../functions/domain/mail";
import type {
  AlarmTopic,
  BypassTable,
  GatesOfPipeline,
  GateTable,
  Log,
  LogFields,
  PipelineLooks,
  SaidEvent,
} from "../../../../functions/domain/ports";
import type { GateSettings } from "../../../../functions/domain/types";
import { createHandler } from "../../../../functions/bypass/handler";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { FakeClock } from "../support/fakes";
import { definition, iamGate, slackGate } from "./fixtures";
import { FakeOpenReviews, FakeReviewTable } from "./fakes-reviews";
import { type Crash, Died, type Fault, type Line } from "../support/world";

interface Kept {
  readonly event: SaidEvent;
  readonly told: string[];
  done: boolean;
  until: number;
  /** The same of who looks after its review. */
  reviewUntil?: number;
  /** When it is deleted; absent for never. */
  expires?: number;
}

const retention = 30 * 86_400_000;

/** As the table keeps them: a claim is one run's for as long as a run may take. */
export class FakeBypasses implements BypassTable {
  readonly items = new Map<string, Kept>();
  readonly baselines = new Map<string, { baseline: Baseline; revision: number }>();

  async claim<E extends SaidEvent>(event: E, now: Date) {
    const item = this.items.get(event.id) ?? { event, told: [], done: false, until: 0 };
    if (item.done) return { kind: "told" as const };
    if (item.until > now.getTime()) return { kind: "held" as const };
    item.until = now.getTime() + 45_000;
    item.expires = now.getTime() + retention;
    this.items.set(event.id, item);
    return { kind: "claimed" as const, event: item.event as E, told: [...item.told] };
  }

  /** As DynamoDB deletes what has expired. */
  expire(now: Date): void {
    for (const [id, { expires = Infinity }] of this.items) {
      if (expires < now.getTime()) this.items.delete(id);
    }
  }

  async note(id: string, step: string): Promise<void> {
    this.items.get(id)?.told.push(step);
  }

  async finish(id: string): Promise<void> {
    const item = this.items.get(id);
    if (item !== undefined) item.done = true;
  }

  async baseline(pipelineName: string) {
    return this.baselines.get(pipelineName);
  }

  async noteBaseline(pipelineName: string, baseline: Baseline, revision: number | undefined) {
    if (this.baselines.get(pipelineName)?.revision !== revision) return;
    this.baselines.set(pipelineName, { baseline, revision: (revision ?? 0) + 1 });
  }
}

export class BypassWorld {
  readonly clock = new FakeClock();
  gates: GateSettings[] = [slackGate, iamGate];
  unreadable: string[] = [];
  definition: Definition | undefined = structuredClone(definition);
  state: PipelineStateLook = { disabled: [], overridden: [], rollbacks: {} };
  runs: ActionRun[] = [];
  executions: ExecutionLook[] = [];
  /** Gates whose roles do not let the hub look. */
  readonly refused = new Set<string>();
  /** What of the history of actions cannot be read. */
  cut: Omit<Listed<never>, "items"> = {};
  /** Instead of an answer of CodePipeline. */
  gone: Error = new Error("not set");
  readonly bypasses = new FakeBypasses();
  readonly written = new FakeReviewTable();
  readonly open = new FakeOpenReviews(this.bypasses);
  readonly reviewed: ReviewEvent[] = [];
  /** False for a hub without a table of reviews. */
  hasReviews = true;
  readonly bus: BypassEvent[] = [];
  readonly mails: Mail[] = [];
  readonly lines: Line[] = [];
  readonly calls: string[] = [];
  readonly faults: Fault[] = [];

  readonly log: Log = {
    info: (event, fields) => this.line("info", event, fields),
    warn: (event, fields) => this.line("warn", event, fields),
    error: (event, fields) => this.line("error", event, fields),
  };

  private line(level: Line["level"], event: Line["event"], fields?: LogFields): void {
    this.lines.push({ level, event, fields });
  }

  /** The role of this gate has read something; it may be gone, or may not any more. */
  private asGate({ action }: GateSettings): void {
    if (this.refused.has(action)) throw new RefusedRoleError(`${action} lets nobody look.`);
  }

  private readonly looks: PipelineLooks = {
    definition: async (gate) => {
      this.asGate(gate);
      return this.definition ?? Promise.reject(this.gone);
    },
    state: async (gate) => {
      this.asGate(gate);
      return this.state;
    },
    runs: async (gate, _name, { pipelineExecutionId: id, since }) => {
      this.asGate(gate);
      const items = this.runs.filter(
        (run) =>
          (id === undefined || run.pipelineExecutionId === id) &&
          (since === undefined || run.at === undefined || new Date(run.at) >= since),
      );
      return { items, ...this.cut };
    },
    executions: async (gate, _name, since) => {
      this.asGate(gate);
      const items = this.executions.filter(({ at }) => at === undefined || new Date(at) >= since);
      return { items };
    },
  };

  private readonly table: GateTable = {
    byPipeline: async () => {
      const all = [...this.gates.map((gate) => gate.action), ...this.unreadable];
      const names = new Set(all.map((key) => key.split("/")[0]));
      return [...names].map((pipelineName): GatesOfPipeline => {
        const isOf = (key: string): boolean => key.startsWith(`${pipelineName}/`);
        const readable = this.gates.filter((gate) => isOf(gate.action));
        return { pipelineName, readable, unreadable: this.unreadable.filter(isOf) };
      });
    },
  };

  /** One run, which dies where `crash` says. */
  async run(event: unknown, crash?: Crash): Promise<void> {
    let step = 0;
    let dead = false;
    const die = (): never => {
      dead = true;
      throw new Died("The environment is gone.");
    };
    const through = <T extends object>(name: string, target: T): T =>
      new Proxy(target, {
        get:
          (object, key: string) =>
          async (...args: unknown[]) => {
            if (dead) return die();
            const [call, mine] = [`${name}.${key}`, step++];
            this.calls.push(call);
            if (crash?.step === mine && crash.when === "before") return die();
            this.fail(call, "before");
            const method = Reflect.get(object, key) as (...all: unknown[]) => Promise<unknown>;
            const answer = await method.apply(object, args);
            this.fail(call, "after");
            if (crash?.step === mine && crash.when === "after") return die();
            return answer;
          },
      });
    const bus = {
      put: async (one: SaidEvent) =>
        void (one.type === "Reviewed" ? this.reviewed.push(one) : this.bus.push(one)),
    };
    const reviews = {
      tableName: "hub-reviews",
      written: through("written", this.written),
      open: through("open", this.open),
    };
    const alarms: AlarmTopic = { publish: async (mail) => void this.mails.push(mail) };
    await createHandler({
      gates: through("gates", this.table),
      looks: through("looks", this.looks),
      bypasses: through("bypasses", this.bypasses),
      bus: through("bus", bus),
      alarms: through("alarms", alarms),
      reviews: this.hasReviews ? reviews : undefined,
      log: this.log,
      clock: this.clock,
    })(event);
  }

  private fail(name: string, when: "before" | "after"): void {
    const fault = this.faults.find(
      (one) => one.call === name && (one.when ?? "before") === when && (one.times ?? 1) > 0,
    );
    if (fault === undefined) return;
    fault.times = (fault.times ?? 1) - 1;
    throw fault.error;
  }

  sweep = (crash?: Crash): Promise<void> => this.run(sweepOf(["orders/production/approve"]), crash);

  /** As Lambda tries an event: three times in all, with a minute and two between. */
  async retried(event: unknown, crash?: Crash): Promise<void> {
    for (const [tried, at] of [crash, undefined, undefined].entries()) {
      try {
        return await this.run(event, at);
      } catch {
        this.clock.advance(60 * (tried + 1));
      }
    }
  }

  kinds = (): string[] => this.bus.map(({ kind }) => kind);

  logged = (event: Line["event"]): Line[] => this.lines.filter((line) => line.event === event);
}
