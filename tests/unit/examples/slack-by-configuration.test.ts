/** The examples that take Slack by configuration: off at first, and only where MFA is not demanded. */
import * as assert from "node:assert/strict";
import type { DeployedStack } from "codepipeline-approvals/testing";
import { deployExample } from "../../support/example-graph";

const app = {
  "aws:region": "eu-west-1",
  slackCredentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
  slackChannel: "C0RELEASES1",
};

/** Which approvals can be decided in Slack, and by whom. */
function inSlack(stack: DeployedStack): Record<string, readonly string[]> {
  const gates = stack
    .slackGates()
    .map(({ path, users, userGroups }) => [
      path.split("/").slice(1).join("/"),
      [...users, ...userGroups],
    ]);
  return Object.fromEntries(gates);
}

const ofType = (stack: DeployedStack, type: string): string[] =>
  stack.resources.filter((resource) => resource.type === type).map(({ name }) => name);
const hubs = (stack: DeployedStack) => ofType(stack, "codepipeline-approvals:index:ApprovalHub");

describe("Slack by configuration", () => {
  it("is off in the approval ladder until an app is named", async () => {
    const stack = await deployExample("approval-ladder", {
      config: { "aws:region": "eu-west-1", stagingSlackUsers: ["U0RAMONA01"] },
    });
    assert.deepEqual(hubs(stack), []);
    assert.deepEqual(ofType(stack, "aws:lambda/function:Function"), []);
  });

  it("lets nobody decide while the app alone is named", async () => {
    const stack = await deployExample("approval-ladder", { config: app });
    assert.deepEqual(hubs(stack), ["slack"]);
    assert.deepEqual(inSlack(stack), {});
  });

  it("puts the rungs of the ladder into Slack for whom the configuration names", async () => {
    const stack = await deployExample("approval-ladder", {
      config: {
        ...app,
        stagingSlackUsers: ["U0RAMONA01"],
        qaSlackUserGroups: ["S0QUALITY1"],
        productSlackUsers: ["U0PETRA001"],
      },
    });
    assert.deepEqual(hubs(stack), ["slack"]);
    assert.deepEqual(inSlack(stack), {
      "ApproveStaging/ApproveStaging": ["U0RAMONA01"],
      "QualityAndProduct/qa": ["S0QUALITY1"],
      "QualityAndProduct/product": ["U0PETRA001"],
    });
  });

  it("keeps production, which demands MFA, out of Slack", async () => {
    const stack = await deployExample("approval-ladder", {
      config: { ...app, productionSlackUsers: ["U0EMIL0001"] },
    });
    assert.deepEqual(inSlack(stack), {});
  });

  it("puts the technical approval of the checkpoint into Slack, and never compliance's", async () => {
    const stack = await deployExample("compliance-checkpoint", {
      config: {
        ...app,
        technicalSlackUsers: ["U0TESS0001"],
        complianceSlackUsers: ["U0CARL0001"],
      },
    });
    assert.deepEqual(hubs(stack), ["approvals"]);
    assert.deepEqual(inSlack(stack), { "Checkpoint/technical": ["U0TESS0001"] });
  });
});
