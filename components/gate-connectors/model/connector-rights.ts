/** What the role of a gate lets the decider do for connectors: read their credentials, each in its own name alone. */
import {
  type ConnectorKind,
  type DecidingKind,
  decidingKinds,
  systemNames,
} from "../../../contract/connectors";
import { identityPrefix } from "../../../contract/identities";
import type { Statement } from "../../approval/model/policies";
import { decryptWithKeys, isParameter, readSecrets } from "../../hub/model/secret-rights";

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

type ByKind<T> = { readonly [kind in DecidingKind]: T };

const byKind = <T>(of: (kind: DecidingKind) => T): ByKind<T> =>
  Object.fromEntries(decidingKinds.map((kind) => [kind, of(kind)])) as ByKind<T>;

/** By kind, whether a ticket of it decides. */
export const decidingKindsOf = (connectors: readonly NamedConnector[]): ByKind<boolean> =>
  byKind((kind) => connectors.some(decidesBy(kind)));

/** By kind, the actions that tickets of it decide: each approval with its own connectors. */
export const byTickets = (
  connectors: readonly (readonly NamedConnector[])[],
  actionArns: readonly string[],
): ByKind<readonly string[]> =>
  byKind((kind) => actionArns.filter((_, index) => connectors[index].some(decidesBy(kind))));

/** One statement a kind and store, for sessions in the name of that kind alone. */
export const credentialStatements = (connectors: readonly NamedConnector[]): Statement[] =>
  kindsRead(connectors).flatMap((kind) =>
    ofKind(
      kind,
      connectors.filter((one) => one.kind === kind && isRead(one)),
    ),
  );

const path = "credentialsSecretArn";

function ofKind(kind: ConnectorKind, connectors: readonly NamedConnector[]): Statement[] {
  const name = kind === "webhook" ? "Webhook" : systemNames[kind].replace(/\W/g, "");
  const arns = [...new Set(connectors.map(({ credentialsArn }) => credentialsArn))];
  const secrets = arns.filter((arn) => !isParameter(arn, path));
  const parameters = arns.filter((arn) => isParameter(arn, path));
  const all = [
    ...(secrets.length > 0 ? [readSecrets(`Read${name}Secret`, secrets, path)] : []),
    ...(parameters.length > 0 ? [readSecrets(`Read${name}Parameter`, parameters, path)] : []),
    ...decryption(`Decrypt${name}Credentials`, connectors),
  ];
  const StringLike = { "aws:SourceIdentity": `${identityPrefix(kind)}*` };
  return all.map((one) => ({ ...one, Condition: { StringLike, ...one.Condition } }));
}

/** A customer's key is used through the store alone. */
function decryption(Sid: string, connectors: readonly NamedConnector[]): Statement[] {
  const encrypted = connectors.filter(({ credentialsKmsKeyArn }) => credentialsKmsKeyArn);
  if (encrypted.length === 0) return [];
  const keys = encrypted.map(({ credentialsKmsKeyArn }) => credentialsKmsKeyArn as string);
  const arns = encrypted.map(({ credentialsArn }) => credentialsArn);
  return [{ ...decryptWithKeys([...new Set(keys)], arns, path), Sid }];
}
