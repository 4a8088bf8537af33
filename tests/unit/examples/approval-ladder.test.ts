import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type {
  DeployedPipeline,
  DeployedStack,
  PipelineAction,
} from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { deployExample, examples, type Node, nodesOf } from "../../support/example-graph";
import { directoryOf, grantsOf, ofType } from "../../support/example-people";

const named = "approval-ladder-rehearsal";

describe("example approval-ladder, rung by rung", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("approval-ladder");
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  it("climbs in this order", () => {
    assert.deepEqual(
      pipeline.actions.map(({ stage, name }) => `${stage}/${name}`),
      [
        "Source/Source",
        "Build/Build",
        "Build/Seal",
        "DeployDev/Deploy",
        "ApproveStaging/ApproveStaging",
        "DeployStaging/Deploy",
        "QualityAndProduct/qa",
        "QualityAndProduct/product",
        "ApproveProduction/ApproveProduction",
        "DeployProduction/Deploy",
      ],
    );
  });

  it("has other deciders at each rung, the last of them with MFA only", () => {
    assert.deepEqual(stack.deciders(), {
      [`${named}/ApproveStaging/ApproveStaging`]: ["user release-manager"],
      [`${named}/QualityAndProduct/qa`]: ["user qa-engineer"],
      [`${named}/QualityAndProduct/product`]: ["user product-owner"],
      [`${named}/ApproveProduction/ApproveProduction`]: ["user engineering-manager with MFA"],
    });
  });

  it("lets nobody onto the next rung without the approval before it", () => {
    const to = (bucket: string) => (a: PipelineAction) => a.configuration.BucketName === bucket;
    const by = (stage: string) => (a: PipelineAction) => a.stage === stage;
    assert.throws(() => pipeline.assertGated({ actions: to("dev") }), /DeployDev\/Deploy/);
    pipeline.assertGated({ actions: to("staging"), by: by("ApproveStaging") });
    for (const stage of ["ApproveStaging", "QualityAndProduct", "ApproveProduction"]) {
      pipeline.assertGated({ actions: to("production"), by: by(stage) });
    }
  });

  it("asks QA and product at the same time", () => {
    const { actions } = pipeline.stage("QualityAndProduct");
    assert.deepEqual(
      actions.map(({ runOrder }) => runOrder),
      [1, 1],
    );
  });

  it("tells approvers the version, the revision and where it runs", () => {
    const approvals = pipeline.actions.filter(({ category }) => category === "Approval");
    const told = approvals.map(({ configuration }) => configuration.CustomData);
    for (const text of told) {
      assert.match(text, /^[A-Z][a-z ]+\?\nRevision: #\{source\.VersionId\}\nOn \w+ now: http/);
    }
    const page = (bucket: string) =>
      `https://console.aws.amazon.com/s3/object/${bucket}?region=eu-west-1&prefix=index.html`;
    assert.deepEqual(
      approvals.map(({ configuration }) => configuration.ExternalEntityLink),
      [page("dev"), page("staging"), page("staging"), page("staging")],
    );
    assert.ok(told[0].includes(page("dev")));
  });

  it("tells what the build wrote last, and under a heading that says so", () => {
    for (const { configuration } of pipeline.actions) {
      const { CustomData } = configuration;
      if (CustomData === undefined) continue;
      const [known, written] = CustomData.split("\n\nWritten by the build:\n");
      assert.deepEqual(known.match(/#\{\w+\.\w+\}/g), ["#{source.VersionId}"]);
      assert.equal(written, "Version: #{release.VERSION}\nChanges: #{release.CHANGES}");
    }
  });

  it("exports from the seal every variable that approvers are told", () => {
    const seal = ofType(graph, "Project", "codebuild/project").find(({ name }) => name === "seal")!;
    const used = JSON.stringify(pipeline.actions).matchAll(/#\{release\.(\w+)\}/g);
    const names = [...new Set([...used].map(([, name]) => name))].sort();
    assert.deepEqual(names, parse(seal.inputs.source.buildspec).env["exported-variables"].sort());
  });

  it("deploys the sealed site everywhere", () => {
    const deployed = pipeline.actions.filter(({ category }) => category === "Deploy");
    assert.deepEqual(
      deployed.map(({ inputArtifacts }) => inputArtifacts),
      [["release"], ["release"], ["release"]],
    );
    const seal = pipeline.actions.find(({ name }) => name === "Seal")!;
    assert.deepEqual([seal.inputArtifacts, seal.outputArtifacts], [["site"], ["release"]]);
  });

  it("lets approvers read the environment they decide about, and not production", () => {
    const directory = directoryOf(graph);
    const key = directory.accessKeys().find(({ profile }) => profile === "qa-engineer")!;
    const mayRead = (bucket: string) =>
      directory.decide(key.principal, "s3:GetObject", `arn:aws:s3:::${bucket}/index.html`).allowed;
    assert.deepEqual(["dev", "staging", "production"].map(mayRead), [false, true, false]);
  });

  for (const [name, reads, writes] of [
    ["build", "source", "site"],
    ["seal", "site", "release"],
  ]) {
    it(`gives the ${name} its log, the artifact ${reads} and its own one, nothing else`, () => {
      const log = `arn:aws:logs:eu-west-1:111122223333:log-group:${name}:*`;
      assert.deepEqual(grantsOf(graph, name), [
        `logs:CreateLogStream ${log}`,
        `logs:PutLogEvents ${log}`,
        `s3:GetObject arn:aws:s3:::artifacts/*/${reads}/*`,
        `s3:GetObjectVersion arn:aws:s3:::artifacts/*/${reads}/*`,
        `s3:PutObject arn:aws:s3:::artifacts/*/${writes}/*`,
      ]);
    });
  }

  it("lets an upload start this pipeline and no other", () => {
    const arn = `arn:aws:codepipeline:eu-west-1:111122223333:${named}`;
    assert.deepEqual(grantsOf(graph, "start"), [`codepipeline:StartPipelineExecution ${arn}`]);
    const [target] = ofType(graph, "EventTarget", "cloudwatch/eventTarget");
    assert.equal(target.inputs.arn, arn);
    const [rule] = ofType(graph, "EventRule", "cloudwatch/eventRule");
    assert.deepEqual(rule.inputs.eventPattern.detail, {
      bucket: { name: ["source"] },
      object: { key: ["site.zip"] },
    });
    const [notification] = ofType(graph, "BucketNotification", "s3/bucketNotification");
    assert.deepEqual(notification.inputs, { bucket: "source", eventbridge: true });
    assert.equal(pipeline.actions[0].configuration.PollForSourceChanges, "false");
  });

  it("is a V2 pipeline in which a newer release overtakes an undecided one", () => {
    const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    assert.equal(inputs.pipelineType, "V2");
    assert.equal(inputs.executionMode, "SUPERSEDED");
  });

  it("keeps every bucket private, encrypted, versioned and TLS only", () => {
    const buckets = ofType(graph, "Bucket", "s3/bucket").map(({ name }) => name);
    assert.deepEqual(buckets, ["artifacts", "dev", "production", "source", "staging"]);
    const kinds = [
      "PublicAccessBlock",
      "ServerSideEncryptionConfiguration",
      "Versioning",
      "Policy",
    ];
    for (const kind of kinds.map((k) => `Bucket${k}`)) {
      const module = `s3/${kind[0].toLowerCase()}${kind.slice(1)}`;
      const on = ofType(graph, kind, module).map(({ inputs }) => inputs.bucket);
      assert.deepEqual(on, buckets, kind);
    }
    for (const { inputs } of ofType(graph, "BucketPolicy", "s3/bucketPolicy")) {
      const arn = `arn:aws:s3:::${inputs.bucket}`;
      assert.deepEqual(inputs.policy.Statement, [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    }
  });

  it("is what `pulumi up` in the repository's root deploys", () => {
    const root = path.join(examples, "..");
    const project = parse(fs.readFileSync(path.join(root, "Pulumi.yaml"), "utf8"));
    assert.equal(project.name, "approval-ladder");
    // A folder alone would make Pulumi run the package's own entry point instead.
    assert.equal(project.main, "examples/approval-ladder/index.ts");
    assert.ok(fs.existsSync(path.join(root, project.main)));
  });
});

describe("example approval-ladder from a repository", () => {
  const connectionArn = "arn:aws:codeconnections:eu-west-1:111122223333:connection/1a2b";
  const config = { "aws:region": "eu-west-1", connectionArn, repository: "acme/site" };
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    const stack = await deployExample("approval-ladder", { config });
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  it("reads the repository through the connection, by default its main branch", () => {
    const [source] = pipeline.actions;
    assert.equal(source.provider, "CodeStarSourceConnection");
    assert.deepEqual(source.configuration, {
      ConnectionArn: connectionArn,
      FullRepositoryId: "acme/site",
      BranchName: "main",
      OutputArtifactFormat: "CODE_ZIP",
    });
  });

  it("takes another branch where one is configured", async () => {
    const branch = { ...config, branch: "release" };
    const [other] = (await deployExample("approval-ladder", { config: branch })).pipelines;
    assert.equal(other.actions[0].configuration.BranchName, "release");
  });

  it("may use this connection and needs no bucket and no rule", () => {
    const use = grantsOf(graph, "pipeline").filter((grant) => grant.includes("Connection"));
    assert.deepEqual(use, [
      `codeconnections:UseConnection ${connectionArn}`,
      `codestar-connections:UseConnection ${connectionArn}`,
    ]);
    const names = graph.map(({ name }) => name);
    assert.ok(!names.includes("source") && !names.includes("start") && !names.includes("site"));
  });

  it("tells approvers the commit", () => {
    const approvals = pipeline.actions.filter(({ category }) => category === "Approval");
    assert.equal(approvals.length, 4);
    for (const { configuration } of approvals) {
      assert.match(configuration.CustomData, /#\{source\.CommitId\}/);
    }
  });

  it("asks for the repository where only the connection is configured", async () => {
    const alone = { "aws:region": "eu-west-1", connectionArn };
    await assert.rejects(deployExample("approval-ladder", { config: alone }), /repository/);
  });
});
