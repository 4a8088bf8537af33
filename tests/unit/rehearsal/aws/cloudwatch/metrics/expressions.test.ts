import * as assert from "node:assert/strict";
import { valueOf } from "../../../../../../rehearsal/aws/cloudwatch/metrics/expressions";
import { answer } from "../../../../../../rehearsal/aws/cloudwatch/metrics/query";
import type { Series } from "../../../../../../rehearsal/aws/cloudwatch/metrics/series";

const a: Series = new Map([
  [0, 1],
  [60, 4],
  [120, 9],
]);
const r: Series = new Map([
  [0, 3],
  [60, 0],
]);
const scope = {
  period: 60,
  find: (id: string) => ({ a, r })[id],
  metrics: () => [a, r],
};

const shown = (expression: string): unknown => {
  const value = valueOf(expression, scope);
  return value instanceof Map ? Object.fromEntries(value) : value;
};

describe("An expression of metric math", () => {
  for (const [expression, value] of [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 ^ 3 - -1", 9],
    ["10 - 4 - 3", 3],
    ["1.5e1 / 2", 7.5],
    ["1 < 2 AND 2 >= 2", 1],
    ["1 == 2 || 1 != 2", 1],
    ["1 > 2 OR 0 && 1", 0],
    ["a * 2", { 0: 2, 60: 8, 120: 18 }],
    ["100 - a", { 0: 99, 60: 96, 120: 91 }],
    // Where both have a value.
    ["a + r", { 0: 4, 60: 4 }],
    // A division by zero has no value.
    ["a / r", { 0: 1 / 3 }],
    ["100 * r / (a + r)", { 0: 75, 60: 0 }],
    ["a > 3", { 0: 0, 60: 1, 120: 1 }],
    ["IF(a + r >= 4, 100 * r / (a + r))", { 0: 75, 60: 0 }],
    ["IF(a > 3, a, 0)", { 0: 0, 60: 4, 120: 9 }],
    ["IF(a > 3, a)", { 60: 4, 120: 9 }],
    ["IF(1, a, r)", { 0: 1, 60: 4, 120: 9 }],
    ["SUM([a, r])", { 0: 4, 60: 4, 120: 9 }],
    ["SUM(METRICS())", { 0: 4, 60: 4, 120: 9 }],
    ["MAX(METRICS())", { 0: 3, 60: 4, 120: 9 }],
    ["MIN(a)", 1],
    ["AVG([a, r])", { 0: 2, 60: 2, 120: 9 }],
    ["FILL(r, 0)", { 0: 3, 60: 0, 120: 0 }],
    ["FILL(r, REPEAT)", { 0: 3, 60: 0, 120: 0 }],
    ["a / PERIOD(a)", { 0: 1 / 60, 60: 4 / 60, 120: 9 / 60 }],
    ["RUNNING_SUM(a)", { 0: 1, 60: 5, 120: 14 }],
    ["DATAPOINT_COUNT(a)", 3],
    ["ABS(0 - a)", { 0: 1, 60: 4, 120: 9 }],
    ["CEIL(1.2) + FLOOR(1.8)", 3],
  ] as const) {
    it(`computes ${expression}`, () => assert.deepEqual(shown(expression), value));
  }

  for (const [expression, message] of [
    ["", /unexpected: its end/],
    ["a +", /unexpected: its end/],
    ["a b", /unexpected: b/],
    ["(a", /unexpected: its end/],
    ["a # r", /unexpected text/],
    ["nobody", /id nobody/],
    ["ANOMALY_DETECTION_BAND(a)", /ANOMALY_DETECTION_BAND is not/],
    ["IF(a)", /takes 2 to 3 arguments, got 1/],
    ["'text' + 1", /cannot be computed with/],
    ["RUNNING_SUM(METRICS())", /One series/],
    ["SUM(REPEAT)", /REPEAT stands in FILL/],
  ] as const) {
    it(`is refused as ${JSON.stringify(expression)}`, () => {
      assert.throws(() => valueOf(expression, scope), { code: "ValidationError", message });
    });
  }
});

describe("Queries", () => {
  const metric = { namespace: "N", name: "M", dimensions: {}, stat: "Sum", period: 300 };
  const metrics = { points: () => [{ at: 0, value: 2, count: 1 }] };
  const range = { start: 0, end: 1 };

  it("answer those that return data, whatever order they stand in", () => {
    const found = answer(
      [
        { id: "e", expression: "f * 2", returns: true },
        { id: "f", expression: "m / PERIOD(m)", returns: false },
        { id: "m", metric, returns: false },
      ],
      metrics,
      range,
    );
    assert.deepEqual(
      found.map(({ query: { id }, series }) => [id, series.map((one) => [...one])]),
      [["e", [[[0, 4 / 300]]]]],
    );
  });

  it("are refused where one needs its own result", () => {
    const circle = [
      { id: "a", expression: "b", returns: true },
      { id: "b", expression: "a", returns: false },
    ];
    assert.throws(() => answer(circle, metrics, range), {
      code: "ValidationError",
      message: /its own/,
    });
  });
});
