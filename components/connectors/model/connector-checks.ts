/** Checks of what every connector has: its hub, its place, and how much it has to say. */
import { type ConnectorKind, isDecidingKind, systemNames } from "../../../contract/connectors";
import { absent, quote, throwInvalid, text } from "../../inputs/model/checks";
import { type Arn, parseArn, placeText } from "../../scope/model/arn";
import { alarmTopicInReach, keyInReach, keyOfSecret, secretInReach } from "../../scope/model/reach";
import { credentialsInRegion } from "../../hub/model/hub-checks";

/** The name stands in sessions, logs and messages: one line of text. */
export const connectorName = text(
  { min: 1, max: 100, characters: "that one line of text can hold", pattern: /^\P{Cc}+$/u },
  { example: "changes", required: true },
);

/** The fields of a connection that a connector reads. */
interface JoinedHub {
  readonly eventBusName?: unknown;
  readonly requestsTableName?: unknown;
  readonly deciderFunctionArn?: unknown;
}

export function needsHub(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must be the connection of an ApprovalHub, got none. Give it the \`connection\` output of a hub.`,
  );
}

/** A hub that has what a connector needs. */
export function hubWithConnectors(hub: JoinedHub, kind: ConnectorKind, path: string): void {
  if (absent(hub.eventBusName) || absent(hub.requestsTableName)) {
    throwInvalid(
      path,
      `\`${path}\` must be the connection of an ApprovalHub that connectors can join, got one of an earlier ` +
        "version. Upgrade codepipeline-approvals in the hub's program and deploy that first.",
    );
  }
  if (!isDecidingKind(kind) || !absent(hub.deciderFunctionArn)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the connection of an ApprovalHub with a function that decides, as tickets of ` +
      `${systemNames[kind]} can decide requests, got one without. Give \`connectors: true\` to the ApprovalHub ` +
      "and deploy that first.",
  );
}

/** What is compared, as far as it is known; null for what other languages left out. */
export interface Placed {
  readonly notifierArn?: string;
  readonly region?: string | null;
  readonly credentialsSecretArn?: string;
  readonly readerCredentialsSecretArn?: string | null;
  readonly credentialsKmsKeyArn?: string | null;
  /** False where it is not known yet whether there is a key. */
  readonly knowsKey: boolean;
  readonly alarmTopicArn?: string | null;
  readonly kmsKeyArn?: string | null;
}

const secrets = ["credentialsSecretArn", "readerCredentialsSecretArn"] as const;
const secretKey = "credentialsKmsKeyArn";

/** All of it where the hub is, as AWS demands. */
export function connectorInReach(of: Placed): void {
  const key = of.credentialsKmsKeyArn ?? undefined;
  const hub = of.notifierArn === undefined ? undefined : parseArn(of.notifierArn, "hub");
  for (const path of secrets) {
    const secret = of[path] ?? undefined;
    if (secret === undefined) continue;
    if (key !== undefined) keyOfSecret(key, secret, secretKey);
    if (hub === undefined) continue;
    credentialsInRegion(secret, hub.region, path);
    if (of.knowsKey) secretInReach(secret, key, hub, path, secretKey);
  }
  if (hub === undefined) return;
  const { region, alarmTopicArn, kmsKeyArn } = of;
  if (!absent(region) && region !== hub.region) {
    throwInvalid(
      "region",
      `\`region\` must be that of the hub, ${hub.region}, got: ${quote(region)}. Leave it out, or use a hub of ` +
        "that Region.",
    );
  }
  const here = { partition: hub.partition, region: hub.region };
  if (alarmTopicArn) alarmTopicInReach(alarmTopicArn, here, "alarmTopicArn");
  if (kmsKeyArn) keyInReach(kmsKeyArn, here, "kmsKeyArn", "the hub");
}

/** What a provider makes is where the hub is: no right reaches further, and no rule. */
export function besideHub(made: Arn, notifierArn: string): Arn {
  const hub = parseArn(notifierArn, "hub");
  if (placeText(hub) === placeText(made)) return hub;
  return throwInvalid(
    "hub",
    `\`hub\` must be in the partition, Region and account of the connector, ${placeText(made)}, got a hub in ` +
      `${placeText(hub)}. Use a hub there, or a provider of the hub's Region and account.`,
  );
}

/** Lambda Developer Guide, "Quotas": all variables of a function together have 4 KB. */
const longestSettings = 2500;

export function settingsInReach(settings: string, path: string): void {
  const length = Buffer.byteLength(settings);
  if (length <= longestSettings) return;
  throwInvalid(
    path,
    `\`${path}\` must leave the connector's settings within ${longestSettings} bytes of JSON, got ${length} in all. ` +
      "Give fewer or shorter fields: let the system fill them in.",
  );
}
