/** The dashboard as CloudWatch takes it: a grid of 24 columns, each widget with its Region. */
import * as assert from "node:assert/strict";
import {
  type DashboardFacts,
  dashboardBody,
} from "../../../../../components/monitoring/model/dashboard-body";
import { dashboardName } from "../../../../../components/monitoring/model/dashboard-name";
import { counts, durations, gauges } from "../../../../../contract/measures";

const facts: DashboardFacts = {
  ...{ hub: "approvals", region: "eu-west-1", isByGate: false },
  ...{ functions: ["approvals-notifier", "approvals-sweep"], queues: ["approvals-notifier-dead"] },
  ...{ measuresLog: "/aws/lambda/measures", publisherLog: "/aws/lambda/publisher" },
};
const widgetsOf = (change: Partial<DashboardFacts> = {}): any[] =>
  (dashboardBody({ ...facts, ...change }) as any).widgets;
const titled = (title: string, change?: Partial<DashboardFacts>) =>
  widgetsOf(change).find(({ properties }) => properties.title === title).properties;

describe("the dashboard of a hub", () => {
  it("lies in the grid, and no widget lies on another", () => {
    for (const isByGate of [false, true]) {
      const taken = new Set<string>();
      for (const { x, y, width, height, properties } of widgetsOf({ isByGate })) {
        assert.ok(x >= 0 && x + width <= 24, properties.title);
        assert.equal(properties.region, "eu-west-1");
        for (let column = x; column < x + width; column += 1) {
          for (let row = y; row < y + height; row += 1) {
            const cell = `${column}/${row}`;
            assert.ok(!taken.has(cell), `${properties.title} at ${cell}`);
            taken.add(cell);
          }
        }
      }
      assert.equal(taken.size % 24, 0);
    }
  });

  it("draws every metric that the hub has, but for the heartbeat, which has an alarm", () => {
    const text = JSON.stringify(widgetsOf());
    const drawn = { ...counts, ...durations, ...gauges } as Record<string, string>;
    delete drawn.requested;
    for (const name of Object.values(drawn)) {
      assert.ok(text.includes(`["CodePipelineApprovals","${name}","Hub","approvals"`), name);
    }
  });

  it("takes how long decisions take by percentiles, and what waits by its maximum", () => {
    const stats = titled("Time to decision, in seconds").metrics.map(
      (one: any[]) => one.at(-1).stat,
    );
    assert.deepEqual(stats, ["p50", "p90", "p50", "p50"]);
    assert.equal(titled("Waiting now").stat, "Maximum");
    assert.equal(titled("How long the oldest waits, in seconds").stat, "Maximum");
  });

  it("has no rate of rejections where nobody has decided", () => {
    const [a, r, [{ expression }]] = titled("Rejected, in percent").metrics;
    assert.deepEqual([a[1], a[4].id, a[4].visible], ["Approved", "a", false]);
    assert.deepEqual([r[1], r[4].id, r[4].visible], ["Rejected", "r", false]);
    assert.match(expression, /^IF\(FILL\(a,0\)\+FILL\(r,0\)>0,/);
  });

  it("tells decisions apart by gate, from the log or from the gates' own metrics", () => {
    const log = titled("Decisions by gate").query;
    assert.match(log, /^SOURCE '\/aws\/lambda\/publisher' \| filter event = "event_published"/);
    const { metrics } = titled("Decisions by gate", { isByGate: true });
    assert.equal(
      metrics[0][0].expression,
      `SEARCH('{CodePipelineApprovals,Hub,Gate} Hub="approvals" MetricName="Approved"', 'Sum', 86400)`,
    );
  });

  it("says what waits from the log of the function that measures", () => {
    assert.match(
      titled("What waits").query,
      /^SOURCE '\/aws\/lambda\/measures' \| filter event = "waiting" \| /,
    );
  });

  it("shows the health of every function and of every queue", () => {
    const { metrics } = titled("Errors of the functions");
    assert.deepEqual(
      metrics.map((one: string[]) => one[3]),
      facts.functions,
    );
    assert.equal(titled("Calls that Lambda turned away").metrics.length, 2);
    const [queue] = titled("What could not be carried out").metrics;
    assert.deepEqual(queue.slice(0, 4), [
      ...["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"],
      "approvals-notifier-dead",
    ]);
  });

  it("has a name that CloudWatch takes, whatever the parts are", () => {
    assert.equal(dashboardName("approvals", "shop", "prod"), "approvals-shop-prod");
    assert.equal(dashboardName("a.b", "org/shop", "prod"), "a-b-org-shop-prod");
    assert.equal(dashboardName("a".repeat(300)).length, 255);
  });
});
