import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApproverGroup, MultiApprovalStage } from "../../../index";
import { actionArn, existingTopic, namesOf, only, types } from "../../support/components";
import { type Registered, run } from "../../support/mocks";

type Create = (opts: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

/** Each component with at least one child of every kind that its options should reach. */
const components: Record<string, { type: string; create: Create }> = {
  ApprovalGate: {
    type: types.gate,
    create: (opts) =>
      new ApprovalGate(
        "subject",
        { pipelineName: "orders", emails: ["qa@example.com"], approvers: { users: ["ann"] } },
        opts,
      ),
  },
  MultiApprovalStage: {
    type: types.stage,
    create: (opts) =>
      new MultiApprovalStage(
        "subject",
        { pipelineName: "orders", approvers: { users: ["ann"] }, approvals: [{ name: "qa" }] },
        opts,
      ),
  },
  ApproverGroup: {
    type: types.approverGroup,
    create: (opts) =>
      new ApproverGroup("subject", { actionArns: [actionArn("orders/production/qa")] }, opts),
  },
};

class Team extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Team", name, {});
    this.registerOutputs({});
  }
}

const inside = (resources: readonly Registered[]): Registered[] =>
  resources.filter(
    ({ type, name }) => name.startsWith("subject") && !type.startsWith("codepipeline-"),
  );

for (const [name, { type, create }] of Object.entries(components)) {
  describe(`${name}`, () => {
    for (const [how, options] of Object.entries<(p: aws.Provider) => object>({
      provider: (provider) => ({ provider }),
      "providers as a list": (provider) => ({ providers: [provider] }),
      "providers by package": (provider) => ({ providers: { aws: provider } }),
    })) {
      it(`hands ${how} to every child`, async () => {
        const { resources } = await run(() => {
          create(options(new aws.Provider("elsewhere", { region: "ap-southeast-2" })));
        });
        const children = inside(resources);
        assert.ok(children.length >= 3);
        for (const child of children) {
          assert.match(child.provider ?? "", /::elsewhere::/, `${child.name} has no provider`);
        }
      });
    }

    it("is a child of its parent, and its children are its own", async () => {
      const { resources } = await run(() => create({ parent: new Team("team") }));
      const subject = only(resources, type);
      assert.equal(subject.parent, only(resources, "test:index:Team").urn);
      for (const child of inside(resources)) {
        const isPolicyOfTopic = child.type === types.topicPolicy;
        const parent = isPolicyOfTopic ? only(resources, types.topic).urn : subject.urn;
        assert.equal(child.parent, parent, child.name);
      }
    });

    it("hands its aliases to the engine, which derives the children's from names", async () => {
      const { resources } = await run(() => create({ aliases: [{ name: "former" }] }));
      const aliases = only(resources, type).aliases;
      assert.deepEqual(
        aliases.map((alias) => alias.name),
        ["former"],
      );
      // The engine replaces the component's name at the beginning of a child's.
      for (const child of resources) assert.ok(child.name.startsWith("subject"), child.name);
    });

    it("protects every child with `protect`, and none without", async () => {
      const guarded = await run(() => create({ protect: true }));
      assert.deepEqual(
        inside(guarded.resources).filter(({ protect }) => !protect),
        [],
      );
      const open = await run(() => create({}));
      assert.deepEqual(
        open.resources.filter(({ protect }) => protect),
        [],
      );
    });

    it("asks the engine for its transforms", async () => {
      const transforms = [(): undefined => undefined];
      const { resources } = await run(() => create({ transforms }));
      assert.equal(only(resources, type).transforms, 1);
    });

    it("applies its transformations to every child", async () => {
      const seen: string[] = [];
      const { resources } = await run(() =>
        create({
          transformations: [
            (args) => {
              seen.push(args.name);
              return undefined;
            },
          ],
        }),
      );
      assert.deepEqual(seen.sort(), resources.map((resource) => resource.name).sort());
    });

    it("registers nothing inside before what it depends on", async () => {
      const { resources } = await run(() => {
        const first = new aws.s3.Bucket("first", {});
        create({ dependsOn: [first] });
      });
      assert.equal(resources[0].name, "first");
      assert.ok(only(resources, type).dependencies.includes(resources[0].urn));
    });
  });
}

describe("tags", () => {
  const tags = { team: "release" };
  const taggable = (resources: Registered[]): string[] =>
    resources.filter(({ inputs, custom }) => custom && "tags" in inputs).map(({ type }) => type);

  for (const [how, given] of Object.entries<pulumi.Input<Record<string, string>>>({
    plain: tags,
    "an output": pulumi.output(tags),
  })) {
    it(`(${how}) reach the topic and the policy of a gate, and nothing else`, async () => {
      const { resources } = await run(
        () =>
          new ApprovalGate("production", {
            pipelineName: "orders",
            emails: ["qa@example.com"],
            approvers: { users: ["ann"], roleNames: ["release"] },
            tags: given,
          }),
      );
      assert.deepEqual(taggable(resources).sort(), [types.policy, types.topic].sort());
      assert.deepEqual(only(resources, types.topic).inputs.tags, tags);
      assert.deepEqual(only(resources, types.policy).inputs.tags, tags);
    });

    it(`(${how}) reach the policies of an ApproverGroup, and nothing else`, async () => {
      const { resources } = await run(
        () =>
          new ApproverGroup("qa", {
            actionArns: [actionArn("orders/production/qa")],
            users: ["ann"],
            tags: given,
          }),
      );
      assert.deepEqual(taggable(resources), [types.policy]);
      assert.deepEqual(only(resources, types.policy).inputs.tags, tags);
    });
  }

  it("reach every topic and policy of a stage", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvers: {},
          emails: ["qa@example.com"],
          approvals: [{ name: "qa" }, { name: "pm" }],
          tags,
        }),
    );
    const tagged = [types.topic, types.topic, types.policy, types.policy].sort();
    assert.deepEqual(taggable(resources).sort(), tagged);
  });

  it("are left alone on an existing topic", async () => {
    const { resources } = await run(
      () =>
        new ApprovalGate("production", { pipelineName: "orders", topicArn: existingTopic, tags }),
    );
    assert.deepEqual(taggable(resources), []);
    assert.deepEqual(namesOf(resources, types.topic), []);
  });
});
