/** What the handlers need of the world. Adapters implement these; tests use fakes. */
import type { ActionKey } from "../../contract/records";
import type { BypassEvent } from "./bypass/bypass-event";
import type { Baseline, Definition } from "./bypass/definition";
import type { ActionRun, ExecutionLook, Listed, PipelineStateLook } from "./bypass/looks";
import type { ReviewEvent } from "./bypass/review-event";
import type { LogEvent } from "./log-events";
import type { Measure } from "./measures";
import type { Mail } from "./mail";
import type { PublishedRange } from "./publication";
import type { PublishedEvent } from "./published-event";
import type {
  Actor,
  ApprovalRequest,
  DecisionResult,
  GateSettings,
  ObservedAction,
  Revision,
} from "./types";
import type { Waiting } from "./waiting";

export type { DecisionHistory, GateFunctions, ReleaseFacts } from "./release-ports";

export interface GateStore {
  /** Undefined where no gate has this action: then nobody may decide it. */
  read(action: ActionKey): Promise<GateSettings | undefined>;
}

/** All gates, by their pipelines. */
export interface GateTable {
  byPipeline(): Promise<readonly GatesOfPipeline[]>;
}

export interface GatesOfPipeline {
  readonly pipelineName: string;
  readonly readable: readonly GateSettings[];
  /** Actions whose records cannot be read. */
  readonly unreadable: readonly ActionKey[];
}

/** The actions that have a gate. */
export interface GateList {
  actions(): Promise<readonly ActionKey[]>;
}

/** The actions with a request that is open, or whose end a message or the event bus does not have. */
export interface UnsettledIndex {
  actions(): Promise<readonly ActionKey[]>;
}

export interface RequestStore {
  /** Puts a new request; "exists" where the token is known already. */
  create(request: ApprovalRequest): Promise<"created" | "exists">;
  /** A consistent read. */
  read(action: ActionKey, token: string): Promise<ApprovalRequest | undefined>;
  /** Replaces the item if it still has `next.version - 1`. */
  save(next: ApprovalRequest): Promise<"saved" | "conflict">;
  /** Requests of an action that are open, or whose message does not show how they ended. */
  unsettled(action: ActionKey): Promise<Unsettled>;
}

export interface Unsettled {
  readonly requests: readonly ApprovalRequest[];
  /** Those that stand in the index though nothing is left to do: every event is on the bus by now. */
  readonly finished: readonly ApprovalRequest[];
  /** Tokens of what the table keeps for the action and nobody can read. */
  readonly unreadable: readonly string[];
}

/** What publisher notes of the events of a request. */
export interface PublicationStore {
  /** Requests of an action that stand in the index of what is unsettled. */
  unfinished(action: ActionKey): Promise<readonly ApprovalRequest[]>;
  /**
   * Notes that the events up to `through` are on the bus, as far as the request has them, where those up to
   * `after` are noted already. Answers up to where they were noted before; undefined where nothing is noted.
   */
  note(request: ApprovalRequest, range: PublishedRange): Promise<number | undefined>;
}

/** Names of an approval action. */
export type ActionNames = Pick<ApprovalRequest, "pipelineName" | "stageName" | "actionName">;

/** A run of an approval action that waits, as CodePipeline shows it. */
interface WaitingAction {
  readonly token: string;
  /** ISO 8601: since when. */
  readonly since: string;
}

/** What a run of an approval action is found by. */
export type RunOfAction = Pick<
  ApprovalRequest,
  | "pipelineName"
  | "stageName"
  | "actionName"
  | "token"
  | "pipelineExecutionId"
  | "actionExecutionId"
>;

/** CodePipeline, as the gate's role. */
export interface Pipelines {
  /**
   * Calls PutApprovalResult with the gate's role, its session named after the person. "final" means
   * that the token is spent or expired: somebody or something else has ended the request.
   */
  decide(input: {
    settings: GateSettings;
    request: ApprovalRequest;
    result: DecisionResult;
    summary: string;
    person: Actor;
  }): Promise<"accepted" | "final">;
  /**
   * What CodePipeline knows about the request, read with the gate's role: by the id of its run where
   * that is known, and by its token otherwise, which CodePipeline shows only while it waits.
   */
  observe(
    settings: GateSettings,
    request: RunOfAction,
    hint?: { pipelineExecutionId?: string },
  ): Promise<ObservedAction | undefined>;
  /** What waits in the action at this moment, for somebody to decide it; not in PARALLEL pipelines. */
  waiting(settings: GateSettings, action: ActionNames): Promise<WaitingAction | undefined>;
  /** What the execution would release. */
  revisions(
    settings: GateSettings,
    pipelineName: string,
    pipelineExecutionId: string,
  ): Promise<Revision[]>;
}

