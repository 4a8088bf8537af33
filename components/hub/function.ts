/** One function of a hub or a connector, with its role, its rights and its log group. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "./model/hub-policies";
import { bundleArchive, type BundleName } from "./bundles";
import type { FunctionRole } from "./roles";
import { givenOnly, type HubSpec } from "./arguments";
import { whenKnown } from "../inputs/inputs";
import { childName, namedChild } from "../naming/naming";

/** What is the same for every function of a component, whichever component it is. */
export interface FunctionContext {
  readonly name: string;
  readonly spec: Pick<
    HubSpec,
    | "alarmTopicArn"
    | "kmsKeyArn"
    | "permissionsBoundary"
    | "region"
    | "rolePath"
    | "tags"
    | "tracing"
    | "vpc"
  >;
  readonly parent: pulumi.ComponentResource;
}

/** The same for those of a hub. */
export interface HubContext extends FunctionContext {
  readonly spec: HubSpec;
}

export interface FunctionSpec {
  /** What the names of its resources begin with, behind the component's. */
  readonly name: string;
  readonly bundle: BundleName;
  readonly description: string;
  readonly role: FunctionRole;
  readonly timeoutInSeconds: number;
  readonly memoryInMegabytes: number;
  readonly environment: Record<string, pulumi.Input<string> | undefined>;
  readonly logRetentionInDays: pulumi.Input<number>;
  readonly reservedConcurrency?: pulumi.Input<number>;
  /** The rights of the role, given the log group that the function writes to. */
  readonly policy: (logGroupArn: pulumi.Output<string>) => pulumi.Output<PolicyDocument>;
}

export interface CreatedFunction {
  readonly fn: aws.lambda.Function;
  /** The rights that its role has or, where the role was there before, must have. */
  readonly policy: pulumi.Output<string>;
}

function inlinePolicy(
  child: string,
  role: pulumi.Input<string>,
  policy: pulumi.Input<string>,
  parent: pulumi.ComponentResource,
): aws.iam.RolePolicy {
  const { physical: name, opts } = namedChild(child, "inlinePolicy", parent);
  return new aws.iam.RolePolicy(child, { name, role, policy }, opts);
}

export function createFunction(context: FunctionContext, of: FunctionSpec): CreatedFunction {
  const { spec, parent } = context;
  const { child, physical, opts } = childName(context.name, of.name, "function", parent);
  const log = namedChild(`${child}-logs`, "logGroup", parent);
  const logGroup = new aws.cloudwatch.LogGroup(
    log.child,
    {
      name: log.physical,
      retentionInDays: of.logRetentionInDays,
      kmsKeyId: spec.kmsKeyArn,
      region: spec.region,
      tags: spec.tags,
    },
    log.opts,
  );
  const policy = of.policy(logGroup.arn).apply((doc) => JSON.stringify(doc));
  // Who brings a role decides how it gets its rights: through functionPolicies, an output.
  const rights = of.role.isNew
    ? [inlinePolicy(`${child}-policy`, of.role.name, policy, parent)]
    : [];
  const fn = new aws.lambda.Function(
    child,
    {
      name: physical,
      description: of.description,
      role: of.role.arn,
      runtime: aws.lambda.Runtime.NodeJS24dX,
      architectures: ["arm64"],
      handler: "index.handler",
      code: bundleArchive(of.bundle),
      timeout: of.timeoutInSeconds,
      memorySize: of.memoryInMegabytes,
      reservedConcurrentExecutions: of.reservedConcurrency,
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      environment: {
        variables: givenOnly({
          POWERTOOLS_SERVICE_NAME: child,
          POWERTOOLS_LOG_LEVEL: "INFO",
          ...of.environment,
        }),
      },
      kmsKeyArn: spec.kmsKeyArn,
      vpcConfig: spec.vpc,
      // Said out loud: what is left out, the provider leaves as it was.
      tracingConfig: {
        mode: whenKnown(spec.tracing, (traced) => (traced ? "Active" : "PassThrough")),
      },
      region: spec.region,
      tags: spec.tags,
    },
    // Nothing starts without its rights; for its log group, with its retention, it waits by name.
    { ...opts, dependsOn: rights },
  );
  return { fn, policy };
}
