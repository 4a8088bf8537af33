/** What somebody may decide: the approvals of the stack, and any others that the rights reach. */
import { readArn } from "../../iam/arns";
import { type Answer, evaluateBounded } from "../../iam/evaluate";
import type { NamedPolicy } from "../../iam/policy";
import { any, rank } from "../../iam/ternary";
import type { AwsScope } from "../engine/place";
import { approve } from "./actions";
import { type Directory, type Identity, keyOf } from "./directory";
import { fits } from "./globs";
import { contextsOf, type Session } from "./person";
import { type Sampled, samplesOf } from "./samples";
import type { Target } from "./target";

export interface Right {
  readonly path: string;
  readonly answer: Answer;
}

/** What an identity may decide, of the stack's approvals and of all others. */
export function rightsOf(
  directory: Directory,
  identity: Identity,
  session: Session & { readonly mfa: boolean },
  place: AwsScope,
  approvals: readonly Target[],
): Right[] {
  const policies = policiesOf(directory, identity);
  const ask = ({ path, arn }: Target): Right => ({
    path,
    answer: evaluateSessions(policies, identity, session, place, arn),
  });
  const all = identity.boundary === undefined ? policies : [...policies, identity.boundary];
  const [context] = contextsOf(identity, session, place);
  const samples = samplesOf(all, place, approvals, context);
  const rights = approvals.map(ask).filter(({ answer }) => answer.allowed !== "no");
  if (samples === undefined) return [...rights, { path: "*", answer: tooMany }];
  const wider: (Right & Sampled)[] = [];
  for (const sampled of samples) {
    if (wider.some((one) => covers(one, sampled))) continue;
    const asked = sampled.arns.map((arn) => ask({ path: sampled.path, arn }));
    const [right] = asked.sort((a, b) => rank[b.answer.allowed] - rank[a.answer.allowed]);
    if (right.answer.allowed !== "no") wider.push({ ...sampled, ...right });
  }
  return [...rights, ...wider.map(({ path, answer }) => ({ path, answer }))];
}

/** With access keys or in the console: whoever can do it in one way can do it. */
function evaluateSessions(
  policies: readonly NamedPolicy[],
  identity: Identity,
  session: Session,
  place: AwsScope,
  resource: string,
): Answer {
  // A pipeline may be in a Region of its own, and is asked there.
  const { region = place.region } = readArn(resource);
  const answers = contextsOf(identity, session, { ...place, region }).map((context) =>
    evaluateBounded(policies, identity.boundary, { action: approve, resource, context }),
  );
  const allowed = any(answers.map((answer) => answer.allowed));
  return answers.find((answer) => answer.allowed === allowed) ?? answers[0];
}

function policiesOf(directory: Directory, identity: Identity): NamedPolicy[] {
  const groups = [...identity.groups].map((name) => directory.identities.get(keyOf("group", name)));
  return [identity, ...groups].flatMap((one) => one?.policies ?? []);
}

const tooMany: Answer = {
  allowed: "unknown",
  because: ["its policies write too many patterns to ask for all that they have in common"],
  denied: "unknown",
  deniedBy: [],
  doubts: [],
};

/** Whether a wider one says it already. */
const covers = (wide: Sampled, narrow: Sampled): boolean =>
  wide.path === "*" || fits(wide.whole, narrow.whole);
