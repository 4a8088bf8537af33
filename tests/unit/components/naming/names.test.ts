import * as assert from "node:assert/strict";
import fc from "fast-check";
import { ApproverGroup, type ApproverGroupArgs, MultiApprovalStage } from "../../../../index";
import { autoname, needName } from "../../../../rehearsal/aws/account/name-rules";
import { resourceTypeOf } from "../../../../rehearsal/aws/account/registry";
import { actionArn, gateWith, hubWith, slack, types } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
const subscriptions = [{ protocol: "lambda", endpoint: functionArn }];

/** Everything that the four components register under one name. */
async function registered(name: string): Promise<Registered[]> {
  const common = { pipelineName: "orders", stageName: "Release", subscriptions, slack };
  const programs: (() => unknown)[] = [
    () => gateWith({ ...common, approvers: { users: ["lead"] } }, name),
    () => new MultiApprovalStage(name, { ...common, approvals: [{ name: "qa@1.0" }] } as any),
    () => hubWith({}, name),
    () =>
      new ApproverGroup(name, {
        actionArns: [actionArn("orders/Release/qa")],
        users: ["lead"],
      } as ApproverGroupArgs),
  ];
  const all: Registered[] = [];
  for (const program of programs) all.push(...(await run(program)).resources);
  return all;
}

/** Types that have a name in AWS, or that Pulumi gives one. */
const namedTypes = [
  ...[types.topic, types.queue, types.function, types.permission, types.role, types.rolePolicy],
  ...[types.rule, types.target, types.logGroup, types.alarm, types.table, types.group],
  ...[types.policy, types.members],
] as string[];

/** The name in AWS: the one that was given, or what Pulumi makes of the child's. */
function physical({ type, name, inputs }: Registered): string {
  const rule = resourceTypeOf(type)!.name!;
  return inputs[rule.input] ?? autoname({ type, name, inputs }, rule, "0123abc");
}

/** AWS takes the name of every resource; the judge is the local AWS, with the rules of AWS's models. */
async function assertTaken(name: string): Promise<Registered[]> {
  const resources = (await registered(name)).filter(({ type }) => namedTypes.includes(type));
  for (const resource of resources) {
    needName(resourceTypeOf(resource.type), physical(resource));
  }
  return resources;
}

const hostile = [
  "qa",
  "Release.1@eu",
  "team/orders/qa",
  "aws:orders::qa",
  "Prüfung-Öl",
  "🚀-release-🚀",
  "a b",
  'quote"and\\backslash',
  "line\nbreak",
  "-",
  "x".repeat(250),
  "🚀".repeat(125),
  `${"ü".repeat(120)}.`,
];

describe("names in AWS", () => {
  for (const name of hostile) {
    it(`are such that AWS takes them, of a component named ${JSON.stringify(name)}`, async () => {
      const types = new Set((await assertTaken(name)).map(({ type }) => type));
      assert.deepEqual([...types].sort(), [...namedTypes].sort());
    });
  }

  it("are such that AWS takes them, whatever a component is named", async () => {
    // A name of white space alone is refused.
    const names = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 250 })
      .filter((name) => name.trim() !== "");
    await fc.assert(
      fc.asyncProperty(names, async (name) => void (await assertTaken(name))),
      { numRuns: 6 },
    );
  });
});
