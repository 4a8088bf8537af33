/** CloudWatch: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { dashboardHandler, metricAlarmHandler } from "./resources";

export const cloudwatchTypes: readonly ResourceType[] = [
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    handler: metricAlarmHandler,
    call: {
      model,
      operation: "PutMetricAlarm",
      code: "ValidationError",
      members: {
        name: "AlarmName",
        evaluateLowSampleCountPercentiles: "EvaluateLowSampleCountPercentile",
        metricQueries: "Metrics",
        "metricQueries.metric": "MetricStat",
        "metricQueries.metric.dimensions": "Metric.Dimensions",
        "metricQueries.metric.metricName": "Metric.MetricName",
        "metricQueries.metric.namespace": "Metric.Namespace",
      },
    },
    name: {
      input: "name",
      // From the API reference, PutMetricAlarm: the model names no characters.
      accepts: {
        parameter: "alarmName",
        pattern: "[^\\p{Cc}]+",
        most: 255,
        code: "ValidationError",
      },
    },
    tags: { code: "ValidationError" },
    replaces: ["name"],
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    handler: dashboardHandler,
    call: { model, operation: "PutDashboard", code: "InvalidParameterInput" },
    requires: ["dashboardBody", "dashboardName"],
    name: {
      input: "dashboardName",
      autoname: false,
      // From the API reference, PutDashboard: the model names no characters.
      accepts: {
        parameter: "DashboardName",
        pattern: "[A-Za-z0-9_-]+",
        most: 255,
        code: "InvalidParameterInput",
      },
    },
    replaces: ["dashboardName"],
  },
];
