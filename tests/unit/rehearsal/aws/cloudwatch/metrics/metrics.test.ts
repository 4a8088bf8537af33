import * as assert from "node:assert/strict";
import { LocalMetrics } from "../../../../../../rehearsal/aws/cloudwatch/metrics/metrics";
import { isStatistic } from "../../../../../../rehearsal/aws/cloudwatch/metrics/statistics";

const minute = 60_000;
const metric = { namespace: "N", name: "M", dimensions: { a: "1", b: "2" } };

describe("Metrics", () => {
  let metrics: LocalMetrics;
  beforeEach(() => (metrics = new LocalMetrics()));
  const put = (at: number, value: number, more: object = {}) =>
    metrics.put(metric, { at, value, ...more });
  const points = (stat: string, more: object = {}, range = { start: 0, end: 10 * minute }) =>
    metrics.points({ ...metric, stat, period: 60, ...more }, range);
  const value = (stat: string) => points(stat)[0]?.value;

  it("are told apart by namespace, name and dimensions, in whatever order", () => {
    put(0, 1);
    const same = { ...metric, dimensions: { b: "2", a: "1" } };
    assert.equal(
      metrics.points({ ...same, stat: "Sum", period: 60 }, { start: 0, end: 1 })[0].value,
      1,
    );
    for (const other of [{ namespace: "O" }, { name: "O" }, { dimensions: { a: "1" } }]) {
      assert.deepEqual(points("Sum", other), []);
    }
    assert.deepEqual(metrics.list(), [metric]);
  });

  it("are summed up by periods, of which those without a value are not there", () => {
    for (const [at, value] of [
      [0, 1],
      [59_999, 2],
      [2 * minute, 4],
      [10 * minute, 8],
    ])
      put(at, value);
    assert.deepEqual(points("Sum"), [
      { at: 0, value: 3, count: 2 },
      { at: 2 * minute, value: 4, count: 1 },
    ]);
    assert.deepEqual(points("Sum", { period: 120 }, { start: minute, end: 3 * minute }), [
      { at: minute, value: 4, count: 1 },
    ]);
  });

  it("may come late", () => {
    put(minute, 2);
    put(0, 1);
    assert.deepEqual(
      points("Sum").map(({ value }) => value),
      [1, 2],
    );
  });

  it("have CloudWatch's statistics", () => {
    for (const number of [4, 1, 3, 2]) put(0, number);
    const found = [
      "Sum",
      "Average",
      "Minimum",
      "Maximum",
      "SampleCount",
      "p0",
      "p50",
      "p90",
      "p100",
    ].map(value);
    assert.deepEqual(found, [10, 2.5, 1, 4, 4, 1, 2.5, 3.7, 4]);
  });

  it("count a value as often as it occurred", () => {
    put(0, 1, { count: 9 });
    put(0, 11);
    assert.deepEqual(["SampleCount", "Average", "p50", "p100"].map(value), [10, 2, 1, 11]);
  });

  it("of a set of statistics have no percentiles", () => {
    put(0, 5, { count: 2, bounds: { minimum: 1, maximum: 9 } });
    assert.deepEqual(["Sum", "Minimum", "Maximum", "p50"].map(value), [10, 1, 9, undefined]);
  });

  it("of another unit do not count where one is asked for", () => {
    put(0, 1, { unit: "Count" });
    put(0, 2);
    assert.equal(points("Sum", { unit: "Count" })[0].value, 1);
    assert.equal(points("Sum", { unit: "None" })[0].value, 2);
    assert.equal(value("Sum"), 3);
  });

  it("know what is a statistic", () => {
    for (const stat of ["Sum", "p0", "p99.9", "p100"]) assert.ok(isStatistic(stat), stat);
    for (const stat of ["sum", "p", "p101", "tm90", "p1.12345678901"])
      assert.ok(!isStatistic(stat), stat);
  });
});
