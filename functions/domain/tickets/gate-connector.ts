/** A connector as a gate names it. */
import type { ConnectorKind } from "../../../contract/connectors";
import type { GateSettings } from "../types";

export type GateConnector = NonNullable<GateSettings["connectors"]>[number];

export const namedConnector = (
  { connectors = [] }: GateSettings,
  kind: ConnectorKind,
  name: string,
): GateConnector | undefined => connectors.find((one) => one.kind === kind && one.name === name);
