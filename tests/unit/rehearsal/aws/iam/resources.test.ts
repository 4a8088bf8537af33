import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../account/support/new-account";

const publish = policy({ Action: "sns:Publish", Resource: "*" });

describe("IAM resources on the account", () => {
  after(removeFolders);

  it("names a group as Pulumi does when the program gives no name", async () => {
    const { create } = newAccount();
    const group = await create(types.group, {}, "qa");
    assert.match(group.id, /^qa-[0-9a-f]{7}$/);
    assert.equal(group.state.arn, `arn:aws:iam::111122223333:group/${group.id}`);
  });

  it("takes a name prefix", async () => {
    const { create } = newAccount();
    const { id } = await create(types.role, {
      namePrefix: "pipe-",
      assumeRolePolicy: trust("codebuild"),
    });
    assert.match(id, /^pipe-[0-9a-f]{7}$/);
  });

  it("gives a user's key to the person", async () => {
    const { account, create } = newAccount();
    await create(types.user, { name: "ann", path: "/people/" });
    const profiles = account.directory.accessKeys().map((key) => key.profile);
    assert.ok(profiles.includes("ann"));
  });

  it("puts the path into the ARN and keeps tags", async () => {
    const { create } = newAccount();
    const { state } = await create(types.user, {
      name: "ann",
      path: "/people/",
      tags: { team: "a" },
    });
    assert.equal(state.arn, "arn:aws:iam::111122223333:user/people/ann");
    assert.deepEqual(state.tagsAll, { team: "a" });
    assert.match(state.uniqueId, /^AIDA[0-9A-F]{16}$/);
  });

  it("writes another partition's ARNs", async () => {
    const { create } = newAccount({ partition: "aws-cn", region: "cn-north-1" });
    const { state } = await create(types.group, { name: "qa" });
    assert.equal(state.arn, "arn:aws-cn:iam::111122223333:group/qa");
  });

  it("refuses a name that is taken", async () => {
    const { create } = newAccount();
    await create(types.group, { name: "qa" });
    await assert.rejects(create(types.group, { name: "qa" }), {
      code: "EntityAlreadyExists",
      message: "Group with name qa already exists.",
    });
  });

  it("refuses a name that is taken in another case", async () => {
    const { create } = newAccount();
    const trusted = { assumeRolePolicy: trust("lambda") };
    const needs = { [types.role]: trusted, [types.policy]: { policy: publish } };
    for (const type of [types.user, types.group, types.role, types.policy]) {
      const more = needs[type as keyof typeof needs];
      await create(type, { name: "qa", ...more });
      await assert.rejects(create(type, { name: "QA", ...more }), { code: "EntityAlreadyExists" });
    }
  });

  for (const [type, most] of [
    [types.user, 64],
    [types.group, 128],
    [types.role, 64],
    [types.policy, 128],
  ] as const) {
    it(`takes a name of ${most} characters, and no longer one: ${type}`, async () => {
      const { create } = newAccount();
      const more = { assumeRolePolicy: trust("lambda"), policy: publish };
      await create(type, { name: "n".repeat(most), ...more });
      const longer = create(type, { name: "n".repeat(most + 1), ...more });
      await assert.rejects(longer, { code: "ValidationError" });
    });
  }

  it("refuses one of two resources of a name that come at the same time", async () => {
    const { create } = newAccount();
    const both = await Promise.allSettled([
      create(types.user, { name: "ann" }),
      create(types.user, { name: "ann" }),
    ]);
    assert.deepEqual(both.map((r) => r.status).sort(), ["fulfilled", "rejected"]);
  });

  it("refuses a name with characters that IAM does not take", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.group, { name: "quality team" }), {
      code: "ValidationError",
      message: /Value 'quality team' at 'groupName' failed to satisfy constraint/,
    });
  });

  it("keeps a managed policy with its document", async () => {
    const { create } = newAccount();
    const { id, state } = await create(types.policy, { name: "publish", policy: publish });
    assert.equal(id, "arn:aws:iam::111122223333:policy/publish");
    assert.equal(state.policy, publish);
  });

  it("takes a managed policy of 6144 characters and refuses one more", async () => {
    const { create } = newAccount();
    const sized = (size: number) => {
      const empty = policy({ Sid: "", Action: "sns:Publish", Resource: "*" });
      return empty.replace('"Sid":""', `"Sid":"${"s".repeat(size - empty.length)}"`);
    };
    await create(types.policy, { name: "fits", policy: sized(6144) });
    await assert.rejects(create(types.policy, { name: "larger", policy: sized(6145) }), {
      code: "LimitExceeded",
      message: "Cannot exceed quota for PolicySize: 6144",
    });
  });

  it("refuses a policy that is not a policy", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.policy, { policy: "{}" }), {
      code: "MalformedPolicyDocument",
    });
  });

  it("gives a role the policies of its inputs", async () => {
    const { account, create } = newAccount();
    const managed = await create(types.policy, { policy: publish });
    const { state } = await create(types.role, {
      assumeRolePolicy: trust("codepipeline"),
      managedPolicyArns: [managed.state.arn],
      inlinePolicies: [
        { name: "read", policy: policy({ Action: "s3:GetObject", Resource: "*" }) },
        { name: "empty" },
      ],
    });
    const may = (action: string) => account.directory.decideRole(state.arn, action, "*").allowed;
    assert.deepEqual(["sns:Publish", "s3:GetObject", "s3:PutObject"].map(may), [true, true, false]);
  });

  it("gives a role the session length of the API when it has none", async () => {
    const { create } = newAccount();
    const role = (inputs: object) =>
      create(types.role, { assumeRolePolicy: trust("codebuild"), ...inputs });
    assert.equal((await role({})).state.maxSessionDuration, 3600);
    assert.equal((await role({ maxSessionDuration: 7200 })).state.maxSessionDuration, 7200);
  });

  it("refuses a role with a trust policy that has a resource", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.role, { assumeRolePolicy: publish }), {
      code: "MalformedPolicyDocument",
    });
  });

  it("takes a role, group and user that the program reads for existing", async () => {
    const { read } = newAccount();
    assert.equal(
      (await read(types.role, "deployer")).state.arn,
      "arn:aws:iam::111122223333:role/deployer",
    );
    assert.equal((await read(types.group, "qa")).id, "qa");
    assert.equal((await read(types.user, "ann")).state.name, "ann");
  });

  it("gives the program's own resource when the program reads it", async () => {
    const { create, read } = newAccount();
    const made = await create(types.group, { name: "qa", path: "/teams/" });
    assert.deepEqual(await read(types.group, "qa"), made);
  });
});
