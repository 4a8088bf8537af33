/** Checks of those who are notified: SNS subscriptions of every protocol. */
import { oneArn } from "../../scope/model/arn-kinds";
import {
  absent,
  boolean,
  type Check,
  known,
  pending,
  quote,
  throwInvalid,
} from "../../inputs/model/checks";
import { oneOf } from "../../inputs/model/choices";
import { sns } from "../../inputs/model/limits";

type Field<T> = T | typeof pending | null | undefined;

/** A subscription as far as it is known: a field may be absent or still to come. */
export interface KnownSubscription {
  readonly protocol: Field<string>;
  readonly endpoint: Field<string>;
  readonly filterPolicy?: Field<string>;
  readonly filterPolicyScope?: Field<string>;
  readonly deadLetterQueueArn?: Field<string>;
  readonly rawMessageDelivery?: Field<boolean>;
  readonly subscriptionRoleArn?: Field<string>;
}

export const email: Check<string> = (value, path) => {
  if (typeof value !== "string" || value.length > sns.email.max || !sns.email.pattern.test(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be an e-mail address of at most ${sns.email.max} characters, like ` +
        `qa@example.com, got: ${quote(value)}. Write one address, without a name beside it, or leave ` +
        "it out.",
    );
  }
};

const phoneNumber: Check<string> = (value, path) => {
  if (typeof value !== "string" || !sns.phoneNumber.pattern.test(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be a phone number in E.164 form, a plus sign and up to 15 digits like ` +
        `+14155550123, got: ${quote(value)}. Write it as text, with the country code and without ` +
        "spaces, brackets or hyphens.",
    );
  }
};

/** What `URL` takes without a word, a line break among it, SNS does not. */
const httpsUrl: Check<string> = (value, path) => {
  const isWhole = typeof value === "string" && !/\s/.test(value) && URL.canParse(value);
  const url = isWhole ? new URL(value) : undefined;
  if (url?.protocol !== "https:") {
    throwInvalid(
      path,
      `\`${path}\` must be a URL that starts with https://, without spaces, like ` +
        `https://example.com/approvals, got: ${quote(value)}. Write it out from https:// on: ` +
        "requests are sent over TLS only.",
    );
  }
};

const queueArn = oneArn("queue");
const standardQueueArn: Check<string> = (value, path) => {
  queueArn(value, path);
  if (value.endsWith(".fifo")) {
    throwInvalid(
      path,
      `\`${path}\` must be a standard queue, as the topic is a standard topic, ` +
        `got: ${quote(value)}. Use a queue without .fifo.`,
    );
  }
};

const roleArn = oneArn("role");

/** SNS API Reference, "Subscribe": what an endpoint is, by protocol. */
const endpoints: Record<string, Check<string>> = {
  email,
  "email-json": email,
  sms: phoneNumber,
  https: httpsUrl,
  sqs: standardQueueArn,
  lambda: oneArn("function"),
  firehose: oneArn("stream"),
};

/** SNS Developer Guide, "Raw message delivery": the only protocols that have it. */
const rawProtocols = ["https", "sqs", "firehose"];

export const subscription: Check<KnownSubscription> = (value, path) => {
  recipient(value, path);
  filter(value, path);
  deadLetterQueue(value, path);
  rawDelivery(value, path);
  subscriptionRole(value, path);
};

function recipient(value: KnownSubscription, path: string): void {
  if (value.protocol === pending) return;
  const { protocol } = value;
  oneOf(Object.keys(endpoints), protocol, `${path}.protocol`);
  if (value.endpoint === pending) return;
  endpoints[protocol as string](value.endpoint as string, `${path}.endpoint`);
}

function filter(value: KnownSubscription, path: string): void {
  if (known(value.filterPolicy) && !isJsonObject(value.filterPolicy)) {
    throwInvalid(
      `${path}.filterPolicy`,
      `\`${path}.filterPolicy\` must be a JSON object as text, got: ${quote(value.filterPolicy)}. ` +
        "Use JSON.stringify.",
    );
  }
  if (!known(value.filterPolicyScope)) return;
  oneOf(
    ["MessageAttributes", "MessageBody"],
    value.filterPolicyScope,
    `${path}.filterPolicyScope`,
    "leave it out for the default",
  );
  if (absent(value.filterPolicy)) {
    throwInvalid(
      `${path}.filterPolicyScope`,
      `\`${path}.filterPolicyScope\` needs \`${path}.filterPolicy\`, got none. Add the policy.`,
    );
  }
}

function deadLetterQueue(value: KnownSubscription, path: string): void {
  if (!known(value.deadLetterQueueArn)) return;
  standardQueueArn(value.deadLetterQueueArn, `${path}.deadLetterQueueArn`);
}

function rawDelivery(value: KnownSubscription, path: string): void {
  if (known(value.rawMessageDelivery)) {
    boolean(value.rawMessageDelivery, `${path}.rawMessageDelivery`);
  }
  if (value.rawMessageDelivery !== true || !known(value.protocol)) return;
  if (!rawProtocols.includes(value.protocol)) {
    throwInvalid(
      `${path}.rawMessageDelivery`,
      `\`${path}.rawMessageDelivery\` is only for ${rawProtocols.join(", ")}, ` +
        `got: true for ${value.protocol}. Leave it out.`,
    );
  }
}

function subscriptionRole(value: KnownSubscription, path: string): void {
  const role = value.subscriptionRoleArn;
  if (known(role)) roleArn(role, `${path}.subscriptionRoleArn`);
  if (!known(value.protocol)) return;
  if (value.protocol === "firehose" && absent(role)) {
    throwInvalid(
      `${path}.subscriptionRoleArn`,
      `\`${path}.subscriptionRoleArn\` must be given for firehose, got none. ` +
        "Name a role that SNS may assume to put records.",
    );
  }
  if (value.protocol !== "firehose" && !absent(role)) {
    throwInvalid(
      `${path}.subscriptionRoleArn`,
      `\`${path}.subscriptionRoleArn\` is only for firehose, got one for ${value.protocol}. ` +
        "Leave it out.",
    );
  }
}

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
