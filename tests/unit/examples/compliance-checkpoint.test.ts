import * as assert from "node:assert/strict";
import type {
  DeployedPipeline,
  DeployedStack,
  PipelineAction,
} from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { deployExample, type Node, nodesOf } from "../../support/example-graph";
import { directoryOf, grantsOf, ofType } from "../../support/example-people";

const named = "compliance-checkpoint-rehearsal";

describe("example compliance-checkpoint in particular", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("compliance-checkpoint");
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  const approvals = () => pipeline.actions.filter(({ category }) => category === "Approval");

  it("asks compliance only after the engineer approved", () => {
    const { actions } = pipeline.stage("Checkpoint");
    assert.deepEqual(
      actions.map(({ name, runOrder, timeoutInMinutes }) => [name, runOrder, timeoutInMinutes]),
      [
        ["technical", 1, 1440],
        ["compliance", 2, 4320],
      ],
    );
  });

  it("lets compliance decide with MFA only", () => {
    const [technical, compliance] = ["technical", "compliance"].map(
      (name) => `${named}/Checkpoint/${name}`,
    );
    stack.assertDeciders(technical, [{ user: "tech-lead" }]);
    stack.assertDeciders(compliance, [{ user: "compliance-officer", mfa: true }]);
    stack.assertCanDecide({ user: "tech-lead" }, [technical]);
    stack.assertCanDecide({ user: "compliance-officer", mfa: true }, [compliance]);
    stack.assertCanDecide({ user: "compliance-officer", mfa: false }, []);
  });

  it("publishes nothing without both of them, and keeps evidence without asking anybody", () => {
    const published = (a: PipelineAction) => a.configuration.BucketName === "production";
    for (const name of ["technical", "compliance"]) {
      pipeline.assertGated({ actions: published, by: (approval) => approval.name === name });
    }
    assert.throws(() => pipeline.assertGated(), /KeepEvidence .* can start without anybody's/);
  });

  it("keeps the evidence before anybody is asked", () => {
    const order = pipeline.actions.map(({ name }) => name);
    assert.deepEqual(order, [
      "Source",
      "Scan",
      "KeepEvidence",
      "technical",
      "compliance",
      "Deploy",
    ]);
  });

  it("keeps each execution's evidence apart", () => {
    const { configuration } = pipeline.actions[2];
    assert.equal(configuration.BucketName, "evidence");
    assert.equal(configuration.ObjectKey, "releases/#{codepipeline.PipelineExecutionId}");
  });

  it("points to the change log and to the scan report of this execution", () => {
    const folder = "releases/#{codepipeline.PipelineExecutionId}";
    const start = "https://console.aws.amazon.com/s3/object/evidence?region=eu-west-1&prefix=";
    assert.deepEqual(
      approvals().map(({ configuration }) => configuration.ExternalEntityLink),
      [`${start}${folder}/CHANGELOG.md`, `${start}${folder}/#{scan.REPORT_KEY}`],
    );
    for (const { configuration } of approvals()) {
      assert.match(configuration.CustomData, /#\{scan\.FINDINGS\}/);
      assert.ok(configuration.CustomData.includes(`s3://evidence/${folder}/CHANGELOG.md`));
    }
  });

  it("tells what the uploader wrote last, and under a heading that says so", () => {
    for (const { configuration } of approvals()) {
      const [known, written] = configuration.CustomData.split("\n\nWritten by the uploader:\n");
      assert.match(known, /^[A-Z][a-z ]+\?\nSource version: #\{source\.VersionId\}\n/);
      assert.doesNotMatch(known, /RELEASE|CHANGES/);
      assert.equal(written, "Release: #{scan.RELEASE}\nChanges: #{scan.CHANGES}");
    }
  });

  it("exports from the scan every variable that approvers are told", () => {
    const [{ inputs }] = ofType(graph, "Project", "codebuild/project");
    const exported = parse(inputs.source.buildspec).env["exported-variables"];
    const used = JSON.stringify(approvals()).matchAll(/#\{scan\.(\w+)\}/g);
    assert.deepEqual([...new Set([...used].map(([, name]) => name))].sort(), exported.sort());
  });

  it("takes the scan from the program, not from the source that is scanned", () => {
    const [{ inputs }] = ofType(graph, "Project", "codebuild/project");
    assert.ok(inputs.source.buildspec.includes("version: 0.2"));
    assert.equal(inputs.source.type, "CODEPIPELINE");
  });

  it("lets approvers read the evidence, and not replace it", () => {
    const directory = directoryOf(graph);
    const key = directory.accessKeys().find(({ profile }) => profile === "tech-lead")!;
    const may = (action: string, bucket: string) =>
      directory.decide(key.principal, action, `arn:aws:s3:::${bucket}/releases/x`).allowed;
    assert.equal(may("s3:GetObject", "evidence"), true);
    assert.equal(may("s3:PutObject", "evidence"), false);
    assert.equal(may("s3:GetObject", "production"), false);
  });

  it("lets the scan read the source and write the artifact of its evidence, nothing else", () => {
    const buckets = grantsOf(graph, "scan").filter((grant) => grant.startsWith("s3:"));
    assert.deepEqual(buckets, [
      "s3:GetObject arn:aws:s3:::artifacts/*/source/*",
      "s3:GetObjectVersion arn:aws:s3:::artifacts/*/source/*",
      "s3:PutObject arn:aws:s3:::artifacts/*/evidence/*",
    ]);
  });

  it("records decisions in a trail with validated log files and a log group", () => {
    const [trail] = graph.filter(({ type }) => type === "awsx:cloudtrail:Trail");
    assert.deepEqual(trail.inputs, {
      enableLogFileValidation: true,
      s3Bucket: { args: { forceDestroy: true } },
      cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 365 } },
    });
  });

  it("keeps a query that shows who decided in this pipeline", () => {
    const [{ inputs }] = ofType(graph, "QueryDefinition", "cloudwatch/queryDefinition");
    assert.deepEqual(inputs.logGroupNames, ["decisions"]);
    assert.match(inputs.queryString, /eventName = "PutApprovalResult"/);
    assert.match(inputs.queryString, /pipelineName = "compliance-checkpoint-rehearsal"/);
    assert.match(inputs.queryString, /errorMessage like "compliance-checkpoint-rehearsal\/"/);
  });

  it("decides about every release in turn", () => {
    const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    assert.equal(inputs.pipelineType, "V2");
    assert.equal(inputs.executionMode, "QUEUED");
  });

  it("lets an upload start this pipeline and no other", () => {
    const pipeline = "arn:aws:codepipeline:eu-west-1:111122223333:compliance-checkpoint-rehearsal";
    assert.deepEqual(grantsOf(graph, "start"), [`codepipeline:StartPipelineExecution ${pipeline}`]);
  });
});
