import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as dns from "node:dns";
import { once } from "node:events";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deploy, unknown } from "../../../testing";
import { stackOf } from "./support";

const load = createRequire(__filename);
const program = () => load("./fixtures/program");
const topic = (name: string, args: aws.sns.TopicArgs = {}) => new aws.sns.Topic(name, args);

describe("deploy", () => {
  it("gives what the program registered, as plain JSON", async () => {
    const stack = await stackOf(() => {
      const parent = new aws.sns.Topic("a", { tags: { team: pulumi.secret("web") } });
      new aws.sns.TopicPolicy("b", { arn: parent.arn, policy: "{}" }, { parent });
    });
    const urn = "urn:pulumi:test::project::pulumi:pulumi:Stack$aws:sns/topic:Topic";
    assert.deepEqual(stack.resources, [
      {
        type: "aws:sns/topic:Topic",
        name: "a",
        urn: `${urn}::a`,
        parent: "",
        custom: true,
        inputs: { tags: { team: "web" } },
        outputs: {
          arn: "arn:aws:sns:eu-west-1:111122223333:a",
          name: "a",
          owner: "111122223333",
          region: "eu-west-1",
          tags: { team: "web" },
        },
        id: "arn:aws:sns:eu-west-1:111122223333:a",
        dependencies: [],
      },
      {
        type: "aws:sns/topicPolicy:TopicPolicy",
        name: "b",
        urn: "urn:pulumi:test::project::aws:sns/topic:Topic$aws:sns/topicPolicy:TopicPolicy::b",
        parent: `${urn}::a`,
        custom: true,
        inputs: { arn: "arn:aws:sns:eu-west-1:111122223333:a", policy: "{}" },
        outputs: {
          arn: "arn:aws:sns:eu-west-1:111122223333:a",
          name: "b",
          region: "eu-west-1",
          policy: "{}",
        },
        id: "b-id",
        dependencies: [`${urn}::a`],
      },
    ]);
  });

  it("waits for what a program begins and does not await", async () => {
    const later: (() => Promise<unknown>)[] = [
      () => new Promise((resolve) => setTimeout(resolve, 30)),
      () => fs.promises.readFile(__filename),
      () => dns.promises.lookup("localhost"),
      () => new Promise((resolve) => execFile(process.execPath, ["--version"], resolve)),
    ];
    for (const something of later) {
      const stack = await stackOf(() => {
        topic("a");
        void something().then(() => topic("b"));
      });
      assert.deepEqual(
        stack.resources.map(({ name }) => name),
        ["a", "b"],
        String(something),
      );
    }
  });

  it("fails the test where something is registered after its end", async () => {
    const stack = await stackOf(() => {
      topic("a");
      setTimeout(() => topic("b"), 1200);
    });
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    try {
      const [error] = await once(process, "uncaughtException");
      assert.match(error.message, /Topic "b" was registered when `deploy` had ended/);
    } finally {
      for (const other of others) process.on("uncaughtException", other);
    }
    assert.equal(stack.resources.length, 1);
  });

  it("loads a program anew each time, with its own configuration, and gives its exports", async () => {
    const config = { greeting: "hello", people: ["ann"], "aws:region": "eu-central-1" };
    const first = await deploy(program, { config, project: "shop", stack: "dev" });
    const second = await deploy(program, { project: "shop", stack: "prod" });
    const { loaded, ...outputs } = first.outputs;
    assert.deepEqual(outputs, {
      topic: "arn:aws:sns:eu-central-1:111122223333:shop-dev",
      greeting: "hello",
      people: ["ann"],
    });
    assert.deepEqual(second.outputs, {
      topic: "arn:aws:sns:us-east-1:111122223333:shop-prod",
      loaded: Number(loaded) + 1,
    });
    assert.deepEqual(
      first.resources.map(({ name }) => name),
      ["shop-dev"],
    );
    assert.deepEqual(
      second.resources.map(({ name }) => name),
      ["shop-prod"],
    );
  });

  it("leaves the configuration as it was, and the package loaded", async () => {
    pulumi.runtime.setAllConfig({ "mine:key": "1" });
    const before = load("@pulumi/aws");
    await deploy(program, { config: { greeting: "x" } });
    assert.deepEqual(pulumi.runtime.allConfig(), { "mine:key": "1" });
    assert.equal(load("@pulumi/aws"), before);
    pulumi.runtime.setAllConfig({});
  });

  it("runs one deployment after the other", async () => {
    const names = ["a", "b", "c"];
    const stacks = await Promise.all(names.map((name) => stackOf(() => void topic(name))));
    assert.deepEqual(
      stacks.map(({ resources }) => resources.map(({ name }) => name)),
      [["a"], ["b"], ["c"]],
    );
  });

  it("goes on after one that failed", async () => {
    const failed = stackOf(() => {
      throw new Error("first");
    });
    const next = stackOf(() => void topic("a"));
    await assert.rejects(failed, /first/);
    assert.equal((await next).resources.length, 1);
  });

  it("calls a function that the program exports, waits for it, and takes its outputs", async () => {
    const exported = () => async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { arn: topic("late").arn, none: undefined };
    };
    const { outputs } = await stackOf(exported);
    assert.deepEqual(outputs, { arn: "arn:aws:sns:eu-west-1:111122223333:late" });
  });

  it("takes the default export of a module that is imported", async () => {
    const namespace = { default: () => ({ arn: topic("a").arn }), other: 1 };
    Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
    const { outputs } = await stackOf(() => Promise.resolve(namespace));
    assert.deepEqual(outputs, { arn: "arn:aws:sns:eu-west-1:111122223333:a" });
  });

  it("waits for resources that an apply creates", async () => {
    const { resources } = await stackOf(() => {
      topic("a").arn.apply((arn) => topic("b", { displayName: arn }).id.apply(() => topic("c")));
    });
    assert.deepEqual(resources.map(({ name }) => name).sort(), ["a", "b", "c"]);
  });

  it("keeps unknown what a preview does not know", async () => {
    const { resources, outputs } = await stackOf(
      () => {
        const { arn, name } = topic("a", { name: "given" });
        new aws.sns.TopicPolicy("b", { arn, policy: pulumi.interpolate`{"x":"${arn}"}` });
        const existing = aws.sns.Topic.get("c", "arn:aws:sns:eu-west-1:111122223333:old");
        return { arn, name, existing: existing.name };
      },
      { preview: true },
    );
    assert.deepEqual(resources[1].inputs, { arn: unknown, policy: unknown });
    assert.deepEqual(outputs, { arn: unknown, name: "given", existing: "old" });
  });

  it("runs the stack's and the parents' transforms, as the engine does", async () => {
    const tag = (tags: object) => (args: pulumi.ResourceTransformArgs) =>
      args.type === "aws:sns/topic:Topic"
        ? { props: { ...args.props, tags: { ...args.props.tags, ...tags } }, opts: args.opts }
        : undefined;
    const { resources } = await stackOf(() => {
      pulumi.runtime.registerResourceTransform(tag({ stack: pulumi.output("s") }));
      const parent = new pulumi.ComponentResource(
        "t:i:T",
        "t",
        {},
        {
          transforms: [tag({ parent: "p" })],
        },
      );
      new aws.sns.Topic("a", { tags: { own: "o" } }, { parent, transforms: [tag({ mine: "m" })] });
    });
    const { inputs, outputs } = resources.find(({ name }) => name === "a")!;
    assert.deepEqual(inputs.tags, { own: "o", mine: "m", parent: "p", stack: "s" });
    assert.deepEqual(outputs.tags, inputs.tags);
  });

  it("runs transformations of the stack", async () => {
    const { resources } = await stackOf(() => {
      pulumi.runtime.registerStackTransformation(({ props, opts }) => ({
        props: { ...props, displayName: "said" },
        opts,
      }));
      topic("a");
    });
    assert.deepEqual(resources[0].inputs, { displayName: "said" });
  });
});
