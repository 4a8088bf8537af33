/** What a hub measures, switched on, changed and off, on a hub and a gate that are there. */
import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub, type ApprovalHubArgs } from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { updateTo } from "./support/update";

/** A hub with somebody who hears of alarms, and its gate. */
function program(hubArgs: ApprovalHubArgs): Program {
  return async () => {
    const alarms = new aws.sns.Topic("alarms");
    const given = { deletionProtection: false, alarmTopicArn: alarms.arn, ...hubArgs };
    const hub = new ApprovalHub("hub", given);
    new ApprovalGate("prod", {
      ...{ pipelineName: "orders", emails: ["qa@example.com"], hub: hub.connection },
    });
    return { dashboardName: hub.dashboardName };
  };
}

/** What measuring alone is made of. */
const own = (op: string): string[] => [
  `${op} Function hub-measures`,
  `${op} FunctionEventInvokeConfig hub-measures-retries`,
  `${op} LogGroup hub-measures-logs`,
  `${op} MetricAlarm hub-heartbeat`,
  `${op} MetricAlarm hub-measures-dead-letters-alarm`,
  `${op} MetricAlarm hub-measures-throttles`,
  `${op} Queue hub-measures-dead-letters`,
  `${op} QueuePolicy hub-measures-dead-letters-policy`,
  `${op} Role hub-measures-role`,
  `${op} RolePolicy hub-measures-policy`,
];
const told = ["update Function hub-publisher", "update Function hub-sweep"];
const invoked = "update RolePolicy hub-sweep-policy";
const measures = ["update Function hub-measures", "update RolePolicy hub-measures-policy"];

describe("what a hub measures, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program({}));
    await stack.up();
  });
  after(() => cloud.close());

  const update = (next: Program): Promise<string[]> => updateTo(stack, next);

  const steps: [what: string, next: Program, expected: string[]][] = [
    ["metrics", program({ metrics: true }), [...own("create"), ...told, invoked]],
    ["metrics of each gate as well", program({ metricsByGate: true }), [...told, ...measures]],
    [
      "a dashboard, of the hub's metrics alone",
      program({ dashboard: true }),
      ["create Dashboard hub-dashboard", ...told, ...measures],
    ],
    [
      "what waits for too long",
      program({ dashboard: true, stuckAfterMinutes: 60 }),
      ["create MetricAlarm hub-stuck", ...measures],
    ],
    [
      "for longer",
      program({ dashboard: true, stuckAfterMinutes: 120 }),
      ["update Function hub-measures", "update MetricAlarm hub-stuck"],
    ],
    [
      "none of it",
      program({}),
      [
        ...own("delete"),
        ...["delete Dashboard hub-dashboard", "delete MetricAlarm hub-stuck"],
        ...[...told, invoked],
      ],
    ],
  ];

  for (const [what, next, expected] of steps) {
    it(what, async () => assert.deepEqual(await update(next), expected.sort()));
  }

  it("all of it at once, in an empty account as well, and destroyed with nothing left", async () => {
    const everything = program({ metricsByGate: true, dashboard: true, stuckAfterMinutes: 60 });
    await update(everything);
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
    await update(everything);
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });
});
