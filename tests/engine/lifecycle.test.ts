import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate } from "../../index";
import { type Change, EngineStack, type Program } from "./support/engine-stack";
import { openExample } from "./support/examples";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import { gateProgram } from "./support/programs";

/** Runs with an account of its own. */
async function withCloud(work: (cloud: LocalCloud) => Promise<void>): Promise<void> {
  const cloud = await openLocalCloud();
  try {
    await work(cloud);
  } finally {
    await cloud.close();
  }
}

/** Lets the first `count` creations happen, and fails the others. */
function interruptAfter(cloud: LocalCloud, count: number): void {
  let left = count;
  cloud.onStep(({ kind }) => {
    if (kind === "create" && left-- <= 0) throw new Error("The power went out.");
  });
}

const made = ({ account }: LocalCloud) =>
  account.resources.filter(({ custom }) => custom).map(({ type, name }) => `${type} ${name}`);

describe("an update that is interrupted", () => {
  it("after each single resource, ends complete, and makes nothing twice", async () => {
    await withCloud(async (whole) => {
      await (await EngineStack.open(whole, gateProgram())).up();
      await withCloud(async (cloud) => {
        const stack = await EngineStack.open(cloud, gateProgram(), { parallel: 1 });
        const total = made(whole).length;
        for (let count = 1; count < total; count++) {
          interruptAfter(cloud, 1);
          await assert.rejects(stack.up(), /The power went out/);
          assert.equal(made(cloud).length, count);
        }
        cloud.onStep(() => undefined);
        await stack.up();
        assert.deepEqual(made(cloud).sort(), made(whole).sort());
        assert.deepEqual(await stack.preview(), []);
      });
    });
  });

  it("while a hub is made, many at once, ends complete", async () => {
    await withCloud(async (cloud) => {
      const stack = await openExample(cloud, "slack-approvals");
      for (const count of [3, 20, 45]) {
        interruptAfter(cloud, count);
        await assert.rejects(stack.up(), /The power went out/);
      }
      cloud.onStep(() => undefined);
      await stack.up();
      assert.deepEqual(await stack.preview(), []);
      assert.deepEqual(await stack.refresh(), []);
    });
  });

  it("while it is destroyed, is destroyed by the next one", async () => {
    await withCloud(async (cloud) => {
      const stack = await EngineStack.open(cloud, gateProgram());
      await stack.up();
      let left = 5;
      cloud.onStep(() => {
        if (left-- <= 0) throw new Error("The power went out.");
      });
      await assert.rejects(stack.destroy(), /The power went out/);
      cloud.onStep(() => undefined);
      await stack.destroy();
      assert.deepEqual(cloud.account.remaining(), []);
    });
  });
});

describe("what was there before", () => {
  const theirs: Program = async () => {
    new aws.sns.Topic("requests", { name: "requests" });
    new aws.iam.Group("qa", { name: "qa-engineers" });
  };

  /** A gate on a topic and a group that this stack takes over. */
  const importing =
    (topicArn: string): Program =>
    async () => {
      const topic = new aws.sns.Topic("topic", { name: "requests" }, { import: topicArn });
      const group = new aws.iam.Group(
        "people",
        { name: "qa-engineers" },
        { import: "qa-engineers" },
      );
      const gate = new ApprovalGate("ApproveQA", {
        pipelineName: "orders",
        topicArn: topic.arn,
        emails: ["qa@example.com"],
        approvers: { existingGroupNames: [group.name] },
      });
      return { topicArn: gate.topicArn, policyArn: gate.approverPolicyArn };
    };

  it("is imported, and works through topicArn and existingGroupNames", async () => {
    await withCloud(async (cloud) => {
      const before = await EngineStack.open(cloud, theirs, { project: "theirs" });
      await before.up();
      const topicArn = `arn:aws:sns:${region}:111122223333:requests`;
      const stack = await EngineStack.open(cloud, importing(topicArn));
      const changes = await stack.up();
      assert.deepEqual(opsOf(changes, /^aws:(sns\/topic:|iam\/group:)/), ["import", "import"]);
      assert.deepEqual(await stack.preview(), []);
      const { policyArn, ...outputs } = await stack.outputs();
      assert.equal(outputs.topicArn, topicArn);
      const { directory } = cloud.account;
      directory.addUserToGroup("quinn", "qa-engineers");
      const key = directory.accessKeys().find(({ profile }) => profile === "quinn")!;
      const may = (resource: string) =>
        directory.decide(key.principal, "codepipeline:PutApprovalResult", resource).allowed;
      const action = `arn:aws:codepipeline:${region}:111122223333:orders/ApproveQA/`;
      assert.equal(may(`${action}ApproveQA`), true, policyArn);
      assert.equal(may(`${action}Other`), false);
    });
  });

  it("is left as it was when the stack goes, if it was only referred to", async () => {
    await withCloud(async (cloud) => {
      await (await EngineStack.open(cloud, theirs, { project: "theirs" })).up();
      const topicArn = `arn:aws:sns:${region}:111122223333:requests`;
      const stack = await EngineStack.open(cloud, async () => {
        new ApprovalGate("ApproveQA", {
          pipelineName: "orders",
          topicArn: aws.sns.Topic.get("topic", topicArn).arn,
          approvers: { existingGroupNames: [aws.iam.Group.get("people", "qa-engineers").name] },
        });
      });
      await stack.up();
      await stack.destroy();
      assert.deepEqual(made(cloud).sort(), [
        "aws:iam/group:Group qa",
        "aws:sns/topic:Topic requests",
      ]);
    });
  });
});

describe("a right that somebody changed beside Pulumi", () => {
  it("shows in a refresh, and is put right by the next update", async () => {
    await withCloud(async (cloud) => {
      const stack = await EngineStack.open(cloud, gateProgram());
      await stack.up();
      const type = "aws:iam/policy:Policy";
      const policy = cloud.account.resources.find((resource) => resource.type === type)!;
      const everything = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      });
      const { id, name, inputs } = policy;
      const widened = { type, name, custom: true, inputs: { ...inputs, policy: everything } };
      await cloud.account.update(type, id, widened);
      assert.deepEqual(opsOf(await stack.refresh(), /./), ["update"]);
      const changes = await stack.up();
      assert.deepEqual(opsOf(changes, /^aws:/), ["update"]);
      assert.equal(cloud.account.read(type, id)!.state.policy, policy.state.policy);
      assert.deepEqual(await stack.refresh(), []);
    });
  });
});

describe("a subscription that somebody removed beside Pulumi", () => {
  it("is gone in a refresh, and made again by the next update", async () => {
    await withCloud(async (cloud) => {
      const stack = await EngineStack.open(cloud, gateProgram());
      await stack.up();
      const type = "aws:sns/topicSubscription:TopicSubscription";
      const { id } = cloud.account.resources.find((resource) => resource.type === type)!;
      await cloud.account.delete(type, id);
      assert.deepEqual(opsOf(await stack.refresh(), /./), ["delete"]);
      assert.deepEqual(opsOf(await stack.up(), /./), ["create"]);
      assert.deepEqual(await stack.preview(), []);
    });
  });
});

function opsOf(changes: readonly Change[], type: RegExp): string[] {
  return changes.filter((change) => type.test(change.type)).map(({ op }) => op);
}
