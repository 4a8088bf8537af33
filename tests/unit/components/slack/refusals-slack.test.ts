import * as pulumi from "@pulumi/pulumi";
import { connection, gateWith, inSlack, person, slack, types } from "../../../support/components";
import { refuses } from "../../../support/refusal-table";

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
  const nobody =
    "`slack.approverUserIds` or `slack.approverUserGroupIds` must name somebody, got nobody. " +
    "Nobody is allowed by default: list the Slack users or user groups that may decide.";
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
  refuses([
    ...Object.entries(ids).flatMap(([field, { rule, remedy, wrong }]) => {
      const path = `slack.${field}`;
      return [
        ...wrong.map(([value, quoted]) => ({
          title: `${field} ${String(value).replace(token, "a token")}`,
          plain: () => gateWith({ slack: withField(field, value) }),
          path,
          reason: `\`${path}\` ${rule}, got: ${quoted}. ${remedy}`,
        })),
      ];
    }),
    ...[
      ["a missing channel", undefined],
      ["a channel of null", null],
    ].map(([what, value]) => ({
      title: `${String(what)}`,
      plain: () => gateWith({ slack: { ...slack, channel: value } }),
      path: "slack.channel",
      reason:
        "`slack.channel` must be given, got none. Name the channel that requests are posted to by " +
        "its id, like C0123ABCDEF.",
    })),
    ...[
      {},
      { approverUserIds: [] },
      { approverUserGroupIds: [] },
      { approverUserIds: [], approverUserGroupIds: [] },
      { approverUserIds: null, approverUserGroupIds: null },
    ].map((lists) => ({
      title: `a channel in which nobody may decide: ${JSON.stringify(lists)}`,
      plain: () => gateWith({ slack: { ...slack, approverUserIds: undefined, ...lists } }),
      path: "slack.approverUserIds",
      reason: nobody,
    })),
    ...[
      { approverUserIds: pulumi.output([] as string[]) },
      { approverUserIds: [], approverUserGroupIds: Promise.resolve([]) },
    ].map((lists) => ({
      title: "a list of approvers that turns out to be empty",
      later: () => gateWith({ slack: { ...inSlack, ...lists }, hub: connection }),
      path: "slack.approverUserIds",
      reason: nobody,
      carrier: types.tableItem,
    })),
    ...tooMany.flatMap(([field, list, rest]) => {
      const path = `slack.${field}`;
      const reason = `\`${path}\` must have ${rest}`;
      return [
        {
          title: `${list.length} in ${field}`,
          plain: () => gateWith({ slack: { ...slack, [field]: list } }),
          path,
          reason,
        },
        {
          title: `${list.length} in ${field}, as an output`,
          later: () =>
            gateWith({ slack: { ...inSlack, [field]: pulumi.output(list) }, hub: connection }),
          path,
          reason,
          carrier: types.tableItem,
        },
      ];
    }),
    {
      title: "the same person twice",
      plain: () => gateWith({ slack: { ...slack, approverUserIds: [person, person] } }),
      path: "slack.approverUserIds[1]",
      reason:
        `\`slack.approverUserIds[1]\` must stand in the list once, got: "${person}", which ` +
        "`slack.approverUserIds[0]` is too. Remove one of them.",
    },
    {
      title: "an id that turns out to be a name",
      later: () =>
        gateWith({ slack: { ...inSlack, channel: pulumi.output("#qa") }, hub: connection }),
      path: "slack.channel",
      reason:
        '`slack.channel` must be the id of a Slack channel, like C0123ABCDEF, got: "#qa". Open the ' +
        "channel's details in Slack: its id stands at the end.",
      carrier: types.tableItem,
    },
  ]);
});
