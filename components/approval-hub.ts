import { ruleVersion, schemaVersion } from "../contract/records";
import * as pulumi from "@pulumi/pulumi";
import type { ApprovalHubArgs, FunctionPolicies } from "./hub-args";
import type { HubConnection } from "./slack-args";
import { createReviewsTable } from "./break-glass/reviews-table";
import { createBypassRule } from "./bypass/bypass-rule";
import { createBypassTable } from "./bypass/bypass-table";
import { appManifest } from "./slack/model/manifest";
import { createDashboard } from "./monitoring/dashboard";
import { createQueuePolicy, topicsOfThisAccount } from "./monitoring/dead-letters";
import { createLedger, recordPublishedEvents } from "./audit/ledger";
import { createMeasureAlarms } from "./monitoring/measure-alarms";
import { createEndpoint } from "./hub/endpoint";
import { createFunctions } from "./hub/create-functions";
import { breakGlassRolePath, createRoles, gateRolePaths } from "./hub/roles";
import { alarmTopic } from "./hub/reach";
import { hubShape, validateHub } from "./hub/arguments";
import { createReminders, createSchedules } from "./hub/reminders";
import { decideWhatBegins } from "./hub/automatic-decisions";
import { createEventBus, publishRequestEvents } from "./hub/request-events";
import { createTables } from "./hub/tables";
import { allowTopicsToInvokeNotifier } from "./hub/notifier-permission";
import { createApprovalEndedRule } from "./hub/approval-ended-rule";
import { createSweepSchedule } from "./hub/sweep-schedule";
import { needArguments } from "./inputs/shapes";

/**
 * The runtime behind one Slack app, for the gates of one Region of one account: posts requests,
 * takes clicks, decides in the name of the person who clicked, and closes what was decided
 * elsewhere. It has no right to decide anything itself: each gate has a role of its own for that.
 * Without a Slack app it keeps the requests of gates that IAM alone decides, and how they ended.
 *
 * @example
 * const hub = new ApprovalHub("slack", { slack: { credentialsSecretArn }, alarmTopicArn });
 * new ApprovalGate("production", {
 *   pipelineName: "orders",
 *   hub: hub.connection,
 *   slack: { channel: "C0123ABCDEF", approverUserIds: ["U0123ABCDEF"] },
 * });
 * export const slackAppManifest = hub.slackAppManifest;
 */
export class ApprovalHub extends pulumi.ComponentResource {
  /** What gates take as hub, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<HubConnection>;
  /** Address that Slack sends clicks to: the Request URL of the app's interactivity; absent without slack. */
  public readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  /** App manifest, JSON: paste it where Slack creates an app "from a manifest"; absent without slack. */
  public readonly slackAppManifest: pulumi.Output<string | undefined>;
  /** ARN of the function that Slack calls, for an endpoint of your own; absent without slack. */
  public readonly slackCallbackFunctionArn: pulumi.Output<string | undefined>;
  /** Name of the function that Slack calls, for the permission of an endpoint of your own; absent without slack. */
  public readonly slackCallbackFunctionName: pulumi.Output<string | undefined>;
  /**
   * Name of the event bus with what happens to approval requests, for rules of your own: docs/events.md
   * lists the events.
   */
  public readonly eventBusName: pulumi.Output<string>;
  /** Name of the bucket with the ledger; absent without audit. */
  public readonly ledgerBucketName: pulumi.Output<string | undefined>;
  /**
   * SHA-256 of the public key that verifies the ledger, of its DER form (SubjectPublicKeyInfo), 64 hexadecimal
   * digits; absent without audit. Keep it outside of the bucket: whoever verifies a ledger gives it.
   */
  public readonly ledgerPublicKeySha256: pulumi.Output<string | undefined>;
  /** ARN of the key that signs the ledger; absent without audit. */
  public readonly ledgerKeyArn: pulumi.Output<string | undefined>;
  /** Name of the dashboard in CloudWatch; absent without dashboard. */
  public readonly dashboardName: pulumi.Output<string | undefined>;
  /** What each function must be allowed: to be attached to the roles of functionRoles. */
  public readonly functionPolicies: FunctionPolicies;

