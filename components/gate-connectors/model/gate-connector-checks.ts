/** Checks of the connectors that a gate names. Each refuses with one sentence and a remedy. */
import {
  type ConnectorKind,
  connectorKinds,
  isDecidingKind,
  systemNames,
} from "../../../contract/connectors";
import { isReadable, schemaVersion } from "../../../contract/records";
import {
  absent,
  atMost,
  type Check,
  isRecord,
  quote,
  text,
  throwInvalid,
} from "../../inputs/model/checks";
import { readArn } from "../../scope/model/arn";
import { oneArn } from "../../scope/model/arn-kinds";
import { gateConnectors as limits } from "./connector-limits";

export const approverId = text(limits.approverId, { example: "change.manager" });
export const scheduleId = text(limits.scheduleId, { example: "PABC123" });

export const mostConnectors = atMost(limits.connectors.max, "connectors", "Leave some out.");

/** An empty list is nobody: to mean that, the argument is left out. */
function some(max: number, what: string): Check<readonly unknown[]> {
  const most = atMost(max, what, "Leave some out.");
  return (list, path) => {
    if (list.length === 0) {
      throwInvalid(
        path,
        `\`${path}\` must name somebody, got an empty list. Name who may decide, or leave it out: then tickets ` +
          "decide nothing.",
      );
    }
    most(list, path);
  };
}

export const approvers = some(limits.approverIds.max, "people");
export const schedules = some(limits.scheduleIds.max, "schedules");

export function needsHub(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`hub\`, got no \`hub\`: a connector belongs to a hub. Give \`hub\` the ` +
      `connection of the connector's ApprovalHub, or leave \`${path}\` out.`,
  );
}

export function needsSlack(path: string, slackPath: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`${slackPath}\`, got no \`${slackPath}\`: who is on call decides in Slack. Give ` +
      `\`${slackPath}\`, or leave \`${path}\` out.`,
  );
}

export function besideRule(path: string, rulePath: string): never {
  throwInvalid(
    path,
    `\`${path}\` must not stand beside \`${rulePath}\`, got both: a rule counts the people of its lists, and who is ` +
      `on call is on none. Leave \`${path}\` out, or name these people in \`${rulePath}\`.`,
  );
}

export function needsDecider(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must have a \`hub\` with a function that decides, got one without. Give the ApprovalHub ` +
      `\`connectors: true\` and deploy it first, or leave \`${path}\` out.`,
  );
}

/** What a gate reads of a connector's connection. */
export interface KnownConnection {
  readonly kind: ConnectorKind;
  readonly name: string;
  readonly settings: string;
  readonly credentialsSecretArn: string;
  readonly credentialsKmsKeyArn?: string;
  readonly gatesTableName: string;
}

const takenWhole = "Use the `connection` output of the connector as it is.";
const takenText = (max: number, example: string): Check<string> =>
  text({ min: 1, max }, { example, remedy: takenWhole });

const kind: Check<string> = (value, path) => {
  if (connectorKinds.includes(value as ConnectorKind)) return;
  throwInvalid(
    path,
    `\`${path}\` must be one of ${connectorKinds.join(", ")}, got: ${quote(value)}. ${takenWhole}`,
  );
};

const version: Check<number> = (value, path) => {
  if (!absent(value) && isReadable(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be ${schemaVersion}, the version that this package reads, got: ${quote(value)}. Deploy ` +
      "gates and connectors with the same version of codepipeline-approvals.",
  );
};

/** DynamoDB has 400 KB for the whole record of a gate. */
const settingsText = takenText(20_000, "{}");

const settings: Check<string> = (value, path) => {
  settingsText(value, path);
  try {
    if (isRecord(JSON.parse(value))) return;
  } catch {
    // Refused as what is no record.
  }
  throwInvalid(
    path,
    `\`${path}\` must be the JSON of a record, got: ${quote(value)}. ${takenWhole}`,
  );
};

const secret: Check<string> = (value, path) => {
  const arn = readArn(value);
  if (arn !== undefined && ["secretsmanager", "ssm"].includes(arn.service)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the ARN of a secret or a parameter, got: ${quote(value)}. ${takenWhole}`,
  );
};

/** Its fields and what each must be: what is wrong in it was not written by hand. */
const fields = {
  schemaVersion: version as Check<never>,
  kind,
  name: takenText(100, "changes"),
  settings,
  credentialsSecretArn: secret,
  credentialsKmsKeyArn: oneArn("key", takenWhole),
  gatesTableName: takenText(255, "hub-gates"),
} as const satisfies Record<string, Check<never>>;

/** A connection as a whole. */
export function connection(value: unknown, path: string): asserts value is KnownConnection {
  if (!isRecord(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be the connection of a connector, got: ${quote(value)}. ${takenWhole}`,
    );
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const [key, check] of Object.entries(fields)) {
    if (key === "credentialsKmsKeyArn" && absent(record[key])) continue;
    (check as Check<unknown>)(record[key], `${path}.${key}`);
  }
}

interface Asked {
  readonly approverIds?: unknown;
  readonly scheduleIds?: unknown;
}

/** Who may decide is asked only of a system in which somebody can. */
export function fitsKind(
  kind: ConnectorKind,
  { approverIds, scheduleIds }: Asked,
  path: string,
): void {
  const system = systemNames[kind];
  if (!absent(approverIds) && !isDecidingKind(kind)) {
    const at = `${path}.approverIds`;
    throwInvalid(
      at,
      `\`${at}\` must stand beside a connector whose tickets decide, got one of ${system}, where nobody decides. ` +
        `Leave \`${at}\` out.`,
    );
  }
  if (!absent(scheduleIds) && kind !== "pagerduty") {
    const at = `${path}.scheduleIds`;
    throwInvalid(
      at,
      `\`${at}\` must stand beside a PagerDutyConnector, got a connector of ${system}. Leave \`${at}\` out.`,
    );
  }
}

/** A gate's own hub, as far as it is known. */
interface OwnHub {
  readonly gatesTableName: string;
  readonly notifierArn?: string;
}

/** A gate and its connectors have one hub, whose function reads the record. */
export function sameHub(connector: KnownConnection, hub: OwnHub, path: string): void {
  const refuse = (own: string, theirs: string): never =>
    throwInvalid(
      `${path}.connection`,
      `\`${path}.connection\` must be that of a connector of the gate's own hub (${own}), got one of ${theirs}. Make ` +
        "a connector for this hub.",
    );
  const table = quote(hub.gatesTableName);
  const theirTable = quote(connector.gatesTableName);
  if (table !== theirTable) refuse(table, theirTable);
  // Hubs of two places may have tables of one name. A connector's credentials lie in the Region of its hub, and in
  // its account unless they have a key of their own.
  const own = readArn(hub.notifierArn);
  const theirs = readArn(connector.credentialsSecretArn);
  if (own === undefined || theirs === undefined) return;
  const isFar = own.accountId !== theirs.accountId && absent(connector.credentialsKmsKeyArn);
  if (own.region === theirs.region && !isFar) return;
  const placed = (at: typeof own): string => `${table} in ${at.region}, ${at.accountId}`;
  refuse(placed(own), placed(theirs));
}

/** By its name a request knows whose ticket it has. */
export function distinctNames(connectors: readonly KnownConnection[], path: string): void {
  const names = connectors.map(({ name }) => name);
  const index = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (index === -1) return;
  throwInvalid(
    `${path}[${index}].connection`,
    `\`${path}[${index}].connection\` must be that of another connector, got: ${quote(names[index])}, which ` +
      `\`${path}[${names.indexOf(names[index])}]\` is too. Remove one of them.`,
  );
}
