import * as pulumi from "@pulumi/pulumi";
import type { HubConnection, SlackApp } from "./slack-args";
import { appManifest } from "./model/manifest";
import { createQueuePolicy, topicsOfThisAccount } from "./resources/hub/dead-letters";
import { createEndpoint } from "./resources/hub/endpoint";
import { createInsideFunctions, createSlackCallback, rolePath } from "./resources/hub/functions";
import { checkedHub } from "./resources/hub/spec";
import { createTables } from "./resources/hub/tables";
import { listenToTopics } from "./resources/hub/listen";
import { createWatch } from "./resources/hub/watch";

/** Arguments of ApprovalHub. */
export interface ApprovalHubArgs {
  /** The Slack app: where its credentials lie, and whose clicks count. */
  slack: SlackApp;
  /**
   * Name of the Slack app in slackAppManifest, 1 to 35 characters as Slack documents. Defaults to
   * "Pipeline approvals".
   */
  appName?: pulumi.Input<string>;
  /**
   * Days that the functions' logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
   * 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653, as CloudWatch Logs accepts. Defaults to 365.
   */
  logRetentionInDays?: pulumi.Input<number>;
  /**
   * Days that a request is kept in the table of requests, 61 to 3653: longer than an approval can
   * wait, which is 86400 minutes. Defaults to 400.
   */
  requestRetentionInDays?: pulumi.Input<number>;
  /**
   * ARN of a topic that hears of a decision or a request that could not be carried out. CloudWatch
   * can publish to it only if it is not encrypted with "alias/aws/sns". Defaults to alarms without a
   * receiver.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /**
   * ARN of a KMS key for tables, queues and logs. Its key policy must let logs.REGION.amazonaws.com,
   * sns.amazonaws.com and events.amazonaws.com use kms:Decrypt and kms:GenerateDataKey, the first of
   * them kms:Encrypt, kms:ReEncrypt and kms:DescribeKey too, each for your account alone: on the
   * condition aws:SourceAccount, for logs kms:EncryptionContext:aws:logs:arn. It must leave rights to
   * the account's IAM policies, as the default key policy does. Defaults to keys of AWS.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * How many calls of the public function may run at the same time, 1 to 1000: they are taken from
   * those of the account, so that a flood of calls cannot use up the rest. Defaults to no limit of its
   * own.
   */
  reservedConcurrency?: pulumi.Input<number>;
  /**
   * Refuse to delete the table of requests. Before the hub is destroyed, deploy it with false.
   * Defaults to true.
   */
  deletionProtection?: pulumi.Input<boolean>;
  /** AWS Region of the pipelines. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /** Tags for every resource that takes tags. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The runtime behind one Slack app, for the gates of one Region of one account: posts requests,
 * takes clicks, decides in the name of the person who clicked, and closes what was decided
 * elsewhere. It has no right to decide anything itself: each gate has a role of its own for that.
 */
export class ApprovalHub extends pulumi.ComponentResource {
  /** What gates take as hub, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<HubConnection>;
  /** Address that Slack sends clicks to: the Request URL of the app's interactivity. */
  public readonly slackCallbackUrl: pulumi.Output<string>;
  /** App manifest, JSON: paste it where Slack creates an app "from a manifest". */
  public readonly slackAppManifest: pulumi.Output<string>;

  constructor(name: string, args: ApprovalHubArgs, opts?: pulumi.ComponentResourceOptions) {
    const spec = checkedHub(args);
    super("codepipeline-approvals:index:ApprovalHub", name, args, opts);

    const hub = { name, spec, parent: this };
    const tables = createTables(name, spec, this);
    const { notifier, decider, watcher } = createInsideFunctions(hub, tables);
    createQueuePolicy(hub, "notifier", notifier.queue, topicsOfThisAccount(notifier.queue));
    createQueuePolicy(hub, "decider", decider.queue);
    listenToTopics(hub, notifier.fn);
    createWatch(hub, watcher.fn, watcher.queue);
    const slackCallback = createSlackCallback(hub, tables, decider.fn);
    this.slackCallbackUrl = createEndpoint(hub, slackCallback);
    this.slackAppManifest = pulumi
      .all([spec.appName, this.slackCallbackUrl])
      .apply(([appName, url]) => appManifest(appName, url));
    this.connection = pulumi.output({
      notifierArn: notifier.fn.arn,
      notifierDeadLetterQueueArn: notifier.queue.arn,
      notifierRoleArn: notifier.role.arn,
      deciderRoleArn: decider.role.arn,
      watcherRoleArn: watcher.role.arn,
      gatesTableName: tables.gates.name,
      deciderRolePath: rolePath(decider.role),
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
    });
    this.registerOutputs({
      connection: this.connection,
      slackCallbackUrl: this.slackCallbackUrl,
      slackAppManifest: this.slackAppManifest,
    });
  }
}
