/** The connectors of a gate as its hub reads them: their records, and what the role of the gate needs for them. */
import * as pulumi from "@pulumi/pulumi";
import type { ConnectorRecord } from "../../contract/connectors";
import { redactIfSecret } from "../inputs/inputs";
import type { GateConnectorsSpec } from "./arguments";
import type { NamedConnector } from "./model/connector-rights";
import { distinctNames, sameHub } from "./model/gate-connector-checks";

/** A connector in the gate's record, and the key that encrypts its credentials, which stays out of it. */
export interface JoinedConnector {
  readonly record: ConnectorRecord;
  readonly credentialsKmsKeyArn?: string;
}

/** Throws where one belongs to another hub, or two have one name. */
export function joinedConnectors(
  spec: GateConnectorsSpec | undefined,
  gatesTableName: pulumi.Output<string>,
): pulumi.Output<readonly JoinedConnector[]> {
  const { path = "connectors", each = [] } = spec ?? {};
  if (each.length === 0) return pulumi.output([]);
  const all = pulumi.all([
    gatesTableName,
    pulumi.all(each.map(({ connection, people }) => pulumi.all([connection, people]))),
  ]);
  return all.apply(([table, known]) =>
    redactIfSecret(all, () => {
      const connections = known.map(([connection]) => connection);
      for (const [index, connection] of connections.entries()) {
        sameHub(connection, table, each[index].path);
      }
      distinctNames(connections, path);
      return known.map(([connection, people]) => joined(connection, people));
    }),
  ) as pulumi.Output<readonly JoinedConnector[]>;
}

function joined(
  connection: Awaited<pulumi.Unwrap<GateConnectorsSpec["each"][number]["connection"]>>,
  { approverIds, scheduleIds }: Pick<ConnectorRecord, "approverIds" | "scheduleIds">,
): JoinedConnector {
  const { kind, name, settings, credentialsSecretArn, credentialsKmsKeyArn } = connection;
  return {
    record: {
      ...{ kind, name, settings, credentialsArn: credentialsSecretArn },
      ...{ approverIds, scheduleIds },
    },
    credentialsKmsKeyArn: credentialsKmsKeyArn ?? undefined,
  };
}

export const namedConnectors = (joined: readonly JoinedConnector[]): NamedConnector[] =>
  joined.map(({ record, credentialsKmsKeyArn }) => ({ ...record, credentialsKmsKeyArn }));
