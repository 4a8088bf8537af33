/** Where several must agree: what is wanted, who has voted, and who is still asked. */
import type { KnownBlock } from "@slack/types";
import { isTakenBack, stillAsked } from "../../../domain/rule/asked";
import type { Rule } from "../../../domain/rule/identity";
import type { Vote } from "../../../domain/rule/standing";
import { wantedWords } from "../../../domain/rule/words";
import { channelTitle, displayName } from "../../../domain/summary";
import type { ApprovalRequest } from "../../../domain/types";
import type { SlackApprovers } from "../gate";
import { slackName } from "../name";
import { plainLine } from "./escape";
import { approverMentions } from "./mentions";
import { literal, plain, section, titled } from "./parts";
import { fitted } from "./revision-lines";
import { unfulfillableSection } from "./vote-replies";

export function votes(
  request: ApprovalRequest,
  rule: Rule,
  approvers: SlackApprovers,
  max: number,
): KnownBlock[] {
  const { votes: cast = [], ruleNote: { unfulfillable } = {} } = request;
  const lines = cast.map((vote) => voteLine(vote, isTakenBack(request, vote)));
  const asked = approverMentions(stillAsked(rule, approvers, request), max);
  const excluded = exclusion(rule);
  return [
    ...titled("What is needed", literal(plainLine(neededSentence(rule), max))),
    ...(unfulfillable === undefined ? [] : [unfulfillableSection(unfulfillable)]),
    ...(lines.length === 0
      ? []
      : titled("Votes", literal(fitted(lines, max, "\n", (count) => `and ${count} more`)))),
    ...(asked === "" ? [] : [section(`*Who is still asked*\n${asked}`)]),
    ...(excluded === undefined ? [] : [{ type: "context" as const, elements: [plain(excluded)] }]),
  ];
}

function neededSentence(rule: Rule): string {
  const { rejections } = rule;
  const ends = rejections === 1 ? "one rejection ends it" : `${rejections} rejections end it`;
  return `${wantedWords(rule)}; ${ends}`;
}

/** `Approved by Ann (U0ANN), of security: Load test passed`. */
function voteLine({ person, result, groups, reason = "" }: Vote, isTaken: boolean): string {
  if (isTaken)
    return plainLine(`${displayName(person)}: does not count while the ticket waits`, 300);
  const of = groups.length === 0 ? "" : `, of ${groups.join(" and ")}`;
  const where = person.channel === slackName ? "" : ` in ${channelTitle(person)}`;
  const who = plainLine(`${result} by ${displayName(person)}${where}${of}`, 300);
  const why = plainLine(reason, 100);
  return why === "" ? who : `${who}: ${why}`;
}

function exclusion({ excludeStarter, excludeAuthor }: Rule): string | undefined {
  const who = [
    ...(excludeStarter ? ["started this release"] : []),
    ...(excludeAuthor ? ["wrote what it releases"] : []),
  ];
  return who.length === 0 ? undefined : `Whoever ${who.join(" or ")} cannot approve it.`;
}
