/**
 * The npm package as a consumer meets it: packed, installed in an empty project, type-checked and
 * run there.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pack, project, root, sh, type Tarball } from "./support/tarballs";

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  ApprovalGate,
  ApprovalHub,
  ApprovalOrder,
  ApproverGroup,
  MultiApprovalStage,
} from "codepipeline-approvals";

const registered: string[] = [];
/** File of each function's code, by the function's name. */
const code: Record<string, string> = {};

async function keepCode(name: string, archive: pulumi.asset.AssetArchive): Promise<void> {
  const { "index.js": file } = await archive.assets;
  code[name] = await (file as pulumi.asset.FileAsset).path;
}

async function main(): Promise<void> {
  await pulumi.runtime.setMocks({
    newResource: async (args) => {
      registered.push(args.type);
      if (args.type === "aws:lambda/function:Function") await keepCode(args.name, args.inputs.code);
      const service = args.type.split(/[:/]/)[1];
      const place = service === "iam" ? ":111122223333:role/" : "eu-west-1:111122223333:";
      const kind = service === "lambda" ? "function:" : "";
      const arn = \`arn:aws:\${service}:\${place}\${kind}\${args.name}\`;
      const state = { name: args.name, arn, functionUrl: "https://hub.lambda-url.eu-west-1.on.aws/" };
      return { id: args.name, state: { ...state, ...args.inputs } };
    },
    call: ({ inputs }) => ({ ...inputs, accountId: "111122223333", partition: "aws", region: "eu-west-1" }),
  });
  const gate = new ApprovalGate("production", { pipelineName: "orders", approvers: { users: ["ann"] } });
  const review = new MultiApprovalStage("review", {
    pipelineName: "orders",
    order: ApprovalOrder.Sequential,
    emails: ["qa@example.com"],
    approvals: [{ name: "qa" }, { name: "product" }],
  });
  new ApproverGroup("managers", { actionArns: [gate.actionArn] });
  const hub = new ApprovalHub("hub", {
    slack: { credentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf" },
  });
  const release = new ApprovalGate("release", {
    pipelineName: "orders",
    hub: hub.connection,
    slack: { channel: "C0123ABCDEF", approverUserIds: ["U0123ABCDEF"] },
  });
  const pipeline = new aws.codepipeline.Pipeline("orders", {
    roleArn: "arn:aws:iam::111122223333:role/pipeline",
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages: [review.stage, gate.stage, release.stage],
  });
  await pulumi.runtime.disconnect();
  const stages = await new Promise<{ name: string }[]>((done) => pipeline.stages.apply(done));
  console.log(JSON.stringify({ stages: stages.map((stage) => stage.name), registered, code }));
}

void main();
`;

/** A consumer's own test, with the release above cut down to what it asks about. */
const consumersTest = `
import * as aws from "@pulumi/aws";
import { ApprovalGate } from "codepipeline-approvals";
import { deploy } from "codepipeline-approvals/testing";

function release(gated: boolean): void {
  const gate = new ApprovalGate("production", { pipelineName: "orders", approvers: { users: ["ann"] } });
  const stage = (name: string, category: string) => ({
    name,
    actions: [{ name: "s3", category, owner: "AWS", provider: "S3", version: "1", runOrder: 1 }],
  });
  const source = stage("source", "Source");
  const deployment = stage("deploy", "Deploy");
  new aws.codepipeline.Pipeline("orders", {
    name: "orders",
    roleArn: "arn:aws:iam::111122223333:role/pipeline",
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages: gated ? [source, gate.stage, deployment] : [source, deployment, gate.stage],
  });
}

async function main(): Promise<void> {
  const stack = await deploy(() => release(true));
  stack.assertGated();
  stack.assertCanDecide({ user: "ann" }, ["orders/production/production"]);
  const ungated = await deploy(() => release(false));
  try {
    ungated.assertGated();
  } catch (error) {
    console.log((error as Error).message);
  }
}

void main();
`;

/** Of a hub that reminds of nothing and keeps no ledger. */
const functions = ["decider", "notifier", "publisher", "slack-callback", "sweep", "watcher"];

const tsconfig = {
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "nodenext",
    // A consumer may check the declarations of what it installs.
    skipLibCheck: false,
    types: [],
    outDir: "out",
  },
  files: ["program.ts", "test.ts"],
};

describe("the package codepipeline-approvals", () => {
  let folder: string;
  let tarball: Tarball;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "approvals-package-"));
    tarball = pack(folder);
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("holds the built components, the testing module, the functions' code, the command, the plugin's manifest, docs and examples, and nothing else", () => {
    const sources = ["components", "contract", "iam", "testing"].flatMap((room) =>
      fs
        .readdirSync(path.join(root, room), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `dist/${room}/${file.slice(0, -".ts".length)}`),
    );
    const built = [...sources, "dist/index"].flatMap((file) => [`${file}.d.ts`, `${file}.js`]);
    const texts = [
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "PulumiPlugin.yaml",
      "README.md",
      "SECURITY.md",
      "package.json",
    ];
    const lists = ["dist/testing/people/managed-policies.json"];
    const others = ["automatic", "bypass", "connector", "ledger", "measures", "reminder"];
    const bundles = [...functions, ...others, "webhook-receiver"].map(
      (name) => `dist/functions/${name}/index.js`,
    );
    // What git has of them, and nothing that a run of an example left there.
    const pages = sh(root, "git", "ls-files", "docs", "examples")
      .trim()
      .split("\n")
      .filter((file) => path.basename(file) !== ".gitignore");
    assert.deepEqual(
      tarball.files,
      [...built, ...lists, "dist/cli.js", "dist/cli-s3.js", ...bundles, ...texts, ...pages].sort(),
    );
  });

  it("installs in an empty project, type-checks there, registers its resources and tests them", () => {
    const manifest = { name: "consumer", private: true, dependencies: {} };
    const consumer = project(
      path.join(folder, "consumer"),
      {
        "package.json": JSON.stringify(manifest),
        "tsconfig.json": JSON.stringify(tsconfig),
        "program.ts": program,
        "test.ts": consumersTest,
      },
      [tarball.file],
    );
    assert.deepEqual(fs.readdirSync(path.join(consumer, "node_modules", "@pulumi")).sort(), [
      "aws",
      "pulumi",
    ]);

    const typescript = path.join(root, "node_modules", "typescript", "bin", "tsc");
    sh(consumer, process.execPath, typescript, "-p", ".");
    const printed = sh(consumer, process.execPath, path.join("out", "program.js"));

    const { stages, registered, code } = JSON.parse(printed) as {
      stages: string[];
      registered: string[];
      code: Record<string, string>;
    };
    assert.deepEqual(stages, ["review", "production", "release"]);
    assert.ok(registered.includes("codepipeline-approvals:index:ApproverGroup"));
    // Of review's two approvals and of release; production notifies nobody.
    assert.equal(registered.filter((type) => type === "aws:sns/topic:Topic").length, 3);
    assert.equal(
      registered.filter((type) => type === "aws:dynamodb/tableItem:TableItem").length,
      1,
    );
    const installed = path.join(consumer, "node_modules", "codepipeline-approvals", "dist");
    for (const name of functions) {
      const file = fs.realpathSync(path.resolve(consumer, code[`hub-${name}`]));
      assert.equal(file, fs.realpathSync(path.join(installed, "functions", name, "index.js")));
    }
    assert.equal(Object.keys(code).length, functions.length);

    assert.match(
      sh(consumer, "npx", "--no-install", "codepipeline-approvals", "--help"),
      /^codepipeline-approvals verify FOLDER/,
    );
    assert.match(
      sh(consumer, process.execPath, path.join("out", "test.js")),
      /^Pipeline "orders": action deploy\/s3 .* can start without anybody's approval\./,
    );
  });
});
