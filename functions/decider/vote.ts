/**
 * Where several must agree, a decision is a vote: one write keeps it, and then all of them are counted, as the
 * gate's lists are now. A run that dies in between is tried again, and counts; so does every later vote.
 */
import type { Channel, ReceivedDecision, WhyNot } from "../channels/channel";
import { FinalError, TransientError } from "../domain/errors";
import type { ReleaseFacts } from "../domain/ports";
import { identityOf, type RuledGate, voterOf } from "../domain/rule/identity";
import { withNote } from "../domain/rule/note";
import { groupsOf, type Standing, type Vote } from "../domain/rule/standing";
import { castVote, type CastVote, votesIn, votesKey } from "../domain/rule/votes";
import { type Excluded, nobodyExcluded, objectionTo } from "../domain/rule/whose";
import type { RuleNote } from "../domain/request-parts";
import { ticketsKey } from "../domain/tickets/kept";
import { isOpen, next } from "../domain/transitions";
import type { ApprovalRequest, DecisionCommand } from "../domain/types";
import { redraw } from "../shared/redraw";
import { readExcluded, readNote, votingOf } from "../shared/rule-people";
import { update } from "../shared/update";
import { carryOut, type CarryOutPorts, lookUp, notifyOnFailure, replyWithEnd } from "./carry-out";
import { type Ballot, standingNow } from "./standing-now";

export interface VotePorts extends CarryOutPorts {
  readonly channels: readonly Channel[];
  readonly releases: ReleaseFacts;
}

export async function castAndCount(
  request: ApprovalRequest,
  decision: ReceivedDecision,
  settings: RuledGate,
  ports: VotePorts,
): Promise<void> {
  const { command } = decision;
  const { channels } = ports;
  const voting = votingOf(settings, channels);
  if (voting === undefined || voterOf(settings, command.person) === undefined) {
    throw new FinalError("The gate has a rule, and nobody votes on this channel.");
  }
  // An attempt that was not seen to end may have come through: then there is nothing left to vote on.
  const seen = await (isOpen(request) && request.attempt !== undefined
    ? notifyOnFailure(() => lookUp(request, settings, ports), decision)
    : request);
  if (!isOpen(seen)) return replyWithEnd(seen, decision, settings, ports);
  let known: Promise<Excluded> | undefined;
  const excluded = () => (known ??= readExcluded(request, settings, voting, ports));
  const ballot: Ballot = { decision, settings, voting, channels, excluded };
  const voted = await notifyOnFailure(() => castAll(seen, ballot, ports), decision);
  if (voted === undefined) return;
  if (!isOpen(voted)) return replyWithEnd(voted, decision, settings, ports);
  ports.log.info("vote_counted", about(command));
  await count(voted, ballot, ports);
}

const about = ({ action, token, id, person, result }: DecisionCommand) => ({
  ...{ action, token, command: id, person: person.id, result },
});

/** Keeps the vote of each who has made the decision; undefined where none of them is kept. */
async function castAll(
  request: ApprovalRequest,
  ballot: Ballot,
  ports: VotePorts,
): Promise<ApprovalRequest | undefined> {
  let voted: ApprovalRequest | undefined;
  for (const command of votesIn(ballot.decision.command)) {
    voted = (await cast(voted ?? request, command, ballot, ports)) ?? voted;
  }
  return voted;
}

/** Keeps a vote; undefined where the voter was told why it does not count. */
async function cast(
  request: ApprovalRequest,
  command: DecisionCommand,
  ballot: Ballot,
  ports: VotePorts,
): Promise<ApprovalRequest | undefined> {
  const { decision, settings, voting } = ballot;
  const { rule } = settings;
  const refused = async (why: WhyNot): Promise<void> => {
    ports.log.warn("vote_refused", { ...about(command), reason: why });
    await decision.answer({ kind: "vote-refused", person: command.person, why });
  };
  const voter = voterOf(settings, command.person) ?? "";
  const { certain, possible } = await voting.lists(settings, [voter]);
  if (!certain.people.has(voter)) {
    if (!possible.people.has(voter)) {
      await refused("not-listed");
      return showRefusal(request, settings, ports);
    }
    throw new TransientError("A list that may name this person cannot be read.");
  }
  if (command.result === "Approved") {
    const excluded = await ballot.excluded();
    const why = objectionTo(excluded, identityOf(rule, command.person));
    if (why !== undefined) {
      await refused(why);
      const note = await readNote(settings, voting, excluded);
      const noted = await update(ports.requests, request, (latest) => withNote(latest, note));
      const shown = await redraw(noted, settings, ports);
      await tellUnfulfillable(shown, ballot, note, excluded, ports);
      return undefined;
    }
  }
  const groups = groupsOf(voter, certain).map((index) => rule.groups[index].name);
  const casts: CastVote[] = [];
  const voted = await update(ports.requests, request, (current) => {
    const one = castVote(current, command, groups, rule, ports.clock.now());
    casts.push(one);
    return one.kind === "cast" ? one.next : undefined;
  });
  // The last one is the one that was saved, or that found nothing to save.
  const [last] = casts.slice(-1);
  switch (last.kind) {
    case "busy":
      // What is being carried out may fail: a veto is not lost with it.
      if (command.result === "Rejected") {
        throw new TransientError("A complete vote is being carried out.");
      }
      await decision.answer(last);
      return undefined;
    case "changed-too-often":
      await refused(last.kind);
      return showRefusal(request, settings, ports);
    case "closed":
    case "known":
    case "cast":
      return voted;
  }
}

