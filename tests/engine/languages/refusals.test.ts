/** What somebody reads who gives a component bad input from another language. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EngineStack } from "../support/engine-stack";
import { openRemote, type Remote } from "./support/remote";

type Props = Record<string, unknown>;

/** A component that its plugin constructs, as an SDK without types would ask for it. */
class RemoteComponent extends pulumi.ComponentResource {
  constructor(name: string, props: Props) {
    super(`codepipeline-approvals:index:${name}`, "it", props, {}, true);
  }
}

/** Beside a bucket, whose ARN is not known before it exists. */
function program(component: string, props: (output: pulumi.Output<string>) => Props) {
  return async () => {
    const bucket = new aws.s3.Bucket("bucket");
    new RemoteComponent(component, props(bucket.arn));
  };
}

const given = { pipelineName: "orders", emails: ["ann@example.com"] };
const minutes = (path: string, got: string): string =>
  `\`${path}\` must be a whole number of minutes between 5 and 86400, got: ${got}. ` +
  "Choose a number in that range or leave it out for the default.";
const readAtOnce = (path: string): string =>
  `\`${path}\` must be known when the program runs, got an output: which resources there are ` +
  "follows from it. Write it out, with outputs in its fields.";

interface Refusal {
  readonly of: string;
  readonly props: (output: pulumi.Output<string>) => Props;
  /** The argument that the engine names, and what it says of it. */
  readonly argument: string;
  readonly reason: string;
}

const refusals: Record<string, Refusal> = {
  "a number that is too small": {
    of: "ApprovalGate",
    props: () => ({ ...given, timeoutInMinutes: 4 }),
    argument: "timeoutInMinutes",
    reason: minutes("timeoutInMinutes", "4"),
  },
  "text for a number": {
    of: "ApprovalGate",
    props: () => ({ ...given, timeoutInMinutes: "10" }),
    argument: "timeoutInMinutes",
    reason:
      "`timeoutInMinutes` must be a whole number of minutes between 5 and 86400, got: " +
      '"10". Leave out the quotation marks: it is a number.',
  },
  "a missing argument": {
    of: "ApprovalGate",
    props: () => ({ emails: given.emails }),
    argument: "pipelineName",
    reason: '`pipelineName` must be a string, like "orders", got: undefined. Give it a value.',
  },
  "one approval of several": {
    of: "MultiApprovalStage",
    props: () => ({ ...given, approvals: [{ name: "a" }, { name: "b", timeoutInMinutes: 3 }] }),
    argument: "approvals[1].timeoutInMinutes",
    reason: minutes("approvals[1].timeoutInMinutes", "3"),
  },
  "somebody without a name": {
    of: "ApprovalGate",
    props: () => ({ pipelineName: "orders", approvers: { users: [""] } }),
    argument: "approvers.users[0]",
    reason:
      "`approvers.users[0]` must have 1 to 64 characters, got an empty string. " +
      "Take it off the list or give it a value.",
  },
  "an output for the approvals": {
    of: "MultiApprovalStage",
    props: (output) => ({ ...given, approvals: output }),
    argument: "approvals",
    reason: readAtOnce("approvals"),
  },
  "an output for one approval": {
    of: "MultiApprovalStage",
    props: (output) => ({ ...given, approvals: [output] }),
    argument: "approvals[0]",
    reason: readAtOnce("approvals[0]"),
  },
  "an output for the name of an approval": {
    of: "MultiApprovalStage",
    props: (output) => ({ ...given, approvals: [{ name: output }] }),
    argument: "approvals[0].name",
    reason:
      "`approvals[0].name` must be known when the program runs, got an output: its resources are " +
      "named after it. Write it out as a string.",
  },
  "an output for the approvers": {
    of: "ApprovalGate",
    props: (output) => ({ ...given, approvers: output }),
    argument: "approvers",
    reason: readAtOnce("approvers"),
  },
  "an output for Slack": {
    of: "ApprovalGate",
    props: (output) => ({ ...given, slack: output }),
    argument: "slack",
    reason: readAtOnce("slack"),
  },
};

/** The same from YAML: what its host checks itself, and what the component says through it. */
const inYaml: Record<string, [component: string, properties: string, told: RegExp]> = {
  "a number that is too small": [
    "ApprovalGate",
    "{ pipelineName: orders, timeoutInMinutes: 4, approvers: {} }",
    /property timeoutInMinutes .*: `timeoutInMinutes` must be a whole number of minutes/,
  ],
  "one approval of several": [
    "MultiApprovalStage",
    "{ pipelineName: orders, approvals: [{ name: a, approvers: { path: x } }] }",
    /property approvals\[0\]\.approvers\.path .*: `approvals\[0\]\.approvers\.path` must /,
  ],
  "text for a number": [
    "ApprovalGate",
    "{ pipelineName: orders, timeoutInMinutes: ten }",
    /timeoutInMinutes: Cannot assign type 'string' to type 'number'/,
  ],
  "a missing argument": [
    "ApprovalGate",
    "{ emails: [ann@example.com] }",
    /pipelineName: Missing required property 'pipelineName'/,
  ],
  "an argument that there is not": [
    "ApprovalGate",
    "{ pipelineName: orders, approver: { users: [ann] } }",
    /Property approver does not exist on 'codepipeline-approvals:index:ApprovalGate'/,
  ],
  "an output for the approvals": [
    "MultiApprovalStage",
    '{ pipelineName: orders, approvals: "${bucket.arn}" }',
    /approvals: Cannot assign type 'string' to type 'List<.*Approval/,
  ],
};

describe("bad input from another language", function () {
  this.timeout(300_000);
  let remote: Remote;
  before(async () => {
    remote = await openRemote();
  });
  after(() => remote?.close());

  const open = (run: () => Promise<void>): Promise<EngineStack> =>
    EngineStack.open(remote.cloud, run, { project: "refused", attach: remote.attach });

  async function message(stack: EngineStack): Promise<string> {
    try {
      await stack.preview();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("The preview passed.");
  }

  for (const [what, { of, props, argument, reason }] of Object.entries(refusals)) {
    it(`is named in the preview: ${what}`, async () => {
      const stack = await open(program(of, props));
      const told = /^\s*- property (\S+)(?: with value '.*')? has a problem: (.*)$/m;
      const named = told.exec(await message(stack));
      assert.deepEqual([named?.[1], named?.[2]], [argument, reason]);
    });
  }

  for (const [what, [component, properties, told]] of Object.entries(inYaml)) {
    it(`is named in YAML: ${what}`, async () => {
      const stack = await remote.openYaml(`
name: refused
runtime: yaml
resources:
  bucket: { type: "aws:s3:Bucket" }
  it: { type: "codepipeline-approvals:${component}", properties: ${properties} }
`);
      assert.match(await message(stack), told);
    });
  }

  it("is named when it is known, and nothing is made of it", async () => {
    const props = (output: pulumi.Output<string>): Props => ({
      ...given,
      externalEntityLink: output,
    });
    const stack = await open(program("ApprovalGate", props));
    await assert.rejects(
      stack.up(),
      /`externalEntityLink` must be a web address that starts with https:\/\/ or http:\/\//,
    );
    const types = (await stack.resources()).map(({ type }) => type);
    assert.ok(types.includes("aws:s3/bucket:Bucket"));
    assert.ok(!types.includes("aws:codepipeline/pipeline:Pipeline"));
  });
});
