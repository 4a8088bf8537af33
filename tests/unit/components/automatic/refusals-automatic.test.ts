import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, type AutomaticDecisionArgs, MultiApprovalStage } from "../../../../index";
import { connection, deciding, gateWith, inSlack } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes";
const gate =
  (automaticDecision: object, more: object = {}) =>
  () =>
    gateWith({
      hub: deciding,
      automaticDecision: automaticDecision as AutomaticDecisionArgs,
      ...more,
    });
const condition = (change: object) => gate({ when: [{ variable: "build.CHANGED", ...change }] });
const of = (variable: unknown) => gate({ when: [{ variable, equals: "config" }] });
const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(value).apply((known) => Promise.resolve(known)) as pulumi.Output<T>;

const oneOfBoth = (got: string): string =>
  "`automaticDecision` must have exactly one of `functionArn` and `when`, got " +
  `${got}. Give the ARN of a function that decides, or conditions on variables.`;

const written = (variable: string, word: string): Refused => ({
  title: `on ${variable}, which an author writes`,
  plain: of(variable),
  later: of(later(variable)),
  path: "automaticDecision.when[0].variable",
  reason:
    "`automaticDecision.when[0].variable` must not be a variable that an author writes, got: " +
    `"${variable}", which has "${word}" in its name: with it people would approve their own changes. ` +
    "Compare what a build has found out, and exports under another name.",
});

