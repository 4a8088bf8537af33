import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  type ApprovalArgs,
  type ApprovalOrder,
  MultiApprovalStage,
  type MultiApprovalStageArgs,
} from "../../../../index";
import {
  assertRefusal,
  existingTopic,
  pipelineWith,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { attempt } from "../../../support/mocks";

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
  it("is refused without approvals", () =>
    refusedAtOnce(() => stageWith({ approvals: [] }), "approvals", count(0, "List at least one.")));

  for (const missing of [null, undefined]) {
    it(`is refused with ${missing} for approvals`, () =>
      refusedAtOnce(
        () => stageWith({ approvals: missing }),
        "approvals",
        count(0, "List at least one."),
      ));
  }

  it("is refused with 51 approvals", () =>
    refusedAtOnce(
      () => stageWith({ approvals: approvals(51) }),
      "approvals",
      count(51, "Split them over several stages."),
    ));

  it("is allowed with 50 approvals", async () => {
    const { thrown, rejected } = await attempt(() => stageWith({ approvals: approvals(50) }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });

  it("is refused with two actions of one name, at once", () =>
    refusedAtOnce(
      () => stageWith({ approvals: [{ name: "qa" }, { name: "product" }, { name: "qa" }] }),
      "approvals[2].name",
      duplicate,
    ));

  it("is refused with an unknown order, at once", () =>
    refusedAtOnce(
      () => stageWith({ order: "Serial" as ApprovalOrder }),
      "order",
      '`order` must be Parallel or Sequential, got: "Serial". Choose one of them or leave it out for the default.',
    ));

  it("is refused with an unknown order, as an output", async () => {
    await refusedLater(
      () => pipelineWith(stageWith({ order: pulumi.output("Serial") }).stage),
      "order",
      '`order` must be Parallel or Sequential, got: "Serial". Choose one of them or leave it out for the default.',
      types.pipeline,
    );
  });

  for (const [order, meant] of [
    ["sequential", "Sequential"],
    ["SEQUENTIAL", "Sequential"],
    ["parallel", "Parallel"],
    ["Paralel", "Parallel"],
  ]) {
    it(`is refused with the order ${order}: the error says which was meant`, () =>
      refusedAtOnce(
        () => stageWith({ order: order as ApprovalOrder }),
        "order",
        `\`order\` must be Parallel or Sequential, got: "${order}". Did you mean "${meant}"?`,
      ));
  }

  it("is refused with an approval of an empty name, which cannot be left out", () =>
    refusedAtOnce(
      () => stageWith({ approvals: [{ name: "" }] }),
      "approvals[0].name",
      "`approvals[0].name` must have 1 to 100 characters, got an empty string. Give it a value.",
    ));

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
  for (const [what, args, path, reason] of wrong) {
    it(`is refused with ${what}: the error names the argument as the user wrote it`, () =>
      refusedAtOnce(() => stageWith(args), path, reason));
  }

  it("is refused with a wrong output in one approval: the others' topics are no excuse to go on", async () => {
    const { rejected, resources } = await attempt(() =>
      pipelineWith(stageWith(own({ customData: pulumi.output("#{") })).stage),
    );
    assertRefusal(
      rejected[0],
      "approvals[1].customData",
      '`approvals[1].customData` has a malformed variable at character 1: "#{". ' +
        'Write #{namespace.variable}, or remove the "#{".',
    );
    assert.ok(!resources.some(({ type }) => type === types.pipeline));
  });
});
