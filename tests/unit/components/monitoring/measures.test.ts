/** What a hub makes of `metrics`, `metricsByGate`, `dashboard` and `stuckAfterMinutes`. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, type ApprovalHubArgs } from "../../../../index";
import { hubWith, only, types } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const dashboard = "aws:cloudwatch/dashboard:Dashboard";

async function made(args: Partial<ApprovalHubArgs>): Promise<readonly Registered[]> {
  return (await run(() => void hubWith(args))).resources;
}
const variables = (resources: readonly Registered[], name: string) =>
  only(resources, types.function, `shared-${name}`).inputs.environment.variables;
const names = (resources: readonly Registered[], type: string) =>
  resources.filter((one) => one.type === type).map(({ name }) => name);

describe("what a hub measures", () => {
  it("is nothing unless it is asked for: no function, no variable, no alarm", async () => {
    for (const args of [{}, { metrics: false }, { dashboard: false, metricsByGate: false }]) {
      const resources = await made(args);
      assert.ok(!names(resources, types.function).includes("shared-measures"));
      assert.ok(!names(resources, types.alarm).includes("shared-heartbeat"));
      assert.deepEqual(names(resources, dashboard), []);
      for (const name of ["publisher", "sweep"]) {
        const { METRICS_BY, HUB_NAME, MEASURES_FUNCTION } = variables(resources, name);
        assert.equal(METRICS_BY ?? HUB_NAME ?? MEASURES_FUNCTION, undefined);
      }
    }
  });

  for (const [args, by] of [
    [{ metrics: true }, "hub"],
    [{ dashboard: true }, "hub"],
    [{ stuckAfterMinutes: 60 }, "hub"],
    [{ metricsByGate: true }, "gate"],
    [{ metricsByGate: true, metrics: true, dashboard: true }, "gate"],
  ] as const) {
    it(`is by ${by} with ${JSON.stringify(args)}`, async () => {
      const resources = await made(args);
      for (const name of ["publisher", "sweep", "measures"]) {
        const { METRICS_BY, HUB_NAME } = variables(resources, name);
        assert.deepEqual([METRICS_BY, HUB_NAME], [by, "shared"]);
      }
      const { MEASURES_FUNCTION } = variables(resources, "sweep");
      assert.match(MEASURES_FUNCTION, /:function:shared-measures$/);
      assert.equal(names(resources, dashboard).length, "dashboard" in args ? 1 : 0);
    });
  }

  it("has an alarm where sweep does not run, that takes silence for a fault", async () => {
    const resources = await made({ metrics: true, alarmTopicArn });
    const { alarmDescription, ...rest } = only(resources, types.alarm, "shared-heartbeat").inputs;
    assert.match(alarmDescription, /find the cause in the log of the function sweep/);
    assert.deepEqual(rest, {
      ...{ namespace: "CodePipelineApprovals", metricName: "Swept", dimensions: { Hub: "shared" } },
      ...{ statistic: "Sum", period: 300, evaluationPeriods: 3, threshold: 1 },
      ...{ comparisonOperator: "LessThanThreshold", treatMissingData: "breaching" },
      alarmActions: [alarmTopicArn],
    });
    assert.ok(!names(resources, types.alarm).includes("shared-stuck"));
  });

  it("has an alarm on what waits for too long, and tells its topic", async () => {
    const resources = await made({ stuckAfterMinutes: 90, alarmTopicArn });
    const { alarmDescription, ...rest } = only(resources, types.alarm, "shared-stuck").inputs;
    assert.match(alarmDescription, /^An approval request has waited for 90 minutes\..* names each/);
    assert.deepEqual(rest, {
      namespace: "CodePipelineApprovals",
      ...{ metricName: "OldestWaitingSeconds", dimensions: { Hub: "shared" } },
      ...{ statistic: "Maximum", period: 300, evaluationPeriods: 1, threshold: 5400 },
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      ...{ treatMissingData: "notBreaching", alarmActions: [alarmTopicArn] },
    });
    const { STUCK_AFTER_MINUTES, ALARM_TOPIC_ARN } = variables(resources, "measures");
    assert.deepEqual([STUCK_AFTER_MINUTES, ALARM_TOPIC_ARN], ["90", alarmTopicArn]);
  });

  it("tells no topic where nothing is ever too long, or where there is none", async () => {
    const plain = variables(await made({ metrics: true, alarmTopicArn }), "measures");
    assert.deepEqual([plain.STUCK_AFTER_MINUTES, plain.ALARM_TOPIC_ARN], [undefined, undefined]);
    const untold = variables(await made({ stuckAfterMinutes: 90 }), "measures");
    assert.deepEqual([untold.STUCK_AFTER_MINUTES, untold.ALARM_TOPIC_ARN], ["90", undefined]);
  });

  it("has a dashboard whose name tells its project and stack, and whose widgets know their Region", async () => {
    const { resources, value } = await run(() => hubWith({ dashboard: true }));
    const { inputs } = only(resources, dashboard, "shared-dashboard");
    assert.match(inputs.dashboardName, /^shared-[\w-]+-[\w-]+$/);
    const name = await new Promise((known) => value.dashboardName.apply(known));
    assert.equal(name, inputs.dashboardName);
    const { widgets } = JSON.parse(inputs.dashboardBody);
    for (const { properties } of widgets) assert.equal(properties.region, "eu-west-1");
    assert.match(inputs.dashboardBody, /SOURCE '[^']*shared-measures[^']*'/);
  });
});

const hub = (args: object) => () => new ApprovalHub("hub", args as ApprovalHubArgs);

describe("What a hub is to measure is refused", () =>
  refuses([
    {
      title: "where it is to wait for less than a sweep",
      plain: hub({ stuckAfterMinutes: 4 }),
      later: () => hub({ stuckAfterMinutes: pulumi.output(4) })(),
      path: "stuckAfterMinutes",
      reason:
        "`stuckAfterMinutes` must be a whole number of minutes between 5 and 86400, got: 4. Choose " +
        "a number in that range or leave it out for the default.",
    },
    {
      title: "where metrics are to be none, and a dashboard is to be made of them",
      plain: hub({ metrics: false, dashboard: true }),
      path: "metrics",
      reason:
        "`metrics` must be true beside `dashboard`, which is made of metrics, got: false. Leave `metrics` " +
        "out, or leave out `dashboard`.",
    },
    {
      title: "where metrics are to be none, and an alarm is to watch them",
      plain: hub({ metrics: false, stuckAfterMinutes: 60 }),
      path: "metrics",
      reason:
        "`metrics` must be true beside `stuckAfterMinutes`, which is made of metrics, got: false. Leave " +
        "`metrics` out, or leave out `stuckAfterMinutes`.",
    },
    {
      title: "where a role is brought for a function that is not made",
      plain: hub({ functionRoles: { measuresRoleArn: "arn:aws:iam::111122223333:role/measures" } }),
      path: "functionRoles.measuresRoleArn",
      reason:
        "`functionRoles.measuresRoleArn` must stand beside `metrics: true`, got no `metrics`: there is no " +
        "function for it. Give `metrics: true`, or leave `functionRoles.measuresRoleArn` out.",
    },
  ]));
