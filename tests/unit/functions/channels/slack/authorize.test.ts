import * as assert from "node:assert/strict";
import { authorize } from "../../../../../functions/channels/slack/authorize";
import { ann, bob, settings } from "../../domain/samples";

const by = { action: settings.action, person: ann, teamId: "T0TEAM", appId: "A0APP" };
const ports = {
  gates: { read: async () => settings },
  membersOf: async (): Promise<readonly string[]> => Promise.reject(new Error("missing_scope")),
};

describe("authorize, which the endpoint and the decider share", () => {
  it("lets an approver of the gate through who is at home in the workspace", async () => {
    const answer = await authorize({ ...by, homeId: "T0TEAM" }, ports);
    assert.deepEqual(answer, { allowed: true, settings });
  });

  it("refuses an approver whose home Slack does not name, before the gate is read", async () => {
    const gates = { read: async () => assert.fail("the gate was read") };
    const answer = await authorize(by, { ...ports, gates });
    assert.equal(!answer.allowed && answer.reason, "not_at_home");
    assert.deepEqual(!answer.allowed && answer.unreadableGroups, []);
  });

  it("refuses everybody where no gate has the action", async () => {
    const gates = { read: async () => undefined };
    const answer = await authorize({ ...by, homeId: "T0TEAM" }, { ...ports, gates });
    assert.equal(!answer.allowed && answer.reason, "gate_unknown");
    assert.deepEqual(!answer.allowed && answer.unreadableGroups, []);
  });

  it("refuses everybody where the gate has nobody in Slack, for IAM alone decides it", async () => {
    const gates = { read: async () => ({ ...settings, channels: {} }) };
    const membersOf = async () => assert.fail("a group was read");
    const answer = await authorize({ ...by, homeId: "T0TEAM" }, { gates, membersOf });
    assert.equal(!answer.allowed && answer.reason, "gate_unknown");
  });

  it("refuses who is on no list, and names the groups that could not be read", async () => {
    const answer = await authorize({ ...by, person: bob, homeId: "T0TEAM" }, ports);
    assert.equal(!answer.allowed && answer.reason, "not_an_approver");
    assert.deepEqual(!answer.allowed && answer.unreadableGroups, ["S0LEADS"]);
  });
});
