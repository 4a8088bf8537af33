/** What every connector refuses: hubs that it cannot join, and what lies elsewhere than its hub. */
import { connection, joinable, types } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { ApprovalHub } from "../../../../index";
import {
  at,
  credentialsSecretArn,
  jira,
  keyOf,
  issue,
  later,
  pagerDuty,
  request,
  serviceNow,
  teams,
  webhook,
} from "./support";

const { deciderFunctionArn: _none, ...withoutDecider } = joinable;

const noDecider = (system: string): string =>
  "`hub` must be the connection of an ApprovalHub with a function that decides, as tickets of " +
  `${system} can decide requests, got one without. Give \`connectors: true\` to the ApprovalHub and deploy ` +
  "that first.";

const elsewhere = (value: string): string => value.replace("eu-west-1", "us-east-1");
const stranger = (value: string): string => value.replace("111122223333", "444455556666");

const rows: Refused[] = [
  {
    title: "no hub",
    plain: [() => teams({ hub: undefined }), () => jira({ issue, hub: null })],
    path: "hub",
    reason:
      "`hub` must be the connection of an ApprovalHub, got none. Give it the `connection` output of a hub.",
  },
  {
    title: "a hub of an earlier version",
    plain: [() => teams({ hub: connection }), () => serviceNow({ hub: connection })],
    later: () => teams({ hub: later(connection) }),
    carrier: [types.function, types.rolePolicy],
    path: "hub",
    reason:
      "`hub` must be the connection of an ApprovalHub that connectors can join, got one of an earlier version. " +
      "Upgrade codepipeline-approvals in the hub's program and deploy that first.",
  },
  ...(
    [
      ["ServiceNow", serviceNow],
      ["Jira", (more: object) => jira({ issue, ...more })],
      ["another system", webhook],
    ] as const
  ).map(([system, create]) => ({
    title: `a hub that decides nothing, for ${system}`,
    plain: () => create({ hub: withoutDecider }),
    later: [
      () => create({ hub: later(withoutDecider) }),
      () => create({ hub: new ApprovalHub("iam", {}).connection }),
    ],
    path: "hub",
    reason: noDecider(system),
  })),
  {
    title: "credentials of another Region than the hub's",
    plain: () => teams({ credentialsSecretArn: elsewhere(credentialsSecretArn) }),
    later: () => teams({ credentialsSecretArn: later(elsewhere(credentialsSecretArn)) }),
    carrier: types.rolePolicy,
    path: "credentialsSecretArn",
    reason:
      "`credentialsSecretArn` must be in the hub's Region, eu-west-1, got: " +
      `"${elsewhere(credentialsSecretArn)}" in us-east-1. Keep the credentials in that Region; Secrets ` +
      "Manager can replicate them.",
  },
  {
    title: "a reader's credentials of another Region",
    plain: () => teams({ readerCredentialsSecretArn: elsewhere(credentialsSecretArn) }),
    later: () => teams({ readerCredentialsSecretArn: later(elsewhere(credentialsSecretArn)) }),
    carrier: types.rolePolicy,
    path: "readerCredentialsSecretArn",
    reason:
      "`readerCredentialsSecretArn` must be in the hub's Region, eu-west-1, got: " +
      `"${elsewhere(credentialsSecretArn)}" in us-east-1. Keep the credentials in that Region; Secrets ` +
      "Manager can replicate them.",
  },
  {
    title: "credentials of another account without their key",
    plain: () => teams({ credentialsSecretArn: stranger(credentialsSecretArn) }),
    later: () => teams({ credentialsSecretArn: later(stranger(credentialsSecretArn)) }),
    carrier: types.rolePolicy,
    path: "credentialsSecretArn",
    reason:
      "`credentialsSecretArn` must be in the account of the hub, 111122223333, got: " +
      `"${stranger(credentialsSecretArn)}" in 444455556666, without \`credentialsKmsKeyArn\`. Keep the ` +
      "credentials in the hub's account, or encrypt them with a customer managed key, give its ARN, and let " +
      "the functions' roles use both by their policies.",
  },
  {
    title: "a key of another Region for them",
    plain: () => teams({ credentialsKmsKeyArn: elsewhere(keyOf("1")) }),
    later: () => teams({ credentialsKmsKeyArn: later(elsewhere(keyOf("1"))) }),
    carrier: types.rolePolicy,
    path: "credentialsKmsKeyArn",
    reason:
      "`credentialsKmsKeyArn` must be in the Region of the credentials, eu-west-1, got: " +
      `"${elsewhere(keyOf("1"))}" in us-east-1. A secret is ` +
      "encrypted with a key of its own Region. Use that key's ARN.",
  },
  {
    title: "another Region than the hub's",
    plain: () => pagerDuty({ region: "us-east-1" }),
    later: () => pagerDuty({ region: later("us-east-1") }),
    carrier: types.rolePolicy,
    path: "region",
    reason:
      '`region` must be that of the hub, eu-west-1, got: "us-east-1". Leave it out, or use a hub of that Region.',
  },
  {
    title: "a topic for its alarms of another Region",
    plain: () => teams({ alarmTopicArn: elsewhere(at("sns", "alarms")) }),
    path: "alarmTopicArn",
    reason:
      "`alarmTopicArn` must be in the Region of the hub, eu-west-1, got: " +
      '"arn:aws:sns:us-east-1:111122223333:alarms" in us-east-1. CloudWatch tells topics of its own Region ' +
      "only. Use a topic there.",
  },
  {
    title: "what is no ARN of a secret, without quoting it",
    plain: () => teams({ credentialsSecretArn: "https://acme.logic.azure.com/?sig=abc" }),
    later: () => teams({ credentialsSecretArn: later("https://acme.logic.azure.com/?sig=abc") }),
    carrier: types.rolePolicy,
    path: "credentialsSecretArn",
    reason:
      "`credentialsSecretArn` must be the ARN of a Secrets Manager secret, like " +
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:connector-AbCdEf, or of an SSM parameter, like " +
      "arn:aws:ssm:eu-west-1:111122223333:parameter/connector, got something else, which is not shown here. " +
      "Keep the credentials in a secret and give its ARN.",
  },
  {
    title: "no credentials",
    plain: () => jira({ request, credentialsSecretArn: undefined }),
    path: "credentialsSecretArn",
    reason:
      "`credentialsSecretArn` must be the ARN of a Secrets Manager secret, like " +
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:connector-AbCdEf, or of an SSM parameter, like " +
      "arn:aws:ssm:eu-west-1:111122223333:parameter/connector, got none. Keep what the connector signs in with " +
      "there and give its ARN.",
  },
  {
    title: "a name that is no line of text",
    plain: () => teams({}, "two\nlines"),
    path: "name",
    reason:
      '`name` may only have the characters that one line of text can hold, got: "two\\nlines". Rename it.',
  },
];

describe("a connector refuses", () => {
  refuses(rows);
});
