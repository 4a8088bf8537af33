/** Whose release it is: who has started the execution, and who has written what it releases. */
import { channelBefore as slack } from "../../../contract/identities";
import { outputVariable } from "../output-variable";
import type { Release } from "../types";
import { asEmail, identityOf, isSessionOf, type Rule, sessionNameOf } from "./identity";

/** Why somebody's approval does not count. */
export type Objection = "starter" | "author" | "starter_unknown" | "author_unknown";

/** By an identity: why that person may not approve; `everybody` where somebody is not known who may not. */
export interface Excluded {
  readonly people: ReadonlyMap<string, Objection>;
  readonly everybody?: Objection;
}

export const nobodyExcluded: Excluded = { people: new Map() };

/** Who has the e-mail address on the channel; undefined for nobody. Throws where that cannot be asked. */
export type AccountOf = (email: string) => Promise<string | undefined>;

/** Who it was, as far as that is known; nobody where it was a machine. */
interface Whose {
  readonly people: readonly string[];
  readonly isKnown: boolean;
}

const nobody: Whose = { people: [], isKnown: true };
const somebody: Whose = { people: [], isKnown: false };

export async function excludedBy(
  rule: Rule,
  release: Release,
  accountOf: AccountOf,
): Promise<Excluded> {
  const starter = rule.excludeStarter ? await starterOf(rule, release, accountOf) : nobody;
  const author = rule.excludeAuthor ? await authorOf(rule, release, accountOf) : nobody;
  const people = new Map<string, Objection>([
    ...author.people.map((one) => [one, "author"] as const),
    ...starter.people.map((one) => [one, "starter"] as const),
  ]);
  if (!starter.isKnown && rule.unknownStarter === "refuse") {
    return { people, everybody: "starter_unknown" };
  }
  if (!author.isKnown && rule.unknownAuthor === "refuse") {
    return { people, everybody: "author_unknown" };
  }
  return { people };
}

export const objectionTo = (
  { people, everybody }: Excluded,
  identity: string,
): Objection | undefined => people.get(identity) ?? everybody;

/** CodePipeline API Reference, ExecutionTrigger: these start without a person; of any other it is not known. */
const startedByMachines: readonly string[] = [
  ...["PollForSourceChanges", "Webhook", "WebhookV2", "CloudWatchEvent"],
  ...["AutomatedRollback", "CreatePipeline"],
];

/** IAM User Guide, "IAM identifiers": users, sessions of roles, the root user. */
const principalArn = /^arn:[a-z-]+:(?:iam|sts)::\d*:/;

async function starterOf(
  rule: Rule,
  { trigger }: Pick<Release, "trigger">,
  accountOf: AccountOf,
): Promise<Whose> {
  if (trigger === undefined) return somebody;
  const { type, detail = "" } = trigger;
  if (!principalArn.test(detail)) return startedByMachines.includes(type) ? nobody : somebody;
  const session = sessionNameOf(detail) ?? "";
  const exact = entriesWith(rule, ({ principals }) => principals.includes(detail));
  if (exact !== undefined) return exact;
  // Whoever assumes a role may choose the session's name: it adds to whom the role names, and hides nobody.
  const byName = entriesWith(rule, hasEmail(session));
  const byRole = entriesWith(rule, ({ principals }) =>
    principals.some((one) => isSessionOf(one, detail)),
  );
  if (byRole === undefined) return byName ?? accountWith(rule, session, accountOf);
  return { people: [...byRole.people, ...(byName?.people ?? [])], isKnown: true };
}

/** More are not looked up: each is a call of the channel. */
const mostAuthors = 50;

/** Who has written it: several where there are several sources, or where a build has looked for more. */
async function authorOf(rule: Rule, release: Release, accountOf: AccountOf): Promise<Whose> {
  const texts = authorsIn(rule, release);
  const found = new Set(texts.flatMap((text) => text.split(/[\s,;]+/)).filter(Boolean));
  if (found.size > mostAuthors) return somebody;
  const authors: Whose[] = [];
  for (const one of found) {
    authors.push(entriesWith(rule, hasEmail(one)) ?? (await accountWith(rule, one, accountOf)));
  }
  return {
    people: authors.flatMap(({ people }) => people),
    isKnown: authors.length > 0 && authors.every(({ isKnown }) => isKnown),
  };
}

/** As a source of CodeConnections names them; other sources name nobody, who is somebody unknown. */
function authorsIn({ authorVariable }: Rule, release: Release): string[] {
  if (authorVariable !== undefined) return [outputVariable(authorVariable, release) ?? ""];
  return release.actions
    .filter(({ isSource }) => isSource)
    .map(({ outputVariables }) => outputVariables.AuthorEmail?.trim() || "unknown");
}

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);

const hasEmail =
  (text: string) =>
  ({ emails }: Rule["identities"][number]): boolean =>
    isEmail(text) && emails.map(asEmail).includes(asEmail(text));

/** Whom these entries name; undefined where there are none. */
function entriesWith(
  rule: Rule,
  isMeant: (entry: Rule["identities"][number]) => boolean,
): Whose | undefined {
  const entries = rule.identities.filter(isMeant);
  if (entries.length === 0) return undefined;
  const ids = entries.flatMap(({ slackUserId }) => slackUserId ?? []);
  return { people: ids.map((id) => identityOf(rule, { channel: slack, id })), isKnown: true };
}

async function accountWith(rule: Rule, email: string, accountOf: AccountOf): Promise<Whose> {
  const id = isEmail(email) ? await accountOf(asEmail(email)) : undefined;
  if (id === undefined) return somebody;
  return { people: [identityOf(rule, { channel: slack, id })], isKnown: true };
}
