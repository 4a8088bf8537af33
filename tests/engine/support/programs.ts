/** Small programs with one component each, in the surroundings that its arguments name. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  ApprovalGate,
  type ApprovalGateArgs,
  ApprovalHub,
  type ApprovalHubArgs,
  ApproverGroup,
  type ApproverGroupArgs,
  type HubConnection,
  MultiApprovalStage,
  type MultiApprovalStageArgs,
  type SlaArgs,
  type StageBlock,
  SubscriptionProtocol,
} from "../../../index";
import type { Program } from "./engine-stack";

const accountId = "111122223333";
const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";
export const credentialsArn = `${secret}:app-AbCdEf`;
export const otherCredentialsArn = `${secret}:other-AbCdEf`;
export const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";

export const boundaryArn = `arn:aws:iam::${accountId}:policy/boundary`;

export function roleArn(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** The connection of a hub that another stack made. */
export function connection(hub: string): HubConnection {
  const role = (name: string) => roleArn(`${hub}-${name}`);
  return {
    notifierArn: `arn:aws:lambda:eu-west-1:${accountId}:function:${hub}-notifier`,
    notifierDeadLetterQueueArn: `arn:aws:sqs:eu-west-1:${accountId}:${hub}-notifier`,
    notifierRoleArn: role("notifier"),
    deciderRoleArn: role("decider"),
    watcherRoleArn: role("watcher"),
    reminderRoleArn: role("reminder"),
    gatesTableName: `${hub}-gates`,
    deciderRolePath: `/codepipeline-approvals/${hub}-decider/`,
    watcherRolePath: `/codepipeline-approvals/${hub}-watcher/`,
    slackCallbackUrl: `https://${hub}.lambda-url.eu-west-1.on.aws/`,
    slackAppManifest: "{}",
  };
}

/** A break-glass role, and a hub with `bypassAlerts`, as it needs one. */
export const broken = {
  hub: {
    ...connection("desk"),
    bypassRoleArn: roleArn("desk-bypass-role"),
    breakGlassRolePath: "/codepipeline-approvals/desk-bypass-role/",
    reviewsTableArn: `arn:aws:dynamodb:eu-west-1:${accountId}:table/desk-reviews`,
  },
  breakGlass: {
    userArns: [`arn:aws:iam::${accountId}:user/quinn`],
    reviewers: { users: ["lee"] },
  },
};

/** A rule beside people who stand above it, and a hub that counts votes, as it needs one. */
export const ruled = {
  hub: { ...connection("desk"), ruleVersion: "1" },
  rule: {
    approvals: 2,
    groups: [{ name: "security", slackUserIds: ["U0LEE0000"] }],
    aboveRule: true,
  },
};

/** What decides without people, and a hub that asks it, as it needs one. */
export const decided = {
  hub: {
    ...connection("desk"),
    automaticFunctionArn: `arn:aws:lambda:eu-west-1:${accountId}:function:desk-automatic`,
  },
  automaticDecision: {
    functionArn: `arn:aws:lambda:eu-west-1:${accountId}:function:small-changes`,
  },
};

/** A connector by whose tickets somebody decides, and a hub that reads them. */
export const connected = {
  hub: {
    ...connection("desk"),
    deciderFunctionArn: `arn:aws:lambda:eu-west-1:${accountId}:function:desk-decider`,
  },
  connectors: [
    {
      connection: {
        ...{ schemaVersion: 1, kind: "servicenow", name: "changes", gatesTableName: "desk-gates" },
        settings: '{"instanceUrl":"https://example.service-now.com"}',
        credentialsSecretArn: `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:changes-AbCdEf`,
      },
      approverIds: ["change.manager"],
    },
  ],
};

/** For the policy of a topic. */
export const auditorsMaySubscribe = JSON.stringify({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: "sns:Subscribe",
});

const trust = (Principal: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
  });

/** A topic, people and roles that were there before. */
function surroundings(): void {
  new aws.sns.Topic("alarms", { name: "alarms" });
  new aws.iam.User("quinn", { name: "quinn" });
  new aws.iam.User("lee", { name: "lee" });
  new aws.iam.Group("auditors", { name: "auditors" });
  const anybody = trust({ AWS: `arn:aws:iam::${accountId}:root` });
  new aws.iam.Role("releasers", { name: "releasers", assumeRolePolicy: anybody });
}

