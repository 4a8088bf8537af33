/** What of a gate comes to a hub, and what of the hub it finds there. */
import * as pulumi from "@pulumi/pulumi";
import type { CreatedApproval } from "../approval/approval";
import type { NativeApprovers } from "../bypass/native-record";
import { applyInPreview } from "../inputs/inputs";
import type { SlackSpec } from "../slack/arguments";
import type { JoinedApproval } from "../slack/slack-record";
import type { HubConnection } from "../slack-args";
import { type ConnectionKey, connectionKeys } from "./model/hub-checks";

/** One approval of a gate, in Slack or not. */
export interface GateApproval {
  /** What the names of its children begin with. */
  readonly child: string;
  /** The same for the subscription to its topic: approvals that share a topic share the listener. */
  readonly listener: string;
  readonly approval: CreatedApproval;
  readonly slack?: SlackSpec;
  /** Who decides through IAM. */
  readonly native: NativeApprovers;
}

/** A gate, or a stage of several approvals, on its way to a hub. */
export interface HubAttachment {
  readonly name: string;
  readonly approvals: readonly GateApproval[];
  /** True where the approvals share the stage's role: its name then names no action. */
  readonly wholeStage: boolean;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly region?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** An approval that joins the hub, and the listener of its topic. */
export type HeardApproval = Omit<JoinedApproval, "emergency"> & GateApproval;

export type Hub = {
  readonly [K in ConnectionKey]-?: pulumi.Output<Extract<HubConnection[K], string | undefined>>;
};

/** The fields of a connection one by one, so that a preview hides only those that are to come. */
export function hubFields(connection: pulumi.Input<HubConnection>): Hub {
  // A resolved connection holds no inputs any more, which the types cannot say.
  const output = pulumi.output(connection) as unknown as pulumi.Output<Record<string, string>>;
  const field = (key: ConnectionKey): pulumi.Output<string> =>
    applyInPreview(output, (known) =>
      pulumi.isUnknown(known) ? (pulumi.unknown as string) : known[key],
    );
  const fields = connectionKeys.map((key) => [key, field(key)]);
  return Object.fromEntries(fields) as Record<ConnectionKey, pulumi.Output<string>>;
}

export const isAutomatic = ({ approval }: GateApproval): boolean =>
  approval.automaticDecision !== undefined;

/** True where tickets of one of its connectors decide it. */
export const isDecidedByTickets = ({ approval }: GateApproval): boolean =>
  approval.connectors?.each.some(({ decides }) => decides) ?? false;

export const isInSlack = (approvals: readonly GateApproval[]): boolean =>
  approvals.some(({ slack }) => slack !== undefined);

export function isHeard(approval: GateApproval): approval is HeardApproval {
  return approval.approval.topicArn !== undefined;
}
