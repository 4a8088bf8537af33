import * as assert from "node:assert/strict";
import type { Alarm } from "../../../../rehearsal/aws/cloudwatch";
import { LocalMetrics } from "../../../../rehearsal/aws/cloudwatch/metrics/metrics";
import { measuresView } from "../../../../rehearsal/page/measures";
import { alarmOf } from "../aws/cloudwatch/alarms/support";

const at = Date.parse("2026-11-23T08:00:00Z");
const minute = 60_000;

function alarm(name: string, value: Alarm["state"]["value"], description?: string): Alarm {
  const state = { value, reason: "Why.", since: new Date(at) };
  return { settings: alarmOf({ name, description }), state, updatedAt: new Date(at) };
}

describe("What the page shows of measures", () => {
  let metrics: LocalMetrics;
  let alarms: Alarm[];
  beforeEach(() => {
    metrics = new LocalMetrics();
    alarms = [];
  });

  const view = () => measuresView({ metrics, alarms: { all: () => alarms } });
  const put = (name: string, value: number, minutes = 0, more: object = {}): void =>
    metrics.put(
      { namespace: "CodePipelineApprovals", name, dimensions: { Hub: "releases", ...more } },
      { at: at + minutes * minute, value },
    );

  it("is nothing where nothing is measured and nothing rings", () => {
    alarms = [alarm("dead-letters", "OK")];
    metrics.put({ namespace: "AWS/Lambda", name: "Errors", dimensions: {} }, { at, value: 1 });
    assert.equal(view(), undefined);
    alarms = [alarm("dead-letters", "ALARM")];
    assert.deepEqual(view()!.hubs, []);
  });

  it("is the last value of what goes up and down, and those before it", () => {
    put("Waiting", 3, 10);
    put("Waiting", 0, 0);
    put("OldestWaitingSeconds", 540, 10);
    const [{ hub, waiting, oldestWaiting, oldestOverdue }] = view()!.hubs;
    assert.equal(hub, "releases");
    assert.deepEqual(waiting, { value: 3, at: "2026-11-23T08:10:00.000Z", history: [0, 3] });
    assert.equal(oldestWaiting!.value, 540);
    assert.equal(oldestOverdue, undefined);
  });

  it("draws the last thirty values", () => {
    for (let count = 0; count < 40; count += 1) put("Waiting", count, count);
    const { history } = view()!.hubs[0].waiting!;
    assert.deepEqual([history.length, history[0], history.at(-1)], [30, 10, 39]);
  });

  it("counts whatever was counted, and knows the spans", () => {
    for (const name of ["Requested", "Requested", "Approved", "Reminded", "SlaBreached"]) {
      put(name, 1);
    }
    for (const seconds of [60, 120, 180]) put("SecondsToDecision", seconds);
    const [{ requested, approved, rejected, reminded, escalated, breached, toDecision }] =
      view()!.hubs;
    assert.deepEqual(
      [requested, approved, rejected, reminded, escalated, breached],
      [2, 1, 0, 1, 0, 1],
    );
    assert.deepEqual(toDecision, { p50: 120, p90: 168, count: 3 });
  });

  it("tells hubs and gates apart", () => {
    put("Approved", 1);
    for (const Gate of ["web/Gate/b", "web/Gate/a"]) put("Approved", 1, 0, { Gate });
    put("SecondsToDecision", 60, 0, { Gate: "web/Gate/a" });
    put("Approved", 1, 0, { Hub: "other" });
    const { hubs } = view()!;
    assert.deepEqual(
      hubs.map(({ hub, gates }) => [hub, gates.map(({ gate }) => gate)]),
      [
        ["other", []],
        ["releases", ["web/Gate/a", "web/Gate/b"]],
      ],
    );
    const [{ approved, toDecision }, { toDecision: none }] = hubs[1].gates;
    assert.deepEqual([approved, toDecision!.p50, none], [1, 60, undefined]);
  });

  it("has the alarms that ring first", () => {
    put("Waiting", 0);
    alarms = [
      alarm("c", "OK"),
      alarm("b", "INSUFFICIENT_DATA"),
      alarm("d", "ALARM", "Look."),
      alarm("a", "OK"),
    ];
    const { alarms: shown } = view()!;
    assert.deepEqual(
      shown.map(({ name }) => name),
      ["d", "b", "a", "c"],
    );
    assert.deepEqual(shown[0], {
      ...{ name: "d", state: "ALARM", since: "2026-11-23T08:00:00.000Z" },
      ...{ reason: "Why.", description: "Look." },
    });
  });
});
