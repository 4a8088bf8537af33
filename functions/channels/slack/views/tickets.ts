/** Where a request has tickets in other systems: which they are, and why they decide nothing yet. */
import type { KnownBlock } from "@slack/types";
import { type ConnectorKind, systemNames } from "../../../../contract/connectors";
import type { ApprovalRequest } from "../../../domain/types";
import { link, plainLine } from "./escape";
import { mrkdwn, plain } from "./parts";

/** More than a gate has connectors of tickets; what a message has room for. */
const mostTickets = 5;

export function ticketLines({ tickets = [] }: ApprovalRequest, max: number): KnownBlock[] {
  return tickets.slice(0, mostTickets).map(({ kind, label, url, note }) => {
    const system = systemNames[kind as ConnectorKind] ?? kind;
    const said = note === undefined ? "" : `: ${note}`;
    const where = url === undefined ? undefined : link(url, max);
    return {
      type: "context" as const,
      elements: [
        plain(plainLine(`${system} ${label}${said}`, Math.min(max, 400))),
        ...(where === undefined ? [] : [mrkdwn(where)]),
      ],
    };
  });
}
