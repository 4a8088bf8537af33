import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { MovableClock } from "../../../../rehearsal/clock";
import { countEvents, letSlaPass, unheard } from "../../../../rehearsal/terminal/auto-sla";

const start = Date.parse("2026-11-27T09:00:00Z");
const hour = 3_600_000;

/** A rehearsal whose hub does what a schedule says, and then makes the next one. */
class Around {
  readonly clock = new MovableClock(() => start);
  readonly events: { source: string; detail: object }[] = [];
  readonly moves: string[] = [];
  readonly lines: string[] = [];

  constructor(
    /** Hours from the start, each with the types of the events that are put then. */
    private readonly steps: [number, ...string[]][],
    private readonly expires = 48,
  ) {}

  get rehearsal(): Rehearsal {
    const { clock, events, steps } = this;
    const due = () => {
      const next = steps.find(([at]) => start + at * hour > clock.now().getTime());
      return next && new Date(start + next[0] * hour);
    };
    return {
      clock,
      engine: { pending: () => [{ expires: new Date(start + this.expires * hour) }] },
      account: {
        stores: { schedules: { nextDue: due } },
        buses: { names: () => ["default", "hub"], get: (name: string) => busOf(name, events) },
      },
    } as never;
  }

  pass() {
    return letSlaPass(this.rehearsal, {
      print: (line) => void this.lines.push(line),
      settle: async () => {
        const now = this.clock.now();
        this.moves.push(now.toISOString());
        const step = this.steps.find(([at]) => start + at * hour === now.getTime());
        for (const type of step?.slice(1) ?? []) this.put(String(type), `${now.getTime()}-${type}`);
        return undefined;
      },
    });
  }

  put(type: string, id: string, source = "codepipeline-approvals") {
    const request = { stageName: "Approve", actionName: "Release" };
    this.events.push({ source, detail: { id, type, request } });
  }
}

const busOf = (name: string, events: object[]) => ({
  recent: () => (name === "hub" ? events : []),
});

describe("the script sla", () => {
  it("moves the clock from step to step, and says what was sent", async () => {
    const around = new Around([
      [2, "Reminded"],
      [4, "SlaBreached", "Escalated"],
    ]);
    assert.equal(await around.pass(), undefined);
    assert.deepEqual(around.moves, ["2026-11-27T11:00:00.000Z", "2026-11-27T13:00:00.000Z"]);
    assert.deepEqual(around.lines, [
      "  nobody answers; the clock moves to 2026-11-27 11:00 UTC",
      "  Approve / Release: a reminder is sent",
      "  nobody answers; the clock moves to 2026-11-27 13:00 UTC",
      "  Approve / Release: not answered in time",
      "  Approve / Release: escalated",
    ]);
    assert.deepEqual(unheard(around.rehearsal), []);
  });

  it("lets no request expire", async () => {
    const around = new Around([[2, "Reminded"], [50]], 48);
    assert.equal(await around.pass(), undefined);
    assert.deepEqual(around.moves, ["2026-11-27T11:00:00.000Z"]);
  });

  it("ends where nothing comes to rest", async () => {
    const around = new Around([[2], [4]]);
    const said = await letSlaPass(around.rehearsal, {
      print: () => undefined,
      settle: async () => "Nothing has moved for 60 s.",
    });
    assert.equal(said, "Nothing has moved for 60 s.");
  });

  it("counts an event once, however often it was put, and none of others", () => {
    const around = new Around([]);
    around.put("Reminded", "a-1");
    around.put("Reminded", "a-1");
    around.put("Reminded", "b-1");
    around.put("Reminded", "c-1", "aws.codepipeline");
    assert.equal(countEvents(around.rehearsal, "Reminded"), 2);
  });

  it("is not passed where nobody is reminded, or nothing is escalated", () => {
    const around = new Around([]);
    assert.match(
      unheard(around.rehearsal).join("\n"),
      /^No request was reminded.*\nNo request was escalated/,
    );
    around.put("Reminded", "a-1");
    assert.match(
      unheard(around.rehearsal).join("\n"),
      /^No request was escalated: the script sla needs/,
    );
  });
});
