/** What a CloudFormation action's role needs goes by its ActionMode. */
import * as assert from "node:assert/strict";
import { nameOf, needsOf } from "../../../../../rehearsal/aws/codepipeline/action-needs";
import { missingOf } from "../../../../../rehearsal/aws/codepipeline/action-rights";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import { place, policy, trust } from "../account/support/new-account";

const roleArn = "arn:aws:iam::111122223333:role/pipeline";
const stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/orders/*";
const RoleArn = "arn:aws:iam::111122223333:role/deployer";

function needs(ActionMode: string, more: Record<string, string> = {}) {
  const actionTypeId = { category: "Deploy", owner: "AWS", provider: "CloudFormation" } as never;
  const configuration = {
    ActionMode,
    StackName: "orders",
    ChangeSetName: "next",
    RoleArn,
    ...more,
  };
  return needsOf({ action: { name: "Stack", actionTypeId }, configuration, roleArn }, place);
}

function lacking(mode: string, statements: object[]): string[] {
  const directory = createDirectory(place);
  directory.putRole("pipeline", roleArn, trust("codepipeline"));
  statements.forEach((statement, n) =>
    directory.putInline({ kind: "role", name: "pipeline" }, `p${n}`, policy(statement)),
  );
  return missingOf(roleArn, needs(mode), directory).map(({ need }) => nameOf(need));
}

const either = "cloudformation:CreateStack or UpdateStack";
const pass = { Action: "iam:PassRole", Resource: RoleArn };

describe("The rights of a CloudFormation action", () => {
  const modes: [mode: string, names: string[]][] = [
    ["CREATE_UPDATE", ["cloudformation:DescribeStacks", either, "iam:PassRole"]],
    ["REPLACE_ON_FAILURE", ["cloudformation:DescribeStacks", either, "iam:PassRole"]],
    [
      "DELETE_ONLY",
      ["cloudformation:DescribeStacks", "cloudformation:DeleteStack", "iam:PassRole"],
    ],
    [
      "CHANGE_SET_REPLACE",
      [
        ...["DescribeStacks", "CreateChangeSet", "DescribeChangeSet"].map(
          (n) => `cloudformation:${n}`,
        ),
        "iam:PassRole",
      ],
    ],
    [
      "CHANGE_SET_EXECUTE",
      ["DescribeStacks", "DescribeChangeSet", "ExecuteChangeSet"].map((n) => `cloudformation:${n}`),
    ],
    ["#{variables.Mode}", []],
    ["constructor", []],
  ];
  for (const [mode, names] of modes) {
    it(`are those of ${mode}`, () => {
      assert.deepEqual(needs(mode).map(nameOf), names);
      for (const { action, resource } of needs(mode)) {
        assert.equal(resource, action === "iam:PassRole" ? RoleArn : stack);
      }
    });
  }

  it("do not have iam:PassRole where no role is passed", () => {
    const own = needs("CREATE_UPDATE", { RoleArn: undefined as never });
    assert.deepEqual(own.map(nameOf), ["cloudformation:DescribeStacks", either]);
  });

  it("are had with CreateStack or UpdateStack alone, and not without both", () => {
    const describeStacks = { Action: "cloudformation:DescribeStacks", Resource: stack };
    const with_ = (name: string) =>
      lacking("CREATE_UPDATE", [
        ...[describeStacks, pass],
        { Action: `cloudformation:${name}`, Resource: stack },
      ]);
    assert.deepEqual(with_("CreateStack"), []);
    assert.deepEqual(with_("UpdateStack"), []);
    assert.deepEqual(with_("DeleteStack"), [either]);
  });

  it("are asked for the service that the role is passed to, and for the change set", () => {
    const condition = (service: string, set: string): object[] => [
      { ...pass, Condition: { StringEquals: { "iam:PassedToService": service } } },
      {
        ...{ Action: "cloudformation:*ChangeSet", Resource: stack },
        Condition: { StringEquals: { "cloudformation:ChangeSetName": set } },
      },
      { Action: "cloudformation:DescribeStacks", Resource: "*" },
    ];
    const right = condition("cloudformation.amazonaws.com", "next");
    assert.deepEqual(lacking("CHANGE_SET_REPLACE", right), []);
    assert.deepEqual(lacking("CHANGE_SET_REPLACE", condition("ec2.amazonaws.com", "other")), [
      ...["cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "iam:PassRole"],
    ]);
  });
});
