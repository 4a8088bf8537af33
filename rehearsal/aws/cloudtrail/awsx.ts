/** awsx's remote components, which a process of their own would build: built here instead. */
import { arn, created, createHandler, type Context, type Handler } from "../account/context";
import { resourceReference, type RegisteredResource } from "../account/types";

type Make = (type: string, inputs: Record<string, any>) => Promise<RegisteredResource>;

export const awsxTrailHandler: Handler = createHandler(async (registration, context) => {
  const { s3Bucket, cloudWatchLogsGroup, ...trailInputs } = registration.inputs;
  const { name } = registration;
  const parent = { type: registration.type, name };
  const make: Make = (type, inputs) =>
    context.register({ type, name, inputs: defined(inputs), custom: true, parent });

  const bucket =
    s3Bucket?.existing === undefined
      ? await make("aws:s3/bucket:Bucket", s3Bucket?.args ?? {})
      : undefined;
  const bucketName = bucket?.state.bucket ?? existingName(s3Bucket.existing);
  await make("aws:s3/bucketPolicy:BucketPolicy", {
    bucket: bucketName,
    policy: trailBucketPolicy(context, bucketName),
  });
  const logs = await logDelivery(make, cloudWatchLogsGroup, context);
  const trail = await make("aws:cloudtrail/trail:Trail", {
    ...trailInputs,
    s3BucketName: bucketName,
    ...logs?.inputs,
  });
  return created("", registration, {
    trail: resourceReference(trail),
    ...(bucket && { bucket: resourceReference(bucket) }),
    ...(logs?.logGroup && { logGroup: resourceReference(logs.logGroup) }),
  });
});

/** The log group, and the role under which CloudTrail writes to it: only where they are enabled. */
async function logDelivery(make: Make, wanted: Record<string, any> | undefined, context: Context) {
  if (!wanted?.enable) return undefined;
  let logGroup: RegisteredResource | undefined;
  let groupArn = wanted.existing && existingGroupArn(context, wanted.existing);
  if (groupArn === undefined) {
    logGroup = await make("aws:cloudwatch/logGroup:LogGroup", wanted.args ?? {});
    groupArn = logGroup.state.arn;
  }
  const role = await make("aws:iam/role:Role", {
    assumeRolePolicy: trailTrust,
    inlinePolicies: [logWriting(groupArn)],
  });
  return {
    logGroup,
    inputs: {
      cloudWatchLogsGroupArn: `${groupArn}:*`,
      cloudWatchLogsRoleArn: role.state.arn,
    },
  };
}

const cloudTrail = { Service: "cloudtrail.amazonaws.com" };

const trailTrust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: cloudTrail, Action: "sts:AssumeRole" }],
};

function logWriting(groupArn: string) {
  const Action = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const Statement = [{ Effect: "Allow", Action, Resource: `${groupArn}:*` }];
  return { name: "write-logs", policy: JSON.stringify({ Version: "2012-10-17", Statement }) };
}

function trailBucketPolicy(context: Context, bucket: string) {
  const bucketArn = arn(context, "s3", bucket, { region: "", accountId: "" });
  const allow = { Effect: "Allow", Principal: cloudTrail };
  return {
    Version: "2012-10-17",
    Statement: [
      { ...allow, Action: "s3:GetBucketAcl", Resource: bucketArn },
      { ...allow, Action: "s3:PutObject", Resource: `${bucketArn}/*` },
    ],
  };
}

function existingName(existing: { arn?: string; name?: string }): string {
  return existing.name ?? existing.arn!.split(":").pop()!;
}

function existingGroupArn(context: Context, existing: { arn?: string; name?: string }): string {
  return existing.arn ?? arn(context, "logs", `log-group:${existing.name}`);
}

function defined(inputs: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}
