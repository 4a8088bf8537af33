import * as assert from "node:assert/strict";
import { build, newAccount, policy, removeFolders, trust, types } from "../support/new-account";
import type { TestAccount } from "../support/new-account";

const decide = policy({ Action: "codepipeline:PutApprovalResult", Resource: "*" });
const nothing = policy({ Action: "s3:GetObject", Resource: "*" });
const membership = "aws:iam/userGroupMembership:UserGroupMembership";
const members = "aws:iam/groupMembership:GroupMembership";
const everywhere = "aws:iam/policyAttachment:PolicyAttachment";

/** Whether somebody may decide, as the next call would find. */
const may = ({ account }: TestAccount, name: string, kind = "user"): boolean => {
  const arn = `arn:aws:iam::111122223333:${kind}/${name}`;
  return account.directory.decideRole(arn, "codepipeline:PutApprovalResult", "*").allowed;
};

async function bearers(test: TestAccount) {
  const user = await test.create(types.user, { name: "alice" });
  const group = await test.create(types.group, { name: "qa" });
  const role = await test.create(types.role, {
    name: "robot",
    assumeRolePolicy: trust("lambda"),
  });
  return { user, group, role };
}

describe("A right that a program takes away", () => {
  after(removeFolders);

  for (const [kind, name] of [
    ["user", "alice"],
    ["group", "qa"],
    ["role", "robot"],
  ] as const) {
    const Kind = kind[0].toUpperCase() + kind.slice(1);
    const inline = `aws:iam/${kind}Policy:${Kind}Policy`;
    const attachment = `aws:iam/${kind}PolicyAttachment:${Kind}PolicyAttachment`;
    /** The group's rights are its member's. */
    const allowed = (test: TestAccount) =>
      kind === "role" ? may(test, "robot", "role") : may(test, "alice");

    it(`counts at once in an inline policy of a ${kind}`, async () => {
      const test = newAccount();
      await bearers(test);
      if (kind === "group") await test.create(membership, { user: "alice", groups: ["qa"] });
      const made = await test.create(inline, { [kind]: name, name: "p", policy: decide });
      assert.equal(allowed(test), true);
      const inputs = { [kind]: name, name: "p", policy: nothing };
      assert.equal((await test.update(inline, made, inputs)).state.name, "p");
      assert.equal(allowed(test), false);
      await test.update(inline, made, { [kind]: name, policy: decide });
      assert.equal(allowed(test), true);
      await test.remove(inline, made);
      assert.equal(allowed(test), false);
    });

    it(`counts at once in a policy attached to a ${kind}`, async () => {
      const test = newAccount();
      await bearers(test);
      if (kind === "group") await test.create(membership, { user: "alice", groups: ["qa"] });
      const managed = await test.create(types.policy, { name: "p", policy: decide });
      const policyArn = managed.state.arn;
      const made = await test.create(attachment, { [kind]: name, policyArn });
      assert.equal(allowed(test), true);
      await test.update(types.policy, managed, { name: "p", policy: nothing });
      assert.equal(allowed(test), false);
      await test.update(types.policy, managed, { name: "p", policy: decide });
      assert.equal(allowed(test), true);
      await test.remove(attachment, made);
      assert.equal(allowed(test), false);
    });
  }

  it("counts for those who are taken out of the list of an attachment", async () => {
    const test = newAccount();
    await bearers(test);
    const { state } = await test.create(types.policy, { name: "p", policy: decide });
    const policyArn = state.arn;
    const all = { policyArn, users: ["alice"], roles: ["robot"] };
    const made = await test.create(everywhere, all);
    await test.update(everywhere, made, { policyArn, roles: ["robot"] });
    assert.deepEqual([may(test, "alice"), may(test, "robot", "role")], [false, true]);
    await test.remove(everywhere, made);
    assert.equal(may(test, "robot", "role"), false);
  });

  it("counts for who leaves a group, and for who comes", async () => {
    const test = newAccount();
    await bearers(test);
    await test.create("aws:iam/groupPolicy:GroupPolicy", { group: "qa", policy: decide });
    const made = await test.create(membership, { user: "alice", groups: ["qa"] });
    assert.equal(may(test, "alice"), true);
    await test.update(membership, made, { user: "alice", groups: [] });
    assert.equal(may(test, "alice"), false);
    const list = await test.create(members, { group: "qa", users: ["alice"] });
    await test.update(members, list, { group: "qa", users: ["bob"] });
    assert.deepEqual([may(test, "alice"), may(test, "bob")], [false, true]);
    await test.remove(members, list);
    assert.equal(may(test, "bob"), false);
  });

  it("stays as it was where the new list is refused", async () => {
    const test = newAccount();
    await bearers(test);
    await test.create("aws:iam/groupPolicy:GroupPolicy", { group: "qa", policy: decide });
    const made = await test.create(membership, { user: "alice", groups: ["qa"] });
    const wrong = { user: "alice", groups: ["nobodies"] };
    await assert.rejects(test.update(membership, made, wrong), { code: "NoSuchEntity" });
    assert.equal(may(test, "alice"), true);
  });

  it("counts in the policies that a role has among its inputs", async () => {
    const test = newAccount();
    const own = { name: "robot", assumeRolePolicy: trust("lambda") };
    const inlinePolicies = [{ name: "decide", policy: decide }];
    const role = await test.create(types.role, { ...own, inlinePolicies });
    assert.equal(may(test, "robot", "role"), true);
    await assert.rejects(
      test.update(types.role, role, { ...own, inlinePolicies: [{ name: "bad", policy: "{" }] }),
    );
    assert.equal(may(test, "robot", "role"), true);
    const managed = await test.create(types.policy, { name: "p", policy: nothing });
    const managedPolicyArns = [managed.state.arn];
    await test.update(types.role, role, { ...own, managedPolicyArns });
    assert.equal(may(test, "robot", "role"), false);
    // They are the role's own: they go with it.
    await test.remove(types.role, role);
    await test.remove(types.policy, managed);
    assert.deepEqual(test.account.remaining(), []);
  });

  it("is another service's once a role's trust changes", async () => {
    const test = newAccount();
    const { role } = await bearers(test);
    const project = { name: "build", serviceRole: role.state.arn, ...build };
    await assert.rejects(test.create(types.project, project), { code: "InvalidInputException" });
    await test.update(types.role, role, { name: "robot", assumeRolePolicy: trust("codebuild") });
    await test.create(types.project, project);
  });
});
