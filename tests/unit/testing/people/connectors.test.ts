import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalHub, MultiApprovalStage } from "../../../../index";
import { failsWith, pipeline, source, stackOf } from "../support";

const connectionOf = (kind: string, gatesTableName: string) => ({
  ...{ schemaVersion: 1, kind, name: `the-${kind}`, settings: "{}", gatesTableName },
  credentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:changes-AbCdEf",
});

/** A pipeline with approvals that other systems decide, show, and do not know. */
function program(): void {
  const { connection: hub } = new ApprovalHub("hub", { connectors: true });
  const of = (kind: string) =>
    hub.apply(({ gatesTableName }) => connectionOf(kind, gatesTableName as string));
  const { stage } = new MultiApprovalStage("SignOff", {
    ...{ pipelineName: "release", hub, emails: ["qa@example.com"] },
    approvals: [
      {
        name: "change",
        connectors: [
          { connection: of("servicenow"), approverIds: ["dora", "carla"] },
          { connection: of("teams") },
        ],
      },
      { name: "shown", connectors: [{ connection: of("jira") }] },
      { name: "people", approvers: { users: ["ann"] } },
    ],
  });
  pipeline([source, stage]);
}

describe("assertConnectors", () => {
  const path = (name: string): string => `release/SignOff/${name}`;
  const byBoth = { name: "the-servicenow", approverIds: ["carla", "dora"] };

  it("knows which connectors an approval names, and who may decide through them", async () => {
    const stack = await stackOf(program);
    stack.assertConnectors(path("change"), [{ name: "the-teams" }, byBoth]);
    stack.assertConnectors(path("shown"), [{ name: "the-jira" }]);
    stack.assertConnectors(path("people"), []);
    stack.assertConnectors(path("people"));
    for (const [name, connectors] of [
      ["change", []],
      ["change", [byBoth]],
      ["change", [{ ...byBoth, approverIds: ["carla"] }, { name: "the-teams" }]],
      ["shown", [{ name: "the-jira", approverIds: ["carla"] }]],
      ["shown", [{ name: "the-jira", scheduleIds: ["PABC123"] }]],
      ["people", [{ name: "the-jira" }]],
    ] as const) {
      failsWith(
        () => stack.assertConnectors(path(name), connectors),
        new RegExp(`^Not exactly these connectors are named by release/SignOff/${name}\\.\\n`),
      );
    }
  });

  it("says where there is no such approval", async () => {
    const stack = await stackOf(program);
    failsWith(
      () => stack.assertConnectors(path("sec"), []),
      /^The stack has no approval release\/SignOff\/sec\. /,
    );
  });

  it("leaves the hub's role out of who may decide through IAM: it serves what is asserted here", async () => {
    const stack = await stackOf(program);
    assert.deepEqual(stack.deciders(), {
      ...{ [path("change")]: [], [path("shown")]: [], [path("people")]: ["user ann"] },
    });
  });

  it("does not pass over what an item says of connectors and nobody can read", async () => {
    for (const connectors of ['{"L":[{"S":"changes"}]}', '{"S":"changes"}']) {
      const stack = await stackOf(() => {
        program();
        unreadable(connectors);
      });
      failsWith(() => stack.assertConnectors(path("people"), []), /of connectors is not known/);
    }
  });
});

function unreadable(connectors: string): void {
  new aws.dynamodb.TableItem("odd", {
    ...{ tableName: "hub-gates", hashKey: "action" },
    item: `{"action":{"S":"release/SignOff/odd"},"deciderRoleArn":{"S":"arn"},"connectors":${connectors}}`,
  });
}
