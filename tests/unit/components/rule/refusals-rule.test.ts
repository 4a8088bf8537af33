/** What of `rule` is refused, in which words. */
import * as pulumi from "@pulumi/pulumi";
import { type ApprovalGateArgs, MultiApprovalStage, type RuleArgs } from "../../../../index";
import {
  connection,
  counting,
  deciding,
  gateWith,
  inSlack,
  types,
  watching,
} from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";

const [ann, bob, cy] = ["U0ANN", "U0BOB", "U0CY"];
const plain = { hub: counting, approvers: undefined, slack: inSlack };
const gate =
  (rule: object, more: object = {}) =>
  () =>
    gateWith({ ...plain, rule, ...more });
/** The same, where a value resolves later. */
const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(0).apply(() => Promise.resolve(value)) as pulumi.Output<T>;
/** The gate's record: nobody decides by a rule that is refused. */
const carrier = [types.tableItem];
const group = (name: string, slackUserIds: string[], approvals = 1) => ({
  ...{ name, slackUserIds, approvals },
});

const needsVotes = (path: string): string =>
  `\`${path}\` must stand beside the connection of an ApprovalHub that counts votes, got one that does not: its ` +
  "functions would decide nothing. Upgrade codepipeline-approvals in the hub's program and deploy that first, or " +
  `leave \`${path}\` out.`;
const beside = (other: string, path = "rule"): string =>
  `\`${other}\` must not stand beside \`${path}\`, got both: one of these people could decide alone, through IAM. ` +
  `Leave \`${other}\` out, or give \`${path}.aboveRule: true\` to say that they stand above the rule.`;
const needsSlack = (path: string): string =>
  `\`${path}\` must stand beside \`slack\`, got no \`slack\`: people vote in Slack. Give \`slack\`, or leave ` +
  `\`${path}\` out.`;
const number = (path: string, got: string): string =>
  `\`${path}\` must be a whole number of people between 1 and 20, got: ${got}. Choose a number in that range or ` +
  "leave it out for the default.";
const breakGlass = {
  userArns: ["arn:aws:iam::111122223333:user/ann"],
  reviewers: { users: ["rita"] },
};
const twice = (at: string, got: string, other: string): string =>
  `\`${at}\` must be the name of one person, got: "${got}", which \`${other}\` is too. Put all names of a person into ` +
  "one entry, each once.";
const variable = (got: string): string =>
  `\`rule.authorVariable\` must be a variable as NAMESPACE.NAME, like build.AUTHOR_EMAIL, got: ${got}. Write it ` +
  "without #{ and }, or leave it out for the author that the source action puts out.";

