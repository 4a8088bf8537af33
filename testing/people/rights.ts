/** What somebody may decide: the approvals of the stack, and any others that the rights reach. */
import type { Place } from "../engine/place";
import { approve } from "./actions";
import { type Directory, type Identity, keyOf } from "./directory";
import { type Answer, evaluateBounded } from "./evaluate";
import { contextsOf, type Session } from "./person";
import { type NamedPolicy, readPolicy } from "./policy";
import { any, rank } from "./tri";

/** An approval that is asked about. */
export interface Target {
  /** `PIPELINE/STAGE/ACTION`; `*` in it stands for what the stack does not have, or not yet. */
  readonly path: string;
  readonly arn: string;
}

export interface Right {
  readonly path: string;
  readonly answer: Answer;
}

/** A name that no pipeline, stage or action has. */
const other = "another-one-0f3a9c";
/** One more, so that a denial of names that begin or end like the first does not hide the rest. */
const stranger = "x7_y2";

const arnOf = ({ partition, region, accountId }: Place, path: string): string =>
  `arn:${partition}:codepipeline:${region}:${accountId}:${path}`;

/** What an identity may decide, of the stack's approvals and of all others. */
export function rightsOf(
  directory: Directory,
  identity: Identity,
  session: Session & { readonly mfa: boolean },
  place: Place,
  approvals: readonly Target[],
): Right[] {
  const policies = policiesOf(directory, identity);
  const ask = ({ path, arn }: Target): Right => ({
    path,
    answer: evaluateSessions(policies, identity, session, place, arn),
  });
  const rights = approvals.map(ask).filter(({ answer }) => answer.allowed !== "no");
  const wider: Right[] = [];
  for (const target of othersOf(policies, place, approvals)) {
    if (wider.some(({ path }) => covers(path, target.path))) continue;
    const samples = [target.arn, target.arn.replaceAll(other, stranger)];
    const asked = samples.map((arn) => ask({ ...target, arn }));
    const [right] = asked.sort((a, b) => rank[b.answer.allowed] - rank[a.answer.allowed]);
    if (right.answer.allowed !== "no") wider.push(right);
  }
  return [...rights, ...wider];
}

/** With access keys or in the console: whoever can do it in one way can do it. */
function evaluateSessions(
  policies: readonly NamedPolicy[],
  identity: Identity,
  session: Session,
  place: Place,
  resource: string,
): Answer {
  // A pipeline may be in a Region of its own, and is asked there.
  const [, , , region = place.region] = resource.split(":");
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

/**
 * Approvals that the stack does not have, widest first: of any other pipeline, of any other stage,
 * beside an approval, and what each statement names.
 */
function othersOf(
  policies: readonly NamedPolicy[],
  place: Place,
  approvals: readonly Target[],
): Target[] {
  const stages = approvals.map(({ path, arn }) => {
    const [pipeline, stage, action] = path.split("/");
    return { pipeline, stage, prefix: arn.slice(0, -`${stage}/${action}`.length) };
  });
  const here = arnOf(place, "");
  const pathOf = (pattern: string): string => {
    const path = pattern.startsWith(here) ? pattern.slice(here.length) : pattern;
    // An approval of the same name in another Region is another one.
    return approvals.some((approval) => approval.path === path) ? pattern : path;
  };
  const named = policies
    .flatMap((policy) => readPolicy(policy).statements)
    .filter(({ effect, resources }) => effect === "Allow" && !resources.not)
    .flatMap(({ resources }) => resources.values)
    .filter((pattern) => pattern.includes(":codepipeline:"));
  return unique([
    { path: "*", arn: `${here}${other}/${other}/${other}` },
    ...stages.map(({ pipeline, prefix }) => ({
      path: `${pipeline}/*`,
      arn: `${prefix}${other}/${other}`,
    })),
    ...stages.map(({ pipeline, stage, prefix }) => ({
      path: `${pipeline}/${stage}/*`,
      arn: `${prefix}${stage}/${other}`,
    })),
    ...named.map((pattern) => ({ path: pathOf(pattern), arn: sampleOf(pattern, place) })),
  ]).filter(({ arn }) => !approvals.some((approval) => approval.arn === arn));
}

/** An approval action that a pattern fits, named as none is. */
function sampleOf(pattern: string, { partition, region, accountId }: Place): string {
  const whole = ["arn", partition, "codepipeline", region, accountId];
  const parts = pattern.replaceAll("?", "x").split(":");
  const start = whole.map((part, at) =>
    parts[at] === undefined || parts[at] === "*" ? part : parts[at].replaceAll("*", "x"),
  );
  const names = parts.slice(5).join(":").replaceAll("*", other).split("/");
  // A wildcard at the end runs on over the slashes.
  while (names.length < 3 && pattern.endsWith("*")) names.push(other);
  return `${start.join(":")}:${names.join("/")}`;
}

function unique(targets: readonly Target[]): Target[] {
  // A right on a pipeline as such is none on an approval.
  const actions = targets.filter(({ arn }) => arn.split("/").length === 3);
  return [...new Map(actions.map((target) => [target.path, target])).values()];
}

/** Whether a wider one says it already. */
function covers(wide: string, path: string): boolean {
  if (wide === "*") return true;
  return wide.endsWith("/*") && path.startsWith(wide.slice(0, -1));
}
