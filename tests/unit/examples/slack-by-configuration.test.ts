/** The examples that take Slack by configuration: off at first, and only where MFA is not demanded. */
import * as assert from "node:assert/strict";
import { graphOf, type Node } from "../../support/example-graph";
import { ofType } from "../../support/example-people";

const app = {
  "aws:region": "eu-west-1",
  slackCredentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
  slackChannel: "C0RELEASES1",
};

/** Keys of the table of gates: which approvals can be decided in Slack, and by whom. */
function inSlack(graph: readonly Node[]): Record<string, unknown> {
  const items = ofType(graph, "TableItem", "dynamodb/tableItem").map(({ inputs }) => inputs.item);
  return Object.fromEntries(
    items.map((item) => [
      item.action.S.split("/").slice(1).join("/"),
      [...item.approverUserIds.L, ...item.approverUserGroupIds.L].map(({ S }: any) => S),
    ]),
  );
}

const hubs = (graph: readonly Node[]): string[] =>
  graph.filter(({ type }) => type.endsWith(":ApprovalHub")).map(({ name }) => name);

describe("Slack by configuration", () => {
  it("is off in the approval ladder until an app is named", async () => {
    const graph = await graphOf("approval-ladder", {
      config: { "aws:region": "eu-west-1", stagingSlackUsers: ["U0RAMONA01"] },
    });
    assert.deepEqual(hubs(graph), []);
    assert.deepEqual(ofType(graph, "Function", "lambda/function"), []);
  });

  it("lets nobody decide while the app alone is named", async () => {
    const graph = await graphOf("approval-ladder", { config: app });
    assert.deepEqual(hubs(graph), ["slack"]);
    assert.deepEqual(inSlack(graph), {});
  });

  it("puts the rungs of the ladder into Slack for whom the configuration names", async () => {
    const graph = await graphOf("approval-ladder", {
      config: {
        ...app,
        stagingSlackUsers: ["U0RAMONA01"],
        qaSlackUserGroups: ["S0QUALITY1"],
        productSlackUsers: ["U0PETRA001"],
      },
    });
    assert.deepEqual(hubs(graph), ["slack"]);
    assert.deepEqual(inSlack(graph), {
      "ApproveStaging/ApproveStaging": ["U0RAMONA01"],
      "QualityAndProduct/qa": ["S0QUALITY1"],
      "QualityAndProduct/product": ["U0PETRA001"],
    });
  });

  it("keeps production, which demands MFA, out of Slack", async () => {
    const graph = await graphOf("approval-ladder", {
      config: { ...app, productionSlackUsers: ["U0EMIL0001"] },
    });
    assert.deepEqual(inSlack(graph), {});
  });

  it("puts the technical approval of the checkpoint into Slack, and never compliance's", async () => {
    const graph = await graphOf("compliance-checkpoint", {
      config: {
        ...app,
        technicalSlackUsers: ["U0TESS0001"],
        complianceSlackUsers: ["U0CARL0001"],
      },
    });
    assert.deepEqual(hubs(graph), ["slack"]);
    assert.deepEqual(inSlack(graph), { "Checkpoint/technical": ["U0TESS0001"] });
  });
});
