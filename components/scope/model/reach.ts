/**
 * Where what a gate or a hub uses must be: AWS refuses what is elsewhere only when it is deployed, or
 * never says that nobody hears of a request. Whatever is not known yet is passed over.
 */
import { parseArn, type AwsScope } from "./arn";
import { known, quote, throwInvalid } from "../../inputs/model/checks";
import type { KnownSubscription } from "../../notifications/model/recipient-checks";

/** Where the pipeline is, as far as it is known. */
export type KnownPlace = Partial<AwsScope>;

const parts = { partition: "partition", region: "Region", accountId: "account" } as const;
type Part = keyof typeof parts;

/** The first part in which an ARN is elsewhere, or undefined. */
function elsewhere(arn: string, here: KnownPlace, of: readonly Part[], path: string) {
  const there = parseArn(arn, path);
  const part = of.find((name) => here[name] !== undefined && there[name] !== here[name]);
  return part && { what: parts[part], must: here[part], got: there[part] };
}

function within(
  arn: string,
  here: KnownPlace,
  rule: { of: readonly Part[]; whose: string; remedy: string },
  path: string,
): void {
  const found = elsewhere(arn, here, rule.of, path);
  if (found === undefined) return;
  throwInvalid(
    path,
    `\`${path}\` must be in the ${found.what} of ${rule.whose}, ${found.must}, ` +
      `got: ${quote(arn)} in ${found.got}. ${rule.remedy}`,
  );
}

const everywhere: readonly Part[] = ["partition", "region", "accountId"];
const inRegion: readonly Part[] = ["partition", "region"];

/**
 * SNS Developer Guide, "Sending Amazon SNS messages to an Amazon SQS queue or AWS Lambda function in a
 * different Region": to these two and to nothing else. The permission of a function is made in the
 * pipeline's own account and Region, so a function has to be there.
 */
const subscribers: Record<string, { of: readonly Part[]; whose: string; remedy: string }> = {
  lambda: {
    of: everywhere,
    whose: "the pipeline",
    remedy:
      "The permission to invoke it is made here. Use a function here, or subscribe that one to the " +
      "`topicArn` output where it is, with a permission of its own.",
  },
  firehose: {
    of: inRegion,
    whose: "the pipeline",
    remedy: "SNS delivers to another Region only to sqs. Use a stream in that Region.",
  },
  sqs: {
    of: ["partition"],
    whose: "the pipeline",
    remedy: "SNS does not deliver to another partition. Use a queue in that partition.",
  },
};

/** SNS Developer Guide, "Dead-letter queues": the subscription's account and Region. */
const deadLetterQueue = {
  of: everywhere,
  whose: "the subscription",
  remedy: "SNS keeps what it could not deliver in that account and Region only. Use a queue there.",
};

/** A subscriber that the gate can reach, and a queue that SNS can keep its messages in. */
export function subscriberInReach(value: KnownSubscription, here: KnownPlace, path: string): void {
  const { protocol, endpoint, deadLetterQueueArn } = value;
  const rule = known(protocol) ? subscribers[protocol] : undefined;
  if (rule !== undefined && known(endpoint)) within(endpoint, here, rule, `${path}.endpoint`);
  if (known(deadLetterQueueArn)) {
    within(deadLetterQueueArn, here, deadLetterQueue, `${path}.deadLetterQueueArn`);
  }
}

/** SNS and every other service uses keys of its own Region only; another account may share one. */
export function keyInReach(
  key: string,
  here: KnownPlace,
  path: string,
  whose = "the pipeline",
): void {
  if (!key.startsWith("arn:")) return;
  const remedy =
    "No service uses a key of another Region. Use a key of that Region, or a multi-Region key's " +
    "replica there.";
  within(key, here, { of: inRegion, whose, remedy }, path);
}

/** CloudWatch API Reference, "PutMetricAlarm": an alarm tells topics of its own Region. */
export function alarmTopicInReach(topicArn: string, here: KnownPlace, path: string): void {
  const remedy = "CloudWatch tells topics of its own Region only. Use a topic there.";
  within(topicArn, here, { of: inRegion, whose: "the hub", remedy }, path);
}

/**
 * Secrets Manager User Guide, "Access from a different account", and Systems Manager User Guide,
 * "Working with shared parameters": the AWS managed key cannot be used by another account.
 */
export function secretInReach(
  secretArn: string,
  keyArn: string | undefined,
  here: KnownPlace,
  path: string,
  keyPath: string,
): void {
  const found = elsewhere(secretArn, here, ["partition", "accountId"], path);
  if (found === undefined || (found.what === "account" && keyArn !== undefined)) return;
  throwInvalid(
    path,
    `\`${path}\` must be in the ${found.what} of the hub, ${found.must}, got: ` +
      `${quote(secretArn)} in ${found.got}` +
      (found.what === "account"
        ? `, without \`${keyPath}\`. Keep the credentials in the hub's account, or encrypt them with a ` +
          "customer managed key, give its ARN, and let the functions' roles use both by their policies."
        : ". Keep the credentials in that partition."),
  );
}

/** A secret and its key are of one Region: Secrets Manager User Guide, "Secret encryption". */
export function keyOfSecret(keyArn: string, secretArn: string, path: string): void {
  const { partition, region } = parseArn(secretArn, path);
  const remedy = "A secret is encrypted with a key of its own Region. Use that key's ARN.";
  within(keyArn, { partition, region }, { of: inRegion, whose: "the credentials", remedy }, path);
}
