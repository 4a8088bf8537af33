/** Automatic decisions switched on and off, on a hub and a gate that are there: what an update does, and what is left. */
import assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  ApprovalGate,
  type ApprovalGateArgs,
  ApprovalHub,
  type ApprovalHubArgs,
} from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { credentialsArn } from "./support/programs";
import { updateTo } from "./support/update";

const automaticDecisions = true;
const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes";
const asked = { automaticDecision: { functionArn } };
const compared = { automaticDecision: { when: [{ variable: "build.CHANGED", equals: "config" }] } };
const app: ApprovalHubArgs = { slack: { credentialsSecretArn: credentialsArn } };
const slack = { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] };

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
const role = (op: string, name: string): string[] => [
  `${op} Role prod-${name}-role`,
  `${op} RolePolicy prod-${name}-role-policy`,
];

describe("automatic decisions, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program({ automaticDecisions }));
    await stack.up();
  });
  after(() => cloud.close());

  const update = async (next: Program): Promise<string[]> =>
    (await updateTo(stack, next)).map((line) => line.replace(/-[0-9a-f]{8}$/, "-HASH"));

  const recordOf = async (): Promise<any> => {
    const items = (await stack.resources()).filter(({ type }) => type.endsWith(":TableItem"));
    return unmarshall(JSON.parse(items[0].inputs?.item));
  };

  const steps: [what: string, next: Program, decision: object | undefined, lines: string[]][] = [
    [
      "the gate gets a function, and with it a role that decides",
      program({ automaticDecisions }, asked),
      asked.automaticDecision,
      [...role("create", "automatic"), ...role("delete", "hub"), `update ${gateRecord}`],
    ],
    [
      "conditions in its place",
      program({ automaticDecisions }, compared),
      compared.automaticDecision,
      ["update RolePolicy prod-automatic-role-policy", `update ${gateRecord}`],
    ],
    [
      "people alone decide again",
      program({ automaticDecisions }),
      undefined,
      [...role("create", "hub"), ...role("delete", "automatic"), `update ${gateRecord}`],
    ],
  ];

  for (const [what, next, decision, lines] of steps) {
    it(what, async () => {
      assert.deepEqual((await update(next)).sort(), [...lines].sort());
      assert.deepEqual((await recordOf()).automaticDecision, decision);
    });
  }

  it("is refused at preview beside a hub without, and nothing is changed", async () => {
    await assert.rejects(
      stack.preview(program({}, asked)),
      /automaticDecision.*ApprovalHub with .automaticDecisions: true./s,
    );
    assert.deepEqual(await stack.preview(program({ automaticDecisions })), []);
  });

  it("a gate in Slack keeps its role, which gets the right to ask", async () => {
    await update(program({ ...app, automaticDecisions }, { slack }));
    const lines = await update(program({ ...app, automaticDecisions }, { slack, ...asked }));
    assert.deepEqual(lines.sort(), [
      "update Role prod-slack-role",
      "update RolePolicy prod-slack-role-policy",
      "update TableItem orders-prod-prod-slack-gate-HASH",
    ]);
  });

  it("all of it at once in an empty account, where no ARN is known beforehand, and nothing is left", async () => {
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
    await update(program({ automaticDecisions }, asked));
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });
});
