/** What the role of a gate lets the decider do for connectors: read their credentials, each in its own name alone. */
import { type ConnectorKind, type DecidingKind, systemNames } from "../../../contract/connectors";
import { identityPrefix } from "../../../contract/identities";
import { dnsSuffix } from "../../../contract/partitions";
import { oneOrMany, type Statement } from "../../approval/model/policies";
import { parseArn } from "../../scope/model/arn";

/** A connector as its gate names it. */
export interface NamedConnector {
  readonly kind: ConnectorKind;
  readonly credentialsArn: string;
  readonly credentialsKmsKeyArn?: string;
  readonly approverIds: readonly string[];
  readonly scheduleIds: readonly string[];
}

/** True where the decider reads the system: to decide, to ask who is on call, or to show a ticket. */
function isRead({ kind, approverIds, scheduleIds }: NamedConnector): boolean {
  switch (kind) {
    case "servicenow":
    case "jira":
      return true;
    case "webhook":
      return approverIds.length > 0;
    case "pagerduty":
      return scheduleIds.length > 0;
    case "teams":
      return false;
  }
}

/** Kinds whose credentials the decider reads. */
export const kindsRead = (connectors: readonly NamedConnector[]): ConnectorKind[] => [
  ...new Set(connectors.filter(isRead).map(({ kind }) => kind)),
];

const decidesBy =
  (kind: DecidingKind) =>
  (one: NamedConnector): boolean =>
    one.kind === kind && one.approverIds.length > 0;

/** By kind, whether a ticket of it decides. */
export const decidingKindsOf = (
  connectors: readonly NamedConnector[],
): { readonly [kind in DecidingKind]: boolean } => ({
  webhook: connectors.some(decidesBy("webhook")),
  servicenow: connectors.some(decidesBy("servicenow")),
  jira: connectors.some(decidesBy("jira")),
});

/** By kind, the actions that tickets of it decide: each approval with its own connectors. */
export function byTickets(
  connectors: readonly (readonly NamedConnector[])[],
  actionArns: readonly string[],
): { readonly [kind in DecidingKind]: readonly string[] } {
  const arns = (kind: DecidingKind) =>
    actionArns.filter((_, index) => connectors[index].some(decidesBy(kind)));
  return { webhook: arns("webhook"), servicenow: arns("servicenow"), jira: arns("jira") };
}

const word = (kind: ConnectorKind): string => systemNames[kind].replace(/\W/g, "");

/** One statement a kind and store, for sessions in the name of that kind alone. */
export function credentialStatements(connectors: readonly NamedConnector[]): Statement[] {
  const read = connectors.filter(isRead);
  return [...new Set(read.map(({ kind }) => kind))].flatMap((kind) =>
    ofKind(
      kind,
      read.filter((one) => one.kind === kind),
    ),
  );
}

function ofKind(kind: ConnectorKind, connectors: readonly NamedConnector[]): Statement[] {
  const name = kind === "webhook" ? "Webhook" : word(kind);
  const Condition = { StringLike: { "aws:SourceIdentity": `${identityPrefix(kind)}*` } };
  const stored = (service: string): string[] => [
    ...new Set(
      connectors
        .map(({ credentialsArn }) => credentialsArn)
        .filter((arn) => parseArn(arn, "credentialsSecretArn").service === service),
    ),
  ];
  const statement = (Sid: string, Action: string, arns: string[]): Statement[] =>
    arns.length === 0
      ? []
      : [{ Sid, Effect: "Allow", Action, Resource: oneOrMany(arns), Condition }];
  return [
    ...statement(`Read${name}Secret`, "secretsmanager:GetSecretValue", stored("secretsmanager")),
    ...statement(`Read${name}Parameter`, "ssm:GetParameter", stored("ssm")),
    ...decryptStatements(name, kind, connectors),
  ];
}

/** A customer's key is used through the store alone. */
function decryptStatements(
  name: string,
  kind: ConnectorKind,
  connectors: readonly NamedConnector[],
): Statement[] {
  const encrypted = connectors.filter(({ credentialsKmsKeyArn }) => credentialsKmsKeyArn);
  if (encrypted.length === 0) return [];
  const services = encrypted.map(({ credentialsArn }) => {
    const { service, region, partition } = parseArn(credentialsArn, "credentialsSecretArn");
    return `${service}.${region}.${dnsSuffix(partition)}`;
  });
  const keys = encrypted.map(({ credentialsKmsKeyArn }) => credentialsKmsKeyArn as string);
  return [
    {
      Sid: `Decrypt${name}Credentials`,
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: oneOrMany([...new Set(keys)]),
      Condition: {
        StringLike: { "aws:SourceIdentity": `${identityPrefix(kind)}*` },
        StringEquals: { "kms:ViaService": oneOrMany([...new Set(services)]) },
      },
    },
  ];
}
