import * as assert from "node:assert/strict";
import { build, newAccount, removeFolders, trust, types } from "../account/support/new-account";
import { deployPipeline } from "../account/support/pipeline";

describe("CodePipeline and CodeBuild resources on the account", () => {
  after(removeFolders);

  const project = "aws:codebuild/project:Project";
  const source = { type: "CODEPIPELINE", buildspec: "version: 0.2" };

  it("gives a pipeline its ARN", async () => {
    const test = newAccount();
    assert.equal(await deployPipeline(test), "arn:aws:codepipeline:eu-west-1:111122223333:web");
    assert.deepEqual(test.account.engine.pipelineNames(), ["web"]);
  });

  it("refuses a pipeline that CreatePipeline refuses", async () => {
    const { create } = newAccount();
    const role = await create(types.role, { assumeRolePolicy: trust("codepipeline") });
    const artifactStores = [{ location: "b", type: "S3" }];
    await assert.rejects(
      create(types.pipeline, { roleArn: role.state.arn, artifactStores, stages: [] }),
      { name: /Invalid|Validation/ },
    );
  });

  it("refuses a pipeline under a role that does not exist or trusts another service", async () => {
    const { create } = newAccount();
    const other = await create(types.role, { assumeRolePolicy: trust("codebuild") });
    const artifactStores = [{ location: "artifacts", type: "S3" }];
    for (const roleArn of ["arn:aws:iam::111122223333:role/none", other.state.arn]) {
      await assert.rejects(create(types.pipeline, { roleArn, artifactStores, stages: [] }), {
        code: "InvalidStructureException",
        message: new RegExp(`CodePipeline is not authorized .* on role ${roleArn}`),
      });
    }
  });

  it("gives a webhook a URL", async () => {
    const { create } = newAccount();
    const { state } = await create("aws:codepipeline/webhook:Webhook", {
      ...{ name: "w", targetPipeline: "shop", targetAction: "Source" },
      ...{ authentication: "UNAUTHENTICATED", filters: [{ jsonPath: "$.ref", matchEquals: "x" }] },
    });
    assert.equal(state.arn, "arn:aws:codepipeline:eu-west-1:111122223333:webhook:w");
    assert.match(state.url, /^https:\/\/eu-west-1\.webhooks\.aws\/trigger\?t=[0-9a-f]{32}$/);
  });

  it("keeps a build project's buildspec and variables", async () => {
    const { account, create } = newAccount();
    const role = await create(types.role, { assumeRolePolicy: trust("codebuild") });
    const { id, state } = await create(project, {
      name: "build",
      serviceRole: role.state.arn,
      ...{ ...build, source },
      environment: {
        ...build.environment,
        environmentVariables: [{ name: "A", value: "1", type: "PLAINTEXT" }],
      },
    });
    assert.equal(id, "arn:aws:codebuild:eu-west-1:111122223333:project/build");
    assert.equal(state.name, "build");
    assert.deepEqual(account.projects.get("build"), {
      buildspec: "version: 0.2",
      environmentVariables: [{ name: "A", value: "1", type: "PLAINTEXT" }],
      roleArn: role.state.arn,
    });
  });

  it("takes a project without buildspec and variables", async () => {
    const { account, create } = newAccount();
    const role = await create(types.role, { assumeRolePolicy: trust("codebuild") });
    await create(project, { name: "build", serviceRole: role.state.arn, ...build });
    assert.deepEqual(account.projects.get("build")!.environmentVariables, []);
  });

  it("refuses a project that exists, and one whose role CodeBuild may not assume", async () => {
    const { create } = newAccount();
    const role = await create(types.role, { assumeRolePolicy: trust("codebuild") });
    const inputs = { name: "build", serviceRole: role.state.arn, ...build };
    await create(project, inputs);
    await assert.rejects(create(project, inputs), { code: "ResourceAlreadyExistsException" });
    const other = { ...inputs, name: "other", serviceRole: "arn:none" };
    await assert.rejects(create(project, other), { code: "InvalidInputException" });
  });
});
