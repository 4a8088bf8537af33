/** `--init` finds what a run would ask for later: rights of roles that others have made, values of builds. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { authorised } from "../../../../rehearsal/aws/codepipeline/action-rights";
import { roleRemedy } from "../../../../rehearsal/aws/account/role-rights";
import type { ActionRun } from "../../../../rehearsal/aws/codepipeline/types";
import { putExisting } from "../../../../rehearsal/settings/existing";
import { foresee } from "../../../../rehearsal/settings/foresee";
import { InventedSettings } from "../../../../rehearsal/settings/invented";
import { build, newAccount, removeFolders, types } from "../aws/account/support/new-account";

const at = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const pipelineRole = "arn:aws:iam::111122223333:role/service-role/Pipeline";
const buildRole = "arn:aws:iam::111122223333:role/Build";
const roles = {
  [pipelineRole]: null,
  Build: { trusts: ["codebuild.amazonaws.com"] },
};
const connection = at("codeconnections", "connection/1");

const action = (name: string, category: string, provider: string, more: object) => ({
  ...{ name, category, owner: "AWS", provider, version: "1" },
  ...more,
});

/** A pipeline of a connection's source, an approval and a build, with roles that others have made. */
async function deployed(buildspec?: string) {
  const test = newAccount();
  const invented = new InventedSettings({ exists: { roles } }, "eu-west-1");
  await putExisting({ roles }, test.account, test.folder);
  await test.create(types.topic, { name: "approvals" }, "topic");
  await test.create(types.bucket, { bucket: "artifacts" }, "bucket");
  const environmentVariables = [
    { name: "DB", value: "/app/db", type: "PARAMETER_STORE" },
    { name: "KEY", value: "app/key:password", type: "SECRETS_MANAGER" },
  ];
  await test.create(types.project, {
    ...build,
    ...{ name: "compile", serviceRole: buildRole },
    environment: { ...build.environment, environmentVariables },
    source: { ...build.source, buildspec },
  });
  await test.create(types.pipeline, {
    ...{ name: "p", roleArn: pipelineRole, pipelineType: "V2" },
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages: [
      {
        name: "Source",
        actions: [
          action("App", "Source", "CodeStarSourceConnection", {
            outputArtifacts: ["app"],
            configuration: {
              ...{ ConnectionArn: connection, FullRepositoryId: "org/app", BranchName: "main" },
            },
          }),
        ],
      },
      {
        name: "Ask",
        actions: [
          action("Ask", "Approval", "Manual", {
            configuration: { NotificationArn: at("sns", "approvals") },
          }),
        ],
      },
      {
        name: "Build",
        actions: [
          action("Compile", "Build", "CodeBuild", {
            inputArtifacts: ["app"],
            configuration: { ProjectName: "compile" },
          }),
        ],
      },
    ],
  });
  const repositoryDir = path.join(test.folder, "repository");
  const where = { programDir: test.folder, repositoryDir, actions: {} };
  return { ...test, invented, where, foreseen: () => foresee({ invented, ...test, ...where }) };
}

const inline = "version: 0.2\nenv:\n  parameter-store: { HOST: /app/host }\nphases: {}\n";
const allow = (Action: string[], Resource: string) => ({ Effect: "Allow", Action, Resource });

