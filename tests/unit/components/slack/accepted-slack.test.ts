/** Ids of Slack that are taken, and that the gate's record keeps. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { connection, gateWith, inSlack, only, slack, types } from "../../../support/components";
import { run } from "../../../support/mocks";

describe("ApprovalGate accepts in slack", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => `U${String(n).padStart(9, "0")}`);
  const item = async (field: object): Promise<any> => {
    const args = { slack: { ...inSlack, ...field }, hub: connection };
    const { resources } = await run(() => gateWith(args));
    return JSON.parse(only(resources, types.tableItem).inputs.item);
  };

  for (const id of ["C0123ABCDEF", "G0123ABCDEF", "C01", `C${"A".repeat(20)}`]) {
    it(`the channel ${id}`, async () => {
      assert.deepEqual((await item({ channel: id })).channel, { S: id });
    });
  }

  for (const list of [["W0123ABCDEF"], hundred, pulumi.output(hundred)]) {
    it("users of every kind, up to a hundred, plain or to come", async () => {
      const ids = Array.isArray(list) ? list : hundred;
      assert.deepEqual((await item({ approverUserIds: list })).approverUserIds, {
        L: ids.map((id) => ({ S: id })),
      });
    });
  }

  it("ten user groups and no user at all", async () => {
    const approverUserGroupIds = Array.from({ length: 10 }, (_, n) => `S00${n}`);
    const found = await item({ approverUserIds: [], approverUserGroupIds });
    assert.deepEqual(found.approverUserIds, { L: [] });
    assert.equal(found.approverUserGroupIds.L.length, 10);
  });

  it("a workspace or an organisation, and an app", async () => {
    for (const teamId of ["T0123ABCDEF", "E0123ABCDEF"]) {
      const args = { slack: { ...slack, teamId, appId: "A0123ABCDEF" } };
      const { resources } = await run(() => gateWith(args));
      const { environment } = only(resources, types.function, "production-hub-decider").inputs;
      assert.equal(environment.variables.SLACK_TEAM_ID, teamId);
    }
  });
});
