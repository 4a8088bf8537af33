/** The arguments of a hub, checked before anything is created. */
import type * as pulumi from "@pulumi/pulumi";
import { auditShapes, validateAudit } from "../audit/arguments";
import type { ApprovalHubArgs } from "../hub-args";
import type { ShapesOf } from "../inputs/argument-shape";
import {
  defaultsTo,
  optional,
  required,
  shapesOf,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { given, validate, validateOptional } from "../inputs/inputs";
import { boolean, number, record, string, tags } from "../inputs/kinds";
import { requirePlain } from "../inputs/require-plain";
import { throwInvalid } from "../inputs/model/checks";
import { type Measures, validateMeasures } from "../monitoring/measures";
import { stuckAfterMinutes } from "../monitoring/model/measures-checks";
import { parseArn } from "../scope/model/arn";
import { type Endpoint, functionUrlIn, region as checkRegion } from "../scope/model/region-checks";
import type { SlackApp } from "../slack-args";
import * as checkSlack from "../slack/model/slack-checks";
import { requireBundles } from "./bundles";
import type { HubFunction, MadeFor } from "./functions/declaration";
import { hubFunctions, reasonsFor } from "./functions/registry";
import * as checkHub from "./model/hub-checks";
import * as checkRuntime from "./model/runtime-checks";
import { type ReachPaths, validateHubReach } from "./reach";
import {
  functionRoleShapes,
  validateFunctionRoles,
  validateVpc,
  vpcArguments,
} from "./runtime-arguments";

/** How the functions of a hub are run, whoever makes the hub. */
const optionArguments = {
  logRetentionInDays: defaultsTo(365, number(checkHub.logRetentionInDays)),
  requestRetentionInDays: defaultsTo(400, number(checkHub.requestRetentionInDays)),
  reservedConcurrency: optional(number(checkHub.reservedConcurrency)),
  deletionProtection: defaultsTo(true, boolean),
  rolePath: optional(string(checkRuntime.rolePath)),
  tracing: defaultsTo(false, boolean),
  vpc: optional(record(shapesOf(vpcArguments), validateVpc)),
};

export const hubOptionShapes = shapesOf(optionArguments);

const hubArguments = {
  audit: optional(record(auditShapes, validateAudit)),
  appName: defaultsTo("Pipeline approvals", string(checkSlack.appName)),
  slackCallbackUrl: optional(string(checkRuntime.slackCallbackUrl)),
  alarmTopicArn: optional(string(checkHub.alarmTopicArn)),
  kmsKeyArn: optional(string(checkHub.kmsKeyArn)),
  permissionsBoundary: optional(string(checkRuntime.permissionsBoundary)),
  stuckAfterMinutes: optional(number(stuckAfterMinutes)),
  functionRoles: defaultsTo({}, record(functionRoleShapes, validateFunctionRoles)),
  tags: optional(tags),
  ...optionArguments,
};

const appArguments = {
  credentialsSecretArn: required(string(checkSlack.credentialsSecretArn)),
  signingSecretArn: optional(string(checkSlack.credentialsSecretArn)),
  credentialsKmsKeyArn: optional(string(checkHub.kmsKeyArn)),
  teamId: optional(string(checkSlack.teamId)),
  appId: optional(string(checkSlack.appId)),
};

/** What the arguments are meant to be that describe a Slack app. */
export const slackAppShapes = shapesOf(appArguments);

/** What each argument is meant to be. */
export const hubShape: ShapesOf<ApprovalHubArgs> = {
  ...shapesOf(hubArguments),
  slack: { record: slackAppShapes },
  reminders: "boolean",
  automaticDecisions: "boolean",
  connectors: "boolean",
  bypassAlerts: "boolean",
  metrics: "boolean",
  metricsByGate: "boolean",
  dashboard: "boolean",
  region: "string",
};

/** The arguments of ApprovalHub, every value checked or to be checked when it resolves. */
export interface HubSpec extends Validated<typeof hubArguments> {
  /** Which functions there are follows from it. */
  readonly reminders: boolean;
  readonly automaticDecisions: boolean;
  readonly connectors: boolean;
  readonly bypassAlerts: boolean;
  readonly metrics: boolean;
  readonly measures: Measures;
  /** Absent where the hub only keeps what IAM decides. */
  readonly slack?: SlackApp;
  readonly region?: pulumi.Input<string>;
  readonly paths: ReachPaths;
}

/** Path of an argument, as the user wrote it: a gate's own hub has its arguments in `slack`. */
export type HubPath = (key: keyof ApprovalHubArgs) => string;

export function validateHub(
  input: ApprovalHubArgs,
  at: HubPath = (key) => key,
  missing: Endpoint = "slackCallbackUrl",
): HubSpec {
  requireBundles();
  const app = requirePlain(input.slack, "slack");
  const automaticDecisions =
    requirePlain(input.automaticDecisions, at("automaticDecisions")) ?? false;
  const connectors = requirePlain(input.connectors, at("connectors")) ?? false;
  if (!automaticDecisions) refuseRoleWithout("automaticDecisions", input, at);
  if (!given(app)) refuseWithoutSlack(input, { automaticDecisions, connectors }, at);
  const reminders = requirePlain(input.reminders, at("reminders")) ?? false;
  if (!reminders) refuseRoleWithout("reminders", input, at);
  if (!given(input.audit)) refuseRoleWithout("audit", input, at);
  const bypassAlerts = requirePlain(input.bypassAlerts, at("bypassAlerts")) ?? false;
  if (!bypassAlerts) refuseRoleWithout("bypassAlerts", input, at);
  else if (!given(input.alarmTopicArn)) checkHub.needsAlarmTopic(at("bypassAlerts"));
  const hasUrl = (name: string): void => {
    if (given(app) && !given(input.slackCallbackUrl)) functionUrlIn(name, missing);
  };
  const region = validateOptional(input.region, at("region"), (name, path) => {
    checkRegion(name, path);
    hasUrl(name);
  });
  const slack = given(app) ? validateApp(app, region, hasUrl) : undefined;
  const fields = validateFields(input, hubArguments, at);
  const measures = validateMeasures(input, fields.stuckAfterMinutes, at);
  if (measures.metricsBy === undefined) refuseRoleWithout("metrics", input, at);
  return {
    slack,
    reminders,
    automaticDecisions,
    connectors,
    bypassAlerts,
    measures,
    metrics: measures.metricsBy !== undefined,
    ...fields,
    region,
    paths: validateHubReach(input, slack, {
      alarmTopicArn: at("alarmTopicArn"),
      kmsKeyArn: at("kmsKeyArn"),
    }),
  };
}

/** What only clicks in Slack need changes nothing without them: it is a mistake, not a wish. */
function refuseWithoutSlack(
  input: ApprovalHubArgs,
  made: Pick<HubSpec, "automaticDecisions" | "connectors">,
  at: HubPath,
): void {
  const ofSlack = ["appName", "slackCallbackUrl", "reservedConcurrency"] as const;
  const roles = requirePlain(input.functionRoles, at("functionRoles"));
  const found: [path: string, value: unknown][] = [
    ...ofSlack.map((key): [string, unknown] => [at(key), input[key]]),
    ...hubFunctions
      .filter((one: HubFunction) => {
        const reasons = reasonsFor(one);
        const isMade = reasons.some(
          (reason) => reason !== "slack" && reason in made && made[reason as keyof typeof made],
        );
        return reasons.includes("slack") && !isMade;
      })
      .map(({ roleArgument }): [string, unknown] => [
        `${at("functionRoles")}.${roleArgument}`,
        roles?.[roleArgument],
      ]),
  ];
  const path = found.find(([, value]) => given(value))?.[0];
  if (path === undefined) return;
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`slack\`, got no \`slack\`: it is for clicks in Slack. Give ` +
      `\`slack\` the app's credentials, or leave \`${path}\` out.`,
  );
}

