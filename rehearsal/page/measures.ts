/** What a hub measures, from the same metric lines as its dashboard at AWS, and its alarms. */
import type { Alarm, Alarms, Metrics } from "../aws/cloudwatch";
import type {
  AlarmView,
  GateMeasures,
  GaugeView,
  HubMeasures,
  MeasuresView,
  SpanView,
} from "./types";

const namespace = "CodePipelineApprovals";

/** Seconds; all of a rehearsal is in one. */
const ever = 4_000_000_000;
const whole = { start: 0, end: ever * 1000 };

/** How many of the last values are drawn. */
const drawn = 30;

interface Sources {
  readonly metrics: Pick<Metrics, "points" | "list">;
  readonly alarms: Pick<Alarms, "all">;
}

/** Undefined where nothing is measured and nothing rings. */
export function measuresView({ metrics, alarms }: Sources): MeasuresView | undefined {
  const sets = metrics.list().filter((metric) => metric.namespace === namespace);
  const all = alarms.all().map(alarmView).sort(byUrgency);
  if (sets.length === 0 && all.every(({ state }) => state !== "ALARM")) return undefined;
  const hubs = new Set(sets.flatMap(({ dimensions }) => dimensions.Hub ?? []));
  const gatesOf = (hub: string) =>
    new Set(sets.flatMap(({ dimensions: { Hub, Gate } }) => (Hub === hub ? (Gate ?? []) : [])));
  return {
    hubs: [...hubs].sort().map((hub): HubMeasures => {
      const look = lookAt(metrics, { Hub: hub });
      const gates = [...gatesOf(hub)].sort();
      return {
        ...{ hub, waiting: look.gauge("Waiting") },
        oldestWaiting: look.gauge("OldestWaitingSeconds"),
        oldestOverdue: look.gauge("OldestOverdueSeconds"),
        toFirstResponse: look.span("SecondsToFirstResponse"),
        toDecision: look.span("SecondsToDecision"),
        toDecisionInWorkingTime: look.span("WorkingSecondsToDecision"),
        ...look.counts(),
        gates: gates.map((gate) => gateMeasures(metrics, hub, gate)),
      };
    }),
    alarms: all,
  };
}

function gateMeasures(metrics: Sources["metrics"], hub: string, gate: string): GateMeasures {
  const look = lookAt(metrics, { Hub: hub, Gate: gate });
  const { approved, rejected, expired } = look.counts();
  return { gate, approved, rejected, expired, toDecision: look.span("SecondsToDecision") };
}

function lookAt(metrics: Sources["metrics"], dimensions: Readonly<Record<string, string>>) {
  const points = (name: string, stat: string, period = ever) =>
    metrics.points({ namespace, name, dimensions, stat, period }, whole);
  const count = (name: string): number => points(name, "Sum")[0]?.value ?? 0;
  return {
    gauge: (name: string): GaugeView | undefined => {
      const values = points(name, "Maximum", 60).sort((a, b) => a.at - b.at);
      const last = values.at(-1);
      if (last === undefined) return undefined;
      const at = new Date(last.at).toISOString();
      return { value: last.value, at, history: values.slice(-drawn).map(({ value }) => value) };
    },
    span: (name: string): SpanView | undefined => {
      const [half] = points(name, "p50");
      const [most] = points(name, "p90");
      return half && most && { p50: half.value, p90: most.value, count: half.count };
    },
    counts: () => ({
      requested: count("Requested"),
      approved: count("Approved"),
      rejected: count("Rejected"),
      expired: count("Expired"),
      cancelled: count("Cancelled"),
      reminded: count("Reminded"),
      escalated: count("Escalated"),
      breached: count("SlaBreached"),
    }),
  };
}

function alarmView({ settings: { name, description }, state }: Alarm): AlarmView {
  const { value, since, reason } = state;
  return {
    ...{ name, state: value, since: since.toISOString(), reason },
    ...(description !== undefined && { description }),
  };
}

const urgency = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

function byUrgency(a: AlarmView, b: AlarmView): number {
  return urgency[a.state] - urgency[b.state] || (a.name < b.name ? -1 : 1);
}
