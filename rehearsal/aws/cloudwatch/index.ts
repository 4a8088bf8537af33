/** What others may use of this service. */
export { LocalAlarms, type AlarmServices } from "./alarms/alarms";
export type { Alarm, Alarms, Change } from "./alarms/types";
export { LocalMetrics } from "./metrics/metrics";
export type { Metrics } from "./metrics/types";
export { cloudwatchTypes } from "./resource-types";
export { type FunctionMetrics, ServiceMetrics } from "./service-metrics";