const rows: Refused[] = [
  {
    title: "without Slack",
    plain: [
      gate({}, { slack: undefined }),
      gate({}, { slack: undefined, hub: undefined, approvers: {} }),
      gate({ groups: [group("security", [ann])] }, { slack: undefined }),
    ],
    path: "rule",
    reason: needsSlack("rule"),
  },
  {
    title: "as a stage's default, of an approval that is not in Slack",
    plain: () =>
      new MultiApprovalStage("review", {
        ...{ pipelineName: "orders", hub: counting, emails: ["qa@example.com"], rule: {} },
        approvals: [{ name: "qa", slack: inSlack }, { name: "legal" }],
      }),
    path: "rule",
    reason: needsSlack("rule"),
  },
  {
    title: "beside a hub that counts no votes",
    plain: gate({}, { hub: connection }),
    later: gate({}, { hub: later(connection) }),
    path: "rule",
    reason: needsVotes("rule"),
  },
  {
    title: "of an approval among others, beside such a hub",
    plain: () =>
      new MultiApprovalStage("review", {
        ...{ pipelineName: "orders", hub: connection, slack: inSlack },
        approvals: [{ name: "qa" }, { name: "legal", rule: { rejections: 1 } }],
      }),
    path: "approvals[1].rule",
    reason: needsVotes("approvals[1].rule"),
  },
  {
    title: "beside approvers",
    plain: [
      gate({}, { approvers: {} }),
      gate({}, { approvers: { users: ["ann"] } }),
      gate({ aboveRule: false }, { approvers: { roleNames: ["release"] } }),
    ],
    path: "approvers",
    reason: beside("approvers"),
  },
  {
    title: "beside approvers of the whole stage",
    plain: () =>
      new MultiApprovalStage("review", {
        ...{ pipelineName: "orders", hub: counting, slack: inSlack, approvers: { users: ["ann"] } },
        approvals: [{ name: "qa" }, { name: "legal", rule: {} }],
      }),
    path: "approvers",
    reason: beside("approvers", "approvals[1].rule"),
  },
  {
    title: "beside a break-glass role",
    plain: gate({}, { hub: { ...watching, ...counting }, breakGlass }),
    path: "breakGlass",
    reason: beside("breakGlass"),
  },
  {
    title: "beside what decides without people, whoever stands above it",
    plain: [{}, { aboveRule: true }].map((rule) =>
      gate(rule, {
        hub: { ...deciding, ...counting },
        automaticDecision: { when: [{ variable: "build.CHANGED", equals: "config" }] },
      }),
    ),
    path: "automaticDecision",
    reason:
      "`automaticDecision` must not stand beside `rule`, got both: what decides without people would decide without " +
      "the people of the rule. Leave one of them out.",
  },
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
  {
    title: "with one Slack user in two identities",
    plain: gate({
      identities: [
        { slackUserId: ann, emails: ["ann@example.com"] },
        { slackUserId: ann, emails: ["a@example.com"] },
      ],
    }),
    path: "rule.identities[1].slackUserId",
    reason: twice("rule.identities[1].slackUserId", ann, "rule.identities[0].slackUserId"),
  },
  {
    title: "with one address in two identities, whatever its case",
    plain: gate({
      identities: [
        { slackUserId: ann, emails: ["ann@example.com"] },
        { slackUserId: bob, emails: ["bob@example.com", "Ann@Example.com"] },
      ],
    }),
    path: "rule.identities[1].emails[1]",
    reason: twice(
      "rule.identities[1].emails[1]",
      "Ann@Example.com",
      "rule.identities[0].emails[0]",
    ),
  },
  {
    title: "with one ARN in two identities",
    plain: gate({
      identities: [
        { slackUserId: ann, principals: ["arn:aws:iam::111122223333:user/ann"] },
        { principals: ["arn:aws:iam::111122223333:user/ann"] },
      ],
    }),
    path: "rule.identities[1].principals[0]",
    reason: twice(
      "rule.identities[1].principals[0]",
      "arn:aws:iam::111122223333:user/ann",
      "rule.identities[0].principals[0]",
    ),
  },
  {
    title: "with an identity that says nothing of a release",
    plain: [{}, { slackUserId: ann }, { slackUserId: ann, emails: [] }].map((identity) =>
      gate({ identities: [identity] }),
    ),
    path: "rule.identities[0]",
    reason:
      "`rule.identities[0]` must have a name under which a release is known, got neither `emails` nor `principals`: " +
      "nobody is known by it. Give one of them, or take it off the list.",
  },
  ...[
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:group/admins",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:sts::111122223333:assumed-role/release",
    "arn:aws:sts::111122223333:assumed-role/release/*",
    "arn:aws:iam::111122223333:assumed-role/release/ann",
    "ann",
    "*",
  ].map((arn): Refused => ({
    title: `with ${arn} for whoever starts a pipeline`,
    plain: gate({ identities: [{ principals: [arn] }] }),
    later: gate({ identities: [{ principals: [later(arn)] }] }),
    carrier,
    path: "rule.identities[0].principals[0]",
    reason:
      "`rule.identities[0].principals[0]` must be the ARN of one IAM user, of a role, or of a session of a role, " +
      `like arn:aws:sts::111122223333:assumed-role/release/ann, got: "${arn}". Copy it from ` +
      '"aws sts get-caller-identity".',
  })),
  {
    title: "with more than ten addresses of one person",
    plain: gate({
      identities: [{ emails: Array.from({ length: 11 }, (_, index) => `ann${index}@example.com`) }],
    }),
    path: "rule.identities[0].emails",
    reason:
      "`rule.identities[0].emails` must have at most 10 of one person, got: 11. Leave some out.",
  },
  {
    title: "with more than 200 identities",
    plain: gate({
      identities: Array.from({ length: 201 }, (_, index) => ({
        emails: [`ann${index}@example.com`],
      })),
    }),
    path: "rule.identities",
    reason:
      "`rule.identities` must have at most 200 entries, got: 201. Leave out those who neither start nor write.",
  },
  ...["#{build.AUTHOR}", "AUTHOR", "build.", ".AUTHOR", "a.b.c"].map((given): Refused => ({
    title: `with the author in ${given}`,
    plain: gate({ authorVariable: given }),
    later: gate({ authorVariable: later(given) }),
    carrier,
    path: "rule.authorVariable",
    reason: variable(`"${given}"`),
  })),
  ...["unknownAuthor", "unknownStarter"].map((key): Refused => ({
    title: `with ${key} that is neither refused nor allowed`,
    plain: gate({ [key]: "Allow" }),
    later: gate({ [key]: later("Allow") }),
    carrier,
    path: `rule.${key}`,
    reason: `\`rule.${key}\` must be refuse or allow, got: "Allow". Did you mean "allow"?`,
  })),
  {
    title: "as a whole that is still to come",
    plain: () => gateWith({ ...plain, rule: later({}) } as unknown as ApprovalGateArgs),
    path: "rule",
    reason:
      "`rule` must be known when the program runs, got an output: which resources there are follows from it. Write " +
      "it out, with outputs in its fields.",
  },
  {
    title: "that says later whether somebody stands above it",
    plain: gate({ aboveRule: later(true) } as unknown as RuleArgs),
    path: "rule.aboveRule",
    reason:
      "`rule.aboveRule` must be known when the program runs, got an output: which resources there are follows from " +
      "it. Write it out, with outputs in its fields.",
  },
];

describe("rule is refused", () => refuses(rows));
