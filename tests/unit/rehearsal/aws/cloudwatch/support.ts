/** A program's alarm on an account, with everything that it hears of and that hears of it. */
import { newAccount, types } from "../account/support/new-account";

export const rule = {
  ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 0 },
  ...{ statistic: "Maximum", period: 60, treatMissingData: "notBreaching" },
};

export const waiting = {
  namespace: "CodePipelineApprovals",
  metricName: "Waiting",
  dimensions: { Hub: "releases" },
};

export function document(now: Date, root: object = { Hub: "releases", Waiting: 2 }): string {
  const metrics = {
    Namespace: waiting.namespace,
    Dimensions: [["Hub"]],
    Metrics: [{ Name: "Waiting" }],
  };
  return JSON.stringify({
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [metrics] },
    ...root,
  });
}

export function newAlarm() {
  const test = newAccount();
  const warnings: string[] = [];
  test.account.functions.events.on("warning", (text) => warnings.push(text));
  test.account.stores.alarms.events.on("lost", (text) => warnings.push(text));
  const runner = { roleArn: "arn:aws:iam::111122223333:role/runner" };
  return {
    ...{ test, warnings },
    /** Makes the alarm and the topic that it tells. */
    ring: async (inputs: object, topic: object = {}): Promise<void> => {
      const { state } = await test.create(types.topic, { name: "alarms", ...topic });
      const subscription = { topic: state.arn, protocol: "email", endpoint: "ops@example.com" };
      await test.create(types.subscription, subscription);
      const alarm = { name: "rings", ...rule, alarmActions: [state.arn], ...inputs };
      await test.create(types.alarm, alarm);
    },
    run: (event: object) => test.account.functions.invoke("notifier", event, runner),
    evaluate: () => test.account.stores.alarms.evaluate(),
    now: () => test.clock.now(),
    state: () => test.account.stores.alarms.find("rings")!.state,
    mails: () => test.account.topics.deliveries().map(({ status }) => status),
  };
}
