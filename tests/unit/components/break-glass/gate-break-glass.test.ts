/** What a gate with `breakGlass` makes, and what its record says of it. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { type BreakGlassArgs, MultiApprovalStage } from "../../../../index";
import { gateWith, hubWith, only, shape, types, watching } from "../../../support/components";
import { resolve, type Result, run } from "../../../support/mocks";

const user = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
const permissionSet = {
  instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
};
const breakGlass: BreakGlassArgs = {
  userArns: [user("ann"), user("teams/Bob")],
  reviewers: {
    users: ["carol"],
    existingGroupNames: ["leads"],
    roleNames: ["release-manager"],
    permissionSets: [permissionSet],
  },
};
const gate = (args: object = {}) =>
  run(() => gateWith({ hub: watching, approvers: undefined, emails: ["qa@example.com"], ...args }));

const role = (result: Pick<Result<unknown>, "resources">) =>
  only(result.resources, types.role, "production-break-glass-role").inputs;
const groupName = ({ resources }: Pick<Result<unknown>, "resources">): string =>
  only(resources, "aws:iam/group:Group", "production-review-group").inputs.name;
const recordOf = ({ resources }: Pick<Result<unknown>, "resources">) =>
  unmarshall(JSON.parse(only(resources, types.tableItem).inputs.item));

describe("A gate with breakGlass", () => {
  it("has a role, a policy of its users and one of its reviewers more, and nothing else is another", async () => {
    const without = shape((await gate()).resources).filter((line) => !line.includes("-gate-"));
    const all = shape((await gate({ breakGlass })).resources);
    assert.ok(without.every((line) => all.includes(line)));
    const more = all.filter((line) => !without.includes(line) && !line.includes("-gate-"));
    assert.deepEqual(
      more.map((line) => line.split(" ")[0]),
      [
        "production-break-glass-policy",
        "production-break-glass-policy-user-ann",
        "production-break-glass-policy-user-bob",
        "production-break-glass-role",
        "production-break-glass-role-policy",
        "production-review-group",
        "production-review-members",
        "production-review-policy",
        "production-review-policy-group",
        "production-review-policy-group-leads",
        "production-review-policy-permission-set-ps-1234567890abcdef",
        "production-review-policy-role-release-manager",
      ],
    );
  });

  it("has the role below the hub's path, for an hour, with the boundary and the tags", async () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
    const tags = { team: "orders" };
    const { path, maxSessionDuration, ...made } = role(
      await gate({ breakGlass, permissionsBoundary, tags }),
    );
    assert.deepEqual([path, maxSessionDuration], [watching.breakGlassRolePath, 3600]);
    assert.deepEqual([made.permissionsBoundary, made.tags], [permissionsBoundary, tags]);
  });

  it("trusts its users alone, in the words of each of the three actions", async () => {
    const { Statement } = JSON.parse(role(await gate({ breakGlass })).assumeRolePolicy);
    const mfa = { "aws:MultiFactorAuthPresent": "true" };
    const reason = { "aws:RequestTag/Reason": "??????????*" };
    const keys = { "aws:TagKeys": "Reason" };
    const named = { "sts:SourceIdentity": "${aws:username}" };
    const session = { "sts:RoleSessionName": "${aws:username}" };
    const tagged = { StringLike: reason, "ForAllValues:StringEquals": keys };
    assert.deepEqual(
      Statement.map(({ Action, Principal, Condition }: any) => [Action, Principal.AWS, Condition]),
      [
        [
          "sts:AssumeRole",
          breakGlass.userArns,
          { Bool: mfa, StringEquals: { ...named, ...session }, ...tagged },
        ],
        ["sts:SetSourceIdentity", breakGlass.userArns, { Bool: mfa, StringEquals: named }],
        ["sts:TagSession", breakGlass.userArns, { Bool: mfa, ...tagged }],
      ],
    );
  });

  it("says in its record which role it is, once role and policies are there", async () => {
    const result = await gate({ breakGlass: { ...breakGlass, reviewWithinMinutes: 90 } });
    const roleArn = await resolve(result.value.breakGlassRoleArn);
    assert.match(`${roleArn}`, /:role\/\S*production-break-glass-role/);
    const { policyArns, ...known } = recordOf(result).breakGlass;
    const reviewers = {
      reviewerGroups: [groupName(result), "leads"],
      reviewerRoles: ["release-manager"],
    };
    assert.deepEqual(known, { roleArn, reviewWithinMinutes: 90, ...reviewers });
    assert.deepEqual(
      policyArns.map((arn: string) => /break-glass|review/.exec(arn)?.[0]),
      ["break-glass", "review"],
    );
    assert.equal(recordOf(await gate({ breakGlass })).breakGlass.reviewWithinMinutes, 1440);
    const names = result.resources.map(({ name }) => name);
    const record = names.indexOf(only(result.resources, types.tableItem).name);
    for (const before of ["break-glass-role-policy", "break-glass-policy", "review-policy"]) {
      assert.ok(names.indexOf(`production-${before}`) < record, before);
    }
  });

  it("is what it was without: no output, and no word in the record", async () => {
    const result = await gate();
    assert.equal(await resolve(result.value.breakGlassRoleArn), undefined);
    assert.ok(!("breakGlass" in recordOf(result)));
  });

  it("takes lists that resolve later, under the same names", async () => {
    const later = <T>(value: T): pulumi.Output<T> =>
      pulumi.output(0).apply(() => Promise.resolve(value)) as pulumi.Output<T>;
    const names = (result: Pick<Result<unknown>, "resources">): string[] =>
      shape(result.resources).sort();
    const plain = { userArns: breakGlass.userArns, reviewers: { users: ["carol"] } };
    const resolved = {
      userArns: later([user("ann"), user("teams/Bob")]),
      reviewers: { users: later(["carol"]) },
    };
    assert.deepEqual(
      names(await gate({ breakGlass: resolved })),
      names(await gate({ breakGlass: plain })),
    );
  });

  it("gives its reviewers the use of the key of the reviews, where that is a customer's", async () => {
    const reviewsKmsKeyArn =
      "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const statements = async (args: object): Promise<any[]> => {
      const { resources } = await gate({ breakGlass, ...args });
      return JSON.parse(only(resources, types.policy, "production-review-policy").inputs.policy)
        .Statement;
    };
    assert.equal((await statements({})).length, 2);
    const [, , key] = await statements({ hub: { ...watching, reviewsKmsKeyArn } });
    assert.deepEqual(
      [key.Action, key.Resource, key.Condition],
      [
        ["kms:Decrypt", "kms:DescribeKey"],
        reviewsKmsKeyArn,
        { StringEquals: { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" } },
      ],
    );
  });

  it("works with a hub of the same program", async () => {
    const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
    const result = await run(() => {
      const { connection } = hubWith({ bypassAlerts: true, alarmTopicArn });
      return gateWith({ hub: connection, breakGlass });
    });
    assert.equal(role(result).path, "/codepipeline-approvals/shared-bypass-role/");
  });
});

describe("A stage of approvals with breakGlass", () => {
  it("has a role for each that asks for one, and says which by name", async () => {
    const { value, resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          pipelineName: "orders",
          hub: watching,
          emails: ["qa@example.com"],
          approvals: [
            { name: "qa", breakGlass },
            { name: "legal" },
            { name: "risk", breakGlass: { ...breakGlass, reviewers: { roleNames: ["risk"] } } },
          ],
        }),
    );
    const arns = await resolve(value.breakGlassRoleArns);
    assert.deepEqual(Object.keys(arns).sort(), ["qa", "risk"]);
    assert.match(arns["risk"], /review-risk-break-glass-role/);
    const decides = (name: string): unknown =>
      JSON.parse(
        only(resources, types.rolePolicy, `review-${name}-break-glass-role-policy`).inputs.policy,
      ).Statement[0].Resource;
    assert.equal(decides("qa"), "arn:aws:codepipeline:eu-west-1:111122223333:orders/review/qa");
    assert.equal(decides("risk"), "arn:aws:codepipeline:eu-west-1:111122223333:orders/review/risk");
  });
});
