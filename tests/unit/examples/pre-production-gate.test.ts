import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { examples, graphOf, type Node } from "../../support/example-graph";
import { actionsOf, decidersOf, directoryOf, grantsOf } from "../../support/example-people";

describe("example pre-production-gate in particular", () => {
  let graph: Node[];
  before(async () => {
    graph = await graphOf("pre-production-gate");
  });

  it("has a program of fewer than 40 lines", () => {
    const program = fs.readFileSync(path.join(examples, "pre-production-gate/index.ts"), "utf8");
    assert.ok(program.split("\n").length < 40);
  });

  it("is source, gate, production", () => {
    assert.deepEqual(
      actionsOf(graph).map(({ stage, category }) => `${stage} ${category}`),
      ["Source Source", "ApproveProduction Approval", "DeployProduction Deploy"],
    );
  });

  it("lets the release manager decide, and not the developer", () => {
    assert.deepEqual(decidersOf(graph), {
      "ApproveProduction/ApproveProduction": ["release-manager", "release-manager-mfa"],
    });
  });

  it("lets the developer upload a release, and not the release manager", () => {
    const directory = directoryOf(graph);
    const may = (profile: string): boolean => {
      const { principal } = directory.accessKeys().find((key) => key.profile === profile)!;
      return directory.decide(principal, "s3:PutObject", "arn:aws:s3:::source/site.zip").allowed;
    };
    assert.deepEqual(["developer", "release-manager"].map(may), [true, false]);
  });

  it("gives the pipeline exactly what its three stages need", () => {
    const topic = "arn:aws:sns:eu-west-1:111122223333:ApproveProduction-topic";
    assert.deepEqual(grantsOf(graph, "pipeline"), [
      "s3:GetBucketAcl arn:aws:s3:::artifacts",
      "s3:GetBucketAcl arn:aws:s3:::source",
      "s3:GetBucketLocation arn:aws:s3:::artifacts",
      "s3:GetBucketLocation arn:aws:s3:::source",
      "s3:GetBucketVersioning arn:aws:s3:::artifacts",
      "s3:GetBucketVersioning arn:aws:s3:::source",
      "s3:GetObject arn:aws:s3:::artifacts/*",
      "s3:GetObject arn:aws:s3:::source/site.zip",
      "s3:GetObjectVersion arn:aws:s3:::artifacts/*",
      "s3:GetObjectVersion arn:aws:s3:::source/site.zip",
      "s3:ListBucket arn:aws:s3:::source",
      "s3:PutObject arn:aws:s3:::artifacts/*",
      "s3:PutObject arn:aws:s3:::production/*",
      `sns:Publish ${topic}`,
    ]);
  });
});
