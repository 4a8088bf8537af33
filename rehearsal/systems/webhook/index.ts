/** A company's own system: it takes signed events, and posts what its people decide, signed as well. */
import type { CreateStandIn, SystemAnswer, SystemRequest, SystemSurroundings } from "../system";
import { Board } from "./board";
import { parseEntry, type WebhookEntry } from "./entry";
import { parseEvent } from "./event";
import { newSecret, problemOf, signedHeaders } from "./signing";

const results: Readonly<Record<string, string>> = { approve: "approved", reject: "rejected" };

export const createWebhook: CreateStandIn = (given, ctx) => {
  const entry = parseEntry(given);
  const { host, origin } = new URL(entry.url);
  const board = new Board();
  const secret = newSecret();
  const ownSecret = entry.readerCredentialsArn === undefined ? secret : newSecret();
  return {
    kind: "webhook",
    title: `Own system (${host})`,
    origins: [origin],
    people: entry.people,
    credentials: {
      [entry.credentialsArn]: { secret },
      ...(entry.readerCredentialsArn && { [entry.readerCredentialsArn]: { secret: ownSecret } }),
    },
    answer: (request) => answer(request, { entry, board, secret, now: ctx.clock.now() }),
    tickets: () => board.tickets(),
    act: (ticket, action, person) =>
      decide({ ticket, action, person }, { entry, board, secret: ownSecret }, ctx),
  };
};

interface Place {
  readonly entry: WebhookEntry;
  readonly board: Board;
  readonly secret: string;
}

function answer(
  { method, url, headers, body }: SystemRequest,
  { entry, board, secret, now }: Place & { readonly now: Date },
): SystemAnswer {
  if (url.pathname !== new URL(entry.url).pathname) return { status: 404 };
  if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
  const problem = problemOf(headers, body, secret, now);
  if (problem !== undefined) return { status: 401, body: { error: problem } };
  if (entry.gone) return { status: 410 };
  const event = parseEvent(body);
  if (event === undefined) return { status: 400, body: { error: "no event of an approval" } };
  board.tell(headers["webhook-id"] as string, event);
  return { status: 204 };
}

interface Act {
  readonly ticket: string;
  readonly action: string;
  readonly person: string;
}

/** What somebody decides there is posted; whether it counts, the events that come back say. */
async function decide(
  { ticket, action, person }: Act,
  { entry, board, secret }: Place,
  { clock, deliver }: SystemSurroundings,
): Promise<void> {
  const decision = results[action];
  const name = entry.people[person];
  const now = clock.now();
  const reason = `${name} has ${decision} it in the company's own system.`;
  const body = JSON.stringify({
    type: "approval.decision",
    timestamp: now.toISOString(),
    data: { requestId: ticket, decision, actor: { id: person, name }, reason },
  });
  const headers = signedHeaders(body, secret, now);
  const { status } = await deliver(board.decisionUrlOf(ticket), { method: "POST", headers, body });
  board.note(ticket, `${decision} by ${name} (${person}): answered ${status}`);
  if (status !== 202) throw new Error(`The decision was answered with ${status}.`);
}
