import * as assert from "node:assert/strict";
import { measuredIn } from "../../../../../../rehearsal/aws/cloudwatch/emf/document";

const now = new Date("2026-11-23T08:00:00Z");
const at = now.getTime();
const hour = 3_600_000;

type Root = Record<string, any>;

/** A valid document, changed. */
function read(change: (root: Root, directive: Root) => void = () => undefined) {
  const directive: Root = {
    Namespace: "CodePipelineApprovals",
    Dimensions: [["Hub"]],
    Metrics: [{ Name: "Waiting", Unit: "Count" }],
  };
  const root: Root = {
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    ...{ Hub: "releases", Gate: "web/Gate/qa", Waiting: 2 },
  };
  change(root, directive);
  return measuredIn(root, now);
}

const metric = {
  namespace: "CodePipelineApprovals",
  name: "Waiting",
  dimensions: { Hub: "releases" },
};

describe("A document of the embedded metric format", () => {
  it("measures what it names", () => {
    assert.deepEqual(read(), [{ metric, sample: { at, value: 2, unit: "Count" } }]);
  });

  it("measures each value, in each of its sets of dimensions", () => {
    const found = read((root, directive) => {
      directive.Dimensions = [["Hub"], ["Hub", "Gate"], []];
      root.Waiting = [2, 3];
    });
    assert.deepEqual(
      found.map(({ metric: { dimensions }, sample: { value } }) => [dimensions, value]),
      [{ Hub: "releases" }, { Hub: "releases", Gate: "web/Gate/qa" }, {}].flatMap((set) => [
        [set, 2],
        [set, 3],
      ]),
    );
  });

  it("has no unit where it names none, and values of high resolution", () => {
    const [{ sample }] = read((_, directive) => {
      directive.Metrics = [{ Name: "Waiting", StorageResolution: 1 }];
    });
    assert.equal(sample.unit, "None");
  });

  for (const [hours, count] of [
    [-336, 1],
    [-336.1, 0],
    [2, 1],
    [2.1, 0],
  ] as const) {
    it(`measures ${count === 0 ? "nothing" : "as well"} ${hours} hours from now`, () => {
      assert.equal(read((root) => void (root._aws.Timestamp = at + hours * hour)).length, count);
    });
  }

  for (const [what, message, change] of [
    ["metadata", /_aws is not an object/, (root) => (root._aws = 1)],
    ["time", /Timestamp/, (root) => (root._aws.Timestamp = "now")],
    ["half a millisecond", /Timestamp/, (root) => (root._aws.Timestamp = 1.5)],
    ["directives", /CloudWatchMetrics is not a list/, (root) => (root._aws.CloudWatchMetrics = {})],
    ["directive", /not an object/, (root) => (root._aws.CloudWatchMetrics = [1])],
    ["namespace", /Namespace/, (_, directive) => (directive.Namespace = "")],
    ["long namespace", /Namespace/, (_, directive) => (directive.Namespace = "n".repeat(256))],
    ["dimensions", /list of dimension sets/, (_, directive) => (directive.Dimensions = [])],
    ["flat dimensions", /set is not a list/, (_, directive) => (directive.Dimensions = ["Hub"])],
    [
      "31 dimensions",
      /more than 30 keys/,
      (_, directive) => (directive.Dimensions = [Array(31).fill("Hub")]),
    ],
    [
      "dimension that is not there",
      /Stage has no text/,
      (_, directive) => (directive.Dimensions = [["Stage"]]),
    ],
    [
      "number as a dimension",
      /Waiting has no text/,
      (_, directive) => (directive.Dimensions = [["Waiting"]]),
    ],
    ["empty dimension", /1 to 1024 ASCII/, (root) => (root.Hub = "")],
    ["long dimension", /1 to 1024 ASCII/, (root) => (root.Hub = "h".repeat(1025))],
    ["dimension with an umlaut", /1 to 1024 ASCII/, (root) => (root.Hub = "Prüfung")],
    ["metrics", /Metrics is not a list/, (_, directive) => (directive.Metrics = "Waiting")],
    [
      "101 metrics",
      /more than 100/,
      (_, directive) => (directive.Metrics = Array(101).fill({ Name: "Waiting" })),
    ],
    ["metric without a name", /no name/, (_, directive) => (directive.Metrics = [{}])],
    [
      "unit",
      /unit Requests/,
      (_, directive) => (directive.Metrics = [{ Name: "Waiting", Unit: "Requests" }]),
    ],
    [
      "resolution",
      /neither 1 nor 60/,
      (_, directive) => (directive.Metrics = [{ Name: "Waiting", StorageResolution: 10 }]),
    ],
    ["value that is a text", /no number/, (root) => (root.Waiting = "2")],
    ["value that is missing", /no number/, (root) => delete root.Waiting],
    ["value that is none", /no number/, (root) => (root.Waiting = [1, null])],
    ["value beyond 2^360", /no number/, (root) => (root.Waiting = 2 ** 361)],
    ["101 values", /more than 100 values/, (root) => (root.Waiting = Array(101).fill(1))],
  ] as [string, RegExp, (root: Root, directive: Root) => void][]) {
    it(`measures nothing at all for its ${what}`, () => {
      assert.throws(() => read(change), { name: "EmfError", message });
    });
  }
});
