/** What a hub that measures has more than one that does not, and what is refused of it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { hubWith, only, plainHub, shape, types } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";

const hub = async (args: object): Promise<Registered[]> =>
  (await run(() => void hubWith(args))).resources;

const added = async (args: object): Promise<string[]> => {
  const before = new Set(shape((await plainHub()).resources));
  return shape(await hub(args))
    .filter((line) => !before.has(line))
    .map((line) => line.replace(/ aws:(.*):\w+ < shared$/, " $1"));
};

const variables = (resources: Registered[], name: string): Record<string, string> =>
  only(resources, types.function, `shared-${name}`).inputs.environment.variables;

describe("a hub with metrics", () => {
  it("has one function more, with all that a function has, and the alarm of its heartbeat", async () => {
    assert.deepEqual(await added({ metrics: true }), [
      "shared-heartbeat cloudwatch/metricAlarm",
      "shared-measures lambda/function",
      "shared-measures-dead-letters sqs/queue",
      "shared-measures-dead-letters-alarm cloudwatch/metricAlarm",
      "shared-measures-dead-letters-policy sqs/queuePolicy",
      "shared-measures-logs cloudwatch/logGroup",
      "shared-measures-policy iam/rolePolicy",
      "shared-measures-retries lambda/functionEventInvokeConfig",
      "shared-measures-role iam/role",
      "shared-measures-throttles cloudwatch/metricAlarm",
    ]);
  });

  for (const [what, args, more] of [
    ["metricsByGate", { metricsByGate: true }, []],
    ["dashboard", { dashboard: true }, ["shared-dashboard cloudwatch/dashboard"]],
    ["stuckAfterMinutes", { stuckAfterMinutes: 60 }, ["shared-stuck cloudwatch/metricAlarm"]],
    [
      "stuckAfterMinutes to come",
      { stuckAfterMinutes: pulumi.output(60) },
      ["shared-stuck cloudwatch/metricAlarm"],
    ],
  ] as const) {
    it(`is one with ${what}, too`, async () => {
      const expected = [...(await added({ metrics: true })), ...more].toSorted();
      assert.deepEqual(await added(args), expected);
    });
  }

  for (const [what, args] of [
    ["where nothing is said of it", {}],
    ["where it is false", { metrics: false }],
    ["where all is false", { metrics: false, metricsByGate: false, dashboard: false }],
  ] as const) {
    it(`is none ${what}: nothing of it is made`, async () => {
      assert.deepEqual(await added(args), []);
      const resources = await hub(args);
      for (const name of ["publisher", "sweep"]) {
        const given = variables(resources, name);
        assert.equal(given.METRICS_BY ?? given.HUB_NAME ?? given.MEASURES_FUNCTION, undefined);
      }
    });
  }

  it("says so to those that print them, by what, and under which name", async () => {
    for (const [args, by] of [
      [{ metrics: true }, "hub"],
      [{ metricsByGate: true }, "gate"],
    ] as const) {
      const resources = await hub(args);
      for (const name of ["publisher", "sweep", "measures"]) {
        const { METRICS_BY, HUB_NAME } = variables(resources, name);
        assert.deepEqual([METRICS_BY, HUB_NAME], [by, hubDimension], name);
      }
      for (const name of ["notifier", "watcher", "decider", "slack-callback"]) {
        assert.equal(variables(resources, name).METRICS_BY, undefined, name);
      }
    }
  });

  it("tells the function after how many minutes whom to tell", async () => {
    const resources = await hub({ stuckAfterMinutes: 90, alarmTopicArn });
    const { STUCK_AFTER_MINUTES, ALARM_TOPIC_ARN } = variables(resources, "measures");
    assert.deepEqual([STUCK_AFTER_MINUTES, ALARM_TOPIC_ARN], ["90", alarmTopicArn]);
    const without = variables(await hub({ metrics: true, alarmTopicArn }), "measures");
    assert.deepEqual(
      [without.STUCK_AFTER_MINUTES, without.ALARM_TOPIC_ARN],
      [undefined, undefined],
    );
  });

  it("rings when sweep has not run for three of its periods", async () => {
    const { inputs } = only(
      await hub({ metrics: true, alarmTopicArn }),
      types.alarm,
      "shared-heartbeat",
    );
    const { alarmDescription, ...rest } = inputs;
    assert.match(alarmDescription, /log of the function sweep/);
    assert.deepEqual(rest, {
      ...{ namespace: "CodePipelineApprovals", metricName: "Swept" },
      dimensions: { Hub: hubDimension },
      ...{ statistic: "Sum", period: 300, evaluationPeriods: 3, threshold: 1 },
      ...{ comparisonOperator: "LessThanThreshold", treatMissingData: "breaching" },
      alarmActions: [alarmTopicArn],
    });
  });

  it("rings when something waits for too long, and says what to do", async () => {
    const resources = await hub({ stuckAfterMinutes: 90, alarmTopicArn });
    const { alarmDescription, ...rest } = only(resources, types.alarm, "shared-stuck").inputs;
    assert.match(alarmDescription, /90 minutes.*where to decide it/);
    assert.deepEqual(rest, {
      ...{ namespace: "CodePipelineApprovals", metricName: "OldestWaitingSeconds" },
      dimensions: { Hub: hubDimension },
      ...{ statistic: "Maximum", period: 300, evaluationPeriods: 1, threshold: 5400 },
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
    });
  });

  it("has an alarm that nobody hears where there is no topic, as every alarm of a hub", async () => {
    const { inputs } = only(await hub({ stuckAfterMinutes: 90 }), types.alarm, "shared-stuck");
    assert.deepEqual(inputs.alarmActions, undefined);
  });

  it("has a dashboard, named by project and stack, of its own functions and in its own Region", async () => {
    const { resources, value } = await run(() => hubWith({ dashboard: true }));
    const { inputs } = only(resources, types.dashboard, "shared-dashboard");
    assert.equal(inputs.dashboardName, "shared-project-stack");
    const name = await new Promise((known) => value.dashboardName.apply(known));
    assert.equal(name, inputs.dashboardName);
    const { widgets } = JSON.parse(inputs.dashboardBody);
    for (const { properties } of widgets) assert.equal(properties.region, "eu-west-1");
    for (const text of [hubDimension, "shared-measures-logs", "shared-publisher-logs"]) {
      assert.ok(inputs.dashboardBody.includes(text), text);
    }
    for (const fn of ["notifier", "measures", "slack-callback"]) {
      assert.ok(inputs.dashboardBody.includes(`"FunctionName","shared-${fn}"`), fn);
    }
    assert.ok(inputs.dashboardBody.includes('"QueueName","shared-measures-dead-letters"'));
    const plain = await run(() => hubWith({ metrics: true }));
    assert.equal(await new Promise((known) => plain.value.dashboardName.apply(known)), undefined);
  });

  it("keeps its series from those of a hub of that name in another stack or project", async () => {
    assert.match(hubDimension, /^[^/]+\/[^/]+\/shared$/);
  });
});

const hubDimension = "project/stack/shared";

describe("of measures a hub refuses", () => {
  const minutes = (got: string): string =>
    `\`stuckAfterMinutes\` must be a whole number of minutes between 5 and 86400, got: ${got}. ` +
    "Choose a number in that range or leave it out for the default.";
  const beside = (path: string): string =>
    `\`metrics\` must be true beside \`${path}\`, which is made of metrics, got: false. Leave \`metrics\` out, ` +
    `or leave out \`${path}\`.`;
  refuses([
    ...[4, 86_401, 5.5, NaN].map((value) => ({
      title: `${value} minutes`,
      plain: () => hubWith({ stuckAfterMinutes: value }),
      later: () => hubWith({ stuckAfterMinutes: pulumi.output(value) }),
      path: "stuckAfterMinutes",
      reason: minutes(String(value)),
      carrier: types.pipeline,
    })),
    ...(
      [
        ["metricsByGate", { metricsByGate: true }],
        ["dashboard", { dashboard: true }],
        ["stuckAfterMinutes", { stuckAfterMinutes: 60 }],
      ] as const
    ).map(([path, args]) => ({
      title: `${path} without metrics`,
      plain: () => hubWith({ metrics: false, ...args }),
      path: "metrics",
      reason: beside(path),
    })),
    {
      title: "a role for a function that is not made",
      plain: () =>
        hubWith({ functionRoles: { measuresRoleArn: "arn:aws:iam::111122223333:role/measures" } }),
      path: "functionRoles.measuresRoleArn",
      reason:
        "`functionRoles.measuresRoleArn` must stand beside `metrics: true`, got no `metrics`: there is no " +
        "function for it. Give `metrics: true`, or leave `functionRoles.measuresRoleArn` out.",
    },
  ]);
});
