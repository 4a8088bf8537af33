/** The connectors of a gate as its hub reads them: their records, and what the role of the gate needs for them. */
import * as pulumi from "@pulumi/pulumi";
import type { ConnectorRecord } from "../../contract/connectors";
import { applyInPreview, redactIfSecret } from "../inputs/inputs";
import type { GateConnectorsSpec } from "./arguments";
import type { NamedConnector } from "./model/connector-rights";
import { distinctNames, sameHub } from "./model/gate-connector-checks";

/** A connector in the gate's record, and the key that encrypts its credentials, which stays out of it. */
export interface JoinedConnector {
  readonly record: ConnectorRecord;
  readonly credentialsKmsKeyArn?: string;
}

interface OwnHub {
  readonly gatesTableName: pulumi.Output<string>;
  readonly notifierArn: pulumi.Output<string>;
}

/** Throws where one belongs to another hub, or two have one name. */
export function joinedConnectors(
  spec: GateConnectorsSpec | undefined,
  { gatesTableName, notifierArn }: OwnHub,
): pulumi.Output<readonly JoinedConnector[]> {
  const { path = "connectors", each = [] } = spec ?? {};
  if (each.length === 0) return pulumi.output([]);
  const all = pulumi.all([
    gatesTableName,
    notifierArn,
    pulumi.all(each.map(({ connection, people }) => pulumi.all([connection, people]))),
  ]);
  // The notifier of a hub that is made with the gate is not known in preview: the rest is judged all the same.
  return applyInPreview(all, ([table, notifier, known]) =>
    redactIfSecret(all, () => {
      if (pulumi.containsUnknowns([table, known])) return pulumi.unknown as never;
      const hub = {
        gatesTableName: table,
        ...(!pulumi.containsUnknowns(notifier) && { notifierArn: notifier }),
      };
      const connections = known.map(([connection]) => connection);
      for (const [index, connection] of connections.entries()) {
        sameHub(connection, hub, each[index].path);
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
