/** How a hub's functions are run, judged as values alone: whose role is whose, and how many ids. */
import * as assert from "node:assert/strict";
import { pending } from "../../../../components/inputs/model/checks";
import {
  functionRole,
  knownRoles,
  ownRoles,
  permissionsBoundary,
  roleIdentity,
  roleOfAnotherHub,
  rolePath,
  securityGroupId,
  securityGroups,
  slackCallbackUrl,
  subnetId,
  subnets,
} from "../../../../components/hub/model/runtime-checks";
import { region } from "../../../../components/scope/model/region-checks";
import { refusalOf } from "../../../support/refusals";

const role = (name: string, account = "111122223333", partition = "aws"): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

describe("the role of a function", () => {
  const judge = (arns: Record<string, unknown>) => refusalOf(() => ownRoles(arns, "roles"));
  const one = role("approvals");

  const same: [what: string, arn: string, got: string][] = [
    ["the same", one, `"${one}"`],
    [
      "on another path",
      role("a/b/approvals"),
      `"${role("a/b/approvals")}" and "${one}", IAM's same role`,
    ],
    ["in other letters", role("APPROVALS"), `"${role("APPROVALS")}" and "${one}", IAM's same role`],
  ];
  for (const [what, arn, got] of same) {
    it(`is nobody else's: ${what}`, () => {
      assert.deepEqual(judge({ first: role("other"), second: one, third: arn }), {
        path: "roles.third",
        reason:
          `\`roles.third\` must be another role than \`roles.second\`, got: ${got} for both. Each ` +
          "function has rights that the others must not have: give each its own role.",
      });
    });
  }

  const others = [
    role("approvals-2"),
    role("approvals", "444455556666"),
    role("approvals", "111122223333", "aws-cn"),
    role("approvals/decider"),
  ];
  for (const arn of others) {
    it(`is another one: ${arn}`, () => {
      assert.equal(judge({ first: one, second: arn }), undefined);
      assert.notEqual(roleIdentity(one, "arg"), roleIdentity(arn, "arg"));
    });
  }

  it("that is left out or still to come is nobody's yet", () => {
    const arns = { a: undefined, b: undefined, c: null, d: null, e: pending, f: pending };
    assert.equal(judge(arns), undefined);
    assert.deepEqual(knownRoles({ ...arns, g: one }, "roles"), [
      { at: "roles.g", arn: one, identity: "aws:111122223333:approvals" },
    ]);
  });

  it("of another hub is refused with what it would open", () => {
    assert.deepEqual(
      refusalOf(() => roleOfAnotherHub(one, "roles.a")),
      {
        path: "roles.a",
        reason:
          `\`roles.a\` must be a role that no other hub has, got: "${one}", which another hub of the ` +
          "program has. A hub's functions may take on the roles of its own gates alone: give each " +
          "function of each hub its own role.",
      },
    );
  });

  it("is read under the name of its argument", () => {
    assert.equal(refusalOf(() => roleIdentity("approvals", "roles.a"))?.path, "roles.a");
    assert.equal(refusalOf(() => functionRole(role("*"), "roles.a"))?.path, "roles.a");
    assert.equal(
      refusalOf(() => functionRole(one, "roles.a")),
      undefined,
    );
  });
});

describe("the ids of a network", () => {
  const lists = [
    ["subnets", subnets, 16],
    ["security groups", securityGroups, 5],
  ] as const;
  for (const [what, check, max] of lists) {
    it(`are 1 to ${max} ${what}: none of them would be no VPC at all`, () => {
      const judge = (count: number) => refusalOf(() => check(Array(count).fill("id"), "arg"));
      const rule = `\`arg\` must have 1 to ${max} ids, as the Lambda API documents, got: `;
      for (const count of [1, max]) assert.equal(judge(count), undefined);
      assert.deepEqual(judge(0), {
        path: "arg",
        reason: `${rule}0. Name one, or leave \`vpc\` out.`,
      });
      assert.deepEqual(judge(max + 1), { path: "arg", reason: `${rule}${max + 1}. Name fewer.` });
    });
  }
});

describe("a refusal of what a hub is given", () => {
  const words: [check: (value: string, path: string) => void, rule: string, remedy: string][] = [
    [
      permissionsBoundary,
      "must be the ARN of a managed policy, like arn:aws:iam::111122223333:policy/boundary",
      "Copy it from the policy's output or from the console.",
    ],
    [
      rolePath,
      "must begin and end with a slash and have at most 424 characters, like /platform/",
      "Write it as /NAME/: the path of the gates' roles goes on behind it.",
    ],
    [
      subnetId,
      "must be the id of a subnet, like subnet-0123456789abcdef0",
      "Copy it from the subnet's output or from the console.",
    ],
    [
      securityGroupId,
      "must be the id of a security group, like sg-0123456789abcdef0",
      "Copy it from the security group's output or from the console.",
    ],
    [
      slackCallbackUrl,
      "must be an address that begins with https://, of at most 2048 characters, like " +
        "https://approvals.example.com/slack",
      "Write it out from https:// on.",
    ],
    [
      region,
      "must be the name of a Region, like eu-west-1",
      "Correct it, or leave it out for the provider's.",
    ],
  ];
  for (const [check, rule, remedy] of words) {
    it(`says the limit, the value and the remedy: ${rule.slice(0, 40)}`, () => {
      const reason = `\`arg\` ${rule}, got: "no good". ${remedy}`;
      assert.deepEqual(
        refusalOf(() => check("no good", "arg")),
        { path: "arg", reason },
      );
    });
  }
});