  constructor(name: string, args: ApprovalHubArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "slack" }, hubShape);
    const spec = validateHub(args);
    super("codepipeline-approvals:index:ApprovalHub", name, args, opts);

    const alarmTopicArn = alarmTopic(spec, this);
    const hub = { name, spec: { ...spec, alarmTopicArn }, parent: this };
    const tables = createTables(name, spec, this);
    const roles = createRoles(hub);
    const eventBus = createEventBus(hub);
    const schedules = spec.reminders ? createSchedules(hub) : undefined;
    const ledger =
      spec.audit && createLedger(hub, spec.audit, tables.requests, roles.of("ledger").arn);
    const bypasses = spec.bypassAlerts ? createBypassTable(name, spec, this) : undefined;
    const reviews = spec.bypassAlerts ? createReviewsTable(name, spec, this) : undefined;
    const asked = { schedules, ledger, bypasses, reviews };
    const functions = createFunctions(hub, tables, roles, eventBus, asked);
    const notifier = functions.function("notifier");
    const notifierQueue = functions.queue("notifier");
    createQueuePolicy(hub, "notifier", notifierQueue, topicsOfThisAccount(notifierQueue));
    if (roles.decider !== undefined) createQueuePolicy(hub, "decider", functions.queue("decider"));
    allowTopicsToInvokeNotifier(hub, notifier.fn);
    createApprovalEndedRule(hub, functions.function("watcher").fn, functions.queue("watcher"));
    createSweepSchedule(hub, functions.function("sweep").fn, functions.queue("sweep"));
    const publisher = functions.function("publisher").fn;
    publishRequestEvents(hub, tables.requests, publisher, functions.queue("publisher"));
    if (schedules !== undefined) {
      const { fn } = functions.function("reminder");
      createReminders(hub, schedules, eventBus, fn, functions.queue("reminder"));
    }
    if (spec.automaticDecisions) {
      const { fn } = functions.function("automatic");
      decideWhatBegins(hub, eventBus, fn, functions.queue("automatic"));
    }
    if (ledger !== undefined) {
      const { fn } = functions.function("ledger");
      recordPublishedEvents(hub, eventBus, fn, functions.queue("ledger"));
    }
    if (bypasses !== undefined) {
      const rolePath = breakGlassRolePath(hub, roles);
      createBypassRule(hub, functions.function("bypass").fn, functions.queue("bypass"), rolePath);
    }
    if (spec.measures.metricsBy !== undefined) {
      createQueuePolicy(hub, "measures", functions.queue("measures"));
      createMeasureAlarms(hub);
    }
    const dashboard = spec.measures.dashboard ? createDashboard(hub, functions) : undefined;
    const slackCallback = spec.slack && functions.function("slack-callback").fn;
    const url = slackCallback && createEndpoint(hub, slackCallback);
    const manifest =
      url && pulumi.all([spec.appName, url]).apply(([app, to]) => appManifest(app, to));
    this.slackCallbackUrl = pulumi.output(url);
    this.slackCallbackFunctionArn = pulumi.output(slackCallback?.arn);
    this.slackCallbackFunctionName = pulumi.output(slackCallback?.name);
    this.functionPolicies = functions.policies;
    this.eventBusName = eventBus.name;
    this.ledgerBucketName = pulumi.output(ledger?.bucket.name);
    this.ledgerPublicKeySha256 = pulumi.output(ledger?.publicKeySha256);
    this.ledgerKeyArn = pulumi.output(ledger?.keyArn);
    this.dashboardName = pulumi.output(dashboard?.dashboardName);
    this.slackAppManifest = pulumi.output(manifest);
    this.connection = pulumi.output({
      schemaVersion,
      notifierArn: notifier.fn.arn,
      notifierDeadLetterQueueArn: notifierQueue.arn,
      notifierRoleArn: roles.of("notifier").arn,
      deciderRoleArn: roles.decider?.arn,
      watcherRoleArn: roles.of("watcher").arn,
      ...(spec.reminders && { reminderRoleArn: roles.of("reminder").arn }),
      ...(spec.automaticDecisions && {
        automaticFunctionArn: functions.function("automatic").fn.arn,
      }),
      ...(reviews && {
        bypassRoleArn: roles.of("bypass").arn,
        breakGlassRolePath: breakGlassRolePath(hub, roles),
        reviewsTableArn: reviews.arn,
        ...(spec.kmsKeyArn && { reviewsKmsKeyArn: spec.kmsKeyArn }),
      }),
      ruleVersion,
      gatesTableName: tables.gates.name,
      requestsTableName: tables.requests.name,
      ...(spec.kmsKeyArn && { tablesKmsKeyArn: spec.kmsKeyArn }),
      eventBusName: eventBus.name,
      ...(roles.decider && { deciderFunctionArn: functions.function("decider").fn.arn }),
      ...gateRolePaths(hub, roles),
      slackCallbackUrl: url,
      slackAppManifest: manifest,
    });
    this.registerOutputs({
      connection: this.connection,
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
      slackCallbackFunctionArn: this.slackCallbackFunctionArn,
      slackCallbackFunctionName: this.slackCallbackFunctionName,
      eventBusName: this.eventBusName,
      ledgerBucketName: this.ledgerBucketName,
      ledgerPublicKeySha256: this.ledgerPublicKeySha256,
      ledgerKeyArn: this.ledgerKeyArn,
      dashboardName: this.dashboardName,
      functionPolicies: this.functionPolicies,
    });
  }
}
