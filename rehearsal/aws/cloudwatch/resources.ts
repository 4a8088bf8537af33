/** CloudWatch: alarms and dashboards of a program. */
import { type ApiCall, requestOf } from "../account/call-request";
import { arn, created, type Handler, physicalName, putHandler } from "../account/context";
import { needActions, needMetricAlarm } from "./alarms/request-rules";
import { parseRule } from "./alarms/rule";
import {
  compositeAlarmOf,
  type CompositeAlarmRequest,
  metricAlarmOf,
  type MetricAlarmRequest,
} from "./alarms/settings";
import model from "./api-model.json";
import { needDashboardBody } from "./dashboards/body";

export const metricAlarmCall: ApiCall = {
  ...{ model, operation: "PutMetricAlarm", code: "ValidationError" },
  members: {
    name: "AlarmName",
    evaluateLowSampleCountPercentiles: "EvaluateLowSampleCountPercentile",
    metricQueries: "Metrics",
    "metricQueries.metric": "MetricStat",
    "metricQueries.metric.dimensions": "Metric.Dimensions",
    "metricQueries.metric.metricName": "Metric.MetricName",
    "metricQueries.metric.namespace": "Metric.Namespace",
  },
};

export const compositeAlarmCall: ApiCall = {
  ...{ model, operation: "PutCompositeAlarm", code: "ValidationError" },
  members: {
    actionsSuppressor: "",
  },
};

export const metricAlarmHandler: Handler = putHandler(
  (registration, context) => {
    const name = physicalName(registration, context);
    const alarmArn = arn(context, "cloudwatch", `alarm:${name}`);
    const inputs = { ...registration.inputs, name };
    const request = requestOf(metricAlarmCall, inputs) as MetricAlarmRequest;
    needMetricAlarm(request, context.place);
    const answer = created(name, registration, { name, arn: alarmArn });
    const alarm = metricAlarmOf(request, alarmArn);
    // What it watches is not computed on this machine, so that it never rings.
    if (alarm === undefined) return { ...answer, recorded: true };
    context.stores.alarms.put(alarm);
    return answer;
  },
  ({ state }, { stores }) => stores.alarms.delete(state.name),
);

export const compositeAlarmHandler: Handler = putHandler(
  (registration, context) => {
    const alarmName = physicalName(registration, context);
    const alarmArn = arn(context, "cloudwatch", `alarm:${alarmName}`);
    const inputs = { ...registration.inputs, alarmName };
    const request = requestOf(compositeAlarmCall, inputs) as CompositeAlarmRequest;
    needActions(request, context.place);
    parseRule(request.AlarmRule);
    context.stores.alarms.put(compositeAlarmOf(request, alarmArn));
    return created(alarmName, registration, { alarmName, arn: alarmArn });
  },
  ({ state }, { stores }) => stores.alarms.delete(state.alarmName),
);

/** PutDashboard puts one, new or not, for all Regions. */
export const dashboardHandler: Handler = putHandler((registration, context) => {
  const dashboardName = physicalName(registration, context);
  needDashboardBody(registration.inputs.dashboardBody);
  const dashboardArn = arn(context, "cloudwatch", `dashboard/${dashboardName}`, { region: "" });
  return created(dashboardName, registration, { dashboardName, dashboardArn });
});
