import * as assert from "node:assert/strict";
import {
  newAccount,
  policy,
  removeFolders,
  trust,
  types,
  type TestAccount,
} from "../account/support/new-account";

const publish = policy({ Action: "sns:Publish", Resource: "*" });

const attachment = (kind: "User" | "Group" | "Role") =>
  `aws:iam/${kind.toLowerCase()}PolicyAttachment:${kind}PolicyAttachment`;
const inline = (kind: "User" | "Group" | "Role") =>
  `aws:iam/${kind.toLowerCase()}Policy:${kind}Policy`;
const membership = "aws:iam/userGroupMembership:UserGroupMembership";

async function peopled(): Promise<TestAccount & { policyArn: string; roleArn: string }> {
  const test = newAccount();
  await test.create(types.user, { name: "ann" });
  await test.create(types.group, { name: "qa" });
  const role = await test.create(types.role, {
    name: "deployer",
    assumeRolePolicy: trust("codepipeline"),
  });
  const managed = await test.create(types.policy, { name: "publish", policy: publish });
  return { ...test, policyArn: managed.state.arn, roleArn: role.state.arn };
}

function annMay({ account }: TestAccount, action: string): boolean {
  const key = account.directory.accessKeys().find(({ profile }) => profile === "ann")!;
  return account.directory.decide(key.principal, action, "*").allowed;
}

