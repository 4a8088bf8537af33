import * as assert from "node:assert/strict";
import { deployPipeline, onObject } from "../support/pipeline";
import { build, newAccount, policy, removeFolders, trust, types } from "../support/new-account";

const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";
const assignment = "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment";
const publish = policy({ Action: "sns:Publish", Resource: "*" });

describe("A bucket that changes", () => {
  after(removeFolders);

  it("is not deleted with objects in it, unless it says so", async () => {
    const test = newAccount();
    const made = await test.create(types.bucket, { bucket: "files" });
    const object = { bucket: "files", key: "a/b.txt", content: "one" };
    await test.create(types.object, object);
    await assert.rejects(test.remove(types.bucket, made), { code: "BucketNotEmpty", status: 409 });
    await test.update(types.bucket, made, { bucket: "files", forceDestroy: true });
    await test.remove(types.bucket, made);
    assert.deepEqual(test.account.remaining(), []);
    await assert.rejects(test.create(types.object, object), { code: "NoSuchBucket" });
    await test.create(types.bucket, { bucket: "files" });
    assert.equal(test.account.buckets.object("files", "a/b.txt"), undefined);
  });

  it("has an object's new version, and no object after its end", async () => {
    const test = newAccount();
    const bucket = await test.create(types.bucket, { bucket: "files" });
    const object = { bucket: "files", key: "a", content: "one" };
    const made = await test.create(types.object, object);
    const { id, state } = await test.update(types.object, made, { ...object, content: "two" });
    assert.equal(id, made.id);
    assert.notEqual(state.versionId, made.state.versionId);
    assert.equal(test.account.buckets.object("files", "a")!.eTag, state.etag);
    await test.remove(types.object, made);
    assert.equal(test.account.buckets.object("files", "a"), undefined);
    await test.remove(types.bucket, bucket);
  });

  it("tells EventBridge of new objects as long as it is to", async () => {
    const test = newAccount();
    await onObject(test, await deployPipeline(test));
    const { account } = test;
    account.deployed();
    await account.engine.idle("web");
    const runs = async () => {
      account.commit("web");
      await new Promise((resolve) => setTimeout(resolve, 20));
      await account.engine.idle("web");
      return account.engine.executions("web").length;
    };
    assert.equal(await runs(), 2);
    const made = account.resources.find(({ type }) => type === types.notification)!;
    await test.update(types.notification, made, { bucket: "source" });
    assert.equal(await runs(), 2);
    await test.update(types.notification, made, { bucket: "source", eventbridge: true });
    assert.equal(await runs(), 3);
    await test.remove(types.notification, made);
    assert.equal(await runs(), 3);
  });

  it("is silent when it is made again, whatever the old one told", async () => {
    const test = newAccount();
    const bucket = { bucket: "files", forceDestroy: true };
    const made = await test.create(types.bucket, bucket);
    await test.create(types.notification, { bucket: "files", eventbridge: true });
    test.account.deployed();
    test.account.buckets.putText("files", "a", "b");
    assert.equal(test.account.bus.recent().length, 1);
    await test.remove(types.bucket, made);
    await test.create(types.bucket, bucket);
    test.account.buckets.putText("files", "a", "b");
    assert.equal(test.account.bus.recent().length, 1);
  });
});