/** The tables of the hubs that `connection` names. */
function tables(): aws.dynamodb.Table[] {
  return ["desk", "other"].map(
    (hub) =>
      new aws.dynamodb.Table(`${hub}-gates`, {
        name: `${hub}-gates`,
        billingMode: "PAY_PER_REQUEST",
        hashKey: "action",
        attributes: [{ name: "action", type: "S" }],
      }),
  );
}

/** A pipeline around the stage, so that a changed stage block shows. */
function pipeline(stage: StageBlock): void {
  const bucket = new aws.s3.Bucket("artifacts").bucket;
  const role = new aws.iam.Role("pipeline", {
    assumeRolePolicy: trust({ Service: "codepipeline.amazonaws.com" }),
  });
  const source = {
    ...{ name: "Source", category: "Source", owner: "AWS", provider: "S3", version: "1" },
    configuration: { S3Bucket: bucket, S3ObjectKey: "site.zip" },
    outputArtifacts: ["site"],
  };
  new aws.codepipeline.Pipeline("pipeline", {
    name: "orders",
    roleArn: role.arn,
    artifactStores: [{ type: "S3", location: bucket }],
    stages: [{ name: "Source", actions: [source] }, stage],
  });
}

export const gateArgs: ApprovalGateArgs = {
  pipelineName: "orders",
  emails: ["qa@example.com"],
  approvers: { users: ["quinn"] },
  slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
  hub: connection("desk"),
};

export function gateProgram(args: Partial<ApprovalGateArgs> = {}): Program {
  return async () => {
    surroundings();
    const opts = { dependsOn: tables() };
    const gate = new ApprovalGate("ApproveQA", { ...gateArgs, ...args }, opts);
    pipeline(gate.stage);
  };
}

/** With somebody to be told by e-mail when nobody answers. */
export const sla: SlaArgs = {
  respondWithinMinutes: 240,
  escalation: { emails: ["head@example.com"] },
};

const phone = { protocol: SubscriptionProtocol.Sms, endpoint: "+15550199" };

export const stageArgs: MultiApprovalStageArgs = {
  pipelineName: "orders",
  approvals: [
    // Heard by a phone: an approval that notifies nobody has no topic.
    { name: "qa", approvers: { users: ["quinn"] }, subscriptions: [phone] },
    { name: "security", emails: ["security@example.com"] },
  ],
};

export function stageProgram(args: Partial<MultiApprovalStageArgs> = {}): Program {
  return async () => {
    surroundings();
    const opts = { dependsOn: tables() };
    const stage = new MultiApprovalStage("Review", { ...stageArgs, ...args }, opts);
    pipeline(stage.stage);
  };
}

const groupArgs: ApproverGroupArgs = {
  actionArns: [`arn:aws:codepipeline:eu-west-1:${accountId}:orders/Review/qa`],
  users: ["quinn"],
};

export function groupProgram(args: Partial<ApproverGroupArgs> = {}): Program {
  return async () => {
    surroundings();
    new ApproverGroup("everything", { ...groupArgs, ...args });
  };
}

/** A boundary, and a role for a function, that were there before. */
function watching(): void {
  const allow = (Action: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: "*" }],
    });
  new aws.iam.Policy("boundary", { name: "boundary", policy: allow("*") });
  const assumeRolePolicy = trust({ Service: "lambda.amazonaws.com" });
  const role = new aws.iam.Role("watching", { name: "watching", assumeRolePolicy });
  new aws.iam.RolePolicy("watching", { role: role.name, policy: allow("sqs:SendMessage") });
}

const hubArgs: ApprovalHubArgs = { slack: { credentialsSecretArn: credentialsArn } };

export function hubProgram(
  args: Partial<ApprovalHubArgs> = {},
  opts: pulumi.ComponentResourceOptions = {},
): Program {
  return async () => {
    watching();
    const hub = new ApprovalHub("hub", { ...hubArgs, ...args }, opts);
    return { slackCallbackUrl: hub.slackCallbackUrl };
  };
}
