import * as pulumi from "@pulumi/pulumi";
import { gateWith, types } from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

const queue = "arn:aws:sqs:eu-west-1:111122223333:approvals";
const stream = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/audit";
const roles = "arn:aws:iam::111122223333:role/";
const role = `${roles}sns-to-firehose`;
const lambda = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
const long = `${"x".repeat(310)}@example.com`;

const emailReason = (value: unknown, path = "emails[0]"): string =>
  `\`${path}\` must be an e-mail address of at most 320 characters, like qa@example.com, got: ${
    value === long ? `"${long.slice(0, 59)}..." (${long.length} characters)` : JSON.stringify(value)
  }. Write one address, without a name beside it, or leave it out.`;

const badEmails = ["", "qa", "qa@", "@example.com", "qa@example", "q a@example.com", long, 7];
const moreBadEmails = [
  "qa@example..com",
  "QA <qa@example.com>",
  "a@b@example.com",
  "qa@exa_mple.com",
];

interface Bad {
  readonly subscription: Record<string, unknown>;
  readonly field: string;
  readonly reason: string;
  /** Refused at once even where the field is an output: that it is there at all is wrong. */
  readonly presence?: boolean;
}

const protocols = "email, email-json, sms, https, sqs, lambda, firehose";
const at = "subscriptions[0]";
const meant = (field: string, words: string, got: string, remedy: string): string =>
  `\`${at}.${field}\` must be ${words}, got: "${got}". ${remedy}`;

function badEndpoint(protocol: string, endpoint: unknown, reason: string): Bad {
  return { subscription: { protocol, endpoint }, field: "endpoint", reason };
}

const phones = ["4155550123", "+0155550123", "+1 415 555 0123", "+1234567890123456", "+", ""];
const urls = ["http://example.com", "example.com", "https://", "", "ftp://example.com"];

