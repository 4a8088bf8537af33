/** Checks of what describes a hub, and of the connection through which a gate finds it. */
import { type Arn, parseArn, parseArnOf, type Place } from "./arn";
import { type Check, integer, quote, refuse, text } from "./checks";
import {
  iam,
  logRetentionInDays as retentions,
  requestRetentionInDays as requests,
} from "./limits";
import { reservedConcurrency as concurrency } from "./limits";

export const requestRetentionInDays = integer(requests, " of days");
export const reservedConcurrency = integer(concurrency, "");

export const logRetentionInDays: Check<number> = (value, path) => {
  if (!retentions.includes(value)) {
    refuse(
      path,
      `\`${path}\` must be a number of days that CloudWatch Logs accepts, one of ` +
        `${retentions.join(", ")}, got: ${quote(value)}.`,
    );
  }
};

export const alarmTopicArn: Check<string> = (value, path) =>
  void parseArnOf("sns", value, path, "arn:aws:sns:eu-west-1:111122223333:alarms");

/** KMS Developer Guide, "Key identifiers": a UUID, or mrk- and 32 digits for a multi-Region key. */
const oneKey = /^key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** The functions' right to use the key is given for exactly this ARN: it must name one key. */
export const kmsKeyArn: Check<string> = (value, path) => {
  const example = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const { resource } = parseArnOf("kms", value, path, example);
  if (!oneKey.test(resource)) {
    refuse(
      path,
      `\`${path}\` must be the ARN of one key, like ${example}, got: ${quote(value)}. Copy it from ` +
        "the key's output or from the console.",
    );
  }
};

/** The fields of a connection and what each must be. */
const fields: Record<string, Check<string>> = {
  notifierArn: arnOf("lambda", "arn:aws:lambda:eu-west-1:111122223333:function:hub-notifier"),
  notifierDeadLetterQueueArn: arnOf("sqs", "arn:aws:sqs:eu-west-1:111122223333:hub-notifier"),
  notifierRoleArn: arnOf("iam", "arn:aws:iam::111122223333:role/hub-notifier"),
  deciderRoleArn: arnOf("iam", "arn:aws:iam::111122223333:role/hub-decider"),
  watcherRoleArn: arnOf("iam", "arn:aws:iam::111122223333:role/hub-watcher"),
  gatesTableName: text({ min: 3, max: 255 }),
  deciderRolePath: (value, path) => {
    const { max, pattern } = iam.policyPath;
    if (typeof value !== "string" || value.length > max || !pattern.test(value) || value === "/") {
      refuse(path, `\`${path}\` must be the path of a hub's roles, got: ${quote(value)}.`);
    }
  },
  slackCallbackUrl: text({ min: 1, max: 2048 }),
  slackAppManifest: text({ min: 1, max: 65_536 }),
};

export const connectionKeys = Object.keys(fields);

function arnOf(service: string, example: string): Check<string> {
  return (value, path) => void parseArnOf(service, value, path, example);
}

/** A connection is taken whole from a hub's output; written by hand, one field is soon wrong. */
export const hubConnection: Check<object> = (value, path) => {
  const record = typeof value === "object" && value !== null ? value : {};
  for (const [key, check] of Object.entries(fields)) {
    const field: unknown = (record as Record<string, unknown>)[key];
    if (field === undefined || field === null) {
      refuse(
        path,
        `\`${path}\` must be the connection of an ApprovalHub, got one without ${key}. Use the ` +
          "`connection` output of the hub as it is.",
      );
    }
    check(field as string, `${path}.${key}`);
  }
  oneAccount(record as Record<string, string>, path);
};

/** A hub is of one account: the gate's role must not trust a role of another, whoever wrote it here. */
function oneAccount(record: Record<string, string>, path: string): void {
  const owner = ({ partition, accountId }: Arn): string => `${partition}, ${accountId}`;
  const hub = parseArn(record["notifierArn"], `${path}.notifierArn`);
  for (const key of connectionKeys.filter((name) => name.endsWith("Arn"))) {
    const arn = parseArn(record[key], `${path}.${key}`);
    // IAM has no Region.
    if (owner(arn) === owner(hub) && ["", hub.region].includes(arn.region)) continue;
    refuse(
      `${path}.${key}`,
      `\`${path}.${key}\` must be in the partition, account and Region of the hub's notifier, ` +
        `got: ${quote(record[key])} beside one in ${owner(hub)}, ${hub.region}. Use the \`connection\` ` +
        "output of the hub as it is.",
    );
  }
}

const placeText = ({ partition, region, accountId }: Place): string =>
  `${partition}, ${region}, ${accountId}`;

/** The gate's role trusts the hub, and the hub hears of the pipeline, in one account and Region only. */
export function hubOfPipeline(notifierArn: string, pipeline: Place, path: string): void {
  const hub = placeText(parseArn(notifierArn, path));
  if (hub === placeText(pipeline)) return;
  refuse(
    path,
    `\`${path}\` must be in the partition, Region and account of the pipeline, ` +
      `${placeText(pipeline)}, got a hub in ${hub}. Use a hub in that Region and account.`,
  );
}

/** The gate's topic and the hub's functions reach one another in one Region of one account only. */
export function samePlace(topicArn: string, notifierArn: string, path: string): void {
  const [topic, hub] = [topicArn, notifierArn].map((arn) => parseArn(arn, path));
  if (placeText(topic) !== placeText(hub)) {
    refuse(
      path,
      `\`${path}\` must be in the partition, Region and account of the gate's topic, ` +
        `${placeText(topic)}, got a hub in ${placeText(hub)}. Use a hub and a topic in the Region ` +
        "and account of the pipeline.",
    );
  }
}

/** The functions read their credentials in their own Region. */
export function credentialsInRegion(credentialsArn: string, region: string, path: string): void {
  const found = parseArn(credentialsArn, path).region;
  if (found !== region) {
    refuse(
      path,
      `\`${path}\` must be in the hub's Region, ${region}, got: ${quote(credentialsArn)} in ` +
        `${found}. Keep the credentials in that Region; Secrets Manager can replicate them.`,
    );
  }
}

/** Two names for one secret would look as if the right to sign lay apart. */
export function twoSecrets(
  signingSecretArn: string,
  credentialsArn: string,
  path: string,
  credentialsPath: string,
): void {
  if (signingSecretArn !== credentialsArn) return;
  refuse(
    path,
    `\`${path}\` must be the ARN of another secret than \`${credentialsPath}\`, got: ` +
      `${quote(signingSecretArn)} for both. Put signingSecret into a secret of its own, or leave ` +
      `\`${path}\` out.`,
  );
}
