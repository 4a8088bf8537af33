import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../functions/domain/errors";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { gateRecord, settings, settingsOf } from "./samples";

const read = (item: unknown) => parseSettings(item, readChannelSettings);

function refused(change: object, field: string): void {
  assert.throws(
    () => read({ ...gateRecord, ...change }),
    (error) => error instanceof MalformedError && error.message.includes(field),
  );
}

describe("parseSettings", () => {
  it("reads an item of the gates table, and passes over what it does not know", () => {
    assert.deepEqual(read({ ...gateRecord, later: true }), settings);
  });

  it("reads which role breaks the glass, and within how many minutes that is reviewed", () => {
    const breakGlass = {
      roleArn: "arn:aws:iam::111122223333:role/hub/break-glass/orders",
      reviewWithinMinutes: 1440,
      policyArns: ["arn:aws:iam::111122223333:policy/review"],
      ...{ reviewerGroups: ["leads"], reviewerRoles: [] },
    };
    assert.deepEqual(read({ ...gateRecord, breakGlass }), { ...settings, breakGlass });
    refused({ breakGlass: { ...breakGlass, roleArn: "orders" } }, "breakGlass.roleArn");
    for (const key of ["policyArns", "reviewerGroups", "reviewerRoles"]) {
      refused({ breakGlass: { ...breakGlass, [key]: undefined } }, `breakGlass.${key}`);
    }
    for (const reviewWithinMinutes of [undefined, "1440", 0, 0.5]) {
      refused(
        { breakGlass: { ...breakGlass, reviewWithinMinutes } },
        "breakGlass.reviewWithinMinutes",
      );
    }
  });

  it("reads what decides by itself: a function or conditions, and neither both nor none", () => {
    const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes:live";
    const when = [{ variable: "build.CHANGED", equals: "config" }];
    for (const automaticDecision of [{ functionArn }, { when }]) {
      const gate = { ...gateRecord, automaticDecision };
      assert.deepEqual(read(gate), { ...settings, automaticDecision });
    }
    const ofNoFunction = { functionArn: functionArn.replace("lambda", "iam") };
    const twice = { when: [{ ...when[0], matches: "c.*" }] };
    const never = { when: [{ variable: "build.CHANGED" }] };
    for (const automaticDecision of [
      ...[{}, { functionArn, when }, { when: [] }, ofNoFunction, twice, never],
    ]) {
      refused({ automaticDecision }, "automaticDecision");
    }
  });

  it("reads a rule in a record of its version alone: without it one person would decide", () => {
    const rule = {
      approvals: 2,
      groups: [{ name: "security", slackUserIds: ["U0"], slackUserGroupIds: [], approvals: 1 }],
      rejections: 1,
      ...{ excludeStarter: true, excludeAuthor: true },
      ...{ unknownAuthor: "refuse", unknownStarter: "refuse" },
      identities: [{ slackUserId: "U0", emails: ["ann@example.com"], principals: [] }],
    };
    const gate = { ...gateRecord, schemaVersion: 2, rule };
    assert.deepEqual(read(gate), { ...settings, schemaVersion: 2, rule });
    refused({ schemaVersion: 2 }, "the item");
    refused({ schemaVersion: 1, rule }, "the item");
    for (const key of Object.keys(rule)) {
      refused({ schemaVersion: 2, rule: { ...rule, [key]: undefined } }, `rule.${key}`);
    }
  });

  it("is content with users alone, or with groups alone", () => {
    for (const change of [{ approverUserGroupIds: [] }, { approverUserIds: [] }]) {
      assert.deepEqual(read({ ...gateRecord, ...change }), settingsOf(change));
    }
  });

  it("reads a gate that IAM alone decides, which has no channel and nobody who may decide in one", () => {
    const { channel: _c, approverUserIds: _u, approverUserGroupIds: _g, ...gate } = gateRecord;
    assert.deepEqual(read(gate), { ...settings, channels: {} });
  });

  it("refuses an item that names approvers and no channel, be they nobody", () => {
    const nobody = { approverUserIds: [], approverUserGroupIds: [] };
    refused({ ...nobody, channel: undefined }, "channel");
  });

  it("takes no gate of Slack's for one that IAM alone decides, whatever it has lost", () => {
    const { channel, approverUserIds: users, approverUserGroupIds: groups, ...gate } = gateRecord;
    for (const left of [
      { channel },
      { approverUserIds: users },
      { approverUserGroupIds: groups },
    ]) {
      assert.throws(() => read({ ...gate, ...left }), MalformedError);
    }
  });

  it("refuses an item that names no approver", () => {
    refused({ approverUserIds: [], approverUserGroupIds: [] }, "the item");
  });

  for (const field of Object.keys(gateRecord)) {
    it(`refuses an item without ${field}, and names it`, () => {
      refused({ [field]: undefined }, field);
      refused({ [field]: null }, field);
    });
  }

  it("refuses ids that are malformed, or of another kind", () => {
    for (const id of [
      "",
      "*",
      "U",
      "u0ann",
      "U0ANN>",
      "S0LEADS",
      "U0ANN\n",
      `U${"0".repeat(64)}`,
    ]) {
      refused({ approverUserIds: ["U0ANN", id] }, "approverUserIds.1");
    }
    for (const id of ["", "U0ANN", "s0leads", "S0LEADS S0", "S0LEADS\n"]) {
      refused({ approverUserGroupIds: [id] }, "approverUserGroupIds.0");
    }
    for (const channel of ["", "#releases", "D0DIRECT", "c0", "C0|x"]) {
      refused({ channel }, "channel");
    }
  });

  it("takes the longest id, a private channel, and a person of an enterprise", () => {
    const odd = { approverUserIds: [`W${"0".repeat(63)}`], channel: "G0PRIVATE" };
    assert.deepEqual(read({ ...gateRecord, ...odd }), settingsOf(odd));
  });

  it("refuses an action that is no key, a role and a topic that are none", () => {
    for (const action of ["orders/production", "a/b/c/d", "//", "a/b/c "]) {
      refused({ action }, "action");
    }
    refused({ deciderRoleArn: "arn:aws:iam::111122223333:user/ann" }, "deciderRoleArn");
    refused({ topicArn: "arn:aws:sqs:eu-west-1:111122223333:queue" }, "topicArn");
  });

  it("refuses a list that is a string, which would contain parts of ids", () => {
    refused({ approverUserIds: "U0ANN" }, "approverUserIds");
  });

  for (const item of [undefined, null, [], "x", 1]) {
    it(`refuses ${JSON.stringify(item)}, and says what to do`, () => {
      assert.throws(() => read(item), /pulumi up/);
    });
  }
});
