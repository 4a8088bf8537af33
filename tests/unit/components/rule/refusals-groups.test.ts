/** Rules that could never be met, and groups that are none. */
import { inSlack } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { ann, bob, carrier, cy, gate, group, later } from "./support";

const number = (path: string, got: string): string =>
  `\`${path}\` must be a whole number of people between 1 and 20, got: ${got}. Choose a number in that range or ` +
  "leave it out for the default.";

const rows: Refused[] = [
  {
    title: "of more people than there are",
    plain: gate({ approvals: 2 }),
    later: gate({ approvals: later(2) }),
    carrier,
    path: "rule.approvals",
    reason:
      "`rule.approvals` must be at most 1, the number of people who may decide, got: 2: it could never be reached. " +
      "Lower it, or name more people.",
  },
  {
    title: "of more rejections than there are people",
    plain: gate({ rejections: 3, groups: [group("security", [ann])] }),
    path: "rule.rejections",
    reason:
      "`rule.rejections` must be at most 2, the number of people who may decide, got: 3: it could never be reached. " +
      "Lower it, or name more people.",
  },
  {
    title: "of a group with fewer people than it wants",
    plain: gate({ groups: [group("legal", [cy]), group("security", [ann, bob], 3)] }),
    later: gate({ groups: [group("legal", [cy]), later(group("security", [ann, bob], 3))] }),
    carrier,
    path: "rule.groups[1].approvals",
    reason:
      "`rule.groups[1].approvals` must be at most 2, the number of its people, got: 3: the rule could never be met. " +
      "Lower it, or name more people.",
  },
  {
    title: "of two groups with one person",
    plain: gate({ groups: [group("security", [ann]), group("legal", [ann])] }),
    later: gate({ groups: later([group("security", [ann]), group("legal", [ann])]) }),
    carrier,
    path: "rule.groups",
    reason:
      "`rule.groups` must have somebody for each approval, as one person counts in one group, got: 2 approvals " +
      'of "security", "legal", and 1 person in all. Name more people, or lower `approvals`.',
  },
  {
    title: "of fewer people than its groups want together",
    plain: gate({ approvals: 2, groups: [group("security", [ann, bob], 2), group("legal", [cy])] }),
    path: "rule.approvals",
    reason:
      "`rule.approvals` must be at least 3, what its groups want together, got: 2: one person counts in one group. " +
      "Raise it, or leave it out.",
  },
  {
    title: "of groups that want more than twenty people together",
    plain: gate({
      groups: ["one", "two", "three"].map((name) => ({
        ...{ name, slackUserGroupIds: ["S0MANY"], approvals: 7 },
      })),
    }),
    path: "rule.groups",
    reason:
      "`rule.groups` must want at most 20 approvals together, got: 21. Lower `approvals` of a group, or take one off " +
      "the list.",
  },
  {
    title: "with one name for two groups, whatever the case",
    plain: gate({ groups: [group("Security", [ann]), group("security", [bob])] }),
    path: "rule.groups[1].name",
    reason:
      '`rule.groups[1].name` must be the name of one group, got: "security", which `rule.groups[0].name` is too. ' +
      "Rename one of them.",
  },
  {
    title: "with a group of nobody",
    plain: [
      gate({ groups: [{ name: "security" }] }),
      gate({ groups: [{ name: "security", slackUserIds: [], slackUserGroupIds: [] }] }),
    ],
    later: gate({ groups: [{ name: "security", slackUserIds: later([]) }] }),
    carrier,
    path: "rule.groups[0]",
    reason:
      "`rule.groups[0]` must name somebody, got nobody: no approval could be of this group. Give `slackUserIds` or " +
      "`slackUserGroupIds`, or take the group off the list.",
  },
  {
    title: "with a name that would not be read as one",
    plain: gate({ groups: [group("<!here>", [ann])] }),
    path: "rule.groups[0].name",
    reason:
      "`rule.groups[0].name` may only have the characters letters, digits, spaces and . _ -, with a letter or digit " +
      'at its ends, got: "<!here>". Rename it.',
  },
  {
    title: "with more than ten groups",
    plain: gate({
      groups: Array.from({ length: 11 }, (_, index) => group(`g${index}`, [`U0P${index}`])),
    }),
    path: "rule.groups",
    reason: "`rule.groups` must have at most 10 groups, got: 11. Make one group of some.",
  },
  {
    title: "with more people than Slack's lists take together",
    plain: gate({
      groups: [
        group(
          "many",
          Array.from({ length: 100 }, (_, index) => `U0P${index}`),
        ),
      ],
    }),
    path: "rule.groups",
    reason:
      "`rule.groups` must name with `slack.approverUserIds` at most 100 ids together, got: 101. Use a user group.",
  },
  {
    title: "with more user groups than Slack's lists take together",
    plain: gate(
      {
        groups: [
          { name: "a", slackUserGroupIds: Array.from({ length: 10 }, (_, index) => `S0G${index}`) },
        ],
      },
      { slack: { ...inSlack, approverUserGroupIds: ["S0OTHER"] } },
    ),
    path: "rule.groups",
    reason:
      "`rule.groups` must name with `slack.approverUserGroupIds` at most 10 ids together, got: 11. Make one user " +
      "group of them.",
  },
  {
    title: "where nobody is named, in Slack or in a group",
    plain: [{}, { groups: [] }].map((rule) => gate(rule, { slack: { channel: inSlack.channel } })),
    path: "slack.approverUserIds",
    reason:
      "`slack.approverUserIds` or `slack.approverUserGroupIds` must name somebody, got nobody. Nobody is allowed by " +
      "default: list the Slack users or user groups that may decide.",
  },
  ...[0, 21, 1.5].flatMap((given): Refused[] =>
    ["approvals", "rejections"].map((key) => ({
      title: `with ${given} ${key}`,
      plain: gate({ [key]: given }),
      later: gate({ [key]: later(given) }),
      carrier,
      path: `rule.${key}`,
      reason: number(`rule.${key}`, `${given}`),
    })),
  ),
  {
    title: "with a group that wants nobody",
    plain: gate({ groups: [group("security", [ann], 0)] }),
    path: "rule.groups[0].approvals",
    reason: number("rule.groups[0].approvals", "0"),
  },
  {
    title: "with a person twice in a group",
    plain: gate({ groups: [group("security", [ann, ann])] }),
    path: "rule.groups[0].slackUserIds[1]",
    reason:
      '`rule.groups[0].slackUserIds[1]` must stand in the list once, got: "U0ANN", which ' +
      "`rule.groups[0].slackUserIds[0]` is too. Remove one of them.",
  },
];

describe("rule is refused", () => refuses(rows));