describe("A pipeline that changes", () => {
  after(removeFolders);

  const made = (test: ReturnType<typeof newAccount>) =>
    test.account.resources.find(({ type }) => type === types.pipeline)!;

  it("has its new definition, in the next version, and the same name", async () => {
    const test = newAccount();
    await deployPipeline(test, { topicArn: "" });
    const { inputs, id } = made(test);
    const stages = inputs.stages.filter(({ name }: any) => name !== "Gate");
    const updated = await test.update(types.pipeline, made(test), { ...inputs, stages });
    assert.deepEqual([updated.id, updated.state.arn], [id, made(test).state.arn]);
    const declaration = test.account.engine.declaration("web");
    assert.equal(declaration.version, 2);
    assert.deepEqual(
      declaration.stages!.map(({ name }) => name),
      ["Source", "Deploy"],
    );
    await assert.rejects(test.update(types.pipeline, made(test), { ...inputs, stages: [] }));
    assert.equal(test.account.engine.declaration("web").version, 2);
  });

  it("is started by its creation, each time, and by nothing else", async () => {
    const test = newAccount();
    await deployPipeline(test, { topicArn: "" });
    assert.equal(test.account.deployed().length, 1);
    await test.update(types.pipeline, made(test), made(test).inputs);
    assert.deepEqual(test.account.deployed(), []);
    const { inputs } = made(test);
    await test.create(types.pipeline, { ...inputs, name: "second" });
    assert.deepEqual(
      test.account.deployed().map(({ pipelineName }) => pipelineName),
      ["second"],
    );
    await test.remove(types.pipeline, made(test));
    await test.create(types.pipeline, inputs);
    assert.equal(test.account.deployed().length, 1);
  });

  it("ends with its executions and what waits for somebody", async () => {
    const test = newAccount();
    await deployPipeline(test, { topicArn: "" });
    test.account.deployed();
    await test.account.engine.idle("web");
    assert.equal(test.account.engine.pending().length, 1);
    await test.remove(types.pipeline, made(test));
    assert.deepEqual(test.account.engine.pending(), []);
    assert.throws(() => test.account.engine.start("web", { triggerType: "x", triggerDetail: "" }), {
      code: "PipelineNotFoundException",
    });
  });

  it("builds as its project says now, and counts builds anew after its end", async () => {
    const test = newAccount();
    const role = await test.create(types.role, { assumeRolePolicy: trust("codebuild") });
    const inputs = { name: "build", serviceRole: role.state.arn, ...build };
    const project = await test.create(types.project, inputs);
    const { projects } = test.account;
    projects.nextBuildNumber("build");
    const source = { type: "CODEPIPELINE", buildspec: "version: 0.2" };
    const { id } = await test.update(types.project, project, { ...inputs, source });
    assert.equal(id, project.id);
    assert.equal(projects.get("build")!.buildspec, "version: 0.2");
    assert.equal(projects.nextBuildNumber("build"), 2);
    await test.remove(types.project, project);
    assert.equal(projects.get("build"), undefined);
    await test.create(types.project, inputs);
    assert.equal(projects.nextBuildNumber("build"), 1);
  });
});

describe("A permission set's policy that changes", () => {
  after(removeFolders);

  async function assigned() {
    const test = newAccount();
    const set = await test.create(permissionSet, {
      name: "QA",
      instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
    });
    const permissionSetArn: string = set.state.arn;
    const inputs = (name: string) => ({
      ...{ instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333", permissionSetArn },
      customerManagedPolicyReference: { name },
    });
    const path = "aws-reserved/sso.amazonaws.com/eu-west-1";
    const name = `AWSReservedSSO_QA_${permissionSetArn.slice(-16)}`;
    const role = `arn:aws:iam::111122223333:role/${path}/${name}`;
    const may = () => test.account.directory.decideRole(role, "sns:Publish", "*").allowed;
    return { test, inputs, may };
  }

  it("counts at once, and is refused its end meanwhile", async () => {
    const { test, inputs, may } = await assigned();
    const allows = await test.create(types.policy, { name: "yes", policy: publish });
    const other = policy({ Action: "s3:GetObject", Resource: "*" });
    await test.create(types.policy, { name: "no", policy: other });
    const made = await test.create(assignment, inputs("yes"));
    assert.equal(may(), true);
    await assert.rejects(test.remove(types.policy, allows), { code: "DeleteConflict" });
    await test.update(assignment, made, inputs("no"));
    assert.equal(may(), false);
    await test.update(assignment, made, inputs("yes"));
    assert.equal(may(), true);
    const second = await test.create(assignment, inputs("no"));
    await test.remove(assignment, made);
    assert.equal(may(), false);
    await test.remove(types.policy, allows);
    assert.equal(test.account.directory.made().length, 2);
    await test.remove(assignment, second);
    assert.deepEqual(
      test.account.directory.made().filter((name) => name.startsWith("role/")),
      [],
    );
  });

  it("is not attached late, when its attachment is gone", async () => {
    const { test, inputs, may } = await assigned();
    const made = await test.create(assignment, inputs("later"));
    await test.remove(assignment, made);
    await test.create(types.policy, { name: "later", policy: publish });
    test.account.deployed();
    assert.equal(may(), false);
    assert.equal(test.account.directory.made().length, 1);
  });
});
