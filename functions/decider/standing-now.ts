/** What the votes of a request amount to at this moment: as lists, tickets, starter and author are now. */
import type { Channel, ReceivedDecision, Voting } from "../channels/channel";
import { TransientError } from "../domain/errors";
import { type RuledGate, voterOf } from "../domain/rule/identity";
import { type Lists, type Standing, standingOf, type Vote } from "../domain/rule/standing";
import { votesIn } from "../domain/rule/votes";
import { type Excluded, nobodyExcluded } from "../domain/rule/whose";
import type { ApprovalRequest } from "../domain/types";

/** What one run knows of the gate's people, each of it asked once. */
export interface Ballot {
  readonly decision: ReceivedDecision;
  readonly settings: RuledGate;
  readonly voting: Voting;
  readonly channels: readonly Channel[];
  /** Who may not approve. Throws where that cannot be read: nobody's approval counts then. */
  excluded(): Promise<Excluded>;
}

/** Nothing is complete by the word of a list that could not be read, nor by that of who may not approve. */
export async function standingNow(request: ApprovalRequest, ballot: Ballot): Promise<Standing> {
  const { votes = [] } = request;
  const { voting, settings } = ballot;
  const voters = votes.flatMap(({ person }) => voterOf(settings, person) ?? []);
  const lists = await voting.lists(settings, voters);
  const standing = (of: Lists, excluded: Excluded, all: readonly Vote[] = votes): Standing =>
    standingOf(settings, all, of, excluded);
  const isComplete = standing(lists.possible, nobodyExcluded).kind === "Approved";
  const excluded = isComplete ? await ballot.excluded() : nobodyExcluded;
  const judged = (all: readonly Vote[]): Standing => {
    const certain = standing(lists.certain, excluded, all);
    if (certain.kind === standing(lists.possible, excluded, all).kind) return certain;
    throw new TransientError("A list that may name those who have voted cannot be read.");
  };
  const found = judged(votes);
  if (found.kind !== "Approved") return found;
  const { fallen, failures } = await fallenOf(found.votes, request, ballot);
  if (fallen.length === 0) return found;
  const rest = judged(votes.filter((vote) => !fallen.includes(vote)));
  // A system that does not answer holds nobody up who is enough without it.
  if (rest.kind === "Approved" || failures.length === 0) return rest;
  throw failures[0];
}

interface Fallen {
  readonly fallen: Vote[];
  /** Why it is not known of some of them. */
  readonly failures: unknown[];
}

/**
 * Approvals that their tickets do not say any more, or of which that cannot be read. What this very run has read is not
 * read again.
 */
async function fallenOf(
  votes: readonly Vote[],
  request: ApprovalRequest,
  { decision, settings, channels }: Ballot,
): Promise<Fallen> {
  const read = votesIn(decision.command).map(({ id }) => id);
  const fallen: Vote[] = [];
  const failures: unknown[] = [];
  for (const vote of votes.filter(({ id }) => !read.includes(id))) {
    const channel = channels.find(({ name }) => name === vote.person.channel);
    try {
      const stands = channel && ((await channel.stillSays?.(vote, request, settings)) ?? true);
      if (!stands) fallen.push(vote);
    } catch (error) {
      fallen.push(vote);
      failures.push(error);
    }
  }
  return { fallen, failures };
}
