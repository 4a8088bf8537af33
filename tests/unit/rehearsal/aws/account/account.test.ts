import * as assert from "node:assert/strict";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { createAccount } from "../../../../../rehearsal/aws/account/create-account";
import type { EventDelivery } from "../../../../../rehearsal/aws/events/delivery";
import { deployFunction } from "./support/function";
import { newAccount, policy, removeFolders, types } from "./support/new-account";
import { deployPipeline, onObject } from "./support/pipeline";

describe("Account", () => {
  after(removeFolders);

  it("starts each new pipeline once, when the program is done", async () => {
    const test = newAccount();
    const pipelineArn = await deployPipeline(test);
    assert.deepEqual(test.account.engine.executions("web"), []);
    const [started] = test.account.deployed();
    await test.account.engine.idle("web");
    assert.equal(started.pipelineName, "web");
    const [execution, ...others] = test.account.engine.executions("web");
    assert.equal(execution.pipelineExecutionId, started.pipelineExecutionId);
    assert.equal(execution.status, "Succeeded");
    assert.deepEqual(execution.trigger, {
      triggerType: "CreatePipeline",
      triggerDetail: pipelineArn,
    });
    assert.deepEqual(others, []);
    assert.deepEqual(test.account.deployed(), []);
  });

  it("deploys the uploaded folder into the bucket", async () => {
    const test = newAccount();
    await deployPipeline(test);
    test.account.deployed();
    await test.account.engine.idle("web");
    const page = path.join(test.account.buckets.folder("site"), "index.html");
    assert.equal(fs.readFileSync(page, "utf8"), "<h1>hello</h1>");
  });

  it("keeps objects that the program uploads from starting anything", async () => {
    const test = newAccount();
    await onObject(test, await deployPipeline(test));
    test.account.deployed();
    await test.account.engine.idle("web");
    const uploads = test.account.bus.recent().filter(({ source }) => source === "aws.s3");
    assert.deepEqual(uploads, []);
    assert.equal(test.account.engine.executions("web").length, 1);
  });

  it("starts the pipeline by its event rule on a commit, with the changed files", async () => {
    const test = newAccount();
    const rule = await onObject(test, await deployPipeline(test));
    test.account.deployed();
    await test.account.engine.idle("web");
    fs.writeFileSync(path.join(test.folder, "repository", "index.html"), "<h1>changed</h1>");
    test.account.commit("web");
    await test.account.engine.idle("web");
    const [newest] = test.account.engine.executions("web");
    assert.deepEqual(newest.trigger, { triggerType: "CloudWatchEvent", triggerDetail: rule });
    assert.equal(test.account.engine.executions("web").length, 2);
    const page = path.join(test.account.buckets.folder("site"), "index.html");
    assert.equal(fs.readFileSync(page, "utf8"), "<h1>changed</h1>");
  });

  it("tells of the new object as S3 does", async () => {
    const test = newAccount();
    await deployPipeline(test);
    test.account.deployed();
    await test.account.engine.idle("web");
    test.account.commit("web");
    const { versionId, eTag } = test.account.buckets.object("source", "site.zip")!;
    const event = test.account.bus.recent().find(({ source }) => source === "aws.s3")!;
    assert.equal(event["detail-type"], "Object Created");
    assert.deepEqual(event.resources, ["arn:aws:s3:::source"]);
    assert.match(event.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(event.detail.object, { key: "site.zip", etag: eTag, "version-id": versionId });
  });

  it("does not start a pipeline under a role that may not, and says so", async () => {
    const test = newAccount();
    const pipelineArn = await deployPipeline(test);
    await onObject(test, pipelineArn, false);
    test.account.deployed();
    await test.account.engine.idle("web");
    const told = once(test.account, "delivery");
    test.account.commit("web");
    const [delivery] = (await told) as [EventDelivery];
    assert.equal(delivery.status, "Refused");
    assert.match(
      delivery.detail!,
      /role\/starter may not codepipeline:StartPipelineExecution on .*:web/,
    );
    assert.equal(test.account.engine.executions("web").length, 1);
  });

  it("starts a pipeline that polls its bucket without a rule", async () => {
    const test = newAccount();
    await deployPipeline(test, { source: { PollForSourceChanges: "true" } });
    test.account.deployed();
    await test.account.engine.idle("web");
    test.account.commit("web");
    await test.account.engine.idle("web");
    const [newest] = test.account.engine.executions("web");
    assert.deepEqual(newest.trigger, {
      triggerType: "PollForSourceChanges",
      triggerDetail: "Source",
    });
  });

  it("starts no function's process without an endpoint for it", async () => {
    const test = newAccount();
    const { place, folder, clock } = { ...test, place: test.account.place };
    const account = createAccount({ place, folder, repositoryDir: folder, clock });
    const create = (type: string, inputs = {}, name = "it") =>
      account.create({ type, name, inputs, custom: true });
    await deployFunction({ ...test, account, create });
    const roleArn = "arn:aws:iam::111122223333:role/runner";
    const { payload } = await account.functions.invoke("notifier", {}, { roleArn });
    assert.match((payload as any).errorMessage, /give `endpointUrl`/);
    await account.close();
  });

  it("publishes an approval to its topic under the pipeline's role", async () => {
    const test = newAccount();
    const topic = await test.create(types.topic, { name: "gate" });
    await test.create("aws:sns/topicSubscription:TopicSubscription", {
      topic: topic.id,
      protocol: "email",
      endpoint: "qa@example.com",
    });
    await deployPipeline(test, { topicArn: topic.id });
    test.account.deployed();
    await test.account.engine.idle("web");
    const [delivery] = test.account.topics.deliveries();
    assert.equal(delivery.status, "Delivered");
    assert.match(
      fs.readFileSync(path.resolve(test.folder, delivery.where), "utf8"),
      /APPROVAL NEEDED: AWS CodePipeline web/,
    );
    assert.equal(test.account.engine.pending().length, 1);
  });

  it("lets an approval without a topic wait in silence", async () => {
    const test = newAccount();
    await deployPipeline(test, { topicArn: "" });
    test.account.deployed();
    await test.account.engine.idle("web");
    assert.equal(test.account.engine.pending().length, 1);
    assert.deepEqual(test.account.topics.deliveries(), []);
  });

  it("fails an approval whose pipeline's role may not publish", async () => {
    const test = newAccount();
    const topic = await test.create(types.topic, {
      name: "gate",
      policy: policy({
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: "*",
      }),
    });
    await deployPipeline(test, { topicArn: topic.id });
    test.account.deployed();
    await test.account.engine.idle("web");
    assert.equal(test.account.engine.executions("web")[0].status, "Failed");
    assert.deepEqual(test.account.engine.pending(), []);
  });

  it("carries the pipeline's own events to rules", async () => {
    const test = newAccount();
    const topic = await test.create(types.topic, {
      name: "changes",
      policy: policy({
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "*",
      }),
    });
    await deployPipeline(test);
    await test.create(types.rule, {
      name: "done",
      eventPattern: JSON.stringify({
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: { state: ["SUCCEEDED"] },
      }),
    });
    await test.create(types.target, { rule: "done", arn: topic.id });
    const told = once(test.account, "delivery");
    test.account.deployed();
    const [delivery] = (await told) as [EventDelivery];
    assert.equal(delivery.status, "Delivered");
    assert.equal(delivery.targetArn, topic.id);
    assert.equal(delivery.event.detail.pipeline, "web");
  });
});
