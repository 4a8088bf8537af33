/** The connectors of an approval, and who may decide through them: as a gate's item in the table of its hub says. */
import { actionAttribute, type GateRecord } from "../../contract/records";
import { assertSame } from "../engine/failure";
import { isObject } from "../../iam/condition";

/** A connector that an approval names. */
export interface NamedConnector {
  /** Name of the connector. */
  readonly name: string;
  /** Who may decide through its tickets, as its system names them; nobody where it is left out. */
  readonly approverIds?: readonly string[];
  /** Ids of PagerDuty schedules: whoever is on call decides in Slack; nobody where it is left out. */
  readonly scheduleIds?: readonly string[];
}

/** An approval that names connectors. */
export interface ConnectedGate {
  /** `PIPELINE/STAGE/ACTION`. */
  readonly path: string;
  readonly connectors: readonly Required<NamedConnector>[];
  /** Role with which the hub decides. */
  readonly roleArn: string;
}

const key = "connectors" satisfies keyof GateRecord;

/** Undefined where the item names none. */
export function connectorsOf(
  item: Record<string, unknown> | undefined,
): ConnectedGate | "unknown" | undefined {
  if (item === undefined || !(key in item)) return undefined;
  const { [actionAttribute]: path, deciderRoleArn: roleArn, [key]: all } = item;
  if (typeof path !== "string" || typeof roleArn !== "string" || !Array.isArray(all)) {
    return "unknown";
  }
  const connectors = all.map(connectorOf);
  return connectors.includes(undefined)
    ? "unknown"
    : { path, roleArn, connectors: connectors as Required<NamedConnector>[] };
}

function connectorOf(one: unknown): Required<NamedConnector> | undefined {
  if (!isObject(one)) return undefined;
  const { name, approverIds, scheduleIds } = one;
  const areTexts = [approverIds, scheduleIds].every(
    (ids) => Array.isArray(ids) && ids.every((id) => typeof id === "string"),
  );
  if (typeof name !== "string" || !areTexts) return undefined;
  return {
    name,
    approverIds: [...(approverIds as string[])].sort(),
    scheduleIds: [...(scheduleIds as string[])].sort(),
  };
}

const sorted = (connectors: readonly NamedConnector[]): string[] =>
  connectors
    .map(({ name, approverIds = [], scheduleIds = [] }) =>
      JSON.stringify({
        ...{ name, approverIds: [...approverIds].sort(), scheduleIds: [...scheduleIds].sort() },
      }),
    )
    .sort();

/** In each hub of the stack that has it. */
export function assertNamedConnectors(
  approval: string,
  wanted: readonly NamedConnector[],
  gates: readonly ConnectedGate[],
  from: (...args: never[]) => unknown,
): void {
  const found = gates.filter(({ path }) => path === approval);
  const words = `Not exactly these connectors are named by ${approval}.`;
  if (found.length === 0) return assertSame([], sorted(wanted), words, from);
  for (const { connectors } of found) assertSame(sorted(connectors), sorted(wanted), words, from);
}
