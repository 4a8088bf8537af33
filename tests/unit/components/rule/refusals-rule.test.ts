/** What may not stand beside `rule`, and what is refused of its single arguments. */
import { type ApprovalGateArgs, MultiApprovalStage, type RuleArgs } from "../../../../index";
import {
  connection,
  counting,
  deciding,
  gateWith,
  inSlack,
  watching,
} from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { ann, carrier, gate, group, later, plain } from "./support";

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
const breakGlass = {
  userArns: ["arn:aws:iam::111122223333:user/ann"],
  reviewers: { users: ["rita"] },
};
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
