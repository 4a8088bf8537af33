/** CloudWatch: alarms, which are kept and never ring on this machine. */
import { ServiceError } from "../../errors";
import { arn, created, type Handler, physicalName, putHandler } from "../account/context";
import type { Registration } from "../account/types";
import { needDashboardBody } from "./dashboards/body";

export const metricAlarmHandler: Handler = putHandler((registration, context) => {
  const name = physicalName(registration, context);
  needMetric(registration);
  const alarmArn = arn(context, "cloudwatch", `alarm:${name}`);
  return created(name, registration, { name, arn: alarmArn });
});

/** PutDashboard puts one, new or not, for all Regions. */
export const dashboardHandler: Handler = putHandler((registration, context) => {
  const dashboardName = physicalName(registration, context);
  needDashboardBody(registration.inputs.dashboardBody);
  const dashboardArn = arn(context, "cloudwatch", `dashboard/${dashboardName}`, { region: "" });
  return created(dashboardName, registration, { dashboardName, dashboardArn });
});

/** API Reference, PutMetricAlarm: what an alarm needs depends on what it watches. */
function needMetric({ inputs }: Registration): void {
  const { metricQueries, evaluationCriteria, statistic, extendedStatistic } = inputs;
  if (evaluationCriteria) return;
  const ofMetric = ["metricName", "namespace", "period"];
  const needed = [
    ...(metricQueries?.length > 0 ? [] : ofMetric),
    ...["comparisonOperator", "evaluationPeriods"],
  ];
  const missing = needed.find((input) => inputs[input] === undefined || inputs[input] === null);
  if (missing !== undefined) throw invalid(`${missing} must not be null`);
  if (metricQueries?.length > 0) return;
  if ((statistic ?? extendedStatistic) === undefined || (statistic && extendedStatistic)) {
    throw invalid("Either statistic or extendedStatistic must be given, and not both");
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}
