/** CloudWatch: alarms, which are kept and never ring on this machine. */
import { arn, created, createHandler, physicalName, type Handler } from "../account/context";

export const metricAlarmHandler: Handler = createHandler((registration, context) => {
  const name = physicalName(registration, context);
  const alarmArn = arn(context, "cloudwatch", `alarm:${name}`);
  return created(name, registration, { name, arn: alarmArn });
});
