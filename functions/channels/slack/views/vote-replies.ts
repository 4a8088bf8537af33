/** What is said to a voter in private, and in the thread where a rule cannot be fulfilled any more. */
import type { KnownBlock } from "@slack/types";
import type { Rule } from "../../../domain/rule/identity";
import { missingWords, wantedWords } from "../../../domain/rule/words";
import type { Objection } from "../../../domain/rule/whose";
import type { ApprovalRequest } from "../../../domain/types";
import type { Answer, WhyNot } from "../../channel";
import { plainLine } from "./escape";
import { type PrivateAnswer, quoting } from "./ephemeral-replies";
import { fallbackText, literal, type Section, section } from "./parts";

const changeable = "You can change your vote as long as this waits.";

export function voteCounted({
  result,
  rule,
  standing,
}: Answer & { readonly kind: "vote-counted" }): PrivateAnswer {
  if (result === "Rejected") {
    const more = rule.rejections - standing.rejections;
    const end = more === 1 ? "One more ends this." : `${more} more end this.`;
    return `Your rejection counts. ${end} ${changeable}`;
  }
  return quoting(
    missingWords(rule, standing.missing),
    (missing) => `Your approval counts. Still needed: ${missing}. ${changeable}`,
  );
}

const mayReject = "You may reject it.";

const refusals: Readonly<Record<WhyNot, string>> = {
  starter:
    "You started this release, so your approval does not count: somebody else has to approve it. " +
    mayReject,
  author:
    "You wrote what is to be released, so your approval does not count: somebody else has to approve it. " +
    mayReject,
  starter_unknown:
    "It is not known who started this release, so nobody's approval counts: it could be theirs. " +
    "Whoever deploys the gate can name them in identities of its rule. " +
    mayReject,
  author_unknown:
    "It is not known who wrote what is to be released, so nobody's approval counts: it could be theirs. " +
    "Whoever deploys the gate can name them in identities of its rule, or give authorVariable. " +
    mayReject,
  "not-listed": "No list of this gate names you any more, so your vote does not count.",
  "changed-too-often":
    "You have changed your vote so often that no other approval of yours counts. " + mayReject,
};

export const voteRefused = (why: keyof typeof refusals): string => refusals[why];

const whyNot: Readonly<Record<Objection | "too_few", string>> = {
  too_few:
    "Too few people are left whose approval counts: lists have become shorter, or who started or wrote this " +
    "release is on them.",
  starter: "Whoever started this release cannot approve it.",
  author: "Whoever wrote what it releases cannot approve it.",
  starter_unknown:
    "It is not known who started this release, so nobody's approval counts: name them in identities of the gate's rule.",
  author_unknown:
    "It is not known who wrote what is to be released, so nobody's approval counts: name them in identities of the " +
    "gate's rule, or give authorVariable.",
};

const unfulfillable = "Cannot be approved as it stands";

/** On the request's message, and in its thread. */
export const unfulfillableSection = (why: Objection | "too_few" = "too_few"): Section =>
  section(`*${unfulfillable}*\n${whyNot[why]} Anybody who may decide can reject it.`);

/** In the thread of the request's message. */
export function unfulfillableMessage(
  request: ApprovalRequest,
  rule: Rule,
  why: Objection | undefined,
): { text: string; blocks: KnownBlock[] } {
  return {
    text: fallbackText(unfulfillable, request),
    blocks: [unfulfillableSection(why), literal(plainLine(`Needed: ${wantedWords(rule)}`, 2900))],
  };
}
