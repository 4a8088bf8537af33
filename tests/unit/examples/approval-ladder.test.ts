import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { examples, graphOf, type Node } from "../../support/example-graph";
import { actionsOf, decidersOf, directoryOf, grantsOf, ofType } from "../../support/example-people";

describe("example approval-ladder, rung by rung", () => {
  let graph: Node[];
  before(async () => {
    graph = await graphOf("approval-ladder");
  });

  it("climbs in this order", () => {
    assert.deepEqual(
      actionsOf(graph).map(({ stage, name }) => `${stage}/${name}`),
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
    assert.deepEqual(decidersOf(graph), {
      "ApproveStaging/ApproveStaging": ["release-manager", "release-manager-mfa"],
      "QualityAndProduct/qa": ["qa-engineer", "qa-engineer-mfa"],
      "QualityAndProduct/product": ["product-owner", "product-owner-mfa"],
      "ApproveProduction/ApproveProduction": ["engineering-manager-mfa"],
    });
  });

  it("asks QA and product at the same time", () => {
    const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const stage = inputs.stages.find(({ name }: any) => name === "QualityAndProduct");
    assert.deepEqual(
      stage.actions.map(({ runOrder }: any) => runOrder),
      [1, 1],
    );
  });

  it("tells approvers the version, the revision and where it runs", () => {
    const approvals = actionsOf(graph).filter(({ category }) => category === "Approval");
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
    for (const { configuration } of actionsOf(graph)) {
      const { CustomData } = configuration;
      if (CustomData === undefined) continue;
      const [known, written] = CustomData.split("\n\nWritten by the build:\n");
      assert.deepEqual(known.match(/#\{\w+\.\w+\}/g), ["#{source.VersionId}"]);
      assert.equal(written, "Version: #{release.VERSION}\nChanges: #{release.CHANGES}");
    }
  });

  it("exports from the seal every variable that approvers are told", () => {
    const seal = ofType(graph, "Project", "codebuild/project").find(({ name }) => name === "seal")!;
    const used = JSON.stringify(actionsOf(graph)).matchAll(/#\{release\.(\w+)\}/g);
    const names = [...new Set([...used].map(([, name]) => name))].sort();
    assert.deepEqual(names, parse(seal.inputs.source.buildspec).env["exported-variables"].sort());
  });

  it("deploys the sealed site everywhere", () => {
    const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const actions = inputs.stages.flatMap((stage: any) => stage.actions);
    const deployed = actions.filter(({ category }: any) => category === "Deploy");
    assert.deepEqual(
      deployed.map(({ inputArtifacts }: any) => inputArtifacts),
      [["release"], ["release"], ["release"]],
    );
    const seal = actions.find(({ name }: any) => name === "Seal");
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
    const pipeline = "arn:aws:codepipeline:eu-west-1:111122223333:approval-ladder-rehearsal";
    assert.deepEqual(grantsOf(graph, "start"), [`codepipeline:StartPipelineExecution ${pipeline}`]);
    const [target] = ofType(graph, "EventTarget", "cloudwatch/eventTarget");
    assert.equal(target.inputs.arn, pipeline);
    const [rule] = ofType(graph, "EventRule", "cloudwatch/eventRule");
    assert.deepEqual(rule.inputs.eventPattern.detail, {
      bucket: { name: ["source"] },
      object: { key: ["site.zip"] },
    });
    const [notification] = ofType(graph, "BucketNotification", "s3/bucketNotification");
    assert.deepEqual(notification.inputs, { bucket: "source", eventbridge: true });
    assert.equal(actionsOf(graph)[0].configuration.PollForSourceChanges, "false");
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
  let graph: Node[];
  before(async () => {
    graph = await graphOf("approval-ladder", { config });
  });

  it("reads the repository through the connection, by default its main branch", () => {
    const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const [source] = inputs.stages[0].actions;
    assert.equal(source.provider, "CodeStarSourceConnection");
    assert.deepEqual(source.configuration, {
      ConnectionArn: connectionArn,
      FullRepositoryId: "acme/site",
      BranchName: "main",
      OutputArtifactFormat: "CODE_ZIP",
    });
  });

  it("takes another branch where one is configured", async () => {
    const other = await graphOf("approval-ladder", { config: { ...config, branch: "release" } });
    assert.equal(actionsOf(other)[0].configuration.BranchName, "release");
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
    const approvals = actionsOf(graph).filter(({ category }) => category === "Approval");
    assert.equal(approvals.length, 4);
    for (const { configuration } of approvals) {
      assert.match(configuration.CustomData, /#\{source\.CommitId\}/);
    }
  });

  it("asks for the repository where only the connection is configured", async () => {
    const alone = { "aws:region": "eu-west-1", connectionArn };
    await assert.rejects(graphOf("approval-ladder", { config: alone }), /repository/);
  });
});
