import * as pulumi from "@pulumi/pulumi";
import { credentialsSecretArn, hubWith, types } from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

const integer = (path: string, unit: string, min: number, max: number, got: string): string =>
  `\`${path}\` must be a whole number${unit} between ${min} and ${max}, got: ${got}. ` +
  (/^"\d+"$/.test(got)
    ? "Leave out the quotation marks: it is a number."
    : "Choose a number in that range or leave it out for the default.");

const days =
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, " +
  "3288, 3653";
const retention = (got: string): string =>
  "`logRetentionInDays` must be a number of days that CloudWatch Logs accepts, one of " +
  `${days}, got: ${got}. Choose one of them or leave it out for the default.`;

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const alias = "arn:aws:kms:eu-west-1:111122223333:alias/approvals";

const keys = "arn:aws:kms:eu-west-1:111122223333:key/";
const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
const manyKeys = ["*", "1234abcd-*", `${uuid}*`, "?".repeat(36), "mrk-1234", uuid.toUpperCase()]
  .concat([`${uuid}/x`, "1234", "mrk-*"])
  .map((id) => `${keys}${id}`);

/** Argument, wrong value, words. Each is tried plain and to come. */
const wrong: [argument: string, value: unknown, reason: string][] = [
  ...[0, 2, -1, 364, 1.5, NaN, "365", 3654].map((value): [string, unknown, string] => [
    "logRetentionInDays",
    value,
    retention(typeof value === "string" ? `"${value}"` : String(value)),
  ]),
  ...[60, 3654, 400.5, 0].map((value): [string, unknown, string] => [
    "requestRetentionInDays",
    value,
    integer("requestRetentionInDays", " of days", 61, 3653, String(value)),
  ]),
  ...[0, 1001, -1].map((value): [string, unknown, string] => [
    "reservedConcurrency",
    value,
    integer("reservedConcurrency", "", 1, 1000, String(value)),
  ]),
  ...["alarms", key, "arn:aws:sns:eu-west-1:111122223333:*"].map(
    (arn): [string, unknown, string] => [
      "alarmTopicArn",
      arn,
      notOneArn("alarmTopicArn", "topic", arn),
    ],
  ),
  ...["alias/approvals", alias, ...manyKeys].map((arn): [string, unknown, string] => [
    "kmsKeyArn",
    arn,
    notOneArn("kmsKeyArn", "key", arn),
  ]),
  [
    "appName",
    "x".repeat(36),
    `\`appName\` must have 1 to 35 characters, got 36: "${"x".repeat(36)}". Shorten it.`,
  ],
  [
    "appName",
    "",
    "`appName` must have 1 to 35 characters, got an empty string. Leave it out or give it a value.",
  ],
  [
    "deletionProtection",
    "yes",
    '`deletionProtection` must be true or false, got: "yes". Correct the value, or leave the ' +
      "argument out for the default.",
  ],
];

/** A resource that would carry the argument, where all of its type would. */
const carriers: Record<string, string> = {
  logRetentionInDays: types.logGroup,
  reservedConcurrency: types.functionUrl,
  alarmTopicArn: types.alarm,
  kmsKeyArn: types.table,
};

describe("ApprovalHub refuses", () => {
  refuses([
    ...wrong.flatMap(([argument, value, reason]) => [
      {
        title: `${argument} ${String(value)}`,
        plain: () => hubWith({ [argument]: value }),
        path: argument,
        reason,
      },
      {
        title: `${argument} ${String(value)}, to come`,
        later: () => hubWith({ [argument]: pulumi.output(value) }),
        path: argument,
        reason,
        carrier: carriers[argument] ?? types.pipeline,
      },
    ]),
  ]);
});

describe("ApprovalHub refuses credentials", () => {
  const rule =
    "`slack.credentialsSecretArn` must be the ARN of a Secrets Manager secret, like " +
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf, or of an SSM parameter, " +
    "like arn:aws:ssm:eu-west-1:111122223333:parameter/slack";
  const hub =
    (of: unknown, args: object = {}) =>
    () =>
      hubWith({ slack: { credentialsSecretArn: of }, ...args });
  const path = "slack.credentialsSecretArn";
  const away = (region: string): string =>
    `\`slack.credentialsSecretArn\` must be in the hub's Region, ${region}, got: ` +
    `"${credentialsSecretArn}" in eu-west-1. Keep the credentials in that Region; Secrets Manager ` +
    "can replicate them.";
  refuses([
    ...[
      "xoxb-1-canary",
      '{"botToken":"xoxb-1-canary","signingSecret":"canary"}',
      "8f742231b10e8888abcd99yyyzzz85a5",
      "slack-app",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a b",
      { botToken: "xoxb-1-canary" },
      "",
    ].flatMap((credentials) => {
      const reason =
        `${rule}, got something else, which is not shown here. Keep the credentials in a secret ` +
        "and give its ARN.";
      return [
        {
          title: "that are no ARN, without repeating them",
          plain: hub(credentials),
          later: hub(pulumi.output(credentials)),
          path,
          reason,
          carrier: types.function,
        },
      ];
    }),
    ...[
      "arn:aws:sns:eu-west-1:111122223333:slack",
      "arn:aws:secretsmanager:eu-west-1:111122223333:slack-AbCdEf",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf:botToken::",
      "arn:aws:secretsmanager::111122223333:secret:slack-AbCdEf",
      "arn:aws:secretsmanager:eu-west-1::secret:slack-AbCdEf",
      "arn:aws:ssm:eu-west-1:111122223333:document/slack",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/slack/",
      "arn:aws:ssm:eu-west-1:111122223333:parameter//slack",
    ].map((arn) => ({
      title: `at ${arn}`,
      plain: hub(arn),
      path,
      reason:
        `${rule}, got: "${arn}". Copy the ARN from the secret's or parameter's output or from the ` +
        "console.",
    })),
    ...["slack", "-AbCdEf", "slack-AbCdE"].flatMap((name) => {
      const arn = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
      return [
        {
          title: `by ${arn}, which is not the secret's whole: the right would be to another`,
          plain: hub(arn),
          path,
          reason:
            "`slack.credentialsSecretArn` must be the secret's whole ARN, which ends in a hyphen and " +
            `six characters, got: "${arn}". Copy it from the secret's output or from the console: the ` +
            "right to read it is given for exactly this ARN.",
        },
      ];
    }),
    ...manyKeys.map((arn) => ({
      title: `that ${arn} encrypts: the right would be to more keys than one, or to none`,
      plain: () => hubWith({ slack: { credentialsSecretArn, credentialsKmsKeyArn: arn } }),
      path: "slack.credentialsKmsKeyArn",
      reason: notOneArn("slack.credentialsKmsKeyArn", "key", arn),
    })),
    {
      title: "in another Region than the hub's",
      plain: hub(credentialsSecretArn, { region: "us-east-1" }),
      path,
      reason: away("us-east-1"),
    },
    {
      title: "in another Region than the provider's, as soon as that is known",
      later: hub(credentialsSecretArn, { region: pulumi.output("us-west-2") }),
      path,
      reason: away("us-west-2"),
      carrier: types.function,
    },
  ]);
});
