import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { resourceReference } from "../../../../rehearsal/aws/account/types";
import { echo, fixture, registered, run, type Answer, type Seen } from "./support/run-fixture";

describe("runProgram, with every kind of resource", () => {
  const made = (type: string, state: Record<string, any>, name = "audit") =>
    resourceReference({ type, name, inputs: {}, custom: true, id: `id of ${type}`, state });

  const answer: Answer = (registration) =>
    registration.type === "awsx:cloudtrail:Trail"
      ? {
          id: "",
          state: {
            trail: made("aws:cloudtrail/trail:Trail", { arn: "arn:trail" }),
            bucket: made("aws:s3/bucket:Bucket", { bucket: "audit-files" }),
            logGroup: made("aws:cloudwatch/logGroup:LogGroup", { name: "/audit" }),
            all: [made("aws:s3/bucket:Bucket", {}, "other"), "text"],
          },
        }
      : echo(registration);

  let outputs: Record<string, any>;
  let seen: Seen;

  before(async () => {
    const done = await run("resources", answer);
    outputs = done.result.outputs;
    seen = done.seen;
  });

  it("registers a component and its children", () => {
    assert.deepEqual(registered(seen, "fixtures:index:Pair", "pair"), {
      type: "fixtures:index:Pair",
      name: "pair",
      inputs: { label: "both" },
      custom: false,
    });
    registered(seen, "aws:sns/topic:Topic", "pair-topic");
  });

  it("registers an explicit provider", () => {
    const provider = registered(seen, "pulumi:providers:aws", "elsewhere");
    assert.equal(provider.inputs.region, "us-east-1");
  });

  it("registers a remote component, and gives it its resources", () => {
    const trail = registered(seen, "awsx:cloudtrail:Trail", "audit");
    assert.equal(trail.custom, false);
    assert.deepEqual(trail.inputs, { enableLogFileValidation: true });
    assert.equal(outputs.trailArn, "arn:trail");
    assert.equal(outputs.bucketName, "audit-files");
    assert.equal(outputs.logGroup.name, "/audit");
  });

  it("reads an existing resource by its id", () => {
    const group = registered(seen, "aws:iam/group:Group", "known");
    assert.equal(group.id, "existing-group");
    assert.equal(outputs.existingArn, "arn:known");
  });

  it("unwraps secrets and resolves outputs in inputs", () => {
    const topic = registered(seen, "aws:sns/topic:Topic", "secret");
    assert.deepEqual(topic.inputs, { displayName: "hush", tags: { of: "arn:pair-topic" } });
  });

  it("gives a resource in another's inputs by its id", () => {
    const attachment = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
    assert.equal(registered(seen, attachment, "by-resource").inputs.user, "person-id");
  });

  it("gives a component in another's inputs by its URN", () => {
    const { inputs } = registered(seen, "fixtures:index:Holder", "holder");
    assert.match(inputs.pair, /^urn:pulumi:rehearsal::resources::.*fixtures:index:Pair::pair$/);
  });

  it("finds assets as files and folders with absolute paths, and as text", () => {
    const source = (name: string) =>
      registered(seen, "aws:s3/bucketObjectv2:BucketObjectv2", name).inputs.source;
    assert.deepEqual(source("file"), {
      kind: "file",
      path: path.join(fixture("resources"), "index.ts"),
    });
    assert.deepEqual(source("folder"), {
      kind: "folder",
      path: path.join(fixture("resources"), "site"),
    });
    assert.deepEqual(source("text"), { kind: "text", text: "hello" });
  });

  it("puts an archive of several assets together in a folder", () => {
    const { inputs } = registered(seen, "aws:s3/bucketObjectv2:BucketObjectv2", "assembled");
    const folder = inputs.source.path;
    try {
      assert.equal(inputs.source.kind, "folder");
      assert.equal(fs.readFileSync(path.join(folder, "note.txt"), "utf8"), "hi");
      assert.equal(fs.existsSync(path.join(folder, "web", "index.html")), true);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