const rows: Refused[] = [
  {
    title: "without a hub",
    plain: [
      () => gateWith({ automaticDecision: { functionArn } }),
      () => gateWith({ automaticDecision: { functionArn }, slack: inSlack }),
    ],
    path: "automaticDecision",
    reason:
      "`automaticDecision` must stand beside `hub`, got no `hub`: a hub is what asks. Give `hub` the connection of " +
      "an ApprovalHub with `automaticDecisions: true`, or leave it out.",
  },
  {
    title: "beside a hub that decides nothing automatically",
    plain: gate({ functionArn }, { hub: connection }),
    path: "automaticDecision",
    reason:
      "`automaticDecision` must stand beside the connection of an ApprovalHub with `automaticDecisions: true`, got " +
      "one without: nothing would be decided. Give `automaticDecisions: true` to the ApprovalHub and deploy that " +
      "first, or leave `automaticDecision` out.",
  },
  {
    title: "of a stage's approval beside such a hub",
    plain: () =>
      new MultiApprovalStage("review", {
        ...{ pipelineName: "orders", hub: connection, emails: ["qa@example.com"] },
        approvals: [{ name: "qa" }, { name: "legal", automaticDecision: { functionArn } }],
      }),
    path: "approvals[1].automaticDecision",
    reason:
      "`approvals[1].automaticDecision` must stand beside the connection of an ApprovalHub with " +
      "`automaticDecisions: true`, got one without: nothing would be decided. Give `automaticDecisions: true` to " +
      "the ApprovalHub and deploy that first, or leave `approvals[1].automaticDecision` out.",
  },
  {
    title: "with nothing in it",
    plain: gate({}),
    path: "automaticDecision",
    reason: oneOfBoth("none"),
  },
  {
    title: "with both a function and conditions",
    plain: gate({ functionArn, when: [{ variable: "build.CHANGED", equals: "config" }] }),
    path: "automaticDecision",
    reason: oneOfBoth("both"),
  },
  {
    title: "with a function of another Region",
    later: gate({ functionArn: functionArn.replace("eu-west-1", "eu-west-2") }),
    path: "automaticDecision.functionArn",
    reason:
      "`automaticDecision.functionArn` must be in the partition, Region and account of the pipeline, aws, " +
      'eu-west-1, 111122223333, got: "arn:aws:lambda:eu-west-2:111122223333:function:small-changes". Use a ' +
      "function of that Region and account.",
  },
  {
    title: "with a list of no conditions",
    plain: gate({ when: [] }),
    path: "automaticDecision.when",
    reason:
      "`automaticDecision.when` must have 1 to 20 conditions, got 0: everything would be approved. Name them, or " +
      "leave `automaticDecision` out.",
  },
  {
    title: "with more conditions than 20",
    plain: gate({
      when: Array.from({ length: 21 }, (_, n) => ({ variable: `build.V${n}`, equals: "yes" })),
    }),
    path: "automaticDecision.when",
    reason:
      "`automaticDecision.when` must have 1 to 20 conditions, got 21. Name them, or leave `automaticDecision` out.",
  },
  {
    title: "with a condition that compares with nothing",
    plain: condition({}),
    path: "automaticDecision.when[0]",
    reason:
      "`automaticDecision.when[0]` must have exactly one of `equals`, `oneOf` and `matches`, got none. Give one; a " +
      "second condition is a second entry of the list.",
  },
  {
    title: "with a condition that compares twice",
    plain: condition({ equals: "config", matches: "c.*" }),
    path: "automaticDecision.when[0]",
    reason:
      "`automaticDecision.when[0]` must have exactly one of `equals`, `oneOf` and `matches`, got `equals` and " +
      "`matches`. Give one; a second condition is a second entry of the list.",
  },
  {
    title: "with a list of no values",
    plain: condition({ oneOf: [] }),
    later: condition({ oneOf: later([]) }),
    path: "automaticDecision.when[0].oneOf",
    reason:
      "`automaticDecision.when[0].oneOf` must have 1 to 50 values, got 0. Name the values, or use `matches`.",
  },
  {
    title: "with a value that stands twice",
    plain: condition({ oneOf: ["docs", "docs"] }),
    path: "automaticDecision.when[0].oneOf[1]",
    reason:
      '`automaticDecision.when[0].oneOf[1]` must stand in the list once, got: "docs", which ' +
      "`automaticDecision.when[0].oneOf[0]` is too. Remove one of them.",
  },
  {
    title: "with a variable without its namespace",
    plain: of("CHANGED"),
    path: "automaticDecision.when[0].variable",
    reason:
      "`automaticDecision.when[0].variable` may only have the characters NAMESPACE.NAME, each of A-Z a-z 0-9 @ - _, " +
      'got: "CHANGED". Write NAMESPACE.NAME: the namespace of an earlier action, and the name of its variable.',
  },
  {
    title: "with the braces of a reference",
    plain: of("#{build.CHANGED}"),
    path: "automaticDecision.when[0].variable",
    reason:
      "`automaticDecision.when[0].variable` may only have the characters NAMESPACE.NAME, each of A-Z a-z 0-9 @ - _, " +
      'got: "#{build.CHANGED}". Write NAMESPACE.NAME: the namespace of an earlier action, and the name of its ' +
      "variable.",
  },
  written("source.CommitMessage", "message"),
  written("source.BranchName", "branch"),
  written("source.AuthorEmail", "author"),
  written("source.PullRequestTitle", "title"),
  written("source.tag_name", "tagname"),
  written("build.COMMIT_SUMMARY", "summary"),
  {
    title: "with a regular expression that is none",
    plain: condition({ matches: "(docs" }),
    path: "automaticDecision.when[0].matches",
    reason:
      '`automaticDecision.when[0].matches` must be a regular expression of JavaScript, got: "(docs": Invalid ' +
      "regular expression: /(docs/u: Unterminated group. Correct it.",
  },
  {
    title: "with a role for the function of a hub that has none",
    plain: () =>
      new ApprovalHub("shared", {
        functionRoles: { automaticRoleArn: "arn:aws:iam::111122223333:role/automatic" },
      }),
    path: "functionRoles.automaticRoleArn",
    reason:
      "`functionRoles.automaticRoleArn` must stand beside `automaticDecisions: true`, got no `automaticDecisions`: " +
      "there is no function for it. Give `automaticDecisions: true`, or leave `functionRoles.automaticRoleArn` out.",
  },
];

describe("automaticDecision is refused", () => {
  refuses(rows);
});
