import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  connection,
  gateWith,
  inSlack,
  only,
  person,
  refusedAtOnce,
  refusedLater,
  slack,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";

const token = "xoxb-1-canary";
const notShown = "what looks like a Slack token, which is not shown here";

/** What is wrong with an id, how it is quoted, by field. */
const ids: Record<string, { rule: string; remedy: string; wrong: [unknown, string][] }> = {
  channel: {
    rule: "must be the id of a Slack channel, like C0123ABCDEF",
    remedy: "Open the channel's details in Slack: its id stands at the end.",
    wrong: [
      ["#releases", '"#releases"'],
      ["releases", '"releases"'],
      ["D0123ABCDEF", '"D0123ABCDEF"'],
      ["c0123abcdef", '"c0123abcdef"'],
      ["C0123ABCDEF ", '"C0123ABCDEF "'],
      ["C0", '"C0"'],
      [`C${"A".repeat(21)}`, `"C${"A".repeat(21)}"`],
      ["", '""'],
      [7, "7"],
      [token, notShown],
    ],
  },
  "approverUserIds[0]": {
    rule: "must be the id of a Slack user, like U0123ABCDEF",
    remedy: 'Choose "Copy member ID" in the person\'s profile in Slack.',
    wrong: [
      ["@ann", '"@ann"'],
      ["ann@example.com", '"ann@example.com"'],
      ["<@U0123ABCDEF>", '"<@U0123ABCDEF>"'],
      ["S0123ABCDEF", '"S0123ABCDEF"'],
      ["B0123ABCDEF", '"B0123ABCDEF"'],
      [token, notShown],
    ],
  },
  "approverUserGroupIds[0]": {
    rule: "must be the id of a Slack user group, like S0123ABCDEF",
    remedy: 'Choose "Copy group ID" in the user group\'s menu in Slack.',
    wrong: [
      ["@managers", '"@managers"'],
      ["U0123ABCDEF", '"U0123ABCDEF"'],
      ["here", '"here"'],
    ],
  },
  teamId: {
    rule: "must be the id of a Slack workspace, like T0123ABCDEF",
    remedy: "It follows app.slack.com/client/ when Slack is open in a browser.",
    wrong: [
      ["example.slack.com", '"example.slack.com"'],
      ["A0123ABCDEF", '"A0123ABCDEF"'],
    ],
  },
  appId: {
    rule: "must be the id of a Slack app, like A0123ABCDEF",
    remedy: 'Copy it from "Basic Information" of the app at api.slack.com/apps.',
    wrong: [
      ["Pipeline approvals", '"Pipeline approvals"'],
      ["xapp-1-A0123ABCDEF", notShown],
    ],
  },
};

function withField(field: string, value: unknown): object {
  const list = /^(\w+)\[0\]$/.exec(field)?.[1];
  return { ...slack, ...(list === undefined ? { [field]: value } : { [list]: [value] }) };
}

describe("ApprovalGate refuses in slack", () => {
  for (const [field, { rule, remedy, wrong }] of Object.entries(ids)) {
    const path = `slack.${field}`;
    for (const [value, quoted] of wrong) {
      it(`${field} ${String(value).replace(token, "a token")}`, () =>
        refusedAtOnce(
          () => gateWith({ slack: withField(field, value) }),
          path,
          `\`${path}\` ${rule}, got: ${quoted}. ${remedy}`,
        ));
    }
  }

  for (const [what, value] of [
    ["a missing channel", undefined],
    ["a channel of null", null],
  ]) {
    it(`${String(what)}`, () =>
      refusedAtOnce(
        () => gateWith({ slack: { ...slack, channel: value } }),
        "slack.channel",
        "`slack.channel` must be given, got none. Name the channel that requests are posted to by " +
          "its id, like C0123ABCDEF.",
      ));
  }

  const nobody =
    "`slack.approverUserIds` or `slack.approverUserGroupIds` must name somebody, got nobody. " +
    "Nobody is allowed by default: list the Slack users or user groups that may decide.";
  for (const lists of [
    {},
    { approverUserIds: [] },
    { approverUserGroupIds: [] },
    { approverUserIds: [], approverUserGroupIds: [] },
    { approverUserIds: null, approverUserGroupIds: null },
  ]) {
    it(`a channel in which nobody may decide: ${JSON.stringify(lists)}`, () =>
      refusedAtOnce(
        () => gateWith({ slack: { ...slack, approverUserIds: undefined, ...lists } }),
        "slack.approverUserIds",
        nobody,
      ));
  }

  for (const lists of [
    { approverUserIds: pulumi.output([] as string[]) },
    { approverUserIds: [], approverUserGroupIds: Promise.resolve([]) },
  ]) {
    it("a list of approvers that turns out to be empty", () =>
      refusedLater(
        () => gateWith({ slack: { ...inSlack, ...lists }, hub: connection }),
        "slack.approverUserIds",
        nobody,
        types.tableItem,
      ));
  }

  const many = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, n) => `${letter}${String(n).padStart(9, "0")}`);
  const tooMany: [string, string[], string][] = [
    ["approverUserIds", many("U", 101), "at most 100 ids, got: 101. Use a user group."],
    [
      "approverUserGroupIds",
      many("S", 11),
      "at most 10 ids, got: 11. Make one user group of them.",
    ],
  ];
  for (const [field, list, rest] of tooMany) {
    const path = `slack.${field}`;
    const reason = `\`${path}\` must have ${rest}`;
    it(`${list.length} in ${field}`, () =>
      refusedAtOnce(() => gateWith({ slack: { ...slack, [field]: list } }), path, reason));
    it(`${list.length} in ${field}, as an output`, () =>
      refusedLater(
        () => gateWith({ slack: { ...inSlack, [field]: pulumi.output(list) }, hub: connection }),
        path,
        reason,
        types.tableItem,
      ));
  }

  it("the same person twice", () =>
    refusedAtOnce(
      () => gateWith({ slack: { ...slack, approverUserIds: [person, person] } }),
      "slack.approverUserIds[1]",
      `\`slack.approverUserIds[1]\` must stand in the list once, got: "${person}", which ` +
        "`slack.approverUserIds[0]` is too. Remove one of them.",
    ));

  it("an id that turns out to be a name", () =>
    refusedLater(
      () => gateWith({ slack: { ...inSlack, channel: pulumi.output("#qa") }, hub: connection }),
      "slack.channel",
      '`slack.channel` must be the id of a Slack channel, like C0123ABCDEF, got: "#qa". Open the ' +
        "channel's details in Slack: its id stands at the end.",
      types.tableItem,
    ));
});

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