describe("foresee", () => {
  after(removeFolders);

  it("writes every right that is checked of a role by its name in the file, all at once", async () => {
    const { invented, foreseen } = await deployed(inline);
    assert.deepEqual(await foreseen(), []);
    const found = invented.settings.exists?.roles ?? {};
    assert.deepEqual(Object.keys(found), Object.keys(roles));
    assert.deepEqual(found[pipelineRole]?.policies, [
      {
        Version: "2012-10-17",
        Statement: [
          allow(["codeconnections:UseConnection"], connection),
          allow(["sns:Publish"], at("sns", "approvals")),
          allow(
            ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
            at("codebuild", "project/compile"),
          ),
        ],
      },
    ]);
    assert.deepEqual(found["Build"], {
      trusts: ["codebuild.amazonaws.com"],
      policies: [
        {
          Version: "2012-10-17",
          Statement: [
            allow(["ssm:GetParameters"], at("ssm", "parameter/app/host")),
            allow(["ssm:GetParameters"], at("ssm", "parameter/app/db")),
            allow(["secretsmanager:GetSecretValue"], at("secretsmanager", "secret:app/key-AbCdEf")),
          ],
        },
      ],
    });
  });

  it("writes parameters and secrets of buildspec and project that are nowhere, with invented values", async () => {
    const { invented, foreseen } = await deployed(inline);
    await foreseen();
    const { parameters, secrets } = invented.settings.exists!;
    assert.deepEqual(parameters, { "/app/host": "invented", "/app/db": "invented" });
    assert.deepEqual(secrets, { "app/key": '{"password":"invented"}' });
  });

  it("reads a buildspec in the checkout, and says one that is not there", async () => {
    const missing = await deployed("ci/build.yml");
    const [line] = await missing.foreseen();
    assert.match(line, /^Build\/Compile: The source holds no buildspec "ci\/build\.yml"/);
    const there = await deployed("ci/build.yml");
    const file = path.join(there.where.repositoryDir, "ci/build.yml");
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, inline);
    assert.deepEqual(await there.foreseen(), []);
    assert.equal(there.invented.settings.exists?.parameters?.["/app/host"], "invented");
  });

  it("says an object that a source looks for, and the program puts nowhere", async () => {
    const { account, create, foreseen } = await deployed(inline);
    await create(types.bucket, { bucket: "releases" }, "releases");
    const [{ actions = [] }, ...stages] = account.engine.declaration("p").stages!;
    const actionTypeId = { ...actions[0].actionTypeId!, provider: "S3" };
    const configuration = { S3Bucket: "releases", S3ObjectKey: "site.zip" };
    const source = { name: "Source", actions: [{ ...actions[0], actionTypeId, configuration }] };
    account.engine.updatePipeline({
      ...account.engine.declaration("p"),
      stages: [source, ...stages],
    });
    assert.deepEqual(await foreseen(), [
      "Source/App: The program puts no object site.zip into bucket releases. Write into Pulumi.rehearsal.yaml, below " +
        "config: rehearsal:sources: { Source/App: { folder: ./folder-of-the-source } }",
    ]);
  });

  it("asks for nothing more once that is there", async () => {
    const { invented, foreseen, account, folder } = await deployed(inline);
    await foreseen();
    for (const [name, role] of Object.entries(invented.settings.exists!.roles!)) {
      const { name: policyName = name, ...rest } = { policies: role!.policies };
      for (const [n, document] of rest.policies!.entries()) {
        const of = { kind: "role" as const, name: policyName.split("/").at(-1)! };
        account.directory.putInline(of, `p${n}`, JSON.stringify(document));
      }
    }
    const before = structuredClone(invented.settings);
    assert.deepEqual(await foreseen(), []);
    assert.deepEqual(invented.settings, before);
    assert.ok(fs.existsSync(folder));
  });
});

describe("a right that a role of others lacks", () => {
  it("is refused with the whole statement to paste", async () => {
    const { account } = await deployed(inline);
    const written = { exists: { roles } };
    const remedyOf = (roleArn: string) => roleRemedy(roleArn, account, written);
    const never = { run: () => Promise.reject(new Error("ran")) };
    const runner = authorised(never, account.directory, account.place, undefined, remedyOf);
    const actionTypeId = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" };
    const configuration = { ProjectName: "compile" };
    const run = { action: { name: "Compile", actionTypeId }, configuration, roleArn: pipelineRole };
    const { error } = await runner.run(run as unknown as ActionRun);
    assert.match(error!.message, /is not authorized to perform: codebuild:StartBuild /);
    assert.match(error!.message, /below rehearsal:exists \/ roles \/ arn:.*Pipeline, which stands/);
    for (const right of ["codeconnections:UseConnection", "sns:Publish", "codebuild:StartBuild"]) {
      assert.ok(error!.message.includes(right), right);
    }
  });
});
