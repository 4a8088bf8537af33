import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../account/support/new-account";
import { deployPipeline } from "../account/support/pipeline";

const trail = "aws:cloudtrail/trail:Trail";
const role = "aws:iam/role:Role";
const doc = (Action: string) => policy({ Action, Resource: "*" });

describe("What CloudTrail records of a deployment", () => {
  after(removeFolders);

  const recordsOf = ({ account }: ReturnType<typeof newAccount>, service: string) =>
    account.stores.trails.all().filter(({ eventSource }) => eventSource.startsWith(service));
  const said = (test: ReturnType<typeof newAccount>, service: string) =>
    recordsOf(test, service).map(({ eventName, requestParameters }) => [
      eventName,
      requestParameters,
    ]);

  it("a pipeline's making, change and end, by who deploys", async () => {
    const test = newAccount();
    await deployPipeline(test);
    const pipeline = test.account.read(types.pipeline, "web")!;
    const { inputs } = pipeline;
    await test.update(types.pipeline, pipeline, { ...inputs, executionMode: "SUPERSEDED" });
    await test.remove(types.pipeline, pipeline);
    const [made, changed, ended] = recordsOf(test, "codepipeline");
    assert.deepEqual(
      [made, changed, ended].map(({ eventName }) => eventName),
      ["CreatePipeline", "UpdatePipeline", "DeletePipeline"],
    );
    const { pipeline: declaration } = made.requestParameters as { pipeline: any };
    assert.deepEqual([declaration.name, declaration.roleArn], ["web", inputs.roleArn]);
    assert.deepEqual(declaration.stages[1].actions[0].actionTypeId, {
      ...{ category: "Deploy", owner: "AWS", provider: "S3", version: "1" },
    });
    assert.equal((changed.requestParameters as any).pipeline.executionMode, "SUPERSEDED");
    assert.deepEqual(ended.requestParameters, { name: "web" });
    const { type, arn } = made.userIdentity;
    assert.deepEqual(
      [type, arn],
      ["AssumedRole", "arn:aws:sts::111122223333:assumed-role/deployer/pulumi"],
    );
    assert.match(made.userAgent, /Pulumi/);
    assert.equal(made.awsRegion, "eu-west-1");
  });

  it("the policies of a role, each with its own call, of which IAM's are in us-east-1", async () => {
    const test = newAccount();
    const before = {
      ...{ name: "gate", assumeRolePolicy: trust("lambda") },
      inlinePolicies: [
        { name: "own", policy: doc("s3:Get*") },
        { name: "old", policy: doc("s3:List*") },
      ],
    };
    const made = await test.create(role, before);
    await test.update(role, made, {
      ...before,
      assumeRolePolicy: trust("ecs"),
      inlinePolicies: [{ name: "own", policy: doc("s3:*") }],
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    await test.remove(role, made);
    const put = (policyName: string, action: string) => [
      "PutRolePolicy",
      { roleName: "gate", policyName, policyDocument: doc(action) },
    ];
    const attached = { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
    assert.deepEqual(said(test, "iam"), [
      ["CreateRole", { roleName: "gate", assumeRolePolicyDocument: trust("lambda") }],
      put("own", "s3:Get*"),
      put("old", "s3:List*"),
      ["UpdateAssumeRolePolicy", { roleName: "gate", policyDocument: trust("ecs") }],
      put("own", "s3:*"),
      ["AttachRolePolicy", { roleName: "gate", ...attached }],
      ["DeleteRolePolicy", { roleName: "gate", policyName: "old" }],
      ["DeleteRole", { roleName: "gate" }],
      ["DeleteRolePolicy", { roleName: "gate", policyName: "own" }],
      ["DetachRolePolicy", { roleName: "gate", ...attached }],
    ]);
    assert.ok(recordsOf(test, "iam").every(({ awsRegion }) => awsRegion === "us-east-1"));
    test.clock.advance(24 * 60 * 60_000);
    assert.deepEqual(test.account.stores.trails.history(), []);
  });

  it("managed policies, attachments and members", async () => {
    const test = newAccount();
    const group = await test.create("aws:iam/group:Group", { name: "approvers" });
    const made = await test.create("aws:iam/policy:Policy", { name: "p", policy: doc("s3:*") });
    const attachment = { group: "approvers", policyArn: made.state.arn };
    const type = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";
    const attached = await test.create(type, attachment);
    const members = "aws:iam/groupMembership:GroupMembership";
    const two = { name: "m", group: "approvers", users: ["ann", "bob"] };
    const membership = await test.create(members, two);
    await test.update(members, membership, { ...two, users: ["bob", "cem"] });
    await test.remove(members, membership);
    await test.remove(type, attached);
    await test.update("aws:iam/policy:Policy", made, { name: "p", policy: doc("s3:Get*") });
    await test.remove("aws:iam/policy:Policy", made);
    const groupName = group.state.name;
    const { arn: policyArn } = made.state;
    const user = (userName: string) => ({ groupName, userName });
    assert.deepEqual(said(test, "iam"), [
      ["CreateGroup", { groupName }],
      ["CreatePolicy", { policyName: "p", policyDocument: doc("s3:*") }],
      ["AttachGroupPolicy", { groupName, policyArn }],
      ["AddUserToGroup", user("ann")],
      ["AddUserToGroup", user("bob")],
      ["AddUserToGroup", user("cem")],
      ["RemoveUserFromGroup", user("ann")],
      ["RemoveUserFromGroup", user("bob")],
      ["RemoveUserFromGroup", user("cem")],
      ["DetachGroupPolicy", { groupName, policyArn }],
      ["CreatePolicyVersion", { policyArn, policyDocument: doc("s3:Get*"), setAsDefault: true }],
      ["DeletePolicy", { policyArn }],
    ]);
  });

  it("what the service refused, and nothing of what others have made", async () => {
    const test = newAccount();
    await test.account.put({
      ...{ type: "aws:iam/group:Group", name: "g", custom: true, inputs: { name: "given" } },
    });
    await assert.rejects(test.create(trail, { name: "t", s3BucketName: "none" }));
    await test.read("aws:iam/user:User", "ann");
    const [refused, ...more] = test.account.stores.trails.all();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [refused.eventName, refused.errorCode, refused.errorMessage],
      ["CreateTrail", "S3BucketDoesNotExistException", "S3 bucket none does not exist!"],
    );
  });

  it("its own trails, which log from then on what is deployed, until they are switched off", async () => {
    const test = newAccount();
    const { bus } = test.account;
    bus.putRule({
      ...{ name: "all", arn: "arn:aws:events:eu-west-1:111122223333:rule/all" },
      eventPattern: { source: ["aws.sns", "aws.cloudtrail"] },
    });
    const passed = () =>
      bus.recent().map(({ source, detail }) => `${source} ${String(detail.eventName)}`);
    await test.create(types.bucket, { bucket: "audit" });
    await test.create("aws:s3/bucketPolicy:BucketPolicy", {
      bucket: "audit",
      policy: policy({
        ...{ Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" },
        Resource: "*",
      }),
    });
    const inputs = { name: "t", s3BucketName: "audit" };
    const made = await test.create(trail, inputs);
    await test.create("aws:sns/topic:Topic", { name: "told" });
    await test.update(trail, made, { ...inputs, enableLogging: false });
    await test.create("aws:sns/topic:Topic", { name: "untold" });
    test.clock.advance(60 * 60_000);
    assert.deepEqual(passed().sort(), ["aws.cloudtrail CreateTrail", "aws.sns CreateTopic"]);
    const names = recordsOf(test, "cloudtrail").map(({ eventName }) => eventName);
    assert.deepEqual(names, ["CreateTrail", "UpdateTrail"]);
  });

  it("IAM's calls are events on the bus of us-east-1", async () => {
    const test = newAccount({ region: "us-east-1" });
    test.account.stores.trails.putTrail("arn", {});
    await test.create("aws:iam/group:Group", { name: "g" });
    test.clock.advance(60 * 60_000);
    const [{ source, detail }] = test.account.bus.recent();
    assert.deepEqual([source, detail.eventName], ["aws.iam", "CreateGroup"]);
  });
});
