import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { assertChildren } from "../../support/children";
import { hubWith, only, plainHub, types } from "../../support/components";
import { run } from "../../support/mocks";

const inside = ["notifier", "decider", "watcher"];

describe("ApprovalHub registers", () => {
  it("six functions with all that belongs to each, two tables, a bus, an address and two rules", async () => {
    const { resources } = await plainHub();
    assertChildren("ApprovalHub: with Slack", resources);
  });

  it("the public address as Lambda asks for it: open, by two permissions", async () => {
    const { resources } = await plainHub();
    const fn = { function: "shared-slack-callback", principal: "*" };
    assert.deepEqual(only(resources, types.functionUrl).inputs, {
      functionName: "shared-slack-callback",
      authorizationType: "NONE",
    });
    assert.deepEqual(
      only(resources, types.permission, "shared-slack-callback-url-permission").inputs,
      { ...fn, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
    );
    assert.deepEqual(
      only(resources, types.permission, "shared-slack-callback-invoke-permission").inputs,
      { ...fn, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
    );
  });

  it("no permission on any function but these two, the rules' on watcher and sweep, and the topics'", async () => {
    const { resources } = await plainHub();
    const permissions = resources.filter(({ type }) => type === types.permission);
    assert.deepEqual(
      permissions.map(({ inputs }) => [inputs.function, inputs.principal, inputs.sourceArn]).sort(),
      [
        ["shared-notifier", "sns.amazonaws.com", "arn:aws:sns:eu-west-1:111122223333:*"],
        ["shared-slack-callback", "*", undefined],
        ["shared-slack-callback", "*", undefined],
        [
          "shared-sweep",
          "events.amazonaws.com",
          "arn:aws:events:eu-west-1:111122223333:rule/shared-sweep-schedule",
        ],
        [
          "shared-watcher",
          "events.amazonaws.com",
          "arn:aws:events:eu-west-1:111122223333:rule/shared-ended",
        ],
      ],
    );
  });

  it("a rule for approvals that have ended, with its retries and its dead letters stated", async () => {
    const { resources } = await plainHub();
    const { eventPattern } = only(resources, types.rule, "shared-ended").inputs;
    assert.deepEqual(JSON.parse(eventPattern), {
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Action Execution State Change"],
      detail: {
        type: { category: ["Approval"] },
        state: ["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"],
      },
    });
    assert.deepEqual(only(resources, types.target, "shared-ended-target").inputs, {
      rule: "shared-ended",
      arn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-watcher",
      retryPolicy: { maximumEventAgeInSeconds: 21_600, maximumRetryAttempts: 185 },
      deadLetterConfig: {
        arn: "arn:aws:sqs:eu-west-1:111122223333:shared-watcher-dead-letters",
      },
    });
  });

  it("a rule on a schedule for sweep, every five minutes", async () => {
    const { resources } = await plainHub();
    const { scheduleExpression, eventPattern } = only(
      resources,
      types.rule,
      "shared-sweep-schedule",
    ).inputs;
    assert.deepEqual([scheduleExpression, eventPattern], ["rate(5 minutes)", undefined]);
    const target = only(resources, types.target, "shared-sweep-schedule-target").inputs;
    assert.equal(target.arn, "arn:aws:lambda:eu-west-1:111122223333:function:shared-sweep");
    assert.equal(
      target.deadLetterConfig.arn,
      "arn:aws:sqs:eu-west-1:111122223333:shared-sweep-dead-letters",
    );
  });

  for (const [rule, fn] of [
    ["ended", "watcher"],
    ["sweep-schedule", "sweep"],
  ]) {
    it(`the target of ${rule} only when ${fn} may be invoked and its queue takes the failures`, async () => {
      const { resources } = await plainHub();
      const { dependencies } = only(resources, types.target, `shared-${rule}-target`);
      for (const name of [`shared-${rule}-permission`, `shared-${fn}-dead-letters-policy`]) {
        const before = resources.find((resource) => resource.name === name);
        assert.ok(dependencies.includes(before?.urn ?? "missing"), name);
      }
    });
  }
});

describe("the tables of a hub", () => {
  const common = {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "action",
    pointInTimeRecovery: { enabled: true },
  };

  it("are billed on demand, restorable, and the requests expire", async () => {
    const { resources } = await plainHub();
    assert.deepEqual(only(resources, types.table, "shared-gates").inputs, {
      ...common,
      attributes: [{ name: "action", type: "S" }],
    });
    assert.deepEqual(only(resources, types.table, "shared-requests").inputs, {
      ...common,
      attributes: [
        { name: "action", type: "S" },
        { name: "token", type: "S" },
        { name: "unsettled", type: "S" },
      ],
      rangeKey: "token",
      globalSecondaryIndexes: [
        {
          name: "unsettled",
          hashKey: "unsettled",
          rangeKey: "action",
          projectionType: "KEYS_ONLY",
        },
      ],
      ttl: { attributeName: "ttl", enabled: true },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      deletionProtectionEnabled: true,
    });
  });

  it("of requests can be let go", async () => {
    const { resources } = await run(() => hubWith({ deletionProtection: false }));
    const { inputs } = only(resources, types.table, "shared-requests");
    assert.equal(inputs.deletionProtectionEnabled, false);
  });
});

describe("what failed for good", () => {
  for (const folder of inside) {
    it(`in ${folder} is kept for 14 days, encrypted, after two retries within six hours`, async () => {
      const { resources } = await plainHub();
      const queue = `shared-${folder}-dead-letters`;
      assert.deepEqual(only(resources, types.queue, queue).inputs, {
        messageRetentionSeconds: 14 * 24 * 60 * 60,
        sqsManagedSseEnabled: true,
      });
      assert.deepEqual(only(resources, types.retries, `shared-${folder}-retries`).inputs, {
        functionName: `shared-${folder}`,
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 6 * 60 * 60,
        destinationConfig: {
          onFailure: { destination: `arn:aws:sqs:eu-west-1:111122223333:${queue}` },
        },
      });
    });

    it(`in ${folder} rings an alarm`, async () => {
      const { resources } = await plainHub();
      const { inputs } = only(resources, types.alarm, `shared-${folder}-dead-letters-alarm`);
      const { alarmDescription, ...rest } = inputs;
      assert.match(alarmDescription, /invoke the function again/);
      assert.deepEqual(rest, {
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: `shared-${folder}-dead-letters` },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        period: 60,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
      });
    });
  }

  it("in slackCallback rings an alarm too: nobody retries it but the person", async () => {
    const { resources } = await plainHub();
    const { inputs } = only(resources, types.alarm, "shared-slack-callback-errors");
    assert.equal(inputs.namespace, "AWS/Lambda");
    assert.equal(inputs.metricName, "Url5xxCount");
    assert.deepEqual(inputs.dimensions, { FunctionName: "shared-slack-callback" });
    assert.equal(inputs.statistic, "Sum");
    assert.equal(inputs.threshold, 0);
    assert.equal(inputs.comparisonOperator, "GreaterThanThreshold");
  });

  it("is heard by the alarm topic, each of the thirteen alarms", async () => {
    const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
    for (const topic of [alarmTopicArn, pulumi.output(alarmTopicArn)]) {
      const { resources } = await run(() => hubWith({ alarmTopicArn: topic }));
      const alarms = resources.filter(({ type }) => type === types.alarm);
      assert.deepEqual(
        alarms.map(({ inputs }) => inputs.alarmActions),
        Array(13).fill([alarmTopicArn]),
      );
    }
  });
});
