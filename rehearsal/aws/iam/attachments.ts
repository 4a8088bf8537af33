/** IAM: which policies hang on users, groups and roles. */
import { ServiceError } from "../../errors";
import { MissingError } from "../../settings/missing";
import {
  created,
  find,
  createHandler,
  putHandler,
  detachAndReattach,
  physicalName,
  type Attached,
  type Context,
  type Handler,
} from "../account/context";
import { countedLength, policyText } from "./documents";
import { findNamed, limitExceeded } from "./names";
import { needName } from "../account/name-rules";
import type { Created, RegisteredResource, Registration } from "../account/types";

export type IdentityKind = "user" | "group" | "role";

export interface Identity {
  readonly kind: IdentityKind;
  readonly name: string;
}

const typeOf: Record<IdentityKind, string> = {
  user: "aws:iam/user:User",
  group: "aws:iam/group:Group",
  role: "aws:iam/role:Role",
};

/** Characters of all inline policies of one identity, white space not counted (IAM quotas). */
const inlineSize: Record<IdentityKind, number> = { user: 2048, group: 5120, role: 10240 };

/** Managed policies on one identity (default IAM quota). */
const managedPolicies = 10;

/** Of what hangs on an identity, which has the same name in any case. */
export function keyOf({ kind, name }: Identity): string {
  return `${kind}/${name.toLowerCase()}`;
}

function attachedOf({ attached }: Context, { kind, name }: Identity): Attached {
  const key = keyOf({ kind, name });
  const known = attached.get(key) ?? { policies: new Set(), inline: new Map() };
  attached.set(key, known);
  return known;
}

/** Attaches a managed policy; refuses what IAM refuses. */
export function attach(context: Context, identity: Identity, policyArn: string): void {
  const known = find(context, ["aws:iam/policy:Policy"], "arn", policyArn) !== undefined;
  if (!known && !isAwsManaged(policyArn)) {
    throw noSuchEntity(`Policy ${policyArn} does not exist or is not attachable.`);
  }
  const { policies } = attachedOf(context, identity);
  if (!policies.has(policyArn) && policies.size >= managedPolicies) {
    const kind = identity.kind[0].toUpperCase() + identity.kind.slice(1);
    throw limitExceeded(`PoliciesPer${kind}: ${managedPolicies}`);
  }
  policies.add(policyArn);
  context.directory.attach(identity, policyArn);
}

/** Detaches a managed policy; one that hangs there no more is no error for the provider. */
export function detach(context: Context, identity: Identity, policyArn: string): void {
  attachedOf(context, identity).policies.delete(policyArn);
  context.directory.detach(identity, policyArn);
}

/** Deletes an inline policy. */
export function endInline(context: Context, on: Identity, name: string): void {
  attachedOf(context, on).inline.delete(name);
  context.directory.deleteInline(on, name);
}

/** Takes everything from an identity that hangs on it, by whomever. */
export function strip(context: Context, identity: Identity): void {
  const { policies, inline } = attachedOf(context, identity);
  for (const policyArn of [...policies]) detach(context, identity, policyArn);
  for (const name of [...inline.keys()]) endInline(context, identity, name);
}

/** Keeps what hangs on an identity that gets another name. */
export function renameAttached({ attached }: Context, { kind, name }: Identity, to: string): void {
  const known = attached.get(keyOf({ kind, name }));
  if (known === undefined) return;
  attached.delete(keyOf({ kind, name }));
  attached.set(keyOf({ kind, name: to }), known);
}

/** Puts an inline policy; refuses what IAM refuses. */
export function putInline(context: Context, on: Identity, name: string, document: unknown): void {
  needName(context.resourceType("aws:iam/rolePolicy:RolePolicy"), name);
  const text = policyText(document, "identity");
  const { inline } = attachedOf(context, on);
  const all = new Map(inline).set(name, text).values();
  const size = [...all].reduce((sum, policy) => sum + countedLength(policy), 0);
  if (size > inlineSize[on.kind]) {
    throw limitExceeded(
      `inline policies of ${on.kind} ${on.name}: ${inlineSize[on.kind]} characters, got: ${size}`,
    );
  }
  inline.set(name, text);
  context.directory.putInline(on, name, text);
}

export const policyAttachmentHandler: Handler = {
  ...detachAndReattach(attachToAll, detachFromAll),
  look: ({ inputs }, context) => bearersNow(context, inputs),
};

/** It holds the list of what may hang on an identity; on a fresh account nothing else does. */
export function exclusiveHandler(kind: IdentityKind): Handler {
  return createHandler((r) => created(r.inputs[`${kind}Name`], r, {}));
}

