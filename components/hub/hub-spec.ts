/** The arguments of a hub, checked before anything is created. */
import type * as pulumi from "@pulumi/pulumi";
import type { ApprovalHubArgs, FunctionRoles, HubVpc } from "../hub-args";
import type { SlackApp } from "../slack-args";
import { parseArn } from "../scope/model/arn";
import { boolean } from "../inputs/model/checks";
import * as checkHub from "./model/hub-checks";
import { type Endpoint, functionUrlIn, region as checkRegion } from "../scope/model/region-checks";
import * as checkRuntime from "./model/runtime-checks";
import * as checkSlack from "../slack/model/slack-checks";
import { requirePlain } from "../inputs/require-plain";
import { defaultsTo, optional, validateFields } from "../inputs/fields";
import { validate, validateOptional, given } from "../inputs/inputs";
import { requireBundles } from "./bundles";
import { validateHubReach, type ReachPaths } from "./reach";
import { validateTags, type Tags } from "../inputs/tags";
import { validateFunctionRoles, validateVpc } from "./runtime";

/** The arguments of ApprovalHub, every value checked or to be checked when it resolves. */
export interface HubSpec {
  readonly slack: SlackApp;
  readonly appName: pulumi.Input<string>;
  readonly slackCallbackUrl?: pulumi.Input<string>;
  readonly logRetentionInDays: pulumi.Input<number>;
  readonly requestRetentionInDays: pulumi.Input<number>;
  readonly alarmTopicArn?: pulumi.Input<string>;
  readonly kmsKeyArn?: pulumi.Input<string>;
  readonly reservedConcurrency?: pulumi.Input<number>;
  readonly deletionProtection: pulumi.Input<boolean>;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly rolePath?: pulumi.Input<string>;
  readonly functionRoles: FunctionRoles;
  readonly tracing: pulumi.Input<boolean>;
  readonly vpc?: HubVpc;
  readonly region?: pulumi.Input<string>;
  readonly tags?: Tags;
  readonly paths: ReachPaths;
}

/** Path of an argument, as the user wrote it: a gate's own hub has its arguments in `slack`. */
export type HubPath = (key: keyof ApprovalHubArgs) => string;

/** Each argument that is judged by itself: its check, and its default where it has one. */
const fields = {
  appName: defaultsTo("Pipeline approvals", checkSlack.appName),
  logRetentionInDays: defaultsTo(365, checkHub.logRetentionInDays),
  requestRetentionInDays: defaultsTo(400, checkHub.requestRetentionInDays),
  alarmTopicArn: optional(checkHub.alarmTopicArn),
  kmsKeyArn: optional(checkHub.kmsKeyArn),
  reservedConcurrency: optional(checkHub.reservedConcurrency),
  deletionProtection: defaultsTo(true, boolean),
  slackCallbackUrl: optional(checkRuntime.slackCallbackUrl),
  permissionsBoundary: optional(checkRuntime.permissionsBoundary),
  rolePath: optional(checkRuntime.rolePath),
  tracing: defaultsTo(false, boolean),
};

export function validateHub(
  input: ApprovalHubArgs,
  at: HubPath = (key) => key,
  missing: Endpoint = "slackCallbackUrl",
): HubSpec {
  requireBundles();
  const hasUrl = (name: string): void => {
    if (!given(input.slackCallbackUrl)) functionUrlIn(name, missing);
  };
  const region = validateOptional(input.region, at("region"), (name, path) => {
    checkRegion(name, path);
    hasUrl(name);
  });
  const slack = validateApp(requirePlain(input.slack, "slack"), region, hasUrl);
  return {
    slack,
    ...validateFields(input, fields, at),
    functionRoles: validateFunctionRoles(input.functionRoles, at("functionRoles")),
    vpc: validateVpc(input.vpc, at("vpc")),
    region,
    tags: validateTags(input.tags, at("tags")),
    paths: validateHubReach(input, slack, {
      alarmTopicArn: at("alarmTopicArn"),
      kmsKeyArn: at("kmsKeyArn"),
    }),
  };
}

/** The same of its Slack app. */
const ofApp = {
  credentialsKmsKeyArn: optional(checkHub.kmsKeyArn),
  teamId: optional(checkSlack.teamId),
  appId: optional(checkSlack.appId),
};

/** Where no Region is given, the credentials say it: they are in the hub's, or refused. */
function validateApp(
  app: SlackApp,
  region: pulumi.Input<string> | undefined,
  checkPlace: (region: string) => void,
): SlackApp {
  const at = (key: keyof SlackApp): string => `slack.${key}`;
  const path = at("credentialsSecretArn");
  const credentials = validate(app?.credentialsSecretArn, path, (arn, of) => {
    checkSlack.credentialsSecretArn(arn, of);
    if (region === undefined) checkPlace(parseArn(arn, of).region);
  });
  if (typeof credentials === "string" && typeof region === "string") {
    checkHub.credentialsInRegion(credentials, region, path);
  }
  const signing = validateOptional(
    app.signingSecretArn,
    at("signingSecretArn"),
    checkSlack.credentialsSecretArn,
  );
  if (typeof signing === "string") {
    if (typeof region === "string") {
      checkHub.credentialsInRegion(signing, region, at("signingSecretArn"));
    }
    if (typeof credentials === "string") {
      checkHub.twoSecrets(signing, credentials, at("signingSecretArn"), path);
    }
  }
  return {
    credentialsSecretArn: credentials,
    signingSecretArn: signing,
    ...validateFields(app, ofApp, at),
  };
}

/** Left out stays out: an environment variable with no value would compare unequal to everything. */
export function givenOnly<T>(record: Record<string, T | null | undefined>): Record<string, T> {
  const entries = Object.entries(record).filter(([, value]) => given(value));
  return Object.fromEntries(entries) as Record<string, T>;
}
