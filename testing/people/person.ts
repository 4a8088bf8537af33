/** The people of a test, and the request that one of them would make. */
import type { Context } from "../../iam/context";
import type { AwsScope } from "../engine/place";
import { type Directory, type Identity, keyOf, type Kind } from "./directory";

/** How somebody is known. */
export interface Session {
  /**
   * True: signed in with MFA. False: without, whether in the console or with access keys. Where
   * it is left out, both must come to the same.
   */
  readonly mfa?: boolean;
  /** Values of condition keys that the request has, for example `aws:PrincipalTag/team`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** An IAM user: what his own policies and those of his groups say. */
export interface UserPerson extends Session {
  readonly user: string;
}

/** Somebody of whom only the membership in one IAM group is known. */
export interface GroupPerson extends Session {
  readonly group: string;
}

/** Whoever has assumed an IAM role. Who may assume it is not looked at. */
export interface RolePerson extends Session {
  readonly role: string;
}

/** Whoever has signed in with a permission set of IAM Identity Center. */
export interface PermissionSetPerson extends Session {
  /** ARN of the permission set. */
  readonly permissionSet: string;
}

/** Somebody who may be able to decide. */
export type Person = UserPerson | GroupPerson | RolePerson | PermissionSetPerson;

const kinds: readonly Kind[] = ["user", "group", "role", "permissionSet"];

/** What a person is and is called. */
export function nameOf(person: Person): { kind: Kind; name: string } {
  const given = kinds.filter((kind) => kind in person);
  if (given.length !== 1) {
    throw new TypeError(
      `A person is one of user, group, role and permissionSet, got: ${JSON.stringify(person)}. ` +
        'Write, for example, { user: "quinn" }.',
    );
  }
  const [kind] = given;
  return { kind, name: (person as unknown as Record<Kind, string>)[kind] };
}

/** The person in the stack. Somebody whom it never names is likelier a slip than a stranger. */
export function find(directory: Directory, person: Person): Identity {
  const { kind, name } = nameOf(person);
  const identity = directory.identities.get(keyOf(kind, name));
  if (identity !== undefined) return identity;
  const others = [...directory.identities.values()].filter((other) => other.kind === kind);
  const known = others.length === 0 ? "none" : others.map((other) => other.name).join(", ");
  throw new TypeError(
    `The stack names no ${kind} "${name}", so it gives no right to ${kind} "${name}". ` +
      `It names: ${known}.`,
  );
}

/**
 * The contexts of a request that a session may make. Without MFA there are two: the console says
 * "false", and access keys say nothing; a condition tells them apart. A role's sessions may say what its
 * trust policy wants as well.
 */
export function contextsOf(identity: Identity, session: Session, place: AwsScope): Context[] {
  const shared = new Map<string, readonly string[]>([
    ["aws:securetransport", ["true"]],
    ["aws:principalaccount", [place.accountId]],
    ["aws:resourceaccount", [place.accountId]],
    ["aws:requestedregion", [place.region]],
    ["aws:principalisawsservice", ["false"]],
    ["aws:viaawsservice", ["false"]],
    ["aws:username", identity.kind === "user" ? [identity.name] : []],
  ]);
  if (identity.kind === "group") shared.delete("aws:username");
  const given = Object.entries(session.context ?? {}).map(
    ([key, value]) => [key.toLowerCase(), typeof value === "string" ? [value] : value] as const,
  );
  const withMfa = (values: readonly string[]): Map<string, readonly string[]> =>
    new Map([...shared, ["aws:multifactorauthpresent", values], ...given]);
  const contexts = session.mfa === true ? [withMfa(["true"])] : [withMfa(["false"]), withMfa([])];
  const trusted = identity.trustedSession ?? new Map();
  if (trusted.size === 0) return contexts;
  return [...contexts, ...contexts.map((context) => new Map([...trusted, ...context]))];
}