const bad: Bad[] = [
  ...[
    ["http", 'Did you mean "https"?'],
    ["SQS", 'Did you mean "sqs"?'],
    ["E-Mail", 'Did you mean "email"?'],
    ["Email-JSON", 'Did you mean "email-json"?'],
    ["application", "Choose one of them."],
    ["toString", "Choose one of them."],
    ["", "Choose one of them."],
  ].map(([protocol, remedy]) => ({
    subscription: { protocol, endpoint: "http://example.com" },
    field: "protocol",
    reason: meant("protocol", `one of ${protocols}`, protocol, remedy),
  })),
  badEndpoint("email", "qa", emailReason("qa", `${at}.endpoint`)),
  badEndpoint("email-json", "qa", emailReason("qa", `${at}.endpoint`)),
  ...phones.map((phone) =>
    badEndpoint(
      "sms",
      phone,
      `\`${at}.endpoint\` must be a phone number in E.164 form, a plus sign and up to 15 digits ` +
        `like +14155550123, got: "${phone}". Write it as text, with the country code and without ` +
        "spaces, brackets or hyphens.",
    ),
  ),
  ...urls.map((url) =>
    badEndpoint(
      "https",
      url,
      `\`${at}.endpoint\` must be a URL that starts with https://, without spaces, like ` +
        `https://example.com/approvals, got: "${url}". Write it out from https:// on: requests are ` +
        "sent over TLS only.",
    ),
  ),
  ...[
    "approvals",
    lambda,
    "arn:aws:sqs::111122223333:approvals",
    "arn:aws:sqs:eu-west-1::approvals",
    "arn:aws:sqs:eu-west-1:111122223333:*",
    `${queue}/x`,
  ].map((value) => badEndpoint("sqs", value, notOneArn(`${at}.endpoint`, "queue", value))),
  badEndpoint(
    "sqs",
    `${queue}.fifo`,
    `\`${at}.endpoint\` must be a standard queue, as the topic is a standard topic, ` +
      `got: "${queue}.fifo". Use a queue without .fifo.`,
  ),
  ...[
    queue,
    "arn:aws:lambda:eu-west-1:111122223333:layer:notify",
    "arn:aws:lambda:eu-west-1:111122223333:function:",
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
    `${lambda}:*`,
    `${lambda}:`,
  ].map((value) => badEndpoint("lambda", value, notOneArn(`${at}.endpoint`, "function", value))),
  ...[queue, stream.replace("audit", ""), stream.replace("audit", "*")].map((endpoint) => ({
    subscription: { protocol: "firehose", endpoint, subscriptionRoleArn: role },
    field: "endpoint",
    reason: notOneArn(`${at}.endpoint`, "delivery stream", endpoint),
  })),
  {
    subscription: { protocol: "firehose", endpoint: stream },
    field: "subscriptionRoleArn",
    reason:
      `\`${at}.subscriptionRoleArn\` must be given for firehose, got none. ` +
      "Name a role that SNS may assume to put records.",
  },
  ...[queue, roles, `${roles}*`, `${roles}sns/`].map((subscriptionRoleArn) => ({
    subscription: { protocol: "firehose", endpoint: stream, subscriptionRoleArn },
    field: "subscriptionRoleArn",
    reason: notOneArn(`${at}.subscriptionRoleArn`, "role", subscriptionRoleArn),
  })),
  {
    subscription: { protocol: "sqs", endpoint: queue, subscriptionRoleArn: role },
    field: "subscriptionRoleArn",
    reason: `\`${at}.subscriptionRoleArn\` is only for firehose, got one for sqs. Leave it out.`,
    presence: true,
  },
  ...["{", "[]", "null", "7", "sre"].map((filterPolicy) => ({
    subscription: { protocol: "sqs", endpoint: queue, filterPolicy },
    field: "filterPolicy",
    reason: `\`${at}.filterPolicy\` must be a JSON object as text, got: "${filterPolicy}". Use JSON.stringify.`,
  })),
  ...[
    ["Body", "Choose one of them or leave it out for the default."],
    ["messagebody", 'Did you mean "MessageBody"?'],
  ].map(([filterPolicyScope, remedy]) => ({
    subscription: { protocol: "sqs", endpoint: queue, filterPolicy: "{}", filterPolicyScope },
    field: "filterPolicyScope",
    reason: meant(
      "filterPolicyScope",
      "MessageAttributes or MessageBody",
      filterPolicyScope,
      remedy,
    ),
  })),
  {
    subscription: { protocol: "sqs", endpoint: queue, filterPolicyScope: "MessageBody" },
    field: "filterPolicyScope",
    reason: `\`${at}.filterPolicyScope\` needs \`${at}.filterPolicy\`, got none. Add the policy.`,
  },
  {
    subscription: { protocol: "sqs", endpoint: queue, deadLetterQueueArn: lambda },
    field: "deadLetterQueueArn",
    reason: notOneArn(`${at}.deadLetterQueueArn`, "queue", lambda),
  },
  {
    subscription: { protocol: "sqs", endpoint: queue, deadLetterQueueArn: `${queue}.fifo` },
    field: "deadLetterQueueArn",
    reason:
      `\`${at}.deadLetterQueueArn\` must be a standard queue, as the topic is a standard topic, ` +
      `got: "${queue}.fifo". Use a queue without .fifo.`,
  },
  {
    subscription: { protocol: "lambda", endpoint: lambda, rawMessageDelivery: true },
    field: "rawMessageDelivery",
    reason: `\`${at}.rawMessageDelivery\` is only for https, sqs, firehose, got: true for lambda. Leave it out.`,
  },
];

describe("A recipient", () => {
  refuses([
    ...[...badEmails, ...moreBadEmails].flatMap((value) => {
      const shown = JSON.stringify(value).slice(0, 40);
      const emails = [pulumi.output(value)];
      return [
        {
          title: `is refused at once for the e-mail address ${shown}`,
          plain: () => gateWith({ emails: [value] }),
          path: "emails[0]",
          reason: emailReason(value),
        },
        {
          title: `is refused for the e-mail address ${shown} as an output`,
          later: () => gateWith({ emails }),
          path: "emails[0]",
          reason: emailReason(value),
          carrier: types.subscription,
        },
      ];
    }),
    ...bad.flatMap(({ subscription, field, reason, presence }) => {
      const shown = JSON.stringify(subscription);
      const path = `${at}.${field}`;
      const outputs = Object.entries(subscription).map(([key, value]) => [
        key,
        pulumi.output(value),
      ]);
      const variants = {
        ...(presence
          ? {}
          : { field: { ...subscription, [field]: pulumi.output(subscription[field]) } }),
        fields: Object.fromEntries(outputs),
        whole: pulumi.output(subscription),
      };
      return [
        {
          title: `is refused at once for the ${field} of ${shown}`,
          plain: () => gateWith({ subscriptions: [subscription] }),
          path,
          reason,
        },
        ...Object.entries(variants).flatMap(([what, later]) => {
          const program = (): unknown => gateWith({ subscriptions: [later] });
          return [
            {
              title: `is refused for the ${field} of ${shown}, the ${what} an output`,
              later: program,
              path,
              reason,
              carrier: types.subscription,
            },
          ];
        }),
      ];
    }),
  ]);
});
