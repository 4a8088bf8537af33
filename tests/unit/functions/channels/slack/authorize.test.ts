import * as assert from "node:assert/strict";
import { authorize } from "../../../../../functions/channels/slack/authorize";
import type { GateSettings } from "../../../../../functions/domain/types";
import { ann, bob, settings } from "../../domain/samples";

const carla = { channel: "slack", id: "U0CARLA", displayName: "Carla" };
const twoOfList: NonNullable<GateSettings["rule"]> = {
  ...{ approvals: 2, groups: [], rejections: 1, excludeStarter: false, excludeAuthor: false },
  ...{ unknownAuthor: "refuse", unknownStarter: "refuse", identities: [] },
};
const by = { action: settings.action, person: ann, teamId: "T0TEAM", appId: "A0APP" };
const ports = {
  gates: { read: async () => settings },
  membersOf: async (): Promise<readonly string[]> => Promise.reject(new Error("missing_scope")),
  onCall: async () => assert.fail("who is on call was asked"),
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
    const answer = await authorize({ ...by, homeId: "T0TEAM" }, { ...ports, gates, membersOf });
    assert.equal(!answer.allowed && answer.reason, "gate_unknown");
  });

  it("refuses who is on no list, and names the groups that could not be read", async () => {
    const answer = await authorize({ ...by, person: bob, homeId: "T0TEAM" }, ports);
    assert.equal(!answer.allowed && answer.reason, "not_an_approver");
    assert.deepEqual(!answer.allowed && answer.unreadableGroups, ["S0LEADS"]);
  });

  describe("where the gate names who is on call", () => {
    const schedules = { kind: "pagerduty" as const, name: "pager", settings: "{}" };
    const connector = {
      ...schedules,
      credentialsArn: "arn:aws:ssm:eu-west-1:111122223333:parameter/pager",
      ...{ approverIds: [], scheduleIds: ["PSCHED1"] },
    };
    const gates = { read: async () => ({ ...settings, connectors: [connector] }) };
    const someone = { ...by, person: carla, homeId: "T0TEAM" };

    it("lets through whoever is, or is to be asked for, and says by what", async () => {
      for (const answer of ["on-call", "asked-later"] as const) {
        const onCall = async () => answer;
        const given = await authorize(someone, { ...ports, gates, onCall });
        assert.equal(given.allowed && given.by, answer);
      }
    });

    it("refuses whoever is not, and whom nobody could ask for, in words", async () => {
      for (const [answer, words] of [
        ["not-on-call", /on call in PagerDuty \(PSCHED1\)\. The members/],
        ["unread", /could not be asked, so nobody is let through/],
      ] as const) {
        const given = await authorize(someone, { ...ports, gates, onCall: async () => answer });
        assert.ok(!given.allowed && given.reason === "not_an_approver");
        assert.match(given.text, words);
      }
    });

    it("asks for nobody who is on a list, at home elsewhere, or votes by a rule", async () => {
      const read = await authorize({ ...by, homeId: "T0TEAM" }, { ...ports, gates });
      assert.equal(read.allowed && read.by, undefined);
      const foreign = await authorize({ ...someone, homeId: "T0OTHER" }, { ...ports, gates });
      assert.equal(!foreign.allowed && foreign.reason, "not_at_home");
      const ruled = { ...settings, connectors: [connector], rule: twoOfList };
      const voter = await authorize(someone, { ...ports, gates: { read: async () => ruled } });
      assert.equal(voter.allowed, false);
    });

    it("asks nobody but PagerDuty", async () => {
      const other = { ...connector, kind: "jira" as const };
      const jira = { read: async () => ({ ...settings, connectors: [other] }) };
      assert.equal((await authorize(someone, { ...ports, gates: jira })).allowed, false);
    });
  });
});
