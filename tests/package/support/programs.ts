/** One pipeline with a gate, as a program in each kind of JavaScript and TypeScript that Pulumi runs. */

export interface Program {
  readonly name: string;
  /** The title of its test. */
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** What it installs beside the two packages. */
  readonly packages: readonly string[];
}

/** Between `imports` and `exports` the program is the same in every kind. */
const body = `
const config = new pulumi.Config();
const pipelineName = \`orders-\${pulumi.getStack()}\`;
const artifacts = new aws.s3.Bucket("artifacts", { forceDestroy: true });
const site = new aws.s3.Bucket("site", { forceDestroy: true });
const gate = new ApprovalGate("production", {
  pipelineName,
  emails: [config.get("email") ?? "ann@example.com"],
  customData: "Release to production?",
  approvers: { users: ["ann"] },
});
const role = new aws.iam.Role("pipeline", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "codepipeline.amazonaws.com" }),
});
const statement = (actions, resource) => ({ Effect: "Allow", Action: actions, Resource: resource });
const rights = [
  new aws.iam.RolePolicy("gate", { role: role.name, policy: gate.pipelinePolicyJson }),
  new aws.iam.RolePolicy("work", {
    role: role.name,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        statement(["s3:*"], [artifacts.arn, pulumi.interpolate\`\${artifacts.arn}/*\`, site.arn, pulumi.interpolate\`\${site.arn}/*\`]),
        statement(["lambda:InvokeFunction"], "*"),
      ],
    }),
  }),
];
const functionRole = new aws.iam.Role("smoke", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
const functionRights = new aws.iam.RolePolicy("smoke", {
  role: functionRole.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [statement(["codepipeline:PutJobSuccessResult"], "*"), statement(["logs:*"], "*")],
  }),
});
const smoke = new aws.lambda.Function("smoke", {
  runtime: "nodejs22.x",
  handler: "index.handler",
  role: functionRole.arn,
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(\`
const { CodePipeline } = require("@aws-sdk/client-codepipeline");
exports.handler = async (event) => {
  const { id } = event["CodePipeline.job"];
  await new CodePipeline({}).putJobSuccessResult({ jobId: id });
};\`) }),
}, { dependsOn: functionRights });
const action = (name, category, provider, more) => ({ name, category, provider, owner: "AWS", version: "1", ...more });
new aws.codepipeline.Pipeline("orders", {
  name: pipelineName,
  pipelineType: "V2",
  roleArn: role.arn,
  artifactStores: [{ location: artifacts.bucket, type: "S3" }],
  stages: [
    {
      name: "Source",
      actions: [action("Code", "Source", "S3", {
        outputArtifacts: ["code"],
        configuration: { S3Bucket: artifacts.bucket, S3ObjectKey: "code.zip", PollForSourceChanges: "false" },
      })],
    },
    gate.stage,
    {
      name: "Deploy",
      actions: [
        action("Site", "Deploy", "S3", {
          inputArtifacts: ["code"],
          configuration: { BucketName: site.bucket, Extract: "true" },
        }),
        action("Smoke", "Invoke", "Lambda", { runOrder: 2, configuration: { FunctionName: smoke.name } }),
      ],
    },
  ],
}, { dependsOn: rights });
new aws.s3.BucketObjectv2("code", {
  bucket: artifacts.bucket,
  key: "code.zip",
  source: new pulumi.asset.AssetArchive({ "index.html": new pulumi.asset.StringAsset("<h1>orders</h1>") }),
});
`;

const imports = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "codepipeline-approvals";
`;

const requires = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { ApprovalGate } = require("codepipeline-approvals");
`;

/** What no JavaScript has: types of the parameters, and an enum, which Node alone cannot run. */
const typed =
  'enum Kind { Site = "site" }\nexport const kind: Kind = Kind.Site;\n' +
  body
    .replace(
      "(actions, resource)",
      "(actions: string[], resource: pulumi.Input<string | pulumi.Input<string>[]>)",
    )
    .replace(
      "(name, category, provider, more)",
      "(name: string, category: string, provider: string, more: object)",
    );

const projectFile = (name: string): string => `name: ${name}\nruntime: nodejs\n`;

const manifest = (name: string, more: object): string =>
  JSON.stringify({ name, private: true, ...more });

/** As Pulumi's own template has it, with and without a root for the sources. */
const tsconfig = (more: object): string =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      outDir: "bin",
      target: "es2020",
      module: "commonjs",
      moduleResolution: "node10",
      sourceMap: true,
      ...more,
    },
    files: ["index.ts"],
  });

export const programs: readonly Program[] = [
  {
    name: "ts-five",
    what: "a program in TypeScript 5, with rootDir",
    files: {
      "Pulumi.yaml": projectFile("ts-five"),
      "package.json": manifest("ts-five", { main: "index.ts" }),
      "tsconfig.json": tsconfig({ rootDir: "." }),
      "index.ts": imports + typed,
    },
    packages: ["typescript@^5", "@types/node@^22"],
  },
  {
    name: "ts-six",
    what: "a program in TypeScript 6, without rootDir",
    files: {
      "Pulumi.yaml": projectFile("ts-six"),
      "package.json": manifest("ts-six", { main: "index.ts" }),
      "tsconfig.json": tsconfig({
        module: "nodenext",
        moduleResolution: "nodenext",
        types: ["node"],
      }),
      "index.ts": imports + typed,
    },
    packages: ["typescript@^6", "@types/node@^22"],
  },
  {
    name: "javascript",
    what: "a program in JavaScript, without a TypeScript of its own",
    files: {
      "Pulumi.yaml": projectFile("javascript"),
      "package.json": manifest("javascript", { main: "index.js" }),
      "index.js": requires + body,
    },
    packages: [],
  },
  {
    name: "modules",
    what: "a program of ES modules with a top-level await",
    files: {
      "Pulumi.yaml": projectFile("modules"),
      "package.json": manifest("modules", { type: "module", main: "index.js" }),
      "index.js": `${imports}\nawait Promise.resolve();\n${body}\nexport const name = pipelineName;\n`,
    },
    packages: [],
  },
];
