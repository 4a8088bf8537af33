import * as assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "../../../index";
import { stackOf } from "./support";

const load = createRequire(__filename);
const topic = (name: string) => new aws.sns.Topic(name);

describe("deploy is rejected", () => {
  const rejects = (run: () => unknown, reason: RegExp | object) =>
    assert.rejects(async () => stackOf(run), reason);

  it("with what the program throws", async () => {
    await rejects(
      () => {
        topic("a");
        throw new TypeError("no such thing");
      },
      { name: "TypeError", message: "no such thing" },
    );
  });

  it("with what it throws later", async () => {
    await rejects(async () => {
      await Promise.resolve();
      throw new Error("later");
    }, /later/);
  });

  it("with an argument that a component refuses", async () => {
    const gate = (timeoutInMinutes: pulumi.Input<number>) => () =>
      new ApprovalGate("g", { pipelineName: "p", approvers: {}, timeoutInMinutes });
    await rejects(gate(4), /`timeoutInMinutes` must be .*between 5 and 86400, got: 4/);
    await rejects(
      gate(pulumi.output(4)),
      /`timeoutInMinutes` must be .*between 5 and 86400, got: 4/,
    );
  });

  it("with what an apply throws, though nobody waits for it", async () => {
    const listeners = process.listeners("unhandledRejection");
    await rejects(() => {
      topic("a").arn.apply(() => {
        throw new Error("in apply");
      });
    }, /in apply/);
    assert.deepEqual(process.listeners("unhandledRejection"), listeners);
  });

  it("where a mock is asked what it refuses", async () => {
    const outputs = () => {
      throw new Error("not mocked");
    };
    await assert.rejects(
      stackOf(() => void topic("a"), { outputs }),
      /not mocked/,
    );
  });

  it("where a look-up is asked that a mock refuses, with the reason", async () => {
    const calls = () => {
      throw new Error("not looked up");
    };
    await assert.rejects(
      stackOf(
        () => {
          topic("a");
          return { region: aws.getRegionOutput().region };
        },
        { calls },
      ),
      /^Error: not looked up$/,
    );
  });

  it("with a reason that does not name the properties on its way", async () => {
    const failing = () =>
      topic("a").arn.apply((): string => {
        throw new Error("in a name");
      });
    await rejects(() => void new aws.sns.Topic("b", { tags: { a: failing() } }), {
      message: "in a name",
    });
  });

  it("where a transform fails", async () => {
    await rejects(() => {
      new aws.sns.Topic(
        "a",
        {},
        {
          transforms: [
            () => {
              throw new Error("no transform");
            },
          ],
        },
      );
    }, /no transform/);
  });

  it("where nothing was registered, with the usual reason", async () => {
    await rejects(() => undefined, /registered no resource.*jest\.resetModules\(\)/s);
  });

  it("with a trace that leads to the program's own line", async () => {
    await rejects(
      () => load("./fixtures/broken"),
      ({ stack }: Error) => stack!.includes("fixtures/broken.ts:4:"),
    );
  });
});
