/**
 * What an action's role must be allowed, asked before the action runs. A right that a program
 * forgot shows on the laptop, as the failed action that it would be at AWS.
 */
import { globalArn, readArn, regionalArn } from "../../../iam/arns";
import type { Decision, IamDirectory } from "../iam";
import type { ActionOutcome, ActionRun, ActionRunner } from "./types";
import type { Place } from "../account/types";

export interface Need {
  readonly action: string;
  readonly resource: string;
}

type NeedsOf = (configuration: Readonly<Record<string, string>>, place: Place) => Need[];

const bucketArn = (place: Place, bucket: string): string => globalArn(place, "s3", bucket);

/**
 * CodePipeline User Guide, "Add permissions to the CodePipeline service role", by provider; for
 * Lambda, "Invoke an AWS Lambda function in a pipeline", step 4.
 */
const needs: Readonly<Record<string, NeedsOf>> = {
  "Source/AWS/S3": ({ S3Bucket, S3ObjectKey }, place) => {
    const bucket = bucketArn(place, S3Bucket);
    return [
      { action: "s3:GetBucketVersioning", resource: bucket },
      { action: "s3:GetObject", resource: `${bucket}/${S3ObjectKey}` },
      { action: "s3:GetObjectVersion", resource: `${bucket}/${S3ObjectKey}` },
    ];
  },
  "Source/AWS/CodeStarSourceConnection": ({ ConnectionArn = "" }) => {
    // The service was renamed; a connection's ARN says which of the two prefixes it has.
    const { service: prefix } = readArn(ConnectionArn);
    return [{ action: `${prefix}:UseConnection`, resource: ConnectionArn }];
  },
  "Build/AWS/CodeBuild": codeBuild,
  "Test/AWS/CodeBuild": codeBuild,
  "Deploy/AWS/S3": ({ BucketName, ObjectKey = "" }, place) => [
    { action: "s3:PutObject", resource: `${bucketArn(place, BucketName)}/${ObjectKey}` },
  ],
  // The guide's policy lists lambda:ListFunctions too, which pipelines of others run without.
  "Invoke/AWS/Lambda": (configuration, place) => [invokeFunction(configuration, place)],
  "Rule/AWS/LambdaInvoke": (configuration, place) => [invokeFunction(configuration, place)],
};

function invokeFunction(
  { FunctionName = "" }: Readonly<Record<string, string>>,
  place: Place,
): Need {
  const named = FunctionName.startsWith("arn:");
  const resource = named ? FunctionName : regionalArn(place, "lambda", `function:${FunctionName}`);
  return { action: "lambda:InvokeFunction", resource };
}

function codeBuild(
  { ProjectName, BatchEnabled }: Readonly<Record<string, string>>,
  place: Place,
): Need[] {
  const resource = regionalArn(place, "codebuild", `project/${ProjectName}`);
  const actions =
    BatchEnabled === "true"
      ? ["codebuild:StartBuildBatch", "codebuild:BatchGetBuildBatches"]
      : ["codebuild:StartBuild", "codebuild:BatchGetBuilds"];
  return actions.map((action) => ({ action, resource }));
}

/** Nothing for a provider that the rehearsal only pretends: its calls are not known. */
export function needsOf(run: Pick<ActionRun, "action" | "configuration">, place: Place): Need[] {
  const { category, owner, provider } = run.action.actionTypeId!;
  const key = `${category}/${owner}/${provider}`;
  return Object.hasOwn(needs, key) ? needs[key](run.configuration, place) : [];
}

/** Runs an action only if its role may do what the action needs. */
export function authorised(
  runner: ActionRunner,
  directory: IamDirectory,
  place: Place,
): ActionRunner {
  return {
    run: async (run) => {
      const context = { "aws:SecureTransport": "true" };
      for (const need of needsOf(run, place)) {
        const decision = directory.decideRole(run.roleArn, need.action, need.resource, context);
        if (!decision.allowed) return refused(run, need, decision);
      }
      return runner.run(run);
    },
  };
}

function refused(run: ActionRun, need: Need, decision: Decision): ActionOutcome {
  return {
    status: "Failed",
    error: {
      code: "PermissionError",
      message:
        `${run.roleArn} is not authorized to perform: ${need.action} on resource: ` +
        `${need.resource}. ${decision.reason} Add the right to the role's policy; of a role that others have ` +
        "made, to its `policies` below rehearsal:exists in Pulumi.rehearsal.yaml.",
    },
  };
}