/** A role for a function that is not made is a mistake as well. */
function refuseRoleWithout(
  argument: Exclude<MadeFor, "slack">,
  input: ApprovalHubArgs,
  at: HubPath,
): void {
  const roles = requirePlain(input.functionRoles, at("functionRoles"));
  const made = hubFunctions.filter(
    (one: HubFunction) => reasonsFor(one).includes(argument) && reasonsFor(one).length === 1,
  );
  const role = made.find(({ roleArgument }) => given(roles?.[roleArgument]))?.roleArgument;
  if (role === undefined) return;
  const path = `${at("functionRoles")}.${role}`;
  const wanted = argument === "audit" ? argument : `${argument}: true`;
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`${wanted}\`, got no \`${argument}\`: there is no function for it. ` +
      `Give \`${wanted}\`, or leave \`${path}\` out.`,
  );
}

/** Where no Region is given, the credentials say it: they are in the hub's, or refused. */
function validateApp(
  app: SlackApp,
  region: pulumi.Input<string> | undefined,
  checkPlace: (region: string) => void,
): SlackApp {
  const at = (key: keyof SlackApp): string => `slack.${key}`;
  const path = at("credentialsSecretArn");
  const valid = validateFields(app ?? {}, appArguments, at);
  const credentialsSecretArn = validate(valid.credentialsSecretArn, path, (arn, of) => {
    if (region === undefined) checkPlace(parseArn(arn, of).region);
  });
  const { signingSecretArn } = valid;
  if (typeof region === "string") {
    for (const key of ["credentialsSecretArn", "signingSecretArn"] as const) {
      const arn = valid[key];
      if (typeof arn === "string") checkHub.credentialsInRegion(arn, region, at(key));
    }
  }
  if (typeof signingSecretArn === "string" && typeof credentialsSecretArn === "string") {
    checkHub.twoSecrets(signingSecretArn, credentialsSecretArn, at("signingSecretArn"), path);
  }
  return { ...valid, credentialsSecretArn };
}

/** Left out stays out: an environment variable with no value would compare unequal to everything. */
export function givenOnly<T>(record: Record<string, T | null | undefined>): Record<string, T> {
  const entries = Object.entries(record).filter(([, value]) => given(value));
  return Object.fromEntries(entries) as Record<string, T>;
}
