import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../support/new-account";

const everything = policy({ Action: "*", Resource: "*" });
const membership = "aws:iam/userGroupMembership:UserGroupMembership";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const roleAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const groupAttachment = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";
const userPolicy = "aws:iam/userPolicy:UserPolicy";
const conflict = (message: RegExp) => ({ code: "DeleteConflict", status: 409, message });
const role = { name: "robot", assumeRolePolicy: trust("lambda") };

describe("The end of an IAM identity", () => {
  after(removeFolders);

  it("is refused for a group with users, and for one with policies", async () => {
    const { create, remove } = newAccount();
    const group = await create(types.group, { name: "qa" });
    const joined = await create(membership, { user: "alice", groups: ["qa"] });
    await assert.rejects(remove(types.group, group), conflict(/qa has alice/));
    await remove(membership, joined);
    const { state } = await create(types.policy, { name: "p", policy: everything });
    const attached = await create(groupAttachment, { group: "qa", policyArn: state.arn });
    await assert.rejects(remove(types.group, group), conflict(/group qa has .*policy\/p/));
    await remove(groupAttachment, attached);
    await remove(types.group, group);
    await create(types.group, { name: "qa" });
  });

  it("is refused for a role with policies of others, attached or inline", async () => {
    const { create, remove } = newAccount();
    const made = await create(types.role, role);
    const inline = await create(rolePolicy, { role: "robot", name: "own", policy: everything });
    await assert.rejects(remove(types.role, made), conflict(/role robot has own/));
    await remove(rolePolicy, inline);
    const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await create(roleAttachment, { role: "robot", policyArn });
    await assert.rejects(remove(types.role, made), conflict(/ReadOnlyAccess/));
  });

  it("takes the policies of others along where the role says so", async () => {
    const { account, create, remove } = newAccount();
    const made = await create(types.role, { ...role, forceDetachPolicies: true });
    const { state } = await create(types.policy, { name: "p", policy: everything });
    await create(roleAttachment, { role: "robot", policyArn: state.arn });
    await remove(types.role, made);
    assert.deepEqual(account.directory.made(), [state.arn]);
  });

  it("is refused for a managed policy that is attached, by whomever", async () => {
    const { create, remove } = newAccount();
    const managed = await create(types.policy, { name: "p", policy: everything });
    await create(types.role, role);
    const attached = await create(roleAttachment, {
      ...{ role: "robot", policyArn: managed.state.arn },
    });
    await assert.rejects(remove(types.policy, managed), conflict(/attached to role\/robot/));
    await remove(roleAttachment, attached);
    await remove(types.policy, managed);
    await create(types.policy, { name: "p", policy: everything });
  });

  it("is refused for a user with policies; groups are left", async () => {
    const { account, create, remove } = newAccount();
    const user = await create(types.user, { name: "alice" });
    await create(types.group, { name: "qa" });
    await create(membership, { user: "alice", groups: ["qa"] });
    const inline = await create(userPolicy, { user: "alice", name: "p", policy: everything });
    await assert.rejects(remove(types.user, user), conflict(/user alice has p/));
    assert.deepEqual(account.directory.membersOf("qa"), ["alice"]);
    await remove(userPolicy, inline);
    await remove(types.user, user);
    assert.deepEqual(account.directory.membersOf("qa"), []);
  });

  it("ends the keys: who gets the name later is somebody else", async () => {
    const { account, create, remove } = newAccount();
    const { directory } = account;
    const user = await create(types.user, { name: "alice" });
    const old = directory.accessKeys().find(({ profile }) => profile === "alice")!;
    await remove(types.user, user);
    assert.ok(!directory.accessKeys().some(({ profile }) => profile.startsWith("alice")));
    await create(types.user, { name: "alice" });
    assert.equal(directory.accessKey(old.accessKeyId), undefined);
    assert.ok(directory.accessKeys().some(({ profile }) => profile === "alice"));
  });

  it("ends the sessions of a role", async () => {
    const { account, create, remove } = newAccount();
    const made = await create(types.role, role);
    await create(types.role, { ...role, name: "other" });
    const assume = (name: string) =>
      account.directory.assume({
        roleArn: `arn:aws:iam::111122223333:role/${name}`,
        sessionName: "s",
      }).accessKeyId;
    const [mine, others] = [assume("robot"), assume("other")];
    await remove(types.role, made);
    assert.equal(account.directory.accessKey(mine), undefined);
    assert.notEqual(account.directory.accessKey(others), undefined);
    assert.throws(() => assume("robot"), { code: "NoSuchEntity" });
  });
});

describe("IAM's quotas and names", () => {
  after(removeFolders);

  it("are free again: a detached policy, a deleted inline policy", async () => {
    const { create, remove } = newAccount();
    await create(types.role, role);
    const attach = (n: number) =>
      create(roleAttachment, { role: "robot", policyArn: `arn:aws:iam::aws:policy/P${n}` });
    const [first] = await Promise.all([...Array(10).keys()].map(attach));
    await assert.rejects(attach(10), { code: "LimitExceeded" });
    await remove(roleAttachment, first);
    await attach(10);
    const large = policy({ Action: "*", Resource: `arn:aws:s3:::${"b".repeat(9000)}` });
    const inline = (name: string) => create(rolePolicy, { role: "robot", name, policy: large });
    const one = await inline("one");
    await assert.rejects(inline("two"), { code: "LimitExceeded" });
    await remove(rolePolicy, one);
    await inline("two");
  });

  for (const [type, kind] of [
    [types.user, "user"],
    [types.group, "group"],
  ] as const) {
    it(`let a ${kind} be renamed: rights and members stay, the ARN follows`, async () => {
      const { account, create, update } = newAccount();
      const made = await create(type, { name: "old" });
      const Kind = kind === "user" ? "User" : "Group";
      const attachment = `aws:iam/${kind}PolicyAttachment:${Kind}PolicyAttachment`;
      await create(attachment, {
        ...{ [kind]: "old", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      });
      if (kind === "group") await create(membership, { user: "alice", groups: ["old"] });
      const { id, state } = await update(type, made, { name: "new", path: "/people/" });
      assert.deepEqual([id, state.uniqueId], ["old", made.state.uniqueId]);
      assert.equal(state.arn, `arn:aws:iam::111122223333:${kind}/people/new`);
      const person = `arn:aws:iam::111122223333:user/${kind === "user" ? "new" : "alice"}`;
      assert.equal(account.directory.decideRole(person, "s3:GetObject", "*").allowed, true);
      await assert.rejects(account.delete(type, id), conflict(/new has .*AdministratorAccess/));
      await create(type, { name: "old" });
    });

    it(`refuse to rename a ${kind} to a name that is taken`, async () => {
      const { account, create, update } = newAccount();
      const made = await create(type, { name: "old" });
      await create(type, { name: "taken" });
      await assert.rejects(update(type, made, { name: "taken" }), { code: "EntityAlreadyExists" });
      assert.equal(account.read(type, made.id)!.state.name, "old");
    });
  }

  it("keep the rehearsal's own people from being replaced by renaming", async () => {
    const { create, update } = newAccount();
    const made = await create(types.user, { name: "alice" });
    await assert.rejects(update(types.user, made, { name: "administrator" }), {
      code: "EntityAlreadyExists",
    });
  });
});
