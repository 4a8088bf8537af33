/**
 * What a connector hands to the decider. It says where to look and nothing else: what a ticket decides the
 * decider reads in the system itself, so that nobody decides by wording one.
 */
import * as v from "valibot";
import { connectorKinds, type ConnectorKind } from "../../../contract/connectors";
import { actionKeyPattern, approvalToken } from "../../../contract/patterns";
import type { ApprovalRequest } from "../types";

const schema = v.object({
  version: v.literal(1),
  channel: v.picklist(connectorKinds),
  /** Name of the connector. */
  connector: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
  token: v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`))),
  /** Id by which the system reads the ticket. */
  ticket: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
});

export type TicketHandOver = Readonly<v.InferOutput<typeof schema>>;

/** Undefined for everything else. */
export function parseTicketHandOver(event: unknown): TicketHandOver | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}

export const ticketHandOver = (
  { action, token }: Pick<ApprovalRequest, "action" | "token">,
  channel: ConnectorKind,
  connector: string,
  ticket: string,
): TicketHandOver => ({ version: 1, channel, connector, action, token, ticket });
