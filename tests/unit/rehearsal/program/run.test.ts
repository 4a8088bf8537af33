import * as assert from "node:assert/strict";
import { runProgram } from "../../../../rehearsal/program/run";
import { echo, fixture, registered, run } from "./support/run-fixture";

describe("runProgram", () => {
  let simple: Awaited<ReturnType<typeof run>>;
  let late: Awaited<ReturnType<typeof run>>;

  before(async () => {
    simple = await run("simple");
    late = await run("late");
  });

  it("resolves with the stack's outputs, secrets unwrapped and promises awaited", () => {
    assert.deepEqual(simple.result, {
      project: "simple",
      stack: "rehearsal",
      config: { "aws:region": "eu-west-1", "simple:title": "Approvals wanted" },
      outputs: {
        topicArn: "arn:approvals",
        regionName: "eu-west-1",
        password: "hidden",
        nested: { list: ["approvals", "later"], stack: "rehearsal" },
      },
    });
  });

  it("registers what the program creates, with its configuration", () => {
    const { seen } = simple;
    assert.deepEqual(registered(seen, "aws:sns/topic:Topic", "approvals"), {
      type: "aws:sns/topic:Topic",
      name: "approvals",
      inputs: { displayName: "Approvals wanted" },
      custom: true,
    });
    assert.deepEqual(seen.calls, ["aws:index/getRegion:getRegion"]);
  });

  it("waits for what the program does after its last line", () => {
    const names = late.seen.registrations.map(({ name }) => name);
    assert.deepEqual(names, ["late-rehearsal", "late", "at-the-end"]);
  });

  it("passes on what the program prints", () => {
    assert.deepEqual(late.seen.lines, ["hello from the program"]);
  });

  it("runs the program in its folder, without AWS or Pulumi settings of the parent", async () => {
    process.env.AWS_ACCESS_KEY_ID = "AKIAREAL";
    try {
      const { result } = await run("environment");
      assert.equal(result.outputs.cwd, fixture("environment"));
      assert.deepEqual(result.outputs.names.sort(), [
        "AWS_CONFIG_FILE",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_SHARED_CREDENTIALS_FILE",
      ]);
    } finally {
      delete process.env.AWS_ACCESS_KEY_ID;
    }
  });

  it("does without a listener for lines", async () => {
    const result = await runProgram({
      exampleDir: fixture("environment"),
      create: async (registration) => echo(registration),
      call: async () => ({}),
    });
    assert.equal(result.project, "environment");
  });
});
