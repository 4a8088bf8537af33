import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../support/new-account";

const key = "aws:kms/key:Key";
const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";
const none = { code: "NotFound", status: 404 };

describe("The account's resources after their creation", () => {
  after(removeFolders);

  it("are read as they are now", async () => {
    const { account, create, update } = newAccount();
    const made = await create(types.topic, { name: "gate", displayName: "old" });
    assert.equal(account.read(types.topic, made.id)!.state.displayName, "old");
    await update(types.topic, made, { name: "gate", displayName: "new" });
    const { inputs, state } = account.read(types.topic, made.id)!;
    assert.equal(state.displayName, "new");
    assert.deepEqual(inputs, { name: "gate", displayName: "new" });
    assert.equal(account.resources.length, 1);
  });

  it("are not found under another type or id, nor after their end", async () => {
    const { account, create, update, remove } = newAccount();
    const made = await create(types.topic, { name: "gate" });
    assert.equal(account.read(types.queue, made.id), undefined);
    assert.equal(account.read(types.topic, "arn"), undefined);
    await remove(types.topic, made);
    assert.equal(account.read(types.topic, made.id), undefined);
    await assert.rejects(update(types.topic, made, {}), none);
    await assert.rejects(remove(types.topic, made), none);
  });

  it("take new inputs and keep what the service chose, where nothing acts them out", async () => {
    const { account, create, update, remove } = newAccount();
    const made = await create(key, { description: "a", multiRegion: true, tags: { a: "1" } });
    const { state } = await update(key, made, { description: "b", tags: { b: "2" } });
    assert.deepEqual(state, {
      ...{ description: "b", tags: { b: "2" }, tagsAll: { b: "2" } },
      ...{ arn: made.state.arn, keyId: made.id },
    });
    await remove(key, made);
    assert.deepEqual(account.resources, []);
  });

  it("take an input in the place of a default that the service chose", async () => {
    const { create, update } = newAccount();
    const made = await create(permissionSet, {
      name: "QA",
      instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
    });
    assert.equal(made.state.sessionDuration, "PT1H");
    const inputs = {
      name: "QA",
      instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
      sessionDuration: "PT8H",
    };
    assert.equal((await update(permissionSet, made, inputs)).state.sessionDuration, "PT8H");
  });

  it("keep their ids and the service's, whatever changes", async () => {
    const { create, update } = newAccount();
    const role = await create(types.role, { assumeRolePolicy: trust("lambda") }, "r");
    const inputs = { assumeRolePolicy: trust("events"), description: "new" };
    const { id, state } = await update(types.role, role, inputs);
    assert.equal(id, role.id);
    for (const key of ["name", "arn", "uniqueId", "createDate"]) {
      assert.equal(state[key], role.state[key], key);
    }
    assert.equal(state.description, "new");
  });

  it("stay as they were where a change is refused", async () => {
    const { account, create, update } = newAccount();
    const made = await create(types.policy, {
      name: "p",
      policy: policy({ Action: "*", Resource: "*" }),
    });
    await assert.rejects(update(types.policy, made, { name: "p", policy: "{" }));
    assert.equal(account.read(types.policy, made.id)!.state.policy, made.state.policy);
  });

  it("stay on record where their end is refused", async () => {
    const { account, create, remove } = newAccount();
    const made = await create(types.bucket, { bucket: "files" });
    account.buckets.putText("files", "a", "b");
    await assert.rejects(remove(types.bucket, made), { code: "BucketNotEmpty" });
    assert.notEqual(account.read(types.bucket, made.id), undefined);
  });

  it("leave the record where the service does not have them any more", async () => {
    const { account, create, remove } = newAccount();
    const made = await create(types.topic, { name: "gate" });
    account.topics.deleteTopic(made.id);
    await assert.rejects(remove(types.topic, made), { code: "NotFound" });
    assert.deepEqual(account.remaining(), []);
  });

  it("come and go among those that are only recorded", async () => {
    const { account, create, update, remove } = newAccount();
    const odd = "aws:timestreamwrite/table:Table";
    const made = await create(odd, { name: "t" });
    await update(odd, made, { name: "t", retention: 1 });
    assert.deepEqual(
      account.recordedOnly.map(({ state }) => state.retention),
      [1],
    );
    await remove(odd, made);
    assert.deepEqual(account.recordedOnly, []);
  });
});

describe("Resources that a program only reads", () => {
  after(removeFolders);

  it("are no leftovers: they were there before", async () => {
    const { account, read } = newAccount();
    await read(types.topic, "arn:aws:sns:eu-west-1:111122223333:old");
    await read(types.group, "people");
    await read(types.bucket, "files");
    assert.deepEqual(account.remaining(), []);
  });

  it("are, for what a program did to them", async () => {
    const { account, create, read } = newAccount();
    await read(types.group, "people");
    const membership = "aws:iam/userGroupMembership:UserGroupMembership";
    const made = await create(membership, { user: "bob", groups: ["people"] });
    assert.deepEqual(account.remaining(), [
      `resource ${membership} ${made.id}`,
      "identity user/bob",
    ]);
  });

  it("are updated and deleted once they are the program's (import)", async () => {
    const { account, read, update, remove } = newAccount();
    const made = await read(types.group, "people");
    await update(types.group, made, { name: "humans" });
    assert.deepEqual(account.directory.made(), ["group/humans"]);
    await remove(types.group, made);
    assert.deepEqual(account.directory.made(), []);
  });

  it("are gone with the resource of the program that they are", async () => {
    const { account, create, read, remove } = newAccount();
    const made = await create(types.topic, { name: "gate" });
    await read(types.topic, made.id);
    await remove(types.topic, made);
    assert.deepEqual(account.resources, []);
  });
});
