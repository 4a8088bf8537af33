/** Who is one person: one human has one vote, on however many accounts. */
import { identityNames } from "../../../contract/connectors";
import { channelBefore as slack } from "../../../contract/identities";
import { bearableId } from "../connector-actor";
import { lowered } from "../same-name";
import type { Actor, GateSettings } from "../types";

export type Rule = NonNullable<GateSettings["rule"]>;

/** A gate where several must agree. */
export type RuledGate = GateSettings & { readonly rule: Rule };

export const isRuled = (settings: GateSettings): settings is RuledGate =>
  settings.rule !== undefined;

type Identity = Rule["identities"][number];

type Account = Pick<Actor, "channel" | "id">;

/** The same for every account of one person, and for nobody else. */
export function identityOf(rule: Pick<Rule, "identities">, account: Account): string {
  const own = entryOf(rule, account);
  const { channel, id } = account;
  return own === undefined ? `${channel}:${id}` : `person:${firstOf(own, rule.identities)}`;
}

function entryOf({ identities }: Pick<Rule, "identities">, { channel, id }: Account) {
  if (channel === slack) return identities.find(({ slackUserId }) => slackUserId === id);
  if (!Object.hasOwn(identityNames, channel)) return undefined;
  const name = identityNames[channel as keyof typeof identityNames];
  return identities.find(({ [name]: own }) => own !== undefined && bearableId(own) === id);
}

/**
 * The Slack user as whom somebody votes, whom the gate's lists may name: themselves, or whom an identity says that a
 * person of another system is whom the gate lets decide there. Undefined for everybody else, whose votes count nothing.
 */
export function voterOf(
  { rule, connectors = [] }: Pick<RuledGate, "rule" | "connectors">,
  account: Account,
): string | undefined {
  const { channel, id } = account;
  if (channel === slack) return id;
  const isApprover = connectors.some(
    ({ kind, approverIds }) =>
      kind === channel && approverIds.some((one) => bearableId(one) === id),
  );
  return isApprover ? entryOf(rule, account)?.slackUserId : undefined;
}

/** Of all entries of the same person, the index of the first. */
function firstOf(entry: Identity, identities: readonly Identity[]): number {
  const same = new Set([entry]);
  // A set is gone through with what is added meanwhile.
  for (const one of same) {
    for (const other of identities) if (isSame(one, other)) same.add(other);
  }
  return identities.findIndex((one) => same.has(one));
}

/** False where the gate has a rule, and the vote would be nobody's whom that knows. */
export const mayVote = (settings: GateSettings, account: Account): boolean =>
  !isRuled(settings) || voterOf(settings, account) !== undefined;

/** What no two people have in common. A role's sessions may be many people's. */
const namesOf = (entry: Identity): string[] => [
  ...(entry.slackUserId === undefined ? [] : [entry.slackUserId]),
  ...entry.emails.map(asEmail),
  ...entry.principals.filter((arn) => !isRole(arn)),
  ...Object.values(identityNames).flatMap((name) =>
    entry[name] === undefined ? [] : [`${name} ${entry[name]}`],
  ),
];

function isSame(one: Identity, other: Identity): boolean {
  const names = namesOf(other);
  return namesOf(one).some((name) => names.includes(name));
}

/** Addresses are compared in lower case: no mail system tells people apart by that. */
export const asEmail = (text: string): string => lowered(text.trim());

const roleArn = /^arn:[a-z-]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/;
const sessionArn = /^arn:[a-z-]+:sts::(\d+):assumed-role\/([^/]+)\/([^/]+)$/;

const isRole = (arn: string): boolean => roleArn.test(arn);

/** Account and role of a role or of a session of it. */
const roleOf = (arn: string, pattern: RegExp): string | undefined => {
  const [, account, role] = pattern.exec(arn) ?? [];
  return role && `${account}/${role}`;
};

/** True where the ARN of a role is given, and the other is a session of it. */
export function isSessionOf(principal: string, arn: string): boolean {
  const role = roleOf(principal, roleArn);
  return role !== undefined && role === roleOf(arn, sessionArn);
}

/** The name of a session of a role, which whoever assumed the role has chosen, unless the role forbids it. */
export const sessionNameOf = (arn: string): string | undefined => sessionArn.exec(arn)?.[3];