/** Where the channel has noted on the ticket why it does not count, messages say so. */
async function showRefusal(
  request: ApprovalRequest,
  settings: RuledGate,
  ports: VotePorts,
): Promise<undefined> {
  if (request.tickets === undefined) return;
  const latest = await ports.requests.read(request.action, request.token);
  if (latest === undefined || ticketsKey(latest) === ticketsKey(request)) return;
  if (isOpen(latest)) await redraw(latest, settings, ports);
}

/** As many as `update` tries: whoever votes so often while votes are counted is no person. */
const rounds = 10;

/** Decides where the votes complete the rule, and otherwise shows and says how it stands. */
async function count(request: ApprovalRequest, ballot: Ballot, ports: VotePorts): Promise<void> {
  const { decision, settings } = ballot;
  let current: ApprovalRequest | undefined = request;
  for (let round = 0; round < rounds; round += 1) {
    const counted: ApprovalRequest = current;
    const standing = await notifyOnFailure(() => standingNow(counted, ballot), decision);
    if (standing.kind === "open") return sayHowItStands(counted, standing, ballot, ports);
    const command = commandOf(standing.votes, decision.command);
    const isStill = (one: ApprovalRequest) => !isOpen(one) || votesKey(one) === votesKey(counted);
    current = await carryOut(counted, { command, decision, settings, isStill }, ports);
    if (current === undefined) return;
  }
  throw new TransientError(
    `Votes on ${request.token} changed ${rounds} times while they were counted.`,
  );
}

/** In the name of the last who voted so. */
function commandOf(votes: readonly Vote[], { action, token }: DecisionCommand): DecisionCommand {
  const { id, result, person, reason } = votes[votes.length - 1];
  const agreed = votes.slice(0, -1).map((vote) => vote.person);
  return { id, action, token, result, person, reason, ...(agreed.length > 0 ? { agreed } : {}) };
}

async function sayHowItStands(
  request: ApprovalRequest,
  standing: Standing & { readonly kind: "open" },
  ballot: Ballot,
  ports: VotePorts,
): Promise<void> {
  const { decision, settings, voting } = ballot;
  const { command } = decision;
  const isApproval = command.result === "Approved";
  const excluded = isApproval ? await ballot.excluded() : nobodyExcluded;
  const note = await readNote(settings, voting, excluded);
  // What was known when the request was shown may be so no more.
  const noted = isApproval
    ? await update(ports.requests, request, (latest) => withNote(latest, note))
    : request;
  const shown = await redraw(noted, settings, ports);
  // A vote that was changed since, and is delivered again, is nobody's any more.
  if (shown.votes?.some(({ id }) => id === command.id)) {
    const { result } = command;
    await decision.answer({ kind: "vote-counted", result, rule: settings.rule, standing });
  }
  await tellUnfulfillable(shown, ballot, note, excluded, ports);
}

/** Told, then kept: a run that dies in between tells once more. */
async function tellUnfulfillable(
  request: ApprovalRequest,
  { voting, settings }: Ballot,
  { unfulfillable }: RuleNote,
  excluded: Excluded,
  { requests, log, clock }: VotePorts,
): Promise<void> {
  if (unfulfillable === undefined) return;
  if (request.unfulfillableToldAt !== undefined || !isOpen(request)) return;
  const { action, token } = request;
  await voting.tellUnfulfillable(request, settings, excluded.everybody);
  log.warn("rule_unfulfillable", { action, token, reason: excluded.everybody });
  const toldAt = clock.now().toISOString();
  await update(requests, request, (current) =>
    current.unfulfillableToldAt === undefined
      ? next(current, { unfulfillableToldAt: toldAt })
      : undefined,
  );
}
