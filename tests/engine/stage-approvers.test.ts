/**
 * The people whom a stage names for its approvals share a group and a policy. However approvals come,
 * go, and name people of their own, the account is asked who may decide each of them.
 */
import assert from "node:assert/strict";
import { type ApprovalArgs, MultiApprovalStage, type ApproverPrincipalsArgs } from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import * as local from "./support/people";

type Letter = local.Letter;

const who = (letter: Letter): ApproverPrincipalsArgs => ({
  users: [`user-${letter}`],
  existingGroupNames: [`team-${letter}`],
  roleNames: [`Role-${letter}`],
});

interface Step {
  readonly of: string;
  /** Whom the stage names. */
  readonly stage?: Letter;
  /** The approvals, each with whom it names itself. */
  readonly approvals: Record<string, Letter | undefined>;
}

/** More than a group or a role takes policies, and so long that they fill more than one. */
const many = Array.from({ length: 24 }, (_, n) => `${"approval-".repeat(9)}${n}`);
const all = (names: readonly string[]): Step["approvals"] =>
  Object.fromEntries(names.map((name) => [name, undefined]));

const steps: readonly Step[] = [
  { of: "each of its own, as before they shared", approvals: { qa: "a", pm: "a", cto: "b" } },
  { of: "named by the stage", stage: "a", approvals: { qa: undefined, pm: undefined, cto: "b" } },
  { of: "all of the stage", stage: "a", approvals: all(["qa", "pm", "cto"]) },
  { of: "without the first", stage: "a", approvals: all(["pm", "cto"]) },
  { of: "the other way round, one in front", stage: "a", approvals: all(["qa", "cto", "pm"]) },
  { of: "somebody else", stage: "c", approvals: all(["qa", "cto", "pm"]) },
  { of: "so many that they fill policies", stage: "c", approvals: all(["qa", ...many]) },
  { of: "few again", stage: "c", approvals: all(["qa", "pm"]) },
  { of: "one of its own", stage: "c", approvals: { qa: "c", pm: undefined } },
  { of: "each of its own again", approvals: { qa: "c", pm: "c" } },
];

const arn = (name: string): string =>
  `arn:aws:codepipeline:${region}:111122223333:orders/Review/${name}`;

describe("people whom a stage names for its approvals", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;
  const program =
    ({ stage, approvals }: Step): Program =>
    async () => {
      local.people();
      new MultiApprovalStage("stage", {
        ...{ pipelineName: "orders", stageName: "Review" },
        approvers: stage && who(stage),
        approvals: Object.entries(approvals).map(([name, letter]): ApprovalArgs => ({
          name,
          approvers: letter && who(letter),
        })),
      });
    };
  const deciders = (name: string) => local.deciders(cloud, arn(name));

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program(steps[0]));
  });
  after(() => cloud.close());

  for (const step of steps) {
    it(step.of, async () => {
      await stack.up(program(step));
      for (const name of ["qa", "pm", "cto", ...many]) {
        const letter = step.approvals[name] ?? step.stage;
        const people = name in step.approvals && letter ? [letter] : [];
        assert.deepEqual(
          deciders(name),
          { users: people, existingGroupNames: people, roleNames: people },
          name,
        );
      }
      assert.deepEqual(await stack.preview(program(step)), []);
    });
  }
});