function bearersOf({ inputs }: Pick<Registration, "inputs">): Identity[] {
  const lists = { user: inputs.users, group: inputs.groups, role: inputs.roles };
  return (["user", "group", "role"] as const).flatMap((kind) =>
    (lists[kind] ?? []).map((name: string) => ({ kind, name })),
  );
}

function attachToAll(registration: Registration, context: Context): Created {
  const { name = registration.name, policyArn } = registration.inputs;
  needBearers(registration);
  for (const { kind, name: member } of bearersOf(registration)) {
    attach(context, existing(context, kind, member), policyArn);
  }
  return created(name, registration, { name });
}

function detachFromAll(current: Pick<RegisteredResource, "inputs">, context: Context): void {
  const { policyArn } = current.inputs;
  for (const bearer of bearersOf(current)) detach(context, bearer, policyArn);
}

/** As the provider reads it: everybody who has the policy, whoever attached it. */
function bearersNow(
  context: Context,
  { policyArn, users, groups, roles }: Registration["inputs"],
): Record<string, string[]> | undefined {
  const keys = [...context.attached].filter(([, { policies }]) => policies.has(policyArn));
  if (keys.length === 0) return undefined;
  const named = (kind: IdentityKind, given: string[] = []): string[] => {
    const own = keys.map(([key]) => key).filter((key) => key.startsWith(`${kind}/`));
    const names = own.map((key) => key.slice(kind.length + 1));
    return inOrder(
      given,
      names.map((name) => findNamed(context, typeOf[kind], name)?.state.name ?? name),
    );
  };
  const all = { users: named("user", users), groups: named("group", groups) };
  return { ...all, roles: named("role", roles) };
}

/** The provider's lists are sets: those that were given come first, as they were given. */
export function inOrder(given: readonly string[], now: readonly string[]): string[] {
  const kept = given.filter((one) => now.includes(one));
  return [...kept, ...now.filter((one) => !kept.includes(one))];
}

/** The provider wants one of the lists, and finds no attachment where all of them are empty. */
function needBearers(registration: Registration): void {
  if (bearersOf(registration).length > 0) return;
  throw new ServiceError(
    "ValidationException",
    `one of \`groups,roles,users\` must be specified, and name somebody: ${registration.name}`,
  );
}

export function inlineHandler(kind: IdentityKind): Handler {
  const create: Handler["create"] = (registration, context) => {
    const { policy } = registration.inputs;
    const name = physicalName(registration, context);
    const identity = existing(context, kind, registration.inputs[kind]);
    putInline(context, identity, name, policy);
    return created(`${identity.name}:${name}`, registration, { name });
  };
  return putHandler(create, ({ inputs, state }, context) =>
    endInline(context, { kind, name: inputs[kind] }, state.name),
  );
}

export function attachmentHandler(kind: IdentityKind): Handler {
  const handler = detachAndReattach(
    (registration, context) => {
      const { policyArn } = registration.inputs;
      const identity = existing(context, kind, registration.inputs[kind]);
      attach(context, identity, policyArn);
      return created(`${identity.name}-${context.hex(26)}`, registration, {});
    },
    ({ inputs }, context) => detach(context, { kind, name: inputs[kind] }, inputs.policyArn),
  );
  const look: Handler["look"] = ({ inputs }, context) => {
    const { policies } = attachedOf(context, { kind, name: inputs[kind] });
    return policies.has(inputs.policyArn) ? {} : undefined;
  };
  return { ...handler, look };
}

export function existing(context: Context, kind: IdentityKind, name: string): Identity {
  const found = findNamed(context, typeOf[kind], name);
  if (found !== undefined) return { kind, name: found.state.name };
  const isMember = kind === "user" && context.directory.groupsOf(name).length > 0;
  if (isMember) return { kind, name };
  const { code, message, status } = noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  // It may be there already, made by others.
  throw new MissingError({ code, message, status }, "exists", existingEntry[kind](name));
}

/** With somebody in it: an approval that a group may decide is for people. */
export const existingGroup = (name: string): object => ({
  groups: { [name]: ["invented-member"] },
});

const existingEntry: Record<IdentityKind, (name: string) => object> = {
  user: (name) => ({ users: [name] }),
  group: existingGroup,
  role: (name) => ({ roles: { [name]: { policies: [] } } }),
};

function isAwsManaged(policyArn: string): boolean {
  return /^arn:[^:]+:iam::aws:policy\//.test(policyArn);
}

function noSuchEntity(message: string): ServiceError {
  return new ServiceError("NoSuchEntity", message, 404);
}
