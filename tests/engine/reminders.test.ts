/** Reminders switched on and off, on a hub and a gate that are there: what an update does, and what is left. */
import assert from "node:assert/strict";
import {
  ApprovalGate,
  type ApprovalGateArgs,
  ApprovalHub,
  type ApprovalHubArgs,
  type SlaArgs,
} from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { updateTo } from "./support/update";

const emails = ["head@example.com"];
const sla: SlaArgs = { respondWithinMinutes: 240, escalation: { emails } };
const businessHours = { timeZone: "Europe/Berlin", hours: { monday: "09:00-17:30" } };

/** A hub and its gate, which is told of by e-mail. */
function program(hubArgs: ApprovalHubArgs, gateArgs: Partial<ApprovalGateArgs> = {}): Program {
  return async () => {
    const hub = new ApprovalHub("hub", { deletionProtection: false, ...hubArgs });
    new ApprovalGate("prod", {
      ...{ pipelineName: "orders", emails: ["qa@example.com"], hub: hub.connection },
      ...gateArgs,
    });
  };
}

const gateRecord = "TableItem orders-prod-prod-hub-gate-HASH";
const rights = ["update Role prod-hub-role", "update RolePolicy prod-hub-role-policy"];
const told = (op: string): string[] => [
  `${op} Topic prod-escalation-topic`,
  `${op} TopicPolicy prod-escalation-topic-policy`,
  `${op} TopicSubscription prod-escalation-email-HASH`,
];

describe("reminders, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program({}));
    await stack.up();
  });
  after(() => cloud.close());

  const update = async (next: Program): Promise<string[]> =>
    (await updateTo(stack, next)).map((line) => line.replace(/-[0-9a-f]{8}$/, "-HASH"));

  const steps: [what: string, next: Program, expected: string[]][] = [
    [
      "the gate gets its first SLA",
      program({ reminders: true }, { sla: { respondWithinMinutes: 240 } }),
      [`update ${gateRecord}`, ...rights],
    ],
    [
      "another time, of the working week",
      program({ reminders: true }, { sla: { respondWithinMinutes: 60, businessHours } }),
      [`update ${gateRecord}`],
    ],
    [
      "somebody is told when nobody answers",
      program({ reminders: true }, { sla }),
      [`update ${gateRecord}`, rights[1], ...told("create")],
    ],
    [
      "another is told, and the one before no more",
      program(
        { reminders: true },
        { sla: { ...sla, escalation: { emails: ["lead@example.com"] } } },
      ),
      [told("create")[2], told("delete")[2]],
    ],
    [
      "the gate loses its SLA",
      program({ reminders: true }),
      [`update ${gateRecord}`, ...rights, ...told("delete")],
    ],
  ];

  it("the hub gets reminders first: nothing of the gate changes", async () => {
    const found = await update(program({ reminders: true }));
    assert.equal(found.filter((line) => line.startsWith("create ")).length, 15);
    assert.deepEqual(
      found.filter((line) => !line.startsWith("create ")),
      ["update Function hub-sweep", "update RolePolicy hub-sweep-policy"],
    );
  });

  for (const [what, next, expected] of steps) {
    it(what, async () => assert.deepEqual(await update(next), expected.sort()));
  }

  it("the hub loses them: its own 15 go, and what was there before is as it was", async () => {
    const found = await update(program({}));
    assert.equal(found.filter((line) => line.startsWith("delete ")).length, 15);
    assert.deepEqual(
      found.filter((line) => !line.startsWith("delete ")),
      ["update Function hub-sweep", "update RolePolicy hub-sweep-policy"],
    );
  });

  it("a hub and a gate with everything, at once, and destroyed with nothing left", async () => {
    await update(program({ reminders: true }, { sla }));
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });

  it("all of it in an empty account, where no ARN is known beforehand", async () => {
    await update(program({ reminders: true }, { sla: { ...sla, businessHours } }));
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });
});

describe("reminders that a gate still needs", () => {
  it("are not switched off: the preview says which argument to take away", async () => {
    const cloud = await openLocalCloud();
    try {
      const stack = await EngineStack.open(cloud, program({ reminders: true }, { sla }));
      await stack.up();
      await assert.rejects(stack.preview(program({}, { sla })), /sla.*reminders: true/s);
    } finally {
      await cloud.close();
    }
  });
});
