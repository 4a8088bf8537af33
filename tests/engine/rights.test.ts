/** Where the right to decide stands, and what an approval needs to be told of, on the real engine. */
import assert from "node:assert/strict";
import { ApprovalGate } from "../../index";
import { EngineStack } from "./support/engine-stack";
import { openRemote, type Remote } from "./languages/support/remote";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import { gateProgram } from "./support/programs";

const right = `arn:aws:codepipeline:${region}:111122223333:orders/ApproveQA/ApproveQA`;
const quiet = { emails: undefined, slack: undefined, hub: undefined };

describe("an approval that notifies nobody", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;
  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, gateProgram(quiet));
  });
  after(() => cloud.close());

  const topics = (): number =>
    cloud.account.resources.filter(({ type }) => type === "aws:sns/topic:Topic").length;
  const deciders = (): string[] =>
    ["quinn", "lee"].filter((name) => {
      const { directory } = cloud.account;
      const { principal } = directory.accessKeys().find(({ profile }) => profile === name)!;
      return directory.decide(principal, "codepipeline:PutApprovalResult", right).allowed;
    });
  const configuration = async (): Promise<Record<string, string>> => {
    const pipeline = (await stack.resources()).find(({ type }) => type.endsWith(":Pipeline"));
    return pipeline!.inputs!.stages[1].actions[0].configuration ?? {};
  };
  const settled = async (): Promise<void> => {
    assert.deepEqual(await stack.preview(), []);
    assert.deepEqual(await stack.refresh(), []);
    assert.deepEqual(await stack.preview(), []);
  };

  it("has no topic but the one that was there, and is decided by those who were named", async () => {
    await stack.up();
    assert.deepEqual(await configuration(), {});
    assert.equal(topics(), 1);
    assert.deepEqual(deciders(), ["quinn"]);
    await settled();
  });

  it("gets a topic with its first address, and keeps its deciders", async () => {
    await stack.up(gateProgram({ ...quiet, emails: ["qa@example.com"] }));
    assert.deepEqual(Object.keys(await configuration()), ["NotificationArn"]);
    assert.equal(topics(), 2);
    assert.deepEqual(deciders(), ["quinn"]);
    await settled();
  });

  it("loses it with the last, and the pipeline names it no more", async () => {
    await stack.up(gateProgram(quiet));
    assert.deepEqual(await configuration(), {});
    assert.equal(topics(), 1);
    assert.deepEqual(deciders(), ["quinn"]);
    await settled();
  });
});

describe("gate.action on the real engine", () => {
  it("ends the preview of a program that did not name its stage", async () => {
    const cloud = await openLocalCloud();
    try {
      const stack = await EngineStack.open(cloud, async () => {
        const { action } = new ApprovalGate("approve", { pipelineName: "orders", approvers: {} });
        return { action };
      });
      await assert.rejects(stack.preview(), /`stageName` must be given where `action` is used/);
    } finally {
      await cloud.close();
    }
  });

  describe("in YAML", () => {
    let remote: Remote;
    before(async () => {
      remote = await openRemote();
    });
    after(() => remote.close());

    const outputs = async (properties: string): Promise<Record<string, any>> => {
      const stack = await remote.openYaml(`
name: action
runtime: yaml
resources:
  gate: { type: "codepipeline-approvals:ApprovalGate", properties: ${properties} }
outputs:
  action: \${gate.action}
  stage: \${gate.stage.name}
`);
      await stack.up();
      return stack.outputs();
    };

    it("is absent without a stageName, and the rest of the gate is there", async () => {
      const { action, stage } = await outputs("{ pipelineName: orders, approvers: {} }");
      assert.deepEqual([action ?? undefined, stage], [undefined, "gate"]);
    });

    it("is the action with one", async () => {
      const named = "{ pipelineName: orders, stageName: Production, approvers: {} }";
      assert.equal((await outputs(named)).action.name, "Production");
    });
  });
});
