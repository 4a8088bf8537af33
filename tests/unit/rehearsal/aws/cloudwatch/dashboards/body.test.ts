import * as assert from "node:assert/strict";
import {
  findingsIn,
  needDashboardBody,
} from "../../../../../../rehearsal/aws/cloudwatch/dashboards/body";

const region = "eu-west-1";
const row = ["CodePipelineApprovals", "Waiting", "Hub", "releases"];
const graph = (properties: object = {}) => ({
  ...{ type: "metric", x: 0, y: 0, width: 12, height: 6 },
  properties: { region, metrics: [row], ...properties },
});
const of = (...widgets: unknown[]) => findingsIn({ widgets });
const rows = (...metrics: unknown[]) => of(graph({ metrics }));

describe("The body of a dashboard", () => {
  for (const [what, body] of Object.entries({
    "without widgets": { widgets: [] },
    "of a graph": { widgets: [graph()] },
    "with a range": { start: "-PT6H", end: "P0D", periodOverride: "inherit", widgets: [] },
    "with a range by date": { start: "2026-11-01T00:00:00Z", widgets: [] },
    "of a text": { widgets: [{ type: "text", properties: { markdown: "# Hub" } }] },
    "of alarms": { widgets: [{ type: "alarm", properties: { alarms: ["arn:x"], title: "t" } }] },
    "of a query": { widgets: [{ type: "log", properties: { query: "SOURCE 'x'", region } }] },
    "of an alarm's graph": {
      widgets: [
        {
          type: "metric",
          properties: {
            region,
            annotations: { alarms: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a"] },
          },
        },
      ],
    },
  })) {
    it(`is taken ${what}`, () => assert.deepEqual(findingsIn(body), []));
  }

  it("may draw expressions, options, and what the row above says", () => {
    assert.deepEqual(
      rows(
        [{ expression: "100*r/(a+r)", label: "Rejected", id: "e1", yAxis: "right" }],
        [...row.slice(0, 2), "Hub", "releases", { id: "a", stat: "p90", visible: false }],
        [".", "Rejected", ".", ".", { id: "r", color: "#d13212", period: 86_400 }],
        ["...", { stat: "Sum" }],
      ),
      [],
    );
  });

  for (const [what, widgets, path, message] of [
    ["type", [{ type: "chart2", properties: {} }], "/widgets/0/type", /allowed values/],
    ["no type", [{ properties: {} }], "/widgets/0", /'type'/],
    ["no properties", [{ type: "text" }], "/widgets/0", /'properties'/],
    ["x", [{ ...graph(), x: 24 }], "/widgets/0/x", /<= 23/],
    ["y", [{ ...graph(), y: -1 }], "/widgets/0/y", />= 0/],
    ["x alone", [{ ...graph(), y: undefined }], "/widgets/0", /'y'/],
    ["width", [graph(), { ...graph(), width: 25 }], "/widgets/1/width", /<= 24/],
    ["height", [{ ...graph(), height: 0 }], "/widgets/0/height", />= 1/],
    ["half", [{ ...graph(), height: 1.5 }], "/widgets/0/height", /integer/],
    ["no region", [graph({ region: undefined })], "/widgets/0/properties", /'region'/],
    ["region", [graph({ region: "Ireland" })], "/widgets/0/properties/region", /pattern/],
    ["no metrics", [graph({ metrics: undefined })], "/widgets/0/properties", /'metrics'/],
    ["period", [graph({ period: 90 })], "/widgets/0/properties/period", /multiple of 60/],
    ["view", [graph({ view: "line" })], "/widgets/0/properties/view", /timeSeries/],
    ["stacked", [graph({ stacked: "no" })], "/widgets/0/properties/stacked", /boolean/],
    [
      "legend",
      [graph({ legend: { position: "top" } })],
      "/widgets/0/properties/legend/position",
      /right/,
    ],
    [
      "axis",
      [graph({ yAxis: { left: { min: "0" } } })],
      "/widgets/0/properties/yAxis/left/min",
      /number/,
    ],
    ["no markdown", [{ type: "text", properties: {} }], "/widgets/0/properties", /'markdown'/],
    [
      "no alarms",
      [{ type: "alarm", properties: { alarms: [] } }],
      "/widgets/0/properties/alarms",
      /less than 1/,
    ],
    ["widget", ["text"], "/widgets/0", /object/],
    [
      "row of one",
      [graph({ metrics: [["AWS/SQS"]] })],
      "/widgets/0/properties/metrics/0",
      /less than 2/,
    ],
    [
      "odd row",
      [graph({ metrics: [row.slice(0, 3)] })],
      "/widgets/0/properties/metrics/0",
      /more than 2/,
    ],
    [
      "number in a row",
      [graph({ metrics: [["a", "b", "c", 1]] })],
      "/widgets/0/properties/metrics/0/3",
      /"String"/,
    ],
    [
      "options",
      [graph({ metrics: [[...row, { color: "red" }]] })],
      "/widgets/0/properties/metrics/0/4/color",
      /pattern/,
    ],
    [
      "id",
      [graph({ metrics: [[...row, { id: "A" }]] })],
      "/widgets/0/properties/metrics/0/4/id",
      /pattern/,
    ],
    [
      "ids",
      [
        graph({
          metrics: [
            [...row, { id: "a" }],
            [...row, { id: "a" }],
          ],
        }),
      ],
      "/widgets/0/properties/metrics",
      /unique/,
    ],
    [
      "expression",
      [graph({ metrics: [[...row, { expression: "a" }]] })],
      "/widgets/0/properties/metrics/0",
      /without a metric/,
    ],
    [
      "dimensions",
      [graph({ metrics: [["n", "m", ...Array(62).fill("d")]] })],
      "/widgets/0/properties/metrics/0",
      /more than 62/,
    ],
  ] as const) {
    it(`is refused for its ${what}`, () => {
      const [first, ...others] = findingsIn({ widgets });
      assert.equal(first.dataPath, path);
      assert.match(first.message, message);
      assert.deepEqual(others, []);
    });
  }

  it("is refused without widgets, with more than 500, and with an end alone", () => {
    assert.match(findingsIn({})[0].message, /'widgets'/);
    assert.match(of(...Array(501).fill(graph()))[0].message, /more than 500/);
    assert.match(findingsIn({ end: "P0D", widgets: [] })[0].message, /start/);
    assert.match(findingsIn({ start: "yesterday", widgets: [] })[0].message, /pattern/);
  });

  it("is refused with everything that is wrong, as PutDashboard words it", () => {
    const body = JSON.stringify({ widgets: [{ ...graph(), x: 24 }, graph({ view: "line" })] });
    assert.throws(() => needDashboardBody(body), {
      code: "InvalidParameterInput",
      message:
        /there are 2 validation errors:\n\[[^]*"dataPath": "\/widgets\/0\/x"[^]*"dataPath": "\/widgets\/1\/properties\/view"/,
    });
  });

  for (const text of ["", "{", "[]", "null", "7"]) {
    it(`is refused where it is no object: ${JSON.stringify(text)}`, () => {
      assert.throws(() => needDashboardBody(text), {
        code: "InvalidParameterInput",
        message: /must be a valid JSON object/,
      });
    });
  }
});
