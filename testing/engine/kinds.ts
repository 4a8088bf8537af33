/**
 * Types that a pipeline's stack has in everyday life, with their ARNs, ids and other outputs, as the
 * AWS provider answers them. ARNs: AWS Service Authorization Reference.
 */
import { readArn, regionalArn } from "../../iam/arns";
import { hex, letters, uuid } from "./ids";
import { containers } from "./kinds-containers";
import { networks } from "./kinds-networks";
import type { Kind, Named } from "./kind";

const plainName = ({ name }: Named): string => name;
const below =
  (prefix: string) =>
  ({ name }: Named): string =>
    `${prefix}${name}`;
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const last = (value: string, separator: string): string => value.split(separator).at(-1) ?? value;

/** IAM's unique ids say by their first letters what they are: IAM User Guide, "IAM identifiers". */
const iam = (kind: string, prefix: string, more: Partial<Kind> = {}): Kind => ({
  resource: ({ name, inputs }) => `${kind}${text(inputs.path) ?? "/"}${name}`,
  scope: "account",
  more: ({ seed }) => ({ uniqueId: `${prefix}${letters(seed, 17)}` }),
  ...more,
});

/** A look-up may give the id itself, or the key's ARN. */
const keyId = ({ inputs, seed }: Named): string => {
  const given = text(inputs.keyId);
  if (given !== undefined && !given.includes("alias/")) return last(given, "/");
  return inputs.multiRegion === true ? `mrk-${hex(seed, 32)}` : uuid(seed);
};

const functionName = ({ inputs }: Named): string => last(String(inputs.functionName), ":");

const invokeArn = (arn: string): string => {
  const { partition = "", region = "" } = readArn(arn);
  const path = `path/2015-03-31/functions/${arn}/invocations`;
  // The account's part holds the service that is invoked.
  return regionalArn({ partition, region, accountId: "lambda" }, "apigateway", path);
};

const connection = (service: string): Kind => ({
  service,
  resource: ({ seed }) => `connection/${uuid(seed)}`,
  id: "arn",
  more: () => ({ connectionStatus: "PENDING" }),
});

const bucket: Kind = {
  resource: plainName,
  scope: "global",
  more: ({ name, place, suffix }) => ({
    bucket: name,
    bucketDomainName: `${name}.s3.${suffix}`,
    bucketRegionalDomainName: `${name}.s3.${place.region}.${suffix}`,
  }),
};

