/** What somebody reads who gives a component bad input from another language. */
import * as assert from "node:assert/strict";
import type { EngineStack } from "../support/engine-stack";
import { openRemote, type Remote } from "./support/remote";

/** A program of one component, `it`, beside a bucket whose ARN is not known before it exists. */
function program(component: string, properties: string): string {
  return `
name: refused
runtime: yaml
resources:
  bucket: { type: "aws:s3:Bucket" }
  it: { type: "codepipeline-approvals:${component}", properties: ${properties} }
`;
}

const given = "pipelineName: orders, emails: [ann@example.com]";
const output = "${bucket.arn}";
const minutes = (path: string, got: string): string =>
  `\`${path}\` must be a whole number of minutes between 5 and 86400, got: ${got}. ` +
  "Choose a number in that range or leave it out for the default.";
const readAtOnce = (path: string): string =>
  `\`${path}\` must be known when the program runs, got an output: which resources there are ` +
  "follows from it. Write it out, with outputs in its fields.";

/** Component, properties, the argument that the engine names, and what it says of it. */
const refusals: Record<string, [string, string, string, string]> = {
  "a number that is too small": [
    "ApprovalGate",
    `{ ${given}, timeoutInMinutes: 4 }`,
    "timeoutInMinutes",
    minutes("timeoutInMinutes", "4"),
  ],
  "text for a number": [
    "ApprovalGate",
    `{ ${given}, timeoutInMinutes: "10" }`,
    "timeoutInMinutes",
    minutes("timeoutInMinutes", '"10"'),
  ],
  "a missing argument": [
    "ApprovalGate",
    "{ emails: [ann@example.com] }",
    "pipelineName",
    "`pipelineName` must be a string, got: undefined.",
  ],
  "one approval of several": [
    "MultiApprovalStage",
    `{ ${given}, approvals: [{ name: a }, { name: b, timeoutInMinutes: 3 }] }`,
    "approvals[1].timeoutInMinutes",
    minutes("approvals[1].timeoutInMinutes", "3"),
  ],
  "somebody without a name": [
    "ApprovalGate",
    '{ pipelineName: orders, approvers: { users: [""] } }',
    "approvers.users[0]",
    "`approvers.users[0]` must have 1 to 64 characters, got an empty string. " +
      "Leave it out or give it a value.",
  ],
  "an output for the approvals": [
    "MultiApprovalStage",
    `{ ${given}, approvals: "${output}" }`,
    "approvals",
    readAtOnce("approvals"),
  ],
  "an output for one approval": [
    "MultiApprovalStage",
    `{ ${given}, approvals: ["${output}"] }`,
    "approvals[0]",
    readAtOnce("approvals[0]"),
  ],
  "an output for the approvers": [
    "ApprovalGate",
    `{ ${given}, approvers: "${output}" }`,
    "approvers",
    readAtOnce("approvers"),
  ],
  "an output for Slack": [
    "ApprovalGate",
    `{ ${given}, slack: "${output}" }`,
    "slack",
    readAtOnce("slack"),
  ],
};

describe("bad input from another language", function () {
  this.timeout(300_000);
  let remote: Remote;
  before(async () => {
    remote = await openRemote();
  });
  after(() => remote?.close());

  async function message(stack: EngineStack): Promise<string> {
    try {
      await stack.preview();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("The preview passed.");
  }

  for (const [what, [component, properties, argument, reason]] of Object.entries(refusals)) {
    it(`is named in the preview: ${what}`, async () => {
      const stack = await remote.openYaml("refused", program(component, properties));
      const told = /^\s*- property (\S+)(?: with value '.*')? has a problem: (.*)$/m;
      const named = told.exec(await message(stack));
      assert.deepEqual([named?.[1], named?.[2]], [argument, reason]);
    });
  }

  it("is named when it is known, and nothing is made of it", async () => {
    const link = `{ ${given}, externalEntityLink: "${output}" }`;
    const stack = await remote.openYaml("refused", program("ApprovalGate", link));
    await assert.rejects(
      stack.up(),
      /`externalEntityLink` must be a web address that starts with https:\/\/ or http:\/\//,
    );
    const types = (await stack.resources()).map(({ type }) => type);
    assert.ok(types.includes("aws:s3/bucket:Bucket"));
    assert.ok(!types.includes("aws:codepipeline/pipeline:Pipeline"));
  });
});
