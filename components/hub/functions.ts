/** The four functions of a hub: what each is told, and what each may do. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOfMade } from "../scope/model/place";
import { credentialsInRegion, twoSecrets } from "./model/hub-checks";
import * as policies from "./model/hub-policies";
import type { SlackApp } from "../slack-args";
import { redactIfSecret, given } from "../inputs/inputs";
import { hubInReach } from "./reach";
import { createThrottlesAlarm } from "../monitoring/alarms";
import type { FunctionFolder } from "./bundles";
import { createDeadLetterQueue, configureAsyncRetries } from "../monitoring/dead-letters";
import {
  createFunction,
  type CreatedFunction,
  type FunctionSpec,
  type HubContext,
} from "./function";
import { gateRolePath, type Roles } from "./roles";
import type { Tables } from "./tables";

/** A function that nothing outside the account can reach, and the queue of what it could not do. */
export interface InternalFunction extends CreatedFunction {
  readonly queue: aws.sqs.Queue;
}

type Internal = Exclude<FunctionFolder, "slack-callback">;

/** What the three functions behind the public one have in common, and where they differ. */
const internal: Record<
  Internal,
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

export function createInternalFunctions(
  hub: HubContext,
  tables: Tables,
  roles: Roles,
): Record<Internal, InternalFunction> {
  const deciderRolePath = gateRolePath(hub, roles.decider);
  const create = (folder: Internal): InternalFunction => {
    const queue = createDeadLetterQueue(hub, folder);
    const { slack, requestRetentionInDays } = hub.spec;
    const { fn, policy } = createHeard(hub, {
      folder,
      role: roles[folder],
      description: internal[folder].description,
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
            internal[folder].policy({
              ...common,
              requestsTableArn,
              deadLetterQueueArn,
              deciderRolePath: path,
            }),
          ),
    });
    configureAsyncRetries(hub, folder, fn, queue);
    return { fn, policy, queue };
  };
  return {
    notifier: create("notifier"),
    decider: create("decider"),
    watcher: create("watcher"),
  };
}

/** The public function: it may read its credentials and the gates, and hand over; nothing else. */
export function createSlackCallback(
  hub: HubContext,
  tables: Tables,
  roles: Roles,
  decider: aws.lambda.Function,
): CreatedFunction {
  return createHeard(hub, {
    folder: "slack-callback",
    role: roles["slack-callback"],
    description: "Verifies clicks from Slack and hands them over.",
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

/** A function that says when Lambda turns its calls away. */
function createHeard(hub: HubContext, of: FunctionSpec): CreatedFunction {
  const created = createFunction(hub, of);
  createThrottlesAlarm(hub, of.folder, created.fn);
  return created;
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
    tracing: spec.tracing,
    inVpc: spec.vpc !== undefined,
  });
  return all.apply((rights) =>
    redactIfSecret(all, () => {
      const { region } = arnOfMade("table", rights.gatesTableArn);
      const [path, signingPath] = ["slack.credentialsSecretArn", "slack.signingSecretArn"];
      credentialsInRegion(rights.credentialsArn, region, path);
      if (given(rights.signingSecretArn)) {
        credentialsInRegion(rights.signingSecretArn, region, signingPath);
        twoSecrets(rights.signingSecretArn, rights.credentialsArn, signingPath, path);
      }
      hubInReach(rights, spec.paths);
      return { ...rights, signingSecretArn: rights.signingSecretArn ?? undefined };
    }),
  );
}