export const kinds: Readonly<Record<string, Kind>> = {
  ...containers,
  ...networks,
  "iam/user:User": iam("user", "AIDA"),
  "iam/group:Group": iam("group", "AGPA"),
  "iam/role:Role": iam("role", "AROA"),
  "iam/instanceProfile:InstanceProfile": iam("instance-profile", "AIPA"),
  "iam/policy:Policy": iam("policy", "ANPA", {
    id: "arn",
    more: ({ seed }) => ({ policyId: `ANPA${letters(seed, 17)}`, attachmentCount: 0 }),
  }),
  "iam/openIdConnectProvider:OpenIdConnectProvider": {
    resource: ({ name, inputs }) =>
      `oidc-provider/${(text(inputs.url) ?? name).replace(/^https:\/\//, "")}`,
    scope: "account",
    id: "arn",
  },
  "iam/samlProvider:SamlProvider": {
    resource: below("saml-provider/"),
    scope: "account",
    id: "arn",
  },
  "s3/bucket:Bucket": bucket,
  "s3/bucketV2:BucketV2": bucket,
  "s3/bucketObjectv2:BucketObjectv2": {
    resource: ({ inputs }) => `${String(inputs.bucket)}/${String(inputs.key)}`,
    scope: "global",
  },
  "sns/topic:Topic": {
    resource: plainName,
    id: "arn",
    more: ({ place }) => ({ owner: place.accountId }),
  },
  "sns/topicSubscription:TopicSubscription": {
    resource: ({ name, inputs }) => `${last(String(inputs.topic), ":")}:${name}`,
    id: "arn",
  },
  "sqs/queue:Queue": {
    resource: plainName,
    id: "url",
    more: ({ name, place, suffix }) => ({
      url: `https://sqs.${place.region}.${suffix}/${place.accountId}/${name}`,
    }),
  },
  "codepipeline/pipeline:Pipeline": { resource: plainName },
  "codebuild/project:Project": { resource: below("project/"), id: "arn" },
  "codecommit/repository:Repository": {
    resource: plainName,
    more: ({ name, seed, place, suffix }) => ({
      repositoryId: uuid(seed),
      cloneUrlHttp: `https://git-codecommit.${place.region}.${suffix}/v1/repos/${name}`,
      cloneUrlSsh: `ssh://git-codecommit.${place.region}.${suffix}/v1/repos/${name}`,
    }),
  },
  "codedeploy/application:Application": { resource: below("application:") },
  "codedeploy/deploymentGroup:DeploymentGroup": {
    resource: ({ name, inputs }) => `deploymentgroup:${String(inputs.appName)}/${name}`,
  },
  "codeconnections/connection:Connection": connection("codeconnections"),
  "codestarconnections/connection:Connection": connection("codestar-connections"),
  "codestarnotifications/notificationRule:NotificationRule": {
    service: "codestar-notifications",
    resource: ({ seed }) => `notificationrule/${hex(seed, 40)}`,
    id: "arn",
  },
  "lambda/function:Function": {
    resource: below("function:"),
    more: ({ arn, inputs }) => {
      const version = inputs.publish === true ? "1" : "$LATEST";
      const qualifiedArn = `${arn}:${version}`;
      return {
        ...{ version, qualifiedArn, invokeArn: invokeArn(arn) },
        qualifiedInvokeArn: invokeArn(qualifiedArn),
      };
    },
  },
  "lambda/alias:Alias": {
    resource: (one) => `function:${functionName(one)}:${one.name}`,
    id: "arn",
    more: ({ arn }) => ({ invokeArn: invokeArn(arn) }),
  },
  "lambda/layerVersion:LayerVersion": {
    resource: ({ name }) => `layer:${name}:1`,
    id: "arn",
    more: ({ arn }) => ({ layerArn: arn.slice(0, -":1".length), version: "1" }),
  },
  "lambda/functionUrl:FunctionUrl": {
    resource: (one) => `function:${functionName(one)}`,
    more: (one) => ({
      functionUrl: `https://${functionName(one)}.lambda-url.${one.place.region}.on.aws/`,
      urlId: functionName(one),
      functionArn: one.arn,
    }),
  },
  "dynamodb/table:Table": {
    resource: below("table/"),
    more: ({ arn, inputs }) =>
      inputs.streamEnabled === true
        ? {
            streamArn: `${arn}/stream/2026-01-01T00:00:00.000`,
            streamLabel: "2026-01-01T00:00:00.000",
          }
        : {},
  },
  "cloudtrail/trail:Trail": { resource: below("trail/"), id: "arn" },
  "cloudformation/stack:Stack": {
    resource: ({ name, seed }) => `stack/${name}/${uuid(seed)}`,
    id: "arn",
    more: () => ({ outputs: {} }),
  },
  "cloudwatch/logGroup:LogGroup": { service: "logs", resource: below("log-group:") },
  "cloudwatch/eventBus:EventBus": { service: "events", resource: below("event-bus/") },
  "cloudwatch/eventRule:EventRule": {
    service: "events",
    resource: ({ name, inputs }) => {
      const bus = last(text(inputs.eventBusName) ?? "default", "/");
      return bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`;
    },
  },
  "cloudwatch/metricAlarm:MetricAlarm": { resource: below("alarm:") },
  "scheduler/schedule:Schedule": {
    resource: ({ name, inputs }) => `schedule/${text(inputs.groupName) ?? "default"}/${name}`,
    id: ({ name, inputs }) => `${text(inputs.groupName) ?? "default"}/${name}`,
  },
  "sfn/stateMachine:StateMachine": {
    service: "states",
    resource: below("stateMachine:"),
    id: "arn",
  },
  "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    service: "firehose",
    resource: below("deliverystream/"),
    id: "arn",
  },
  "kinesis/stream:Stream": { resource: below("stream/"), id: "arn" },
  "kms/key:Key": {
    resource: (one) => `key/${keyId(one)}`,
    id: keyId,
    more: (one) => ({ keyId: keyId(one) }),
  },
  "kms/alias:Alias": {
    resource: ({ name }) => (name.startsWith("alias/") ? name : `alias/${name}`),
    id: ({ name }) => (name.startsWith("alias/") ? name : `alias/${name}`),
    more: ({ name }) => ({ name: name.startsWith("alias/") ? name : `alias/${name}` }),
  },
  // Secrets Manager adds a hyphen and six characters to the name.
  "secretsmanager/secret:Secret": {
    resource: ({ name, seed }) => `secret:${name}-${letters(seed, 6)}`,
    id: "arn",
  },
  "secretsmanager/secretVersion:SecretVersion": {
    resource: ({ inputs }) => readArn(String(inputs.secretId)).resource ?? "",
    id: ({ inputs, seed }) => `${String(inputs.secretId)}|${uuid(seed)}`,
    more: ({ seed }) => ({ versionId: uuid(seed) }),
  },
  "ssm/parameter:Parameter": {
    resource: ({ name }) => `parameter/${name.replace(/^\//, "")}`,
    more: () => ({ version: 1 }),
  },
  "ssoadmin/permissionSet:PermissionSet": {
    service: "sso",
    scope: "global",
    resource: ({ inputs, seed }) =>
      `permissionSet/${last(text(inputs.instanceArn) ?? "", "/") || "ssoins-0123456789abcdef"}/ps-${hex(seed, 16)}`,
    id: ({ arn, inputs }) => `${arn},${String(inputs.instanceArn)}`,
    more: () => ({ createdDate: "2026-01-01T00:00:00Z" }),
  },
};
