/** What is said of a ticket: in the request's messages, and as the reason of a decision. */
import type { SystemPerson, Ticket, TicketState } from "../../connectors/connector";
import { longestReason } from "../../domain/reason";
import { oneLine, shorten } from "../../domain/text";
import type { DecisionResult } from "../../domain/types";
import type { WhyNot } from "../channel";

type Decided = TicketState & { readonly kind: "decided" };

const verbs = { Approved: "approved", Rejected: "rejected" } as const;

/** What others have chosen, so short that whatever comes after it is always said. */
const longest = { name: 80, id: 128, label: 60 } as const;

/** `approved by Carla (carla), who may not decide here`: no name is so long that the end is cut off. */
export function waitsSentence({ result, person }: Decided, isListed: boolean): string {
  const who = saidBy(result, person);
  return isListed
    ? `${who}, who may not decide here`
    : `${who}; tickets decide nothing at this gate`;
}

function saidBy(result: DecisionResult, { displayName, id }: SystemPerson): string {
  const name = shorten(oneLine(displayName), longest.name);
  return `${verbs[result]} by ${name} (${shorten(oneLine(id), longest.id)})`;
}

const whyNot: Readonly<Record<WhyNot, string>> = {
  starter: "started this release",
  author: "wrote what is to be released",
  starter_unknown: "may have started this release: it is not known who did",
  author_unknown: "may have written what is to be released: it is not known who did",
  "changed-too-often": "changed their vote too often",
  "not-listed": "may not decide here",
};

/** `approved by Carla (carla), who started this release`. */
export const refusedSentence = (
  result: DecisionResult,
  person: SystemPerson,
  why: WhyNot,
): string => `${saidBy(result, person)}, who ${whyNot[why]}`;

/** The ticket says where to look, and its own words come after it: `CHG0030001 was rejected: Load test failed`. */
export function reasonOf({ label }: Ticket, { result, reason = "" }: Decided): string {
  const why = oneLine(reason);
  const said = `${shorten(oneLine(label), longest.label)} was ${verbs[result]}`;
  return shorten(why === "" ? said : `${said}: ${why}`, longestReason);
}
