/** Checks of a rule. Each refuses with one sentence and a remedy. */
import { type Check, integer, quote, text, throwInvalid } from "../../inputs/model/checks";
import { oneOf } from "../../inputs/model/choices";
import { automaticDecision } from "../../inputs/model/automatic-limits";
import { rule as limits } from "../../inputs/model/rule-limits";
import { readArn } from "../../scope/model/arn";

export const people = integer(limits.people, " of people");

export const groupName = text(limits.groupName, { example: "security", required: true });

export const unknownPerson: Check<string> = (value, path) =>
  oneOf(["refuse", "allow"], value, path, "leave it out for refuse");

export const authorVariable: Check<string> = (value, path) => {
  if (typeof value === "string" && automaticDecision.variable.pattern.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be a variable as NAMESPACE.NAME, like build.AUTHOR_EMAIL, got: ${quote(value)}. Write it ` +
      "without #{ and }, or leave it out for the author that the source action puts out.",
  );
};

/** STS API Reference, "AssumeRole": how long names of sessions are; AssumedRoleUser shows their ARN. */
const principals: readonly [service: string, resource: RegExp][] = [
  ["iam", /^(?:user|role)\/(?:[!-)+-.0->@-~]+\/)*[\w+=,.@-]{1,64}$/],
  ["sts", /^assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64}$/],
];

export const principal: Check<string> = (value, path) => {
  const arn = readArn(value);
  if (arn?.region === "" && arn.accountId !== "") {
    const { service, resource } = arn;
    if (principals.some(([of, pattern]) => service === of && pattern.test(resource))) return;
  }
  throwInvalid(
    path,
    `\`${path}\` must be the ARN of one IAM user, of a role, or of a session of a role, like ` +
      `arn:aws:sts::111122223333:assumed-role/release/ann, got: ${quote(value)}. Copy it from ` +
      '"aws sts get-caller-identity".',
  );
};

export function needsSlack(path: string, slackPath: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`${slackPath}\`, got no \`${slackPath}\`: people vote in Slack. Give ` +
      `\`${slackPath}\`, or leave \`${path}\` out.`,
  );
}

/** What IAM lets people do no rule forbids: it is said in writing, or refused. */
export function besideRule(other: string, path: string): never {
  throwInvalid(
    other,
    `\`${other}\` must not stand beside \`${path}\`, got both: one of these people could decide alone, through ` +
      `IAM. Leave \`${other}\` out, or give \`${path}.aboveRule: true\` to say that they stand above the rule.`,
  );
}

/** What decides without people counts no votes. */
export function automaticBesideRule(other: string, path: string): never {
  throwInvalid(
    other,
    `\`${other}\` must not stand beside \`${path}\`, got both: what decides without people would decide without ` +
      "the people of the rule. Leave one of them out.",
  );
}

/** Gates and their hub may be in different stacks: the connection says what the hub does. */
export function needsVotes(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside the connection of an ApprovalHub that counts votes, got one that does not: its ` +
      "functions would decide nothing. Upgrade codepipeline-approvals in the hub's program and deploy that first, " +
      `or leave \`${path}\` out.`,
  );
}

/** The same where tickets of a connector vote. */
export function needsTicketVotes(path: string): never {
  throwInvalid(
    `${path}.approverIds`,
    `\`${path}.approverIds\` must stand beside \`rule\` only with an ApprovalHub that counts votes of tickets, got one ` +
      "that does not. Upgrade codepipeline-approvals in the hub's program and deploy that first, or leave " +
      `\`${path}.approverIds\` out.`,
  );
}
