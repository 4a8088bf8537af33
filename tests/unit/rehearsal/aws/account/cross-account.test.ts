/** A pipeline that deploys to another account: its role, the bucket and the key are the program's. */
import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "./support/new-account";

const provider = "pulumi:providers:aws";
const pipelineRole = "arn:aws:iam::111122223333:role/pipeline";
const deployer = "arn:aws:iam::222222222222:role/deployer";
const stackRole = "arn:aws:iam::222222222222:role/stacks";

const action = (name: string, category: string, provider_: string, more: object) => ({
  ...{ name, category, owner: "AWS", provider: provider_, version: "1" },
  ...more,
});

interface Without {
  bucketPolicy?: boolean;
  keyPolicy?: boolean;
  passRole?: boolean;
}

/** Runs it to its end; answers how its action of the other account ended. */
async function deploy(without: Without = {}) {
  const { account, create } = newAccount();
  const { id } = await create(provider, { assumeRoles: [{ roleArn: stackRole }] });
  const there = (type: string, inputs: object) =>
    account.create({ type, name: "it", inputs, custom: true, provider: `urn::${id}` });
  const inline = (name: string, document: string) => ({
    inlinePolicies: [{ name, policy: document }],
  });
  await create(types.role, {
    ...{ name: "pipeline", assumeRolePolicy: trust("codepipeline") },
    ...inline("all", policy({ Action: ["codecommit:*", "sts:AssumeRole"], Resource: "*" })),
  });
  const rights = ["cloudformation:*", "s3:GetObject", "kms:Decrypt"];
  await there(types.role, {
    name: "deployer",
    assumeRolePolicy: policy({ Principal: { AWS: pipelineRole }, Action: "sts:AssumeRole" }),
    ...inline(
      "all",
      policy({ Action: [...rights, ...(without.passRole ? [] : ["iam:PassRole"])], Resource: "*" }),
    ),
  });
  const other = { Principal: { AWS: "222222222222" } };
  await create(types.bucket, { bucket: "artifacts" });
  if (!without.bucketPolicy) {
    const document = policy({ ...other, Action: "s3:Get*", Resource: "arn:aws:s3:::artifacts/*" });
    await create("aws:s3/bucketPolicy:BucketPolicy", { bucket: "artifacts", policy: document });
  }
  const keyPolicy = policy({ ...other, Action: "kms:*", Resource: "*" });
  const key = await create("aws:kms/key:Key", without.keyPolicy ? {} : { policy: keyPolicy });
  const encryptionKey = { id: key.state.arn, type: "KMS" };
  await create("aws:codepipeline/pipeline:Pipeline", {
    ...{ name: "orders", roleArn: pipelineRole },
    artifactStores: [{ type: "S3", location: "artifacts", encryptionKey }],
    stages: [
      {
        name: "Source",
        actions: [
          action("App", "Source", "CodeCommit", {
            outputArtifacts: ["Source"],
            configuration: { RepositoryName: "app", BranchName: "main" },
          }),
        ],
      },
      {
        name: "Deploy",
        actions: [
          action("Stack", "Deploy", "CloudFormation", {
            ...{ inputArtifacts: ["Source"], roleArn: deployer },
            configuration: { ActionMode: "CREATE_UPDATE", StackName: "s", RoleArn: stackRole },
          }),
        ],
      },
    ],
  });
  account.deployed();
  for (;;) {
    const [execution] = account.engine.executions("orders");
    if (execution.status !== "InProgress") break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [last] = account.engine.actionExecutions("orders");
  return {
    status: last.status,
    message: last.output?.executionResult?.errorDetails?.message ?? "",
  };
}

describe("An action of another account", () => {
  after(removeFolders);

  it("ends well where both accounts allow all that it needs", async () => {
    assert.deepEqual(await deploy(), { status: "Succeeded", message: "" });
  });

  it("fails where its role may not pass on the role of the stack", async () => {
    const { status, message } = await deploy({ passRole: true });
    assert.equal(status, "Failed");
    assert.match(
      message,
      /role\/deployer is not authorized to perform: iam:PassRole on resource: /,
    );
  });

  it("fails where the bucket has no policy that lets it in", async () => {
    const { message } = await deploy({ bucketPolicy: true });
    assert.match(message, /s3:GetObject on resource: arn:aws:s3:::artifacts\/orders\/Source/);
  });

  it("fails where the key has no policy that lets it in", async () => {
    const { message } = await deploy({ keyPolicy: true });
    assert.match(message, /kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/);
  });
});