/** Lambda's own queue of events for another function of the hub. */
export interface InvocationQueue {
  /** Resolves when Lambda has kept the event for an asynchronous invocation of the function. */
  send(event: object): Promise<void>;
}

/** What of an event its envelope says. */
export type EventOnBus = Pick<PublishedEvent | SaidEvent, "type" | "time">;

export interface EventBus<Event extends EventOnBus = PublishedEvent> {
  /** Puts one event; throws a FinalError where another try does not mend that it was not taken. */
  put(event: Event): Promise<void>;
}

/**
 * What CodePipeline shows of a whole pipeline, read with a gate's role. Throws a RefusedRoleError where that may
 * not read it.
 */
export interface PipelineLooks {
  /** Throws an UnknownPipelineError where there is none. */
  definition(settings: GateSettings, pipelineName: string): Promise<Definition>;
  state(settings: GateSettings, pipelineName: string): Promise<PipelineStateLook>;
  /** Runs of approval actions: of one execution, or that ended since then. */
  runs(
    settings: GateSettings,
    pipelineName: string,
    which: { readonly pipelineExecutionId?: string; readonly since?: Date },
  ): Promise<Listed<ActionRun>>;
  /** That changed since then. */
  executions(
    settings: GateSettings,
    pipelineName: string,
    since: Date,
  ): Promise<Listed<ExecutionLook>>;
}

/** What is said once: on the bus, and to whoever runs the hub. */
export type SaidEvent = BypassEvent | ReviewEvent;

/** What is known of bypasses: which were said, and how the pipelines looked. */
export interface BypassTable {
  /** "told" where it was said before, "held" where another run is about to. */
  claim<E extends SaidEvent>(
    bypass: E,
    now: Date,
  ): Promise<
    | { readonly kind: "told" | "held" }
    | {
        readonly kind: "claimed";
        /** As it was first seen. */
        readonly event: E;
        readonly told: readonly string[];
      }
  >;
  /** Notes a step of saying it. */
  note(id: string, step: string): Promise<void>;
  finish(id: string): Promise<void>;
  baseline(
    pipelineName: string,
  ): Promise<{ readonly baseline: Baseline; readonly revision: number } | undefined>;
  /** Nothing is noted where another run has noted a newer one. */
  noteBaseline(pipelineName: string, next: Baseline, revision: number | undefined): Promise<void>;
}

/** Whoever runs the hub. */
export interface AlarmTopic {
  publish(mail: Mail): Promise<void>;
}

/** What wakes the reminder at a moment. */
export interface Schedules {
  /** "exists" where one of this name was made before. */
  create(name: string, at: Date, action: ActionKey): Promise<"created" | "exists">;
}

/** Topics, as the gate's role. */
export interface TopicPublisher {
  publish(settings: GateSettings, topicArn: string, mail: Mail): Promise<void>;
}

/** Metrics of this hub. */
export interface Metering {
  /** True where each gate has metrics of its own beside the hub's. */
  readonly isByGate: boolean;
  ofHub(measures: readonly Measure[], at: Date): void;
  ofGate(gate: ActionKey, measures: readonly Measure[], at: Date): void;
  /** Of the hub and, where it has metrics of its own, of the gate. */
  ofRequest(gate: ActionKey, measures: readonly Measure[], at: Date): void;
}

/** What waits, of one action. */
export interface WaitingStore {
  read(action: ActionKey): Promise<Waiting[]>;
  /** Notes that whoever runs the hub was told of it. */
  noteStuck(of: Waiting, at: Date): Promise<void>;
}

export interface DeadLetterQueue {
  /** Keeps an event with which the function can be invoked again. */
  send(event: unknown): Promise<void>;
}

/** Keys of every log line: Lambda Powertools leaves out a field of the same name. */
type ReservedKey = "event" | "level" | "message" | "sampling_rate" | "service" | "timestamp";

/** What a log line says beside its event: never a body, a header or a credential. */
export type LogFields = Record<string, unknown> & { readonly [Key in ReservedKey]?: never };

export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

export interface Clock {
  now(): Date;
}
