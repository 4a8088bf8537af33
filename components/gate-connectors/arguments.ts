/** The argument `connectors` of a gate: each entry checked by itself, then beside its hub, its rule and Slack. */
import * as pulumi from "@pulumi/pulumi";
import type { ConnectorRecord } from "../../contract/connectors";
import type { GateConnector } from "../gate-connector-args";
import type { ShapesOf } from "../inputs/argument-shape";
import { optional, shapesOf, validateFields } from "../inputs/fields";
import { applyInPreview, given, isPlain, redactIfSecret } from "../inputs/inputs";
import { judged, type Kind, listOf, string } from "../inputs/kinds";
import { requirePlain, requirePlainList } from "../inputs/require-plain";
import * as check from "./model/gate-connector-checks";

const people = {
  approverIds: optional(judged(listOf(string(check.approverId)), check.approvers)),
  scheduleIds: optional(judged(listOf(string(check.scheduleId)), check.schedules)),
};

const shapes: ShapesOf<GateConnector> = { connection: "connection", ...shapesOf(people) };

/** One connector of a gate. */
interface GateConnectorSpec {
  /** What the user calls it: "connectors[0]". */
  readonly path: string;
  /** True where its tickets decide. */
  readonly decides: boolean;
  /** True where who is on call decides in Slack. */
  readonly asksOnCall: boolean;
  readonly connection: pulumi.Output<check.KnownConnection>;
  /** Who may decide by its tickets, as it was given. */
  readonly approverIds: pulumi.Input<string[]> | undefined;
  /** Who may decide, checked. */
  readonly people: pulumi.Output<Pick<ConnectorRecord, "approverIds" | "scheduleIds">>;
}

export interface GateConnectorsSpec {
  /** What the user calls it: "connectors" or "approvals[1].connectors". */
  readonly path: string;
  readonly each: readonly GateConnectorSpec[];
}

type Shape = { readonly listOf: { readonly record: typeof shapes } };

const kind: Kind<Shape, readonly GateConnector[], GateConnectorsSpec> = {
  shape: { listOf: { record: shapes } },
  validate: (list, path) => {
    const plain = requirePlainList(list, path);
    check.mostConnectors(plain, path);
    return { path, each: plain.map((one, index) => validateOne(one, `${path}[${index}]`)) };
  },
};

/** The argument of a gate, and of an approval among others. */
export const connectorsArgument = optional(kind);

function validateOne(argument: GateConnector, path: string): GateConnectorSpec {
  const { connection, ...asked } = requirePlain(argument, path);
  const at = `${path}.connection`;
  const valid = validateFields(asked, people, (key) => `${path}.${key}`);
  const judge = (known: unknown): void => {
    check.connection(known, at);
    check.fitsKind(known.kind, asked, path);
  };
  const who = pulumi.output(valid) as pulumi.Output<{
    readonly approverIds?: readonly string[];
    readonly scheduleIds?: readonly string[];
  }>;
  return {
    path,
    decides: given(asked.approverIds),
    approverIds: valid.approverIds as pulumi.Input<string[]> | undefined,
    asksOnCall: given(asked.scheduleIds),
    connection: judgedConnection(connection, judge),
    people: who.apply(({ approverIds = [], scheduleIds = [] }) => ({ approverIds, scheduleIds })),
  };
}

/** What is known now is judged now, the rest when it resolves. */
function judgedConnection(
  connection: GateConnector["connection"],
  judge: (known: unknown) => void,
): pulumi.Output<check.KnownConnection> {
  const output = pulumi.output(connection) as pulumi.Output<unknown>;
  if (isPlain(connection)) {
    judge(connection);
    return output as pulumi.Output<check.KnownConnection>;
  }
  return applyInPreview(output, (resolved) =>
    redactIfSecret(output, () => {
      if (!pulumi.containsUnknowns(resolved)) judge(resolved);
      return resolved as check.KnownConnection;
    }),
  );
}

/** Refuses connectors where they have no hub, and whoever is on call where several must agree. */
export function connectorsBeside(
  { path, each }: GateConnectorsSpec,
  others: {
    readonly inHub: boolean;
    readonly inSlack: boolean;
    readonly slackPath: string;
    readonly rulePath?: string;
  },
): void {
  if (!others.inHub) check.needsHub(path);
  for (const { path: at, asksOnCall } of each) {
    if (asksOnCall && !others.inSlack) check.needsSlack(`${at}.scheduleIds`, others.slackPath);
    if (asksOnCall && others.rulePath !== undefined) {
      check.besideRule(`${at}.scheduleIds`, others.rulePath);
    }
  }
}
