/** What the role of a gate lets the decider do for connectors: asked of an evaluator of somebody else's. */
import * as assert from "node:assert/strict";
import { actionArn, joinable, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";
import { byCarla, gateOf, named, onCall, secretArn } from "./support";

let deployed: Promise<Result<void>> | undefined;

const connectors: Record<string, Parameters<typeof gateOf>[0]> = {
  change: [named("servicenow", byCarla)],
  shown: [named("servicenow"), named("jira"), named("webhook"), named("teams")],
  called: [named("pagerduty", onCall)],
  none: [],
};

const deploy = () =>
  (deployed ??= run(() => {
    for (const [name, list] of Object.entries(connectors)) gateOf(list, { stageName: name }, name);
  }));

async function inputsOf(type: string, name: string): Promise<Record<string, string>> {
  const { resources } = await deploy();
  return only(resources, type, name).inputs;
}

async function takesOn(gate: string, identity: string, by = joinable.deciderRoleArn) {
  const trust = JSON.parse((await inputsOf(types.role, `${gate}-slack-role`)).assumeRolePolicy);
  const resource = `arn:aws:iam::111122223333:role/${gate}-slack-role`;
  const allowAll = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:*", Resource: "*" }],
  };
  const answers = ["sts:AssumeRole", "sts:SetSourceIdentity"].map((action) =>
    decision({
      ...{ principal: by, action, resource, identityPolicies: [allowAll], resourcePolicy: trust },
      context: { "sts:SourceIdentity": identity },
    }),
  );
  return (await Promise.all(answers)).every((answer) => answer === "Allowed");
}

async function holding(gate: string, identity: string, action: string, resource: string) {
  const answer = await decision({
    principal: `arn:aws:sts::111122223333:assumed-role/${gate}-slack-role/session`,
    ...{ action, resource, context: { "aws:SourceIdentity": identity } },
    identityPolicies: [
      JSON.parse((await inputsOf(types.rolePolicy, `${gate}-slack-role-policy`)).policy),
    ],
  });
  return answer === "Allowed";
}

const decide = (gate: string, identity: string, of = gate) =>
  holding(gate, identity, "codepipeline:PutApprovalResult", actionArn(`orders/${of}/${of}`));
const read = (gate: string, identity: string, secret: string) =>
  holding(gate, identity, "secretsmanager:GetSecretValue", secretArn(secret));

describe("The role of a gate with connectors", () => {
  it("is taken on in the name of its own connectors, by the decider alone", async () => {
    const identities = ["servicenow", "jira", "webhook", "pagerduty", "teams"];
    const found = await Promise.all(
      Object.keys(connectors).map(async (gate) => {
        const each = identities.map(async (kind) =>
          (await takesOn(gate, `${kind}-x`)) ? kind : "",
        );
        return [gate, (await Promise.all(each)).filter(Boolean).join()];
      }),
    );
    assert.deepEqual(found, [
      ["change", "servicenow"],
      ["shown", "servicenow,jira"],
      ["called", "pagerduty"],
      ["none", ""],
    ]);
    assert.equal(await takesOn("change", "servicenow-x", joinable.notifierRoleArn), false);
  });

  it("decides its own action in the name of a kind whose tickets decide, and of no other", async () => {
    assert.equal(await decide("change", "servicenow-carla"), true);
    assert.equal(await decide("change", "servicenow-carla", "shown"), false);
    assert.equal(await decide("change", "jira-carla"), false);
    assert.equal(await decide("shown", "servicenow-carla"), false);
    assert.equal(await decide("called", "pagerduty-x"), false);
    assert.equal(await decide("none", "servicenow-carla"), false);
  });

  it("reads the credentials of its connectors, each in the name of its kind alone", async () => {
    assert.equal(await read("change", "servicenow-changes", "servicenow"), true);
    assert.equal(await read("change", "slack-U0123ABCDEF", "servicenow"), false);
    assert.equal(await read("change", "servicenow-changes", "jira"), false);
    assert.equal(await read("shown", "jira-board", "jira"), true);
    assert.equal(await read("shown", "servicenow-board", "jira"), false);
    assert.equal(await read("shown", "webhook-x", "webhook"), false);
    assert.equal(await read("called", "pagerduty-x", "pagerduty"), true);
    assert.equal(await read("called", "slack-U0123ABCDEF", "pagerduty"), false);
    assert.equal(await read("none", "servicenow-x", "servicenow"), false);
  });
});
