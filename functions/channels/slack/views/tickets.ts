/** Where a request has tickets in other systems: which they are, and why they decide nothing yet. */
import type { KnownBlock } from "@slack/types";
import { type ConnectorKind, systemNames } from "../../../../contract/connectors";
import type { ApprovalRequest } from "../../../domain/types";
import { link, plainLine } from "./escape";
import { mrkdwn, plain } from "./parts";

/** More than a gate has connectors of tickets; what a message has room for. */
const mostTickets = 5;

/** Systems let their people change it. */
const longestLabel = 60;

export function ticketLines({ tickets = [] }: ApprovalRequest, max: number): KnownBlock[] {
  return tickets.slice(0, mostTickets).map(({ kind, label, url, note }) => {
    const system = systemNames[kind as ConnectorKind] ?? kind;
    // That it decides nothing yet comes first: whatever others have worded may be cut off.
    const said = note === undefined ? "" : ` waits: ${note}`;
    const where = url === undefined ? undefined : link(url, max);
    return {
      type: "context" as const,
      elements: [
        plain(plainLine(`${system} ${plainLine(label, longestLabel)}${said}`, Math.min(max, 400))),
        ...(where === undefined ? [] : [mrkdwn(where)]),
      ],
    };
  });
}
