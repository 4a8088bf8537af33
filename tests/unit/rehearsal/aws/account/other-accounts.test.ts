/** Roles that a program makes in other accounts, through providers of its own. */
import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "./support/new-account";

const role = { name: "deploy", assumeRolePolicy: trust("codepipeline") };
const provider = "pulumi:providers:aws";

async function accountWith(inputs: object) {
  const test = newAccount();
  const { id } = await test.create(provider, inputs);
  const reference = `urn:pulumi:dev::infra::${provider}::other::${id}`;
  const make = (type: string, given: object) =>
    test.account.create({ type, name: "it", inputs: given, custom: true, provider: reference });
  return { ...test, make };
}

describe("A provider of another account", () => {
  after(removeFolders);

  const roleArn = "arn:aws:iam::222222222222:role/Admin";
  const ways: [name: string, inputs: object][] = [
    ["assumeRoles", { assumeRoles: [{ roleArn: "arn:aws:iam::1:role/x" }, { roleArn }] }],
    ["assumeRoles as the engine writes it", { assumeRoles: JSON.stringify([{ roleArn }]) }],
    ["assumeRole of provider 6", { assumeRole: JSON.stringify({ roleArn }) }],
    ["allowedAccountIds", { allowedAccountIds: JSON.stringify(["222222222222"]) }],
  ];
  for (const [name, inputs] of ways) {
    it(`makes roles there: ${name}`, async () => {
      const { make } = await accountWith(inputs);
      const made = await make(types.role, role);
      assert.equal(made.state.arn, "arn:aws:iam::222222222222:role/deploy");
    });
  }

  for (const inputs of [
    { region: "us-west-2" },
    { allowedAccountIds: '["1","2"]' },
    { assumeRole: "{" },
  ]) {
    it(`is not told by ${JSON.stringify(inputs)}`, async () => {
      const { make } = await accountWith(inputs);
      assert.equal(
        (await make(types.role, role)).state.arn,
        "arn:aws:iam::111122223333:role/deploy",
      );
    });
  }

  it("has roles of the same name, with policies of their own", async () => {
    const { account, create, make } = await accountWith({ allowedAccountIds: ["222222222222"] });
    const ours = await create(types.role, role);
    const theirs = await make(types.role, role);
    const right = policy({ Action: "s3:GetObject", Resource: "*" });
    await make("aws:iam/rolePolicy:RolePolicy", { name: "p", role: "deploy", policy: right });
    const may = (arn: string) =>
      account.directory.decideRole(arn, "s3:GetObject", "arn:aws:s3:::b/k");
    assert.deepEqual([may(ours.state.arn).allowed, may(theirs.state.arn).allowed], [false, true]);
    await assert.rejects(make(types.role, role), /EntityAlreadyExists|already exists/);
  });

  it("ends its own role and leaves the other", async () => {
    const { account, create, make } = await accountWith({ allowedAccountIds: ["222222222222"] });
    const ours = await create(types.role, { ...role, name: "ours" });
    const theirs = await make(types.role, role);
    await account.delete(types.role, theirs.id);
    assert.ok(account.directory.hasRole(ours.state.arn));
    assert.ok(!account.directory.hasRole(theirs.state.arn));
  });

  it("makes other resources as if there were one account", async () => {
    const { make } = await accountWith({ allowedAccountIds: ["222222222222"] });
    const topic = await make(types.topic, { name: "approvals" });
    assert.match(topic.state.arn, /:111122223333:approvals$/);
  });
});
