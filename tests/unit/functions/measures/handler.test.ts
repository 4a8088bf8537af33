/** How it stands, every five minutes; and every call of a run throttled, failed, or done with its answer lost. */
import * as assert from "node:assert/strict";
import type { Measure } from "../../../../functions/domain/measures";
import type { Waiting } from "../../../../functions/domain/waiting";
import { createHandler, type Ports } from "../../../../functions/measures/handler";

const gate = "orders/Release/approve";
const other = "shop/Release/approve";
const topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const now = new Date("2026-11-27T12:00:00.000Z");

const waitingSince = (requestedAt: string, action = gate): Waiting => ({
  ...{ action, token: `token of ${action} ${requestedAt}`, status: "PENDING" },
  ...{ region: "eu-west-1", requestedAt, stuckToldAt: undefined },
});

type When = "before" | "after";

/** A hub around the function: what it has kept, and what people and CloudWatch were told. */
class Hub {
  readonly table: Waiting[];
  readonly mails: string[] = [];
  readonly lines: [event: string, fields?: object][] = [];
  readonly measured: Record<string, Record<string, number>> = {};
  readonly calls: string[] = [];
  /** The call of this number, or of this name, goes wrong. */
  fault?: { readonly call: number | string; readonly when: When };

  constructor(
    waiting: readonly Waiting[],
    private readonly asked: Pick<Ports, "stuckAfterMinutes"> & {
      readonly byGate?: boolean;
      readonly isTold?: boolean;
      readonly gates?: string[];
    } = {},
  ) {
    this.table = [...waiting];
  }

