/** CloudWatch: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import {
  compositeAlarmCall,
  compositeAlarmHandler,
  dashboardHandler,
  metricAlarmCall,
  metricAlarmHandler,
} from "./resources";

// From the API reference, PutMetricAlarm and PutCompositeAlarm: the model names no characters.
const alarmName = {
  parameter: "alarmName",
  pattern: "[^\\p{Cc}]+",
  most: 255,
  code: "ValidationError",
};

export const cloudwatchTypes: readonly ResourceType[] = [
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    handler: metricAlarmHandler,
    call: metricAlarmCall,
    name: { input: "name", accepts: alarmName },
    tags: { code: "ValidationError" },
    replaces: ["name"],
  },
  {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    handler: compositeAlarmHandler,
    call: compositeAlarmCall,
    requires: ["alarmName", "alarmRule"],
    name: { input: "alarmName", autoname: false, accepts: alarmName },
    tags: { code: "ValidationError" },
    replaces: ["actionsEnabled", "alarmName"],
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
