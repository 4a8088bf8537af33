/** The dashboard of a hub: what CloudWatch takes, and which metrics it draws. */
import * as assert from "node:assert/strict";
import { counts, durations, gauges } from "../../../../../contract/measures";
import { dashboardBody } from "../../../../../components/monitoring/model/dashboard-body";
import { dashboardName } from "../../../../../components/monitoring/model/dashboard-name";
import { findingsIn } from "../../../../../rehearsal/aws/cloudwatch/dashboards/body";

const facts = {
  ...{ hub: "shop/prod/approvals", region: "eu-west-1", isByGate: false },
  functions: ["approvals-notifier", "approvals-measures"],
  queues: ["approvals-notifier-dead-letters"],
  ...{ measuresLog: "/aws/measures", publisherLog: "/aws/publisher" },
};

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Record<string, any>;
}

const widgets = (more: object = {}): Widget[] =>
  (dashboardBody({ ...facts, ...more }) as { widgets: Widget[] }).widgets;

const titled = (title: string, more: object = {}): Widget => {
  const found = widgets(more).filter(({ properties }) => properties.title === title);
  assert.equal(found.length, 1, title);
  return found[0];
};

/** Names of the metrics that the widgets draw. */
const drawn = (of: readonly Widget[]): string[] =>
  of.flatMap(({ properties }) => (properties.metrics ?? []).map(([, name]: string[]) => name));

describe("The body of a hub's dashboard", () => {
  for (const isByGate of [true, false]) {
    it(`is one that CloudWatch takes, ${isByGate ? "by gate" : "by hub"}`, () => {
      const body: unknown = JSON.parse(JSON.stringify(dashboardBody({ ...facts, isByGate })));
      assert.deepEqual(findingsIn(body), []);
    });

    it(`says in each widget which Region it is of, ${isByGate ? "by gate" : "by hub"}`, () => {
      for (const { properties } of widgets({ isByGate })) {
        assert.equal(properties.region, "eu-west-1", properties.title);
        assert.ok(properties.title.length > 5);
      }
    });

    it(`has no widget upon another, ${isByGate ? "by gate" : "by hub"}`, () => {
      const taken = new Set<string>();
      for (const { x, y, width, height, properties } of widgets({ isByGate })) {
        assert.ok(x + width <= 24, properties.title);
        for (let column = x; column < x + width; column += 1) {
          for (let row = y; row < y + height; row += 1) {
            assert.ok(!taken.has(`${column} ${row}`), properties.title);
            taken.add(`${column} ${row}`);
          }
        }
      }
    });
  }

  it("draws every metric of the hub, each of this hub", () => {
    const all = [...Object.values(counts), ...Object.values(durations), ...Object.values(gauges)];
    const names = drawn(widgets());
    for (const name of all) {
      // Who was asked is told by how it ended.
      if (name !== counts.requested) assert.ok(names.includes(name), name);
    }
    const own = widgets()
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(([namespace]: string[]) => namespace === "CodePipelineApprovals");
    assert.ok(own.length > 12);
    for (const [, , dimension, value, ...rest] of own) {
      assert.deepEqual([dimension, value, rest.length], ["Hub", "shop/prod/approvals", 1]);
    }
  });

  it("shows how long decisions take as the half and nine of ten", () => {
    const { properties } = titled("Time to decision, in seconds");
    const ofDecision = properties.metrics.filter(
      ([, name]: string[]) => name === durations.toDecision,
    );
    assert.deepEqual(
      ofDecision.map((row: any[]) => row.at(-1).stat),
      ["p50", "p90"],
    );
  });

  it("has no rejection rate where nothing was decided", () => {
    const { properties } = titled("Rejected, in percent");
    const [approved, rejected, [{ expression }]] = properties.metrics;
    assert.deepEqual(
      [approved, rejected].map(([, name, , , { id, visible }]: any[]) => [name, id, visible]),
      [
        ["Approved", "a", false],
        ["Rejected", "r", false],
      ],
    );
    // The expression, with numbers for what it asks of a day.
    const rate = (a: number | undefined, r: number | undefined): number | undefined => {
      const text = expression
        .replace(/FILL\(a,0\)/g, String(a ?? 0))
        .replace(/FILL\(r,0\)/g, String(r ?? 0));
      const [, condition, value] = /^IF\((.*?),(.*)\)$/.exec(text) ?? [];
      assert.match(`${condition}${value}`, /^[\d+*/()>]+$/);
      return new Function(`return ${condition} ? ${value} : undefined`)() as number | undefined;
    };
    assert.deepEqual(
      [rate(3, 1), rate(0, 2), rate(2, undefined), rate(undefined, undefined)],
      [25, 100, 0, undefined],
    );
  });

  it("draws errors and throttles of each function, and what each queue keeps", () => {
    const of = (title: string) =>
      titled(title).properties.metrics.map((row: any[]) => row.slice(0, 4));
    assert.deepEqual(
      of("Errors of the functions"),
      facts.functions.map((fn) => ["AWS/Lambda", "Errors", "FunctionName", fn]),
    );
    assert.deepEqual(
      of("Calls that Lambda turned away"),
      facts.functions.map((fn) => ["AWS/Lambda", "Throttles", "FunctionName", fn]),
    );
    assert.deepEqual(of("What could not be carried out"), [
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", facts.queues[0]],
    ]);
  });

  it("lists what waits now from the lines of the last two runs, the longest wait first", () => {
    const { type, properties } = titled("What waits");
    assert.equal(type, "log");
    assert.equal(
      properties.query,
      "SOURCE '/aws/measures' | filter event = \"waiting\" and toMillis(@timestamp) > (now() - 600) * 1000 | " +
        "stats latest(waitedSeconds) as seconds, latest(dueAt) as answerBy by action, requestedAt | " +
        "sort requestedAt asc",
    );
  });

  it("shows decisions by gate from the metrics of gates, and else from the log", () => {
    const fromLog = titled("Decisions by gate");
    assert.equal(fromLog.type, "log");
    assert.equal(
      fromLog.properties.query,
      "SOURCE '/aws/publisher' | filter ispresent(Approved) or ispresent(Rejected) | " +
        "stats sum(Approved) as approved, sum(Rejected) as rejected by Gate | sort Gate asc",
    );
    const { type, properties } = titled("Decisions by gate", { isByGate: true });
    assert.equal(type, "metric");
    assert.deepEqual(
      properties.metrics.map(([{ expression }]: any[]) => expression),
      ["Approved", "Rejected"].map(
        (name) =>
          `SEARCH('{CodePipelineApprovals,Hub,Gate} Hub="shop/prod/approvals" MetricName="${name}"', 'Sum', 86400)`,
      ),
    );
  });
});

describe("The name of a hub's dashboard", () => {
  it("has the characters and the length that CloudWatch takes, and tells stacks apart", () => {
    assert.equal(dashboardName("approvals", "shop", "prod"), "approvals-shop-prod");
    assert.equal(dashboardName("a.b c", "shop", "prod"), "a-b-c-shop-prod");
    assert.equal(dashboardName("x".repeat(300)).length, 255);
  });
});
