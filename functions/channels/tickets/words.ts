/** What is said of a ticket: in the request's messages, and as the reason of a decision. */
import type { Ticket, TicketState } from "../../connectors/connector";
import { longestReason } from "../../domain/reason";
import { oneLine, shorten } from "../../domain/text";

type Decided = TicketState & { readonly kind: "decided" };

const verbs = { Approved: "approved", Rejected: "rejected" } as const;

/** `approved by Carla (carla), who may not decide here`. */
export function waitsSentence({ result, person }: Decided, isListed: boolean): string {
  const who = `${verbs[result]} by ${oneLine(person.displayName)} (${oneLine(person.id)})`;
  return shorten(
    isListed ? `${who}, who may not decide here` : `${who}; tickets decide nothing at this gate`,
    300,
  );
}

/** The ticket says where to look, and its own words come after it: `CHG0030001 was rejected: Load test failed`. */
export function reasonOf({ label }: Ticket, { result, reason = "" }: Decided): string {
  const why = oneLine(reason);
  const said = `${oneLine(label)} was ${verbs[result]}`;
  return shorten(why === "" ? said : `${said}: ${why}`, longestReason);
}
