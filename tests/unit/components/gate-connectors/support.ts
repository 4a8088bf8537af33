/** Connectors as a gate is given them. */
import type { GateConnectorArgs } from "../../../../index";
import { inSlack, joinable, gateWith } from "../../../support/components";

export const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

export const connectionOf = (kind: string, change: object = {}) => ({
  ...{
    schemaVersion: 1,
    kind,
    name: `the-${kind}`,
    settings: '{"instanceUrl":"https://x.example"}',
  },
  ...{ credentialsSecretArn: secretArn(kind), gatesTableName: joinable.gatesTableName },
  ...change,
});

export const named = (kind: string, more: object = {}, change: object = {}): GateConnectorArgs => ({
  connection: connectionOf(kind, change),
  ...more,
});

export const byCarla = { approverIds: ["carla"] };
export const onCall = { scheduleIds: ["PABC123"] };

export const gateOf = (
  connectors: readonly GateConnectorArgs[],
  more: object = {},
  name?: string,
) => gateWith({ hub: joinable, slack: inSlack, connectors: [...connectors], ...more }, name);
