/** What CloudWatch takes for a dashboard (API Reference, "Dashboard Body Structure and Syntax"). */
import { ServiceError } from "../../../errors";
import { isObject } from "../../api/model";
import { metric } from "./metric";
import {
  all,
  anything,
  type Check,
  type Finding,
  flag,
  integer,
  list,
  matching,
  number,
  object,
  oneOf,
  text,
} from "./shapes";

/** A graph's period: seconds of a high-resolution metric, or whole minutes. */
const period: Check = (value, at) =>
  [1, 5, 10, 30].includes(value as number) ||
  (Number.isInteger(value) && (value as number) > 0 && (value as number) % 60 === 0)
    ? []
    : [{ dataPath: at, message: "Should be 1, 5, 10, 30 or a multiple of 60" }];

const region = matching(/^[a-z]{2}(-[a-z]+)+-\d$/);
const axis = object({ label: text, min: number(), max: number(), showUnits: flag });

const annotations = object({
  alarms: list(matching(/^arn:[^:]+:cloudwatch:[^:]*:\d{12}:alarm:.+$/), 1, 1),
  horizontal: list(anything),
  vertical: list(anything),
});

/** A graph shows metrics, or the metric of an alarm. */
const somethingToShow: Check = (value, at) => {
  const { metrics, annotations: notes } = value as Record<string, any>;
  if (metrics !== undefined || notes?.alarms !== undefined) return [];
  return [{ dataPath: at, message: "Should have required property 'metrics'" }];
};

/** Ids name rows in expressions, so that each is one row's. */
const uniqueIds: Check = (value, at) => {
  const { metrics } = value as Record<string, any>;
  const rows: unknown[] = Array.isArray(metrics) ? metrics : [];
  const ids = rows.flatMap((row) => (Array.isArray(row) ? [row.at(-1)?.id] : []));
  const again = ids.find((id, index) => id !== undefined && ids.indexOf(id) !== index);
  if (again === undefined) return [];
  return [{ dataPath: `${at}/metrics`, message: `Id '${again}' is not unique` }];
};

const graph = all(
  object(
    {
      ...{ metrics: list(metric(period), 1, 500), region, period, title: text, stat: text },
      view: oneOf("timeSeries", "singleValue", "gauge", "bar", "pie", "table"),
      ...{ stacked: flag, liveData: flag, sparkline: flag, setPeriodToTimeRange: flag },
      ...{ singleValueFullPrecision: flag, timezone: matching(/^[+-]\d{4}$/), annotations },
      yAxis: object({ left: axis, right: axis }),
      legend: object({ position: oneOf("right", "bottom", "hidden") }, ["position"]),
    },
    ["region"],
  ),
  (value, at) => (isObject(value) ? all(somethingToShow, uniqueIds)(value, at) : []),
);

const log = object(
  { query: text, region, title: text, view: oneOf("table", "timeSeries", "bar", "pie") },
  ["query", "region"],
);

const alarm = object(
  {
    alarms: list(text, 1, 100),
    title: text,
    sortBy: oneOf("default", "stateUpdatedTimestamp", "timestamp"),
  },
  ["alarms"],
);

const properties: Readonly<Record<string, Check>> = {
  metric: graph,
  text: object({ markdown: text, background: oneOf("solid", "transparent") }, ["markdown"]),
  ...{ log, alarm },
  explorer: object({ metrics: list(anything), labels: list(anything) }),
  custom: object({ endpoint: text }, ["endpoint"]),
  chart: object({}),
};

const place = object(
  {
    type: oneOf(...Object.keys(properties)),
    ...{ x: integer(0, 23), y: integer(0), width: integer(1, 24), height: integer(1, 1000) },
  },
  ["type", "properties"],
);

const widget: Check = (value, at) => {
  const general = place(value, at);
  if (general.length > 0 || !isObject(value)) return general;
  const { x, y } = value;
  if ((x === undefined) !== (y === undefined)) {
    const missing = x === undefined ? "x" : "y";
    return [{ dataPath: at, message: `Should have required property '${missing}'` }];
  }
  return properties[value.type as string](value.properties, `${at}/properties`);
};

const instant = matching(/^-?P(?=.)(\d+[YMWD])*(T(\d+[HMS])+)?$|^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);

const wholeBody = object(
  {
    ...{ widgets: list(widget, 0, 500), variables: list(anything, 0, 25) },
    ...{ start: instant, end: instant, periodOverride: oneOf("auto", "inherit") },
  },
  ["widgets"],
);

/** Everything that is wrong with a dashboard. */
export function findingsIn(body: unknown): Finding[] {
  const found = wholeBody(body, "");
  if (isObject(body) && body.end !== undefined && body.start === undefined) {
    found.push({
      dataPath: "",
      message: "Should have property start when property end is present",
    });
  }
  return found;
}

/** Refuses what PutDashboard refuses; answers the dashboard's body. */
export function needDashboardBody(given: string): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(given);
  } catch {
    throw refused("The field DashboardBody must be a valid JSON object");
  }
  if (!isObject(body)) throw refused("The field DashboardBody must be a valid JSON object");
  const found = findingsIn(body);
  if (found.length === 0) return body;
  const count =
    found.length === 1 ? "is 1 validation error" : `are ${found.length} validation errors`;
  throw refused(
    `The dashboard body is invalid, there ${count}:\n${JSON.stringify(found, null, 2)}`,
  );
}

function refused(message: string): ServiceError {
  return new ServiceError("InvalidParameterInput", message);
}
