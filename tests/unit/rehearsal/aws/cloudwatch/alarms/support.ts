/** An alarm, its clock, and everybody whom it tells. */
import { MovableClock } from "../../../../../../rehearsal/clock";
import {
  LocalAlarms,
  type AlarmServices,
} from "../../../../../../rehearsal/aws/cloudwatch/alarms/alarms";
import { LocalMetrics } from "../../../../../../rehearsal/aws/cloudwatch/metrics/metrics";
import type { BusEvent } from "../../../../../../rehearsal/aws/codepipeline";
import { place } from "../../account/support/new-account";
import type { MetricAlarm } from "../../../../../../rehearsal/aws/cloudwatch/alarms/types";
import type { MetricStat } from "../../../../../../rehearsal/aws/cloudwatch/metrics/types";

export const topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";

export const waiting: MetricStat = {
  ...{ namespace: "CodePipelineApprovals", name: "Waiting", dimensions: { Hub: "releases" } },
  ...{ stat: "Sum", period: 60 },
};

/** An alarm that rings at any value above 0 within a minute. */
export function alarmOf(more: Partial<MetricAlarm> = {}): MetricAlarm {
  return {
    ...{ kind: "metric", name: "stuck", isSimple: true, actionsEnabled: true },
    arn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:stuck",
    actions: { OK: [], ALARM: [topicArn], INSUFFICIENT_DATA: [] },
    queries: [{ id: "m1", metric: waiting, returns: true }],
    ...{ comparison: "GreaterThanThreshold", threshold: 0, evaluationPeriods: 1 },
    ...{ treatMissingData: "missing", evaluatesFewSamples: true },
    ...more,
  };
}

const minute = 60_000;
export const start = Date.parse("2026-11-23T08:00:30Z");

export function watch() {
  const clock = new MovableClock(() => start);
  const metrics = new LocalMetrics();
  const published: { topicArn: string; subject?: string; message: string }[] = [];
  const invoked: { name: string; event: unknown }[] = [];
  const events: BusEvent[] = [];
  const lost: string[] = [];
  let work: Promise<void> = Promise.resolve();
  let refuse = false;
  const services: AlarmServices = {
    topics: {
      publish: async (notification) => {
        if (refuse) throw new Error("not allowed");
        published.push(notification);
        return "id";
      },
    },
    functions: { invokeAsync: (name, event) => void invoked.push({ name, event }) },
    put: (event) => void events.push(event),
    idle: () => work,
  };
  const alarms = new LocalAlarms({
    ...{ clock, place, metrics, newId: () => "event-1", services: () => services },
  });
  alarms.events.on("lost", (text) => lost.push(text));
  const measure = (value: number): void =>
    metrics.put(waiting, { at: clock.now().getTime(), value });
  /** Moves the clock, and waits until the alarms have been looked at. */
  const pass = async (minutes: number): Promise<void> => {
    clock.advance(minutes * minute);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  };
  const state = (name = "stuck") => alarms.find(name)!.state.value;
  return {
    ...{ clock, alarms, metrics, published, invoked, events, lost, measure, pass, state },
    after: (promise: Promise<void>) => void (work = promise),
    refusing: () => void (refuse = true),
  };
}
