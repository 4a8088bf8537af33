/** The four functions of a hub: what each is told, and what each may do. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseArn } from "../../model/arn";
import { credentialsInRegion, twoSecrets } from "../../model/hub-checks";
import * as policies from "../../model/hub-policies";
import type { SlackApp } from "../../slack-args";
import { discreet, given } from "../inputs";
import type { FunctionFolder } from "./bundles";
import { createDeadLetterQueue, keepFailures } from "./dead-letters";
import { createFunction, createRole, type HubContext } from "./function";
import type { Tables } from "./tables";

/** A function that nothing outside the account can reach, and the queue of what it could not do. */
export interface InsideFunction {
  readonly fn: aws.lambda.Function;
  readonly role: aws.iam.Role;
  readonly queue: aws.sqs.Queue;
}

type Inside = Exclude<FunctionFolder, "slack-callback">;

/** What the three functions behind the public one have in common, and where they differ. */
const inside: Record<
  Inside,
  {
    description: string;
    policy: (rights: policies.RequestRights) => policies.PolicyDocument;
  }
> = {
  notifier: {
    description: "Posts approval requests of CodePipeline to Slack.",
    policy: policies.notifierPolicy,
  },
  decider: {
    description: "Decides approvals of CodePipeline in the name of the person who clicked.",
    policy: policies.deciderPolicy,
  },
  watcher: {
    description: "Closes messages in Slack when their approval has ended.",
    policy: policies.watcherPolicy,
  },
};

/** The path of the gates' roles: the decider's own name, which no other hub has. */
export function rolePath(decider: aws.iam.Role): pulumi.Output<string> {
  return pulumi.interpolate`/codepipeline-approvals/${decider.name}/`;
}

export function createInsideFunctions(
  hub: HubContext,
  tables: Tables,
): Record<Inside, InsideFunction> {
  const deciderRole = createRole(hub, "decider");
  const deciderRolePath = rolePath(deciderRole);
  const create = (folder: Inside, role: aws.iam.Role): InsideFunction => {
    const queue = createDeadLetterQueue(hub, folder);
    const { slack, requestRetentionInDays } = hub.spec;
    const fn = createFunction(hub, {
      folder,
      role,
      description: inside[folder].description,
      timeoutInSeconds: 30,
      memoryInMegabytes: 512,
      environment: {
        GATES_TABLE: tables.gates.name,
        REQUESTS_TABLE: tables.requests.name,
        ...(folder === "notifier"
          ? { REQUEST_RETENTION_DAYS: pulumi.interpolate`${requestRetentionInDays}` }
          : {}),
        ...(folder === "decider" ? verification(slack) : {}),
      },
      policy: (logGroupArn) =>
        pulumi
          .all([
            commonRights(hub, tables, logGroupArn),
            tables.requests.arn,
            queue.arn,
            deciderRolePath,
          ])
          .apply(([common, requestsTableArn, deadLetterQueueArn, path]) =>
            inside[folder].policy({
              ...common,
              requestsTableArn,
              deadLetterQueueArn,
              deciderRolePath: path,
            }),
          ),
    });
    keepFailures(hub, folder, fn, queue);
    return { fn, role, queue };
  };
  return {
    notifier: create("notifier", createRole(hub, "notifier")),
    decider: create("decider", deciderRole),
    watcher: create("watcher", createRole(hub, "watcher")),
  };
}

/** The public function: it may read its credentials and the gates, and hand over; nothing else. */
export function createSlackCallback(
  hub: HubContext,
  tables: Tables,
  decider: aws.lambda.Function,
): aws.lambda.Function {
  return createFunction(hub, {
    folder: "slack-callback",
    role: createRole(hub, "slack-callback"),
    description: "Verifies clicks from Slack and hands decisions over.",
    // Slack waits three seconds; the rest is for the answer to be written down.
    timeoutInSeconds: 10,
    memoryInMegabytes: 1024,
    environment: {
      GATES_TABLE: tables.gates.name,
      DECIDER_FUNCTION: decider.arn,
      ...verification(hub.spec.slack),
    },
    reservedConcurrency: hub.spec.reservedConcurrency,
    policy: (logGroupArn) =>
      pulumi
        .all([commonRights(hub, tables, logGroupArn), decider.arn])
        .apply(([common, deciderArn]) => policies.slackCallbackPolicy({ ...common, deciderArn })),
  });
}

/** What the two functions are told that verify clicks. */
function verification(slack: SlackApp): Record<string, pulumi.Input<string> | undefined> {
  return {
    SIGNING_SECRET_ARN: slack.signingSecretArn,
    SLACK_TEAM_ID: slack.teamId,
    SLACK_APP_ID: slack.appId,
  };
}

function commonRights(
  { spec }: HubContext,
  tables: Tables,
  logGroupArn: pulumi.Output<string>,
): pulumi.Output<policies.CommonRights> {
  const { credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn } = spec.slack;
  const all = pulumi.output({
    logGroupArn,
    gatesTableArn: tables.gates.arn,
    credentialsArn: credentialsSecretArn,
    signingSecretArn,
    credentialsKmsKeyArn,
    kmsKeyArn: spec.kmsKeyArn,
  });
  return all.apply((rights) =>
    discreet(all, () => {
      const { region } = parseArn(rights.gatesTableArn, "region");
      const [path, signingPath] = ["slack.credentialsSecretArn", "slack.signingSecretArn"];
      credentialsInRegion(rights.credentialsArn, region, path);
      if (given(rights.signingSecretArn)) {
        credentialsInRegion(rights.signingSecretArn, region, signingPath);
        twoSecrets(rights.signingSecretArn, rights.credentialsArn, signingPath, path);
      }
      return { ...rights, signingSecretArn: rights.signingSecretArn ?? undefined };
    }),
  );
}
