import * as pulumi from "@pulumi/pulumi";
import {
  type ApprovalArgs,
  type ApprovalOrder,
  MultiApprovalStage,
  type MultiApprovalStageArgs,
} from "../../../../index";
import { existingTopic, pipelineWith, types } from "../../../support/components";
import { refuses } from "../../../support/refusal-table";

function stageWith(args: object): MultiApprovalStage {
  const defaults = { pipelineName: "orders", approvers: {}, approvals: [{ name: "qa" }] };
  return new MultiApprovalStage("checks", { ...defaults, ...args } as MultiApprovalStageArgs);
}

function approvals(count: number): ApprovalArgs[] {
  return Array.from({ length: count }, (_, index) => ({ name: `approval-${index}` }));
}

const count = (got: number, remedy: string): string =>
  "`approvals` must have 1 to 50 approvals, the quota of actions in a stage, " +
  `got: ${got}. ${remedy}`;

const duplicate =
  '`approvals[2].name` must be unique in the stage, got: "qa", which `approvals[0].name` has too. ' +
  "Rename one of them.";

describe("A stage of several approvals", () => {
  const email = (path: string): string =>
    `\`${path}\` must be an e-mail address of at most 320 characters, like qa@example.com, got: "qa". ` +
    "Write one address, without a name beside it, or leave it out.";
  const number = (path: string, unit: string, range: string, got: number): string =>
    `\`${path}\` must be a whole number${unit} between ${range}, got: ${got}. ` +
    "Choose a number in that range or leave it out for the default.";
  const name = (path: string): string =>
    `\`${path}\` may only have the characters A-Z a-z 0-9 . @ - _, got: "a b". Rename it.`;
  const user =
    "`approvers.users[0]` may only have the characters A-Z a-z 0-9 + = , . @ - _, " +
    'got: "a b". Rename it.';
  const own = (args: object): object => ({ approvals: [{ name: "qa" }, { name: "pm", ...args }] });
  const wrong: [what: string, args: object, path: string, reason: string][] = [
    [
      "an approval's e-mail",
      own({ emails: ["qa"] }),
      "approvals[1].emails[0]",
      email("approvals[1].emails[0]"),
    ],
    ["the stage's e-mail", { emails: ["qa"] }, "emails[0]", email("emails[0]")],
    [
      "an approval's name",
      { approvals: [{ name: "a b" }] },
      "approvals[0].name",
      name("approvals[0].name"),
    ],
    [
      "the stage's e-mail, on a shared topic",
      { emails: ["qa"], topicArn: existingTopic },
      "emails[0]",
      email("emails[0]"),
    ],
    ["the stage's name", { stageName: "a b" }, "stageName", name("stageName")],
    [
      "an approval's runOrder",
      own({ runOrder: 1000 }),
      "approvals[1].runOrder",
      number("approvals[1].runOrder", "", "1 and 999", 1000),
    ],
    [
      "an approval's timeout",
      own({ timeoutInMinutes: 4 }),
      "approvals[1].timeoutInMinutes",
      number("approvals[1].timeoutInMinutes", " of minutes", "5 and 86400", 4),
    ],
    [
      "the stage's timeout",
      { timeoutInMinutes: 4 },
      "timeoutInMinutes",
      number("timeoutInMinutes", " of minutes", "5 and 86400", 4),
    ],
    ["the stage's user", { approvers: { users: ["a b"] } }, "approvers.users[0]", user],
    [
      "an approval's user",
      own({ approvers: { users: ["a b"] } }),
      "approvals[1].approvers.users[0]",
      user.replace("approvers", "approvals[1].approvers"),
    ],
    [
      "a missing name",
      { approvals: [{}] },
      "approvals[0].name",
      '`approvals[0].name` must be a string, like "qa", got: undefined. Give it a value.',
    ],
    [
      "an approval that nobody hears of and nobody may decide",
      { approvers: undefined, approvals: [{ name: "qa", approvers: {} }, { name: "pm" }] },
      "approvals[1]",
      "`approvals[1]` must notify or allow somebody, got neither `approvals[1].emails`, " +
        "`approvals[1].subscriptions`, `approvals[1].topicArn`, `approvals[1].approvers` nor " +
        "`approvals[1].slack`. Give at least one of them, for example `approvals[1].approvers` and " +
        "`approvals[1].emails`.",
    ],
  ];
  refuses([
    {
      title: "is refused without approvals",
      plain: () => stageWith({ approvals: [] }),
      path: "approvals",
      reason: count(0, "List at least one."),
    },
    ...[null, undefined].map((missing) => ({
      title: `is refused with ${missing} for approvals`,
      plain: () => stageWith({ approvals: missing }),
      path: "approvals",
      reason: count(0, "List at least one."),
    })),
    {
      title: "is refused with 51 approvals",
      plain: () => stageWith({ approvals: approvals(51) }),
      path: "approvals",
      reason: count(51, "Split them over several stages."),
    },
    {
      title: "is refused with two actions of one name, at once",
      plain: () => stageWith({ approvals: [{ name: "qa" }, { name: "product" }, { name: "qa" }] }),
      path: "approvals[2].name",
      reason: duplicate,
    },
    {
      title: "is refused with an unknown order, at once",
      plain: () => stageWith({ order: "Serial" as ApprovalOrder }),
      path: "order",
      reason:
        '`order` must be Parallel or Sequential, got: "Serial". Choose one of them or leave it out for the default.',
    },
    {
      title: "is refused with an unknown order, as an output",
      later: () => pipelineWith(stageWith({ order: pulumi.output("Serial") }).stage),
      path: "order",
      reason:
        '`order` must be Parallel or Sequential, got: "Serial". Choose one of them or leave it out for the default.',
      carrier: types.pipeline,
    },
    ...[
      ["sequential", "Sequential"],
      ["SEQUENTIAL", "Sequential"],
      ["parallel", "Parallel"],
      ["Paralel", "Parallel"],
    ].map(([order, meant]) => ({
      title: `is refused with the order ${order}: the error says which was meant`,
      plain: () => stageWith({ order: order as ApprovalOrder }),
      path: "order",
      reason: `\`order\` must be Parallel or Sequential, got: "${order}". Did you mean "${meant}"?`,
    })),
    {
      title: "is refused with an approval of an empty name, which cannot be left out",
      plain: () => stageWith({ approvals: [{ name: "" }] }),
      path: "approvals[0].name",
      reason:
        "`approvals[0].name` must have 1 to 100 characters, got an empty string. Give it a value.",
    },
    ...wrong.map(([what, args, path, reason]) => ({
      title: `is refused with ${what}: the error names the argument as the user wrote it`,
      plain: () => stageWith(args),
      path,
      reason,
    })),
    {
      title:
        "is refused with a wrong output in one approval: the others' topics are no excuse to go on",
      later: () => pipelineWith(stageWith(own({ customData: pulumi.output("#{") })).stage),
      path: "approvals[1].customData",
      reason:
        '`approvals[1].customData` has a malformed variable at character 1: "#{". ' +
        'Write #{namespace.variable}, or remove the "#{".',
      carrier: types.pipeline,
    },
  ]);
});
