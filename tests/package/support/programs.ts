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

/** A program in a file, with what every program has beside it. */
function program(
  name: string,
  what: string,
  file: { readonly main: string; readonly text: string },
  { type, ...more }: { tsconfig?: string; packages?: readonly string[]; type?: "module" } = {},
): Program {
  return {
    ...{ name, what },
    files: {
      "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
      "package.json": JSON.stringify({ name, private: true, main: file.main, type }),
      ...(more.tsconfig !== undefined && { "tsconfig.json": more.tsconfig }),
      [file.main]: file.text,
    },
    packages: more.packages ?? [],
  };
}

const inTypeScript = { main: "index.ts", text: imports + typed };
const inJavaScript = { main: "index.js", text: requires + body };
const inModules = {
  main: "index.js",
  text: `${imports}\nawait Promise.resolve();\n${body}\nexport const name = pipelineName;\n`,
};

export const programs: readonly Program[] = [
  program("ts-five", "a program in TypeScript 5, with rootDir", inTypeScript, {
    tsconfig: tsconfig({ rootDir: "." }),
    packages: ["typescript@^5", "@types/node@^22"],
  }),
  program("ts-six", "a program in TypeScript 6, without rootDir", inTypeScript, {
    tsconfig: tsconfig({ module: "nodenext", moduleResolution: "nodenext", types: ["node"] }),
    packages: ["typescript@^6", "@types/node@^22"],
  }),
  program("javascript", "a program in JavaScript, without a TypeScript of its own", inJavaScript),
  program("modules", "a program of ES modules with a top-level await", inModules, {
    type: "module",
  }),
];