  async run(): Promise<unknown> {
    const { byGate = false, isTold = true, gates = [gate, other], stuckAfterMinutes } = this.asked;
    const keep = (name: string, measures: readonly Measure[]) => {
      this.measured[name] = Object.fromEntries(measures.map((m) => [m.name, m.value]));
    };
    const log = (event: string, fields?: object) => void this.lines.push([event, fields]);
    const handle = createHandler({
      unsettled: {
        actions: () => this.call("list", () => [...new Set(this.table.map((w) => w.action))]),
      },
      waiting: {
        read: (action) => this.call("read", () => this.table.filter((w) => w.action === action)),
        noteStuck: (one, at) =>
          this.call("note", () => {
            const found = this.table.findIndex(({ token }) => token === one.token);
            this.table[found] = { ...one, stuckToldAt: at.toISOString() };
          }),
      },
      gates: { actions: () => this.call("gates", () => gates) },
      metering: {
        isByGate: byGate,
        ofHub: (measures) => keep("hub", measures),
        ofGate: keep,
        ofRequest: () => assert.fail("is the publisher's"),
      },
      stuckAfterMinutes,
      ...(isTold && {
        alarmTopic: {
          arn: topicArn,
          publish: (mail) =>
            this.call("publish", () => void this.mails.push(`${mail.subject}\n${mail.text}`)),
        },
      }),
      log: { info: log, warn: log, error: log },
      clock: { now: () => now },
    });
    return handle({}).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  private async call<T>(name: string, answer: () => T): Promise<T> {
    const number = this.calls.push(name) - 1;
    const { fault } = this;
    if (fault === undefined || (fault.call !== number && fault.call !== name)) return answer();
    if (fault.when === "after") answer();
    throw new Error(`${name} went wrong`);
  }
}

const anHour = waitingSince("2026-11-27T11:00:00.000Z");
const aDay = waitingSince("2026-11-26T12:00:00.000Z", other);
const zero = { Waiting: 0, OldestWaitingSeconds: 0, OldestOverdueSeconds: 0 };

describe("the function that measures", () => {
  it("says what waits and for how long, and each request in the log", async () => {
    const hub = new Hub([anHour, { ...aDay, sla: { dueAt: "2026-11-27T11:59:00.000Z" } }]);
    assert.equal(await hub.run(), undefined);
    const all = { Waiting: 2, OldestWaitingSeconds: 86_400, OldestOverdueSeconds: 60 };
    assert.deepEqual(hub.measured, { hub: all });
    const { requestedAt } = aDay;
    assert.deepEqual(hub.lines, [
      ["waiting", { action: gate, requestedAt: anHour.requestedAt, waitedSeconds: 3600 }],
      [
        "waiting",
        { action: other, requestedAt, waitedSeconds: 86_400, dueAt: "2026-11-27T11:59:00.000Z" },
      ],
    ]);
    assert.deepEqual(hub.mails, []);
  });

  it("says zero where nothing waits, and reads no gate", async () => {
    const hub = new Hub([]);
    await hub.run();
    assert.deepEqual(hub.measured, { hub: zero });
    assert.deepEqual(hub.calls, ["list"]);
  });

  it("says it of each gate where that is asked for, also of those where nothing waits", async () => {
    const hub = new Hub([anHour], { byGate: true });
    await hub.run();
    assert.deepEqual(hub.measured[gate], { ...zero, Waiting: 1, OldestWaitingSeconds: 3600 });
    assert.deepEqual(hub.measured[other], zero);
  });

  it("leaves a key alone that is no action's", async () => {
    const hub = new Hub([{ ...anHour, action: "no key" }]);
    await hub.run();
    assert.deepEqual(hub.measured, { hub: zero });
  });

  it("tells once of what waits for too long: which, since when, and where to decide it", async () => {
    const hub = new Hub([anHour, aDay], { stuckAfterMinutes: 120 });
    await hub.run();
    await hub.run();
    const [mail, ...others] = hub.mails;
    assert.deepEqual(others, []);
    assert.match(mail, /^Approval waits for 1 d: Release \/ approve of shop\n/);
    const url =
      "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop/view";
    assert.ok(mail.includes(`Decide in the console: ${url}`), mail);
    const [, stuck] = hub.lines.find(([event]) => event === "request_stuck")!;
    assert.deepEqual(stuck, {
      ...{ action: other, region: "eu-west-1", requestedAt: aDay.requestedAt },
      stuckAfterMinutes: 120,
    });
  });

  it("says it in the log alone where no topic is told", async () => {
    const hub = new Hub([aDay], { stuckAfterMinutes: 120, isTold: false });
    await hub.run();
    assert.ok(hub.lines.some(([event]) => event === "request_stuck"));
    assert.notEqual(hub.table[0].stuckToldAt, undefined);
  });

  it("tells nobody where nothing is ever too long", async () => {
    const hub = new Hub([aDay]);
    await hub.run();
    assert.deepEqual(hub.mails, []);
    assert.equal(hub.table[0].stuckToldAt, undefined);
  });

  it("tells of the others where one cannot be told of, and is tried again", async () => {
    const older = waitingSince("2026-11-25T12:00:00.000Z");
    const hub = new Hub([older, aDay], { stuckAfterMinutes: 120 });
    hub.fault = { call: 3, when: "before" };
    const error = await hub.run();
    assert.match(String(error), /1 requests that are stuck/);
    assert.deepEqual(
      hub.lines.filter(([event]) => event === "stuck_not_told").map(([, fields]) => fields),
      [{ action: gate, error: "Error", reason: "publish went wrong", remedy: undefined }],
    );
    assert.equal(hub.mails.length, 1);
    delete hub.fault;
    assert.equal(await hub.run(), undefined);
    assert.equal(hub.mails.length, 2);
  });

  it("loses nothing, whichever call fails or loses its answer: the next run tells the rest", async () => {
    const asked = { stuckAfterMinutes: 120, byGate: true };
    const whole = new Hub([anHour, aDay], asked);
    await whole.run();
    assert.ok(whole.calls.length >= 6, whole.calls.join());
    for (const when of ["before", "after"] as const) {
      for (const [call, name] of whole.calls.entries()) {
        const hub = new Hub([anHour, aDay], asked);
        hub.fault = { call, when };
        assert.notEqual(await hub.run(), undefined, name);
        delete hub.fault;
        assert.equal(await hub.run(), undefined);
        assert.equal(await hub.run(), undefined);
        // A message whose answer, or whose note, was lost is sent once more, and then no more.
        const isTwice =
          (name === "publish" && when === "after") || (name === "note" && when === "before");
        assert.equal(hub.mails.length, isTwice ? 2 : 1, `${name} ${when}`);
        assert.deepEqual(hub.measured["hub"], whole.measured["hub"]);
      }
    }
  });
});
