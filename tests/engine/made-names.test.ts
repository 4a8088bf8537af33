/** Names in AWS that components make: of two components of one name, and of what is deployed already. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub, MultiApprovalStage } from "../../index";
import { physicalName } from "../../components/naming/model/names";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { credentialsArn } from "./support/programs";

const name = `team/orders/${"x".repeat(60)}`;
const roleType = "aws:iam/role:Role";
const topicType = "aws:sns/topic:Topic";

const components = (): void => {
  const { connection: hub } = new ApprovalHub("hub", {
    slack: { credentialsSecretArn: credentialsArn },
  });
  const slack = { channel: "C0RELEASE", approverUserIds: ["U0QUINN00"] };
  new ApprovalGate(name, { pipelineName: "orders", stageName: "Release", slack, hub });
};

const both: Program = async () => {
  components();
  const slack = { channel: "C0RELEASE", approverUserIds: ["U0QUINN00"] };
  const { connection: hub } = new ApprovalHub("other", {
    slack: { credentialsSecretArn: credentialsArn },
  });
  const approvals = [{ name: "qa" }];
  new MultiApprovalStage(name, {
    pipelineName: "carts",
    stageName: "Release",
    approvals,
    slack,
    hub,
  });
};

/** What a version before named them: told apart by project and stack alone. */
const asBefore =
  (made: Map<string, string>): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation(({ type, name: child, props, opts }) => {
      const kind = { [roleType]: "role", [topicType]: "topic" }[type] as
        "role" | "topic" | undefined;
      if (kind === undefined || props.name === undefined) return undefined;
      const before = physicalName(kind, child, `${pulumi.getProject()}/${pulumi.getStack()}`)!;
      assert.notEqual(before, props.name);
      made.set(type, before);
      return { props: { ...props, name: before }, opts: { ...opts, ignoreChanges: [] } };
    });
    components();
  };

describe("names that components make", () => {
  let cloud: LocalCloud;
  beforeEach(async () => void (cloud = await openLocalCloud()));
  afterEach(() => cloud.close());

  const named = (type: string): string[] =>
    cloud.account.resources.filter((one) => one.type === type).map(({ state }) => state.name);

  it("of a gate and a stage of one name are two in one account", async () => {
    const stack = await EngineStack.open(cloud, both);
    await stack.up();
    const roles = named(roleType).filter((role) => role.startsWith("team-orders-"));
    assert.equal(new Set(roles).size, 2);
    assert.deepEqual(await stack.up(), []);
  });

  it("of group and policy stay, in the preview as well, when a gate gets its first topic", async () => {
    const gate =
      (emails?: string[]): Program =>
      async () =>
        void new ApprovalGate("qa", { pipelineName: "orders", emails, approvers: {} });
    const stack = await EngineStack.open(cloud, gate());
    await stack.up();
    const ops = (changes: readonly { op: string; name: string }[]): string[] =>
      changes.map(({ op, name: child }) => `${op} ${child}`).sort();
    const previewed = ops(await stack.preview(gate(["qa@example.com"])));
    assert.deepEqual(previewed, ops(await stack.up(gate(["qa@example.com"]))));
    assert.deepEqual(
      previewed.filter((line) => !line.startsWith("create ")),
      ["update qa"], // The component itself, whose arguments are others.
    );
  });

  it("by an earlier version are kept: nothing is replaced, whatever the name would be now", async () => {
    const made = new Map<string, string>();
    const stack = await EngineStack.open(cloud, asBefore(made));
    await stack.up();
    assert.deepEqual(await stack.up(async () => components()), []);
    assert.equal(made.size, 2);
    for (const [type, before] of made) assert.ok(named(type).includes(before), before);
  });
});