describe("IAM attachments on the account", () => {
  after(removeFolders);

  it("lets nobody do anything before a policy is attached", async () => {
    assert.equal(annMay(await peopled(), "sns:Publish"), false);
  });

  it("attaches a managed policy to a user", async () => {
    const test = await peopled();
    await test.create(attachment("User"), { user: "ann", policyArn: test.policyArn });
    assert.equal(annMay(test, "sns:Publish"), true);
  });

  it("attaches a managed policy to a group, for the users in it", async () => {
    const test = await peopled();
    await test.create(attachment("Group"), { group: "qa", policyArn: test.policyArn });
    const { id } = await test.create(membership, { user: "ann", groups: ["qa"] });
    assert.equal(annMay(test, "sns:Publish"), true);
    assert.equal(id, "ann/qa");
  });

  it("attaches a managed policy to a role", async () => {
    const test = await peopled();
    await test.create(attachment("Role"), { role: "deployer", policyArn: test.policyArn });
    const { allowed } = test.account.directory.decideRole(test.roleArn, "sns:Publish", "*");
    assert.equal(allowed, true);
  });

  it("attaches one policy to users, groups and roles at once", async () => {
    const test = await peopled();
    const { id } = await test.create("aws:iam/policyAttachment:PolicyAttachment", {
      name: "everywhere",
      policyArn: test.policyArn,
      users: ["ann"],
      groups: ["qa"],
      roles: ["deployer"],
    });
    assert.equal(id, "everywhere");
    assert.equal(annMay(test, "sns:Publish"), true);
    assert.equal(test.account.directory.decideRole(test.roleArn, "sns:Publish", "*").allowed, true);
  });

  it("refuses an attachment of a policy to nobody, as the provider does", async () => {
    const test = await peopled();
    const { policyArn } = test;
    for (const nobody of [{}, { users: [], groups: [], roles: [] }]) {
      const made = test.create("aws:iam/policyAttachment:PolicyAttachment", {
        ...{ policyArn, ...nobody },
      });
      await assert.rejects(made, { message: /one of `groups,roles,users` must be specified/ });
    }
  });

  it("puts users into a group by membership of the group", async () => {
    const test = await peopled();
    await test.create("aws:iam/groupMembership:GroupMembership", { group: "qa", users: ["ann"] });
    assert.deepEqual(test.account.directory.groupsOf("ann"), ["qa"]);
  });

  it("takes a user that is named as a member for a person of the account", async () => {
    const test = await peopled();
    await test.create(membership, { user: "visitor", groups: ["qa"] });
    await test.create(attachment("User"), { user: "visitor", policyArn: test.policyArn });
    const profiles = test.account.directory.accessKeys().map(({ profile }) => profile);
    assert.ok(profiles.includes("visitor"));
  });

  it("puts inline policies on users, groups and roles", async () => {
    const test = await peopled();
    const { id } = await test.create(inline("User"), { user: "ann", name: "p", policy: publish });
    await test.create(inline("Group"), { group: "qa", policy: publish }, "of-group");
    await test.create(inline("Role"), { role: "deployer", policy: JSON.parse(publish) });
    assert.equal(id, "ann:p");
    assert.equal(annMay(test, "sns:Publish"), true);
    assert.equal(test.account.directory.decideRole(test.roleArn, "sns:Publish", "*").allowed, true);
  });

  it("names an inline policy as Pulumi does", async () => {
    const test = await peopled();
    const { state } = await test.create(inline("Group"), { group: "qa", policy: publish }, "p");
    assert.match(state.name, /^p-[0-9a-f]{7}$/);
  });

  it("refuses a policy that does not exist", async () => {
    const test = await peopled();
    const policyArn = "arn:aws:iam::111122223333:policy/none";
    await assert.rejects(test.create(attachment("Group"), { group: "qa", policyArn }), {
      code: "NoSuchEntity",
      message: `Policy ${policyArn} does not exist or is not attachable.`,
    });
  });

  it("refuses a group, user and role that do not exist", async () => {
    const test = await peopled();
    const { policyArn } = test;
    await assert.rejects(test.create(attachment("Group"), { group: "none", policyArn }), {
      code: "NoSuchEntity",
      message:
        /^The group with name none cannot be found\. .*\n +groups:\n +none:\n +- invented-member$/s,
    });
    await assert.rejects(test.create(attachment("User"), { user: "none", policyArn }), {
      code: "NoSuchEntity",
    });
    await assert.rejects(test.create(inline("Role"), { role: "none", policy: publish }), {
      code: "NoSuchEntity",
    });
    await assert.rejects(test.create(membership, { user: "ann", groups: ["none"] }), {
      code: "NoSuchEntity",
    });
  });

  it("takes ten managed policies on a group and refuses an eleventh", async () => {
    const test = await peopled();
    const add = async (n: number) => {
      const made = await test.create(types.policy, { name: `p${n}`, policy: publish });
      return test.create(attachment("Group"), { group: "qa", policyArn: made.state.arn });
    };
    for (let n = 1; n <= 10; n++) await add(n);
    await assert.rejects(add(11), {
      code: "LimitExceeded",
      message: "Cannot exceed quota for PoliciesPerGroup: 10",
    });
  });

  it("counts all inline policies of a group together", async () => {
    const test = await peopled();
    const sized = policy({ Sid: "s".repeat(2500), Action: "sns:Publish", Resource: "*" });
    const add = (name: string) =>
      test.create(inline("Group"), { group: "qa", name, policy: sized });
    await add("first");
    await assert.rejects(add("second"), {
      code: "LimitExceeded",
      message: /inline policies of group qa: 5120 characters, got: 5\d\d\d/,
    });
    await add("first");
  });

  it("knows AWS's administrator policy", async () => {
    const test = await peopled();
    const policyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await test.create(attachment("User"), { user: "ann", policyArn });
    assert.equal(annMay(test, "sns:Publish"), true);
  });

  it("knows AWS's policy for the logs of functions", async () => {
    const test = await peopled();
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    await test.create(attachment("User"), { user: "ann", policyArn });
    assert.equal(annMay(test, "logs:PutLogEvents"), true);
    assert.equal(annMay(test, "sns:Publish"), false);
    // No program made it.
    assert.ok(!test.account.directory.made().some((one) => one.includes("iam::aws:")));
  });

  it("lets another policy of AWS's allow nothing", async () => {
    const test = await peopled();
    const policyArn = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";
    await test.create(attachment("User"), { user: "ann", policyArn });
    assert.equal(annMay(test, "sns:Publish"), false);
  });

  it("takes the exclusive lists, which change nothing on a fresh account", async () => {
    const test = await peopled();
    const { id } = await test.create("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", {
      roleName: "deployer",
      policyNames: [],
    });
    assert.equal(id, "deployer");
    assert.deepEqual(test.account.recordedOnly, []);
  });
});
