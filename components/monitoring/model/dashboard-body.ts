/** The body of a hub's dashboard: CloudWatch API Reference, "Dashboard body structure and syntax". */
import {
  counts,
  durations,
  gauges,
  metricDimensions,
  metricNamespace,
} from "../../../contract/measures";

export interface DashboardFacts {
  readonly hub: string;
  readonly region: string;
  /** True where each gate has metrics of its own. */
  readonly isByGate: boolean;
  /** Names in AWS of the functions and of their dead letter queues. */
  readonly functions: readonly string[];
  readonly queues: readonly string[];
  /** Log groups of the functions that measure and that publish. */
  readonly measuresLog: string;
  readonly publisherLog: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Metric = readonly (string | object)[];

const day = 86_400;
const fiveMinutes = 300;

export function dashboardBody(of: DashboardFacts): object {
  const { hub, region } = of;
  const own = (name: string, more: object = {}): Metric => [
    ...[metricNamespace, name, metricDimensions.hub, hub],
    { region, ...more },
  ];
  const chart = (place: Place, title: string, metrics: readonly Metric[], more: object = {}) => ({
    type: "metric",
    ...place,
    properties: { title, region, view: "timeSeries", stat: "Sum", period: day, metrics, ...more },
  });
  const widgets = [
    chart(at(0, 0, 6), "Waiting now", [own(gauges.waiting)], {
      ...{ view: "singleValue", stat: "Maximum", period: fiveMinutes, sparkline: true },
    }),
    chart(
      at(6, 0, 9),
      "How long the oldest waits, in seconds",
      [
        own(gauges.oldestWaiting, { label: "waiting" }),
        own(gauges.oldestOverdue, { label: "past its SLA" }),
      ],
      { stat: "Maximum", period: fiveMinutes },
    ),
    logTable(of, at(15, 0, 9), "What waits", of.measuresLog, whatWaits),
    chart(at(0, 6, 12), "Time to decision, in seconds", [
      own(durations.toDecision, { stat: "p50", label: "half of them within" }),
      own(durations.toDecision, { stat: "p90", label: "nine of ten within" }),
      own(durations.workingToDecision, { stat: "p50", label: "half, in working time" }),
      own(durations.toFirstResponse, { stat: "p50", label: "half answered within" }),
    ]),
    chart(
      at(12, 6, 12),
      "How requests end",
      [counts.approved, counts.rejected, counts.expired, counts.cancelled].map((name) => own(name)),
      { view: "timeSeries", stacked: true },
    ),
    chart(at(0, 12, 8), "Rejected, in percent", rejectionRate(own), { yAxis: percent }),
    chart(
      at(8, 12, 8),
      "Reminders, breaches, escalations",
      [counts.reminded, counts.slaBreached, counts.escalated].map((name) => own(name)),
    ),
    byGate(of, at(16, 12, 8)),
    ...health(of, 18),
  ];
  return { widgets };
}

const at = (x: number, y: number, width: number): Place => ({ x, y, width, height: 6 });

const percent = { left: { min: 0, max: 100 } };

/** Without a decision there is no rate, and no point. */
function rejectionRate(own: (name: string, more?: object) => Metric): Metric[] {
  return [
    own(counts.approved, { id: "a", visible: false }),
    own(counts.rejected, { id: "r", visible: false }),
    [
      {
        expression: "IF(FILL(a,0)+FILL(r,0)>0,100*FILL(r,0)/(FILL(a,0)+FILL(r,0)))",
        label: "rejected",
      },
    ],
  ];
}

/**
 * CloudWatch Logs Insights: of the last two runs, whatever time the dashboard shows, the newest line of each
 * request, the longest wait first. What was decided since is no longer there.
 */
const whatWaits = [
  `filter event = "waiting" and toMillis(@timestamp) > (now() - ${2 * fiveMinutes}) * 1000`,
  "stats latest(waitedSeconds) as seconds, latest(dueAt) as answerBy by action, requestedAt",
  "sort requestedAt asc",
];

/** Of the lines of the metrics, which name the gate also where it is no dimension. */
const decisionsByGate = [
  `filter ispresent(${counts.approved}) or ispresent(${counts.rejected})`,
  `stats sum(${counts.approved}) as approved, sum(${counts.rejected}) as rejected by ${metricDimensions.gate}`,
  `sort ${metricDimensions.gate} asc`,
];

function logTable(
  { region }: DashboardFacts,
  place: Place,
  title: string,
  logGroup: string,
  query: readonly string[],
) {
  const text = [`SOURCE '${logGroup}'`, ...query].join(" | ");
  return { type: "log", ...place, properties: { title, region, view: "table", query: text } };
}

/** Which gates there are, the hub does not know when it is deployed. */
function byGate(of: DashboardFacts, place: Place) {
  if (!of.isByGate)
    return logTable(of, place, "Decisions by gate", of.publisherLog, decisionsByGate);
  const { hub, region } = of;
  const schema = [metricNamespace, metricDimensions.hub, metricDimensions.gate].join(",");
  const search = (name: string) => [
    {
      expression: `SEARCH('{${schema}} ${metricDimensions.hub}="${hub}" MetricName="${name}"', 'Sum', ${day})`,
      label: name,
      region,
    },
  ];
  const metrics = [counts.approved, counts.rejected].map(search);
  const title = "Decisions by gate";
  return {
    type: "metric",
    ...place,
    properties: { title, region, view: "timeSeries", stat: "Sum", period: day, metrics },
  };
}

function health({ region, functions, queues }: DashboardFacts, y: number) {
  const ofFunctions = (name: string) =>
    functions.map((fn) => ["AWS/Lambda", name, "FunctionName", fn, { region }]);
  const charts: [title: string, metrics: Metric[], stat: string][] = [
    ["Errors of the functions", ofFunctions("Errors"), "Sum"],
    ["Calls that Lambda turned away", ofFunctions("Throttles"), "Sum"],
    [
      "What could not be carried out",
      queues.map((queue) => [
        ...["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue],
        { region },
      ]),
      "Maximum",
    ],
  ];
  return charts.map(([title, metrics, stat], i) => ({
    type: "metric",
    ...at(i * 8, y, 8),
    properties: { title, region, view: "timeSeries", stat, period: fiveMinutes, metrics },
  }));
}
