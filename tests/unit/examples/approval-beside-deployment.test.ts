import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedStack } from "codepipeline-approvals/testing";
import { deployExample, examples, type Node, nodesOf } from "../../support/example-graph";
import { directoryOf, grantsOf } from "../../support/example-people";

const named = "approval-beside-deployment-rehearsal";

describe("example approval-beside-deployment in particular", () => {
  let stack: DeployedStack;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("approval-beside-deployment");
    graph = nodesOf(stack);
  });

  it("has a program of fewer than 40 lines", () => {
    const program = fs.readFileSync(
      path.join(examples, "approval-beside-deployment/index.ts"),
      "utf8",
    );
    assert.ok(program.split("\n").length < 40);
  });

  it("is source and production, which is deployed to after its own approval", () => {
    assert.deepEqual(
      stack
        .pipeline(named)
        .actions.map(({ stage, category, runOrder }) => `${stage} ${category} ${runOrder}`),
      ["Source Source 1", "Production Approval 1", "Production Deploy 2"],
    );
  });

  it("lets the release manager decide, and not the developer", () => {
    const approval = `${named}/Production/Approve`;
    stack.assertDeciders(approval, [{ user: "release-manager" }]);
    stack.assertCanDecide({ user: "release-manager" }, [approval]);
    stack.assertCanDecide({ user: "developer" }, []);
  });

  it("deploys nothing that nobody approved", () => {
    stack.assertGated();
  });

  it("lets the developer upload a release, and not the release manager", () => {
    const directory = directoryOf(graph);
    const may = (profile: string): boolean => {
      const { principal } = directory.accessKeys().find((key) => key.profile === profile)!;
      return directory.decide(principal, "s3:PutObject", "arn:aws:s3:::source/site.zip").allowed;
    };
    assert.deepEqual(["developer", "release-manager"].map(may), [true, false]);
  });

  it("gives the pipeline exactly what its two stages need", () => {
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
