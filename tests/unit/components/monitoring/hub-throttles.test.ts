/** What Lambda turns away is neither an invocation nor an error: only its own metric counts it. */
import * as assert from "node:assert/strict";
import { hubWith, only, plainHub, types } from "../../../support/components";
import { run } from "../../../support/mocks";

const remedies = {
  notifier: /late.*the account's concurrent executions/,
  decider: /late.*the account's concurrent executions/,
  watcher: /late.*the account's concurrent executions/,
  "slack-callback": /clicks in Slack may be lost.*reservedConcurrency/,
};

describe("calls that Lambda turns away", () => {
  for (const [folder, remedy] of Object.entries(remedies)) {
    it(`of ${folder} ring an alarm, one for a flood of five minutes`, async () => {
      const { resources } = await plainHub();
      const { inputs } = only(resources, types.alarm, `shared-${folder}-throttles`);
      const { alarmDescription, ...rest } = inputs;
      assert.match(alarmDescription, remedy);
      assert.deepEqual(rest, {
        namespace: "AWS/Lambda",
        metricName: "Throttles",
        dimensions: { FunctionName: `shared-${folder}` },
        statistic: "Sum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        period: 300,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
      });
    });
  }

  it("of an endpoint of the user's own ring it too", async () => {
    const slackCallbackUrl = "https://approvals.example.com/slack";
    const { resources } = await run(() => hubWith({ slackCallbackUrl }));
    const { inputs } = only(resources, types.alarm, "shared-slack-callback-throttles");
    assert.equal(inputs.metricName, "Throttles");
  });
});

describe("reservedConcurrency", () => {
  // In an account with Lambda's quota for new ones, every reservation is refused.
  it("reserves nothing by default, in any function", async () => {
    const { resources } = await plainHub();
    const functions = resources.filter(({ type }) => type === types.function);
    assert.deepEqual(
      functions.map(({ inputs }) => inputs.reservedConcurrentExecutions),
      Array(6).fill(undefined),
    );
  });
});
