/** A small world for the three handlers: what lasts, and runs that may die at every step. */
import type { GateStore, Log } from "../../../../functions/domain/ports";
import type {
  Credentials,
  CredentialsStore,
  SlackApi,
} from "../../../../functions/channels/slack/ports";
import type { ApprovalRequest, GateSettings, Release } from "../../../../functions/domain/types";
import type { Channel } from "../../../../functions/channels/channel";
import { createHandler as createAutomatic } from "../../../../functions/automatic/handler";
import { createAutomaticChannel } from "../../../../functions/channels/automatic/channel";
import { createDecidingSlackChannel } from "../../../../functions/channels/slack/deciding-channel";
import { createHandler as createDecider } from "../../../../functions/decider/handler";
import { createHandler as createLedger } from "../../../../functions/ledger/handler";
import { createHandler as createNotifier } from "../../../../functions/notifier/handler";
import { createHandler as createPublisher } from "../../../../functions/publisher/handler";
import type { PublishedEvent } from "../../../../functions/domain/published-event";
import { createHandler as createReminder } from "../../../../functions/reminder/handler";
import { createHandler as createSweep } from "../../../../functions/sweep/handler";
import { createHandler as createWatcher } from "../../../../functions/watcher/handler";
import type { JsonObject } from "../../../../functions/domain/ledger/canonical";
import { gateRecord, settings as sample, token } from "../domain/samples";
import { FakeClock, FakePipelines, FakeSlack } from "./fakes";
import { FakeFunctions } from "./fakes-automatic";
import { FakeArchive, FakeLedger, FakeSigner } from "./fakes-ledger";
import { FakeSchedules, FakeTopics } from "./fakes-reminder";
import { FakeTable } from "./fake-table";
import { type Crash, Died, type Fault, type Line, lineOf } from "./runs";

export const expires = "2026-11-29T21:00:00.000Z";
export const secret = "8f742231b10e8888abcd99yyyzzz85a5";

export { type Crash, Died, type Fault, type Line } from "./runs";

export class World {
  readonly clock = new FakeClock();
  readonly table = new FakeTable();
  readonly pipelines = new FakePipelines(this.clock);
  readonly slack = new FakeSlack();
  readonly topics = new FakeTopics();
  readonly schedules = new FakeSchedules();
  readonly functions = new FakeFunctions();
  /** What Lambda keeps for the decider. */
  readonly handedOver: object[] = [];
  readonly ledger = new FakeLedger();
  readonly signer = new FakeSigner();
  readonly archive = new FakeArchive();
  /** What a gate's item in the table has, by its action. */
  readonly gateRecords = new Map<string, JsonObject>([[sample.action, gateRecord]]);
  /** What the hub has kept of what bypassed its gates, by its id. */
  readonly bypasses = new Map<string, unknown>();
  readonly ledgerDeadLetters: unknown[] = [];
  /** Before which further tries the ledger has waited. */
  readonly pauses: number[] = [];
  /** Whether the hub keeps a ledger. */
  hasLedger = false;
  readonly lines: Line[] = [];
  /** Every call of every run, by its name. */
  readonly calls: string[] = [];
  readonly faults: Fault[] = [];
  readonly gates = new Map<string, GateSettings>([[sample.action, sample]]);
  credentials: Credentials = { botToken: "xoxb-1", signingSecret: secret };
  /** Called before each call; a scheduler may hold it back, a test may change the world. */
  before: (call: string) => Promise<void> | void = () => undefined;
  /** What the execution releases. */
  release: Release = { revisions: [], variables: [], actions: [] };
  /** Channels beside Slack. */
  readonly channels: Channel[] = [];
  /** Ids that the deployment pins. */
  pinned: { teamId?: string; appId?: string } = {};

