import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../support/new-account";

const publish = policy({ Action: "sns:Publish", Resource: "*" });
const membership = "aws:iam/groupMembership:GroupMembership";
const everywhere = "aws:iam/policyAttachment:PolicyAttachment";
const roleAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

describe("What a refresh finds at IAM", () => {
  after(removeFolders);

  it("is everybody in a group, in the order that was given, others behind", async () => {
    const { account, create } = newAccount();
    await create(types.group, { name: "qa" });
    const { id } = await create(membership, { name: "m", group: "qa", users: ["bob", "ann"] });
    const users = () => account.read(membership, id)!.state.users;
    assert.deepEqual(users(), ["bob", "ann"]);
    account.directory.addUserToGroup("eve", "qa");
    account.directory.removeUserFromGroup("bob", "qa");
    assert.deepEqual(users(), ["ann", "eve"]);
  });

  it("is everybody who has a policy, or no attachment where nobody has", async () => {
    const { account, create, remove } = newAccount();
    const policyArn = (await create(types.policy, { name: "p", policy: publish })).state.arn;
    for (const name of ["Lead", "ops"]) {
      await create(types.role, { name, assumeRolePolicy: trust("lambda") });
    }
    const { id } = await create(everywhere, { name: "e", policyArn, roles: ["ops"] });
    const other = await create(roleAttachment, { role: "Lead", policyArn });
    assert.deepEqual(account.read(everywhere, id)!.state.roles, ["ops", "Lead"]);
    await remove(everywhere, { id, state: {} });
    assert.notEqual(account.read(roleAttachment, other.id), undefined);
  });

  it("is no attachment that another resource of the policy took away", async () => {
    const { account, create, remove } = newAccount();
    const policyArn = (await create(types.policy, { name: "p", policy: publish })).state.arn;
    await create(types.role, { name: "ops", assumeRolePolicy: trust("lambda") });
    const all = await create(everywhere, { name: "e", policyArn, roles: ["ops"] });
    const { id } = await create(roleAttachment, { role: "ops", policyArn });
    assert.notEqual(account.read(roleAttachment, id), undefined);
    await remove(everywhere, all);
    assert.equal(account.read(roleAttachment, id), undefined);
  });
});
