/** Checks of what describes a hub, and of the connection through which a gate finds it. */
import { isReadable, schemaVersion } from "../../../contract/records";
import { type Arn, parseArn, placeText, type AwsScope } from "../../scope/model/arn";
import { oneArn } from "../../scope/model/arn-kinds";
import {
  absent,
  type Check,
  integer,
  quote,
  throwInvalid,
  text,
  type TextLimit,
} from "../../inputs/model/checks";
import {
  iam,
  logRetentionInDays as retentions,
  requestRetentionInDays as requests,
} from "../../inputs/model/limits";
import { reservedConcurrency as concurrency } from "../../inputs/model/limits";

export const requestRetentionInDays = integer(requests, " of days");
export const reservedConcurrency = integer(concurrency, "");

export const logRetentionInDays: Check<number> = (value, path) => {
  if (!retentions.includes(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be a number of days that CloudWatch Logs accepts, one of ` +
        `${retentions.join(", ")}, got: ${quote(value)}. Choose one of them or leave it out for the default.`,
    );
  }
};

export const alarmTopicArn = oneArn("topic");

/** What is told to nobody is not worth looking for. */
export function needsAlarmTopic(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`alarmTopicArn\`, got no \`alarmTopicArn\`: nobody would be told. Give ` +
      `\`alarmTopicArn\` the ARN of a topic, or leave \`${path}\` out.`,
  );
}

/** The functions' right to use the key is given for exactly this ARN: it must name one key. */
export const kmsKeyArn = oneArn("key");

const takenWhole = "Use the `connection` output of the hub as it is.";
const takenText = (limit: TextLimit, example: string): Check<string> =>
  text(limit, { example, remedy: takenWhole });

const rolePath: Check<string> = (value, path) => {
  const { max } = iam.policyPath;
  const { pattern } = iam.hubRolePath;
  if (typeof value !== "string" || value.length > max || !pattern.test(value) || value === "/") {
    throwInvalid(
      path,
      `\`${path}\` must be the path of a hub's roles, got: ${quote(value)}. ${takenWhole}`,
    );
  }
};

/** The fields of a connection and what each must be: a new one begins here and in its interface. */
const fields = {
  notifierArn: oneArn("function", takenWhole),
  notifierDeadLetterQueueArn: oneArn("queue", takenWhole),
  notifierRoleArn: oneArn("role", takenWhole),
  deciderRoleArn: oneArn("role", takenWhole),
  watcherRoleArn: oneArn("role", takenWhole),
  reminderRoleArn: oneArn("role", takenWhole),
  automaticFunctionArn: oneArn("function", takenWhole),
  bypassRoleArn: oneArn("role", takenWhole),
  reviewsTableArn: oneArn("table", takenWhole),
  reviewsKmsKeyArn: oneArn("key", takenWhole),
  ruleVersion: takenText({ min: 1, max: 16 }, "1"),
  gatesTableName: takenText({ min: 3, max: 255 }, "hub-gates"),
  requestsTableName: takenText({ min: 3, max: 255 }, "hub-requests"),
  tablesKmsKeyArn: oneArn("key", takenWhole),
  eventBusName: takenText({ min: 1, max: 256 }, "hub-events"),
  deciderFunctionArn: oneArn("function", takenWhole),
  deciderRolePath: rolePath,
  watcherRolePath: rolePath,
  breakGlassRolePath: rolePath,
  slackCallbackUrl: takenText({ min: 1, max: 2048 }, "https://example.com/slack"),
  slackAppManifest: takenText({ min: 1, max: 65_536 }, "{}"),
} satisfies Record<string, Check<string>>;

/** What a gate reads of a connection; its version says whether it can. */
export type ConnectionKey = keyof typeof fields;

export const connectionKeys = Object.keys(fields) as ConnectionKey[];

/** A hub that is newer than this package may mean something else by a field. */
function readableVersion(version: unknown, path: string): void {
  if (absent(version) || isReadable(version as number)) return;
  throwInvalid(
    `${path}.schemaVersion`,
    `\`${path}.schemaVersion\` must be ${schemaVersion}, the version that this package reads, got: ` +
      `${quote(version)}. Upgrade codepipeline-approvals in the gate's program first.`,
  );
}

/** What a hub without a Slack app does not have: all of it, or it was not taken whole. */
const ofSlack = ["slackCallbackUrl", "slackAppManifest"];

/** What a hub has not that decides nothing. */
const ofDeciding = ["deciderRoleArn", "deciderRolePath"];

/** What a hub has only where it was asked for, or from a later version on. */
const optional = [
  ...["reminderRoleArn", "automaticFunctionArn", "bypassRoleArn", "ruleVersion"],
  ...["breakGlassRolePath", "reviewsTableArn", "reviewsKmsKeyArn"],
  ...["requestsTableName", "tablesKmsKeyArn", "eventBusName", "deciderFunctionArn"],
];

/** A key may be of another account, which is nobody to be trusted here. */
const ofKeys = ["reviewsKmsKeyArn", "tablesKmsKeyArn"];

const isWithout = (connection: object, keys: readonly string[]): boolean =>
  keys.every((key) => absent((connection as Record<string, unknown>)[key]));

const isWithoutSlack = (connection: object): boolean => isWithout(connection, ofSlack);

/** Without Slack, a hub decides automatically, by tickets, or not at all. */
const mayLack = (connection: object): readonly string[] => {
  if (!isWithoutSlack(connection)) return [];
  const decides = ["automaticFunctionArn", "deciderFunctionArn"];
  if (!isWithout(connection, decides)) return ofSlack;
  return isWithout(connection, ofDeciding) ? [...ofSlack, ...ofDeciding] : [];
};

/** Version 0.1.0 knew gates in Slack alone, and wrote no path for the roles of others. */
const isOf010 = (connection: object): boolean =>
  absent((connection as { watcherRolePath?: unknown }).watcherRolePath);

/** A gate in Slack needs a hub with a Slack app: without one nobody would hear of its requests. */
export function hubWithSlack(connection: object, path: string, slackPath: string): void {
  if (!isWithoutSlack(connection)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the connection of an ApprovalHub with \`slack\`, as \`${slackPath}\` stands beside ` +
      "it, got one without. Give `slack` to the ApprovalHub, or leave " +
      `\`${slackPath}\` out: then IAM alone decides.`,
  );
}

/** The functions of version 0.1.0 take a gate without `slack` for one that was written wrongly. */
export function hubWithIam(connection: object, path: string): void {
  if (!isOf010(connection)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the connection of an ApprovalHub that keeps what IAM alone decides, got one of ` +
      "version 0.1.0, which keeps what is decided in Slack. Upgrade codepipeline-approvals in the hub's " +
      "program and deploy that first.",
  );
}

/** A connection is taken whole from a hub's output; written by hand, one field is soon wrong. */
export const hubConnection: Check<object> = (value, path) => {
  const record = typeof value === "object" && value !== null ? value : {};
  readableVersion((record as { schemaVersion?: unknown }).schemaVersion, path);
  for (const [key, check] of Object.entries(fields)) {
    const field: unknown = (record as Record<string, unknown>)[key];
    if (field === undefined || field === null) {
      if (mayLack(record).includes(key)) continue;
      if (isOf010(record) && key === "watcherRolePath") continue;
      if (optional.includes(key)) continue;
      throwInvalid(
        path,
        `\`${path}\` must be the connection of an ApprovalHub, got one without ${key}. ` +
          takenWhole,
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
  for (const key of connectionKeys.filter((name) => name.endsWith("Arn") && name in record)) {
    if (absent(record[key])) continue;
    const arn = parseArn(record[key], `${path}.${key}`);
    const { accountId } = ofKeys.includes(key) ? hub : arn;
    // IAM has no Region.
    const isInRegion = ["", hub.region].includes(arn.region);
    if (owner({ ...arn, accountId }) === owner(hub) && isInRegion) continue;
    throwInvalid(
      `${path}.${key}`,
      `\`${path}.${key}\` must be in the partition, account and Region of the hub's notifier, ` +
        `got: ${quote(record[key])} beside one in ${owner(hub)}, ${hub.region}. ` +
        takenWhole,
    );
  }
}

/** The gate's role trusts the hub, and the hub hears of the pipeline, in one account and Region only. */
export function hubOfPipeline(notifierArn: string, pipeline: AwsScope, path: string): void {
  const hub = placeText(parseArn(notifierArn, path));
  if (hub === placeText(pipeline)) return;
  throwInvalid(
    path,
    `\`${path}\` must be in the partition, Region and account of the pipeline, ` +
      `${placeText(pipeline)}, got a hub in ${hub}. Use a hub in that Region and account.`,
  );
}

/** The gate's topic and the hub's functions reach one another in one Region of one account only. */
export function samePlace(topicArn: string, notifierArn: string, path: string): void {
  const [topic, hub] = [topicArn, notifierArn].map((arn) => parseArn(arn, path));
  if (placeText(topic) !== placeText(hub)) {
    throwInvalid(
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
    throwInvalid(
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
  throwInvalid(
    path,
    `\`${path}\` must be the ARN of another secret than \`${credentialsPath}\`, got: ` +
      `${quote(signingSecretArn)} for both. Put signingSecret into a secret of its own, or leave ` +
      `\`${path}\` out.`,
  );
}
