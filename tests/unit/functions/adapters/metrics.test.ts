import * as assert from "node:assert/strict";
import { pointsOf } from "../../../support/metric-lines";
import { createMetering, metricsBy } from "../../../../functions/adapters/metrics";

const at = new Date();

/** The lines that are printed, as CloudWatch Logs gets them; a warning of the library is none. */
function printed(act: () => void): any[] {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr];
  const before = streams.map(({ write }) => write);
  for (const stream of streams) {
    stream.write = ((text: string) => lines.push(text) > 0) as never;
  }
  try {
    act();
  } finally {
    streams.forEach((stream, index) => (stream.write = before[index]));
  }
  pointsOf(lines, "CodePipelineApprovals");
  return lines.map((line) => JSON.parse(line));
}

const two = [
  { name: "Approved", unit: "Count", value: 1 },
  { name: "SecondsToDecision", unit: "Seconds", value: 12.5 },
] as const;

describe("metrics of a hub", () => {
  it("are lines in the embedded metric format, by the hub alone", () => {
    const [line, ...others] = printed(() => {
      createMetering("approvals", "hub").ofRequest("orders/Release/approve", two, at);
    });
    assert.deepEqual(others, []);
    assert.deepEqual(line, {
      _aws: {
        Timestamp: at.getTime(),
        CloudWatchMetrics: [
          {
            Namespace: "CodePipelineApprovals",
            Dimensions: [["Hub"]],
            Metrics: [
              { Name: "Approved", Unit: "Count" },
              { Name: "SecondsToDecision", Unit: "Seconds" },
            ],
          },
        ],
      },
      Hub: "approvals",
      // Told, and no dimension.
      Gate: "orders/Release/approve",
      Approved: 1,
      SecondsToDecision: 12.5,
    });
  });

  it("are by gate too where that is asked for, whatever the function is called", () => {
    process.env.POWERTOOLS_SERVICE_NAME = "approvals-publisher";
    try {
      const [line] = printed(() => {
        createMetering("approvals", "gate").ofRequest("orders/Release/approve", two, at);
      });
      const [{ Dimensions }] = line._aws.CloudWatchMetrics;
      assert.deepEqual(Dimensions, [["Hub"], ["Hub", "Gate"]]);
      assert.deepEqual([line.Hub, line.Gate], ["approvals", "orders/Release/approve"]);
      assert.equal(line.service, undefined);
    } finally {
      delete process.env.POWERTOOLS_SERVICE_NAME;
    }
  });

  it("are of one gate, or of the hub, one line after another", () => {
    const metering = createMetering("approvals", "gate");
    const lines = printed(() => {
      metering.ofHub([two[0]], at);
      metering.ofGate("orders/Release/approve", [two[0]], at);
      metering.ofHub([], at);
      metering.ofRequest("orders/Release/approve", [], at);
    });
    assert.deepEqual(
      lines.map((line) => line._aws.CloudWatchMetrics[0].Dimensions),
      [[["Hub"]], [["Hub", "Gate"]]],
    );
  });

  it("say of the next request nothing of the one before", () => {
    const metering = createMetering("approvals", "hub");
    const [, second] = printed(() => {
      metering.ofRequest("orders/Release/approve", two, at);
      metering.ofHub([two[0]], at);
    });
    assert.deepEqual([second.Gate, second.SecondsToDecision], [undefined, undefined]);
  });

  it("are by gate where the deployment says so, and by the hub where it says anything else", () => {
    assert.deepEqual([metricsBy("gate"), metricsBy("hub"), metricsBy("x")], ["gate", "hub", "hub"]);
    assert.equal(createMetering("approvals", "gate").isByGate, true);
    assert.equal(createMetering("approvals", "hub").isByGate, false);
  });
});
