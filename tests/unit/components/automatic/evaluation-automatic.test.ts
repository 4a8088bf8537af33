/** What the function `automatic` may do, and what the decider may with the role of a gate in hand. */
import * as assert from "node:assert/strict";
import { actionArn, gateWith, hubWith, inSlack, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;
const fn = (name: string): string => at("lambda", `function:${name}`);
const as = (identity: string) => ({ "aws:SourceIdentity": identity });

let deployed: Promise<Result<void>> | undefined;

/** Gates that are decided by a function alone, by people alone, by both, and by IAM. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    const { connection: hub } = hubWith({ automaticDecisions: true });
    for (const name of ["asked", "people", "both", "plain"]) {
      const isAsked = name === "asked" || name === "both";
      const slack = name === "people" || name === "both" ? inSlack : undefined;
      const automaticDecision = isAsked ? { functionArn: fn(`judge-${name}`) } : undefined;
      gateWith(
        {
          hub,
          slack,
          automaticDecision,
          emails: ["qa@example.com"],
          approvers: undefined,
          stageName: name,
        },
        name,
      );
    }
  });
  return deployed;
}

async function policyOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, name).inputs.policy);
}

async function trustOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.role, name).inputs.assumeRolePolicy);
}

const suffixes: Record<string, string> = {
  ...{ asked: "automatic-role", people: "slack-role" },
  ...{ both: "slack-role", plain: "hub-role" },
};
const roleOf = (gate: string): string => `${gate}-${suffixes[gate]}`;

async function may(
  functionName: string,
  action: string,
  resource: string,
  context: Record<string, string> = {},
): Promise<boolean> {
  const identityPolicies = [await policyOf(`shared-${functionName}-policy`)];
  const principal = role(`shared-${functionName}-role`);
  return (await decision({ principal, action, resource, identityPolicies, context })) === "Allowed";
}

const table = (name: string): string => at("dynamodb", `table/${name}`);

const rows: [action: string, resource: string, allowed: boolean][] = [
  ["dynamodb:GetItem", table("shared-gates"), true],
  ["dynamodb:Query", table("shared-requests"), true],
  ...["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Scan"].map(
    (name): [string, string, boolean] => [`dynamodb:${name}`, table("shared-requests"), false],
  ),
  ["dynamodb:PutItem", table("shared-gates"), false],
  ["lambda:InvokeFunction", fn("shared-decider"), true],
  ["lambda:InvokeFunction", fn("judge-asked"), false],
  ["lambda:InvokeFunction", fn("shared-notifier"), false],
  ["sqs:SendMessage", at("sqs", "shared-automatic-dead-letters"), true],
  ["sqs:SendMessage", at("sqs", "shared-decider-dead-letters"), false],
  ["sts:AssumeRole", role("codepipeline-approvals/shared-decider-role/asked"), false],
  ["sts:SetSourceIdentity", role("codepipeline-approvals/shared-decider-role/asked"), false],
  ["codepipeline:PutApprovalResult", actionArn("orders/asked/asked"), false],
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:slack-AbCdEf"), false],
];

describe("what the function automatic may do", () => {
  for (const [action, resource, allowed] of rows) {
    it(`${allowed ? "" : "not "}${action} on ${resource}`, async () => {
      assert.equal(await may("automatic", action, resource), allowed);
    });
  }
});

describe("the decider", () => {
  it("reads what was decided before, where its hub decides automatically", async () => {
    assert.equal(await may("decider", "dynamodb:Query", table("shared-requests")), true);
    assert.equal(await may("decider", "dynamodb:Scan", table("shared-requests")), false);
    const { resources } = await run(() => hubWith());
    const policy = only(resources, types.rolePolicy, "shared-decider-policy").inputs.policy;
    assert.doesNotMatch(policy, /dynamodb:Query/);
  });

  it("asks nobody's function itself", async () => {
    for (const name of ["judge-asked", "shared-automatic", "shared-decider"]) {
      assert.equal(await may("decider", "lambda:InvokeFunction", fn(name)), false, name);
    }
  });

  async function takesOn(gate: string, identity: string): Promise<boolean> {
    const { resources } = await deploy();
    const { path, name } = only(resources, types.role, roleOf(gate)).inputs;
    const answers = ["sts:AssumeRole", "sts:SetSourceIdentity"].map(async (action) =>
      decision({
        principal: "arn:aws:sts::111122223333:assumed-role/shared-decider-role/function",
        ...{ action, resource: role(`${path.slice(1)}${name}`) },
        identityPolicies: [await policyOf("shared-decider-policy")],
        resourcePolicy: await trustOf(roleOf(gate)),
        context: { "sts:SourceIdentity": identity },
      }),
    );
    return (await Promise.all(answers)).every((answer) => answer === "Allowed");
  }

  it("takes on a gate's role in the name of the gate's channels, and of no other", async () => {
    const found = await Promise.all(
      Object.keys(suffixes).map(async (gate) => [
        gate,
        await takesOn(gate, "automatic-judge"),
        await takesOn(gate, "slack-U0123ABCDEF"),
        await takesOn(gate, "teams-automatic-judge"),
      ]),
    );
    assert.deepEqual(found, [
      ["asked", true, false, false],
      ["people", false, true, false],
      ["both", true, true, false],
      ["plain", false, false, false],
    ]);
  });

  async function holding(gate: string, identity: string, action: string, resource: string) {
    const answer = await decision({
      principal: `arn:aws:sts::111122223333:assumed-role/${roleOf(gate)}/session`,
      ...{ action, resource, context: as(identity) },
      identityPolicies: [await policyOf(`${roleOf(gate)}-policy`)],
    });
    return answer === "Allowed";
  }

  it("decides and asks with it in that name alone, its own action and its own function", async () => {
    const machine = "automatic-judge";
    const person = "slack-U0123ABCDEF";
    const decide = (gate: string, identity: string, of = gate) =>
      holding(gate, identity, "codepipeline:PutApprovalResult", actionArn(`orders/${of}/${of}`));
    const ask = (gate: string, identity: string, of = gate) =>
      holding(gate, identity, "lambda:InvokeFunction", fn(`judge-${of}`));
    for (const gate of ["asked", "both"]) {
      assert.equal(await decide(gate, machine), true, gate);
      assert.equal(await ask(gate, machine), true, gate);
      assert.equal(await ask(gate, person), false, gate);
      assert.equal(await ask(gate, machine, "other"), false, gate);
      assert.equal(await decide(gate, machine, "people"), false, gate);
    }
    assert.equal(await decide("asked", person), false);
    assert.equal(await decide("both", person), true);
    assert.equal(await decide("people", person), true);
    assert.equal(await decide("people", machine), false);
    assert.equal(await ask("people", machine, "asked"), false);
    assert.equal(await decide("plain", machine), false);
  });
});
