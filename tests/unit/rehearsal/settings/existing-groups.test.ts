/** Members whom others put into a group that the program makes: Identity Center, another stack, a person. */
import * as assert from "node:assert/strict";
import { putExisting } from "../../../../rehearsal/settings/existing";
import { newAccount, policy, removeFolders, types } from "../aws/account/support/new-account";

const membership = "aws:iam/userGroupMembership:UserGroupMembership";

async function accountWith(groups: Record<string, string[]>) {
  const test = newAccount();
  await putExisting({ groups }, test.account, "/");
  return test;
}

describe("members of groups", () => {
  after(removeFolders);

  for (const [how, inputs] of [
    ["its name", { name: "leads" }],
    ["the resource's name, where it has none", {}],
  ] as const) {
    it(`are in the group that the program makes, by ${how}, with its rights`, async () => {
      const { account, create } = await accountWith({ leads: ["ann"] });
      const group = await create(types.group, inputs, "leads");
      const name: string = group.state.name;
      assert.deepEqual(account.directory.membersOf(name), ["ann"]);
      await create("aws:iam/groupPolicy:GroupPolicy", {
        ...{ name: "decide", group: name },
        policy: policy({ Action: "codepipeline:PutApprovalResult", Resource: "*" }),
      });
      const ann = account.directory.accessKeys().find(({ profile }) => profile === "ann")!;
      const resource = "arn:aws:codepipeline:eu-west-1:111122223333:p/s/a";
      const action = "codepipeline:PutApprovalResult";
      assert.ok(account.directory.decide(ann.principal, action, resource).allowed);
      const found = await account.call("aws:iam/getGroup:getGroup", { groupName: name });
      assert.equal(found.uniqueId, group.state.uniqueId);
      const groups = account.resources.filter(({ type }) => type === types.group);
      assert.deepEqual(
        groups.map(({ state }) => state.name),
        [name],
      );
    });
  }

  it("make no second group of a name that is taken", async () => {
    const { create } = await accountWith({ leads: [] });
    await assert.rejects(create(types.group, { name: "leads" }), { code: "EntityAlreadyExists" });
    const program = newAccount();
    await program.create(types.group, { name: "leads" });
    await program.create(membership, { user: "ann", groups: ["leads"] });
    await assert.rejects(program.create(types.group, { name: "Leads" }, "other"), {
      code: "EntityAlreadyExists",
    });
  });

  it("are refused only where the group is nowhere, with the line that says it is there", async () => {
    const there = await accountWith({ leads: [] });
    await there.create(membership, { user: "bob", groups: ["leads"] });
    assert.deepEqual(there.account.directory.membersOf("leads"), ["bob"]);
    await assert.rejects(newAccount().create(membership, { user: "bob", groups: ["leads"] }), {
      ...{ code: "NoSuchEntity", value: { groups: { leads: ["invented-member"] } } },
      message:
        /The group with name leads cannot be found\.[^]*groups:\n +leads:\n +- invented-member$/,
    });
  });
});