  /** The ports of one run, which dies where `crash` says. */
  ports(crash?: Crash, credentials?: CredentialsStore) {
    let step = 0;
    let dead = false;
    const die = (): never => {
      dead = true;
      throw new Died("The environment is gone.");
    };
    const call = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      if (dead) return die();
      const mine = step++;
      this.calls.push(name);
      await this.before(name);
      if (crash?.step === mine && crash.when === "before") return die();
      this.fail(name, "before");
      const answer = await work();
      this.fail(name, "after");
      if (crash?.step === mine && crash.when === "after") return die();
      return answer;
    };
    /** What is read page by page is a call before its first item. */
    const paged = (name: string, items: (after: number) => AsyncIterable<unknown>) =>
      async function* (after: number) {
        const all = async () => {
          const found: unknown[] = [];
          for await (const item of items(after)) found.push(item);
          return found;
        };
        yield* await call(`${name}.entriesAfter`, all);
      };
    /** The same methods, each through `call`. */
    const through = <T extends object>(name: string, target: T): T =>
      new Proxy(target, {
        get: (object, key: string) => {
          const method = Reflect.get(object, key) as unknown;
          if (typeof method !== "function") return method;
          if (key === "entriesAfter") return paged(name, method.bind(object));
          return (...args: unknown[]) =>
            call(`${name}.${key}`, () => Reflect.apply(method, object, args) as Promise<unknown>);
        },
      });
    const gates: GateStore = { read: async (action) => this.gates.get(action) };
    const store: CredentialsStore = { read: async () => this.credentials };
    const slack = through<SlackApi>("slack", this.slack);
    const ports = {
      gates: through("gates", gates),
      requests: through("requests", this.table),
      pipelines: through("pipelines", this.pipelines),
      credentials: credentials ?? through("credentials", store),
      slack,
      membersOf: (id: string) => slack.userGroupMembers(id),
      onCall: async () => "not-on-call" as const,
      accountOf: (email: string) => slack.userWithEmail(email),
      releases: through("releases", { read: async () => this.release }),
      log: this.log,
      clock: this.clock,
      topics: through("topics", this.topics),
      schedules: through("schedules", this.schedules),
      retentionDays: 30,
      hasLedger: this.hasLedger,
      ...this.pinned,
    };
    const automatic = {
      functions: through("functions", this.functions),
      history: through("history", this.table),
      decider: through("decider", {
        send: async (event: object) => void this.handedOver.push(event),
      }),
    };
    const ledger = {
      ledger: through("ledger", this.ledger),
      signer: through("signer", this.signer),
      archive: through("archive", this.archive),
      pause: async (lost: number) => void this.pauses.push(lost),
      hub: "approvals",
      gates: through("gates", { record: async (action: string) => this.gateRecords.get(action) }),
      bypasses: through("bypasses", { event: async (id: string) => this.bypasses.get(id) }),
      deadLetters: through("deadLetters", {
        send: async (event: unknown) => void this.ledgerDeadLetters.push(event),
      }),
    };
    return {
      ...ports,
      through,
      ofLedger: { ...ports, ...ledger },
      ofAutomatic: { ...ports, ...automatic },
      channels: [
        createDecidingSlackChannel(ports),
        createAutomaticChannel({ ...ports, ...automatic }),
        ...this.channels,
      ],
    };
  }

  private fail(name: string, when: "before" | "after"): void {
    const fault = this.faults.find(
      (one) => one.call === name && (one.when ?? "before") === when && (one.times ?? 1) > 0,
    );
    if (fault === undefined) return;
    fault.times = (fault.times ?? 1) - 1;
    throw fault.error;
  }

  readonly log: Log = {
    info: (event, fields) => void this.lines.push(lineOf("info", event, fields)),
    warn: (event, fields) => void this.lines.push(lineOf("warn", event, fields)),
    error: (event, fields) => void this.lines.push(lineOf("error", event, fields)),
  };

  notify = (event: Parameters<ReturnType<typeof createNotifier>>[0], crash?: Crash) =>
    createNotifier(this.ports(crash))(event);

  decide = (click: unknown, crash?: Crash) => createDecider(this.ports(crash))(click);

  watch = (event: unknown, crash?: Crash) => createWatcher(this.ports(crash))(event);

  record = (event: unknown, crash?: Crash) => createLedger(this.ports(crash).ofLedger)(event);

  remind = (event: unknown, crash?: Crash) => createReminder(this.ports(crash))(event);

  automatic = (event: unknown, crash?: Crash) =>
    createAutomatic(this.ports(crash).ofAutomatic)(event);

  /** One sweep, and what it hands over is carried out at once. */
  sweep = async () => {
    const notifier = createNotifier(this.ports());
    const watcher = createWatcher(this.ports());
    await createSweep({
      gates: { actions: async () => [...this.gates.keys()] },
      unsettled: { actions: async () => this.table.unsettledActions() },
      notifier: { send: notifier },
      watcher: { send: watcher },
      publisher: { send: async (event) => void (await this.publisher(event)) },
      reminder: { send: createReminder(this.ports()) },
      automatic: { send: createAutomatic(this.ports().ofAutomatic) },
      ...(this.hasLedger ? { ledger: { send: createLedger(this.ports().ofLedger) } } : {}),
      log: this.log,
      clock: this.clock,
    })({});
  };

  /** What publisher put on the hub's bus. */
  readonly bus: PublishedEvent[] = [];

  readonly publisher = createPublisher({
    bus: { put: async (event) => void this.bus.push(event) },
    publications: this.table,
    deadLetters: { send: () => Promise.reject(new Error("no queue")) },
    log: this.log,
    clock: this.clock,
  });

  /** The stream is read to its end; records that `isLost` names never arrive. Answers how many came. */
  publish = async (isLost: (record: number) => boolean = () => false): Promise<number> => {
    let record = 0;
    for (let next = this.table.stream.shift(); next; next = this.table.stream.shift()) {
      if (!isLost(record++)) await this.publisher({ Records: [next] });
    }
    return record;
  };

  /** The request as the table has it. */
  request(of = token, action = sample.action): ApprovalRequest {
    const item = this.table.items.get(`${action}#${of}`);
    if (item === undefined) throw new Error(`The table has no request ${of}.`);
    return JSON.parse(item) as ApprovalRequest;
  }

  /** What a message says, whole. */
  message(ts = this.request().messages[0].id): string {
    return JSON.stringify(this.slack.messages.get(ts));
  }

  /** How often all runs together made this call. */
  count(name: string): number {
    return this.calls.filter((one) => one === name).length;
  }
}
