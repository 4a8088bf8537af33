/** IAM: users, groups, roles, managed and inline policies. */
import { ServiceError } from "../../errors";
import { MissingError } from "../../settings/missing";
import {
  arn,
  created,
  find,
  createOrReadHandler,
  putHandler,
  physicalName,
  upsert,
  type Context,
  type Handler,
} from "../account/context";
import { countedLength, policyText, trusts } from "./documents";
import { attach, detach, endInline, putInline, renameAttached, strip } from "./attachments";
import { needDetached, needEmpty, needFree } from "./conflicts";
import { findNamed, needRoom } from "./names";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const policyType = "aws:iam/policy:Policy";
export const roleType = "aws:iam/role:Role";

/** Characters of a managed policy, white space not counted (IAM quotas). */
const managedPolicySize = 6144;

const uniqueIdPrefix = { user: "AIDA", group: "AGPA", role: "AROA", policy: "ANPA" };

type Kind = keyof typeof uniqueIdPrefix;

export const userHandler: Handler = createOrReadHandler(
  "name",
  (registration, context) => {
    const identity = newIdentity("user", registration, context);
    context.directory.putUser(identity.name);
    return created(identity.name, registration, identity);
  },
  { update: renamed("user"), delete: deleteUser },
);

export const groupHandler: Handler = createOrReadHandler(
  "name",
  (registration, context) => {
    const filled = filledByOthers(registration, context);
    const resources = context.resources.filter((one) => one !== filled);
    const identity = newIdentity("group", registration, { ...context, resources });
    context.directory.putGroup(identity.name);
    if (filled !== undefined) moveMembers(filled.state.name, identity.name, context);
    return { ...created(identity.name, registration, identity), instead: filled };
  },
  { update: renamed("group"), delete: deleteGroup },
);

/**
 * The group that a person has said to have members, by its name or, without one, the resource's: the program makes
 * it, and others put people into it.
 */
function filledByOthers(
  { type, name, inputs, id }: Registration,
  context: Context,
): RegisteredResource | undefined {
  const found = id === undefined ? findNamed(context, type, inputs.name ?? name) : undefined;
  const hasMembers =
    found !== undefined && context.directory.membersOf(found.state.name).length > 0;
  return hasMembers && found.existed === true ? found : undefined;
}

function moveMembers(from: string, to: string, { directory }: Context): void {
  if (from === to) return;
  for (const user of directory.membersOf(from)) {
    directory.removeUserFromGroup(user, from);
    directory.addUserToGroup(user, to);
  }
  directory.deleteIdentity("group", from);
}

export const roleHandler: Handler = {
  create: createRole,
  update: updateRole,
  delete: deleteRole,
  // A role of another program: nobody here may assume it, but policies can be attached to it.
  read: (registration, context) =>
    createRole(
      {
        ...registration,
        inputs: { ...registration.inputs, name: registration.id, assumeRolePolicy: closedTrust },
      },
      context,
    ),
};

export const policyHandler: Handler = putHandler(
  (registration, context) => {
    const document = policyText(registration.inputs.policy, "identity");
    if (countedLength(document) > managedPolicySize) {
      throw new ServiceError(
        "LimitExceeded",
        `Cannot exceed quota for PolicySize: ${managedPolicySize}`,
        409,
      );
    }
    const identity = newIdentity("policy", registration, context);
    context.directory.putPolicy(identity.arn, document);
    return created(identity.arn, registration, {
      ...identity,
      policy: document,
      policyId: identity.uniqueId,
      attachmentCount: 0,
    });
  },
  ({ state }, context) => {
    needDetached(context, state.arn);
    context.directory.deletePolicy(state.arn);
  },
);

/** The provider takes a user out of all groups itself, so membership is no obstacle. */
function deleteUser({ state: { name } }: RegisteredResource, context: Context): void {
  needFree(context, { kind: "user", name });
  context.directory.deleteIdentity("user", name);
}

function deleteGroup({ state: { name } }: RegisteredResource, context: Context): void {
  needFree(context, { kind: "group", name });
  needEmpty(context, name);
  context.directory.deleteIdentity("group", name);
}

function deleteRole(current: RegisteredResource, context: Context): void {
  const role = { kind: "role" as const, name: current.state.name };
  if (current.inputs.forceDetachPolicies === true) strip(context, role);
  else needFree(context, role, ownPolicies(current));
  strip(context, role);
  context.directory.deleteIdentity("role", role.name);
}

/** IAM can rename users and groups, and who is a member and what is attached stays. */
function renamed(kind: "user" | "group"): NonNullable<Handler["update"]> {
  return (current, registration, context) => {
    const before = current.state.name;
    const name = registration.inputs.name ?? before;
    const named = { ...registration, inputs: { ...registration.inputs, name } };
    const resources = context.resources.filter((resource) => resource !== current);
    const identity = newIdentity(kind, named, { ...context, resources });
    if (name !== before) {
      context.directory.rename({ kind, name: before }, name);
      renameAttached(context, { kind, name: before }, name);
    }
    return created(name, named, identity);
  };
}

/** A role keeps the policies that others attached to it. */
function updateRole(
  current: RegisteredResource,
  registration: Registration,
  context: Context,
): Created | Promise<Created> {
  endOwnPolicies(context, current);
  try {
    return upsert(createRole)(current, registration, context);
  } catch (error) {
    endOwnPolicies(context, { ...current, inputs: registration.inputs });
    void upsert(createRole)(current, current, context);
    throw error;
  }
}

/** The policies that a role itself has among its inputs. */
function ownPolicies({ inputs }: Pick<Registration, "inputs">): string[] {
  const inline: { name: string }[] = inputs.inlinePolicies ?? [];
  return [...(inputs.managedPolicyArns ?? []), ...inline.map(({ name }) => name)];
}

function endOwnPolicies(context: Context, current: RegisteredResource): void {
  const role = { kind: "role" as const, name: current.state.name };
  for (const policyArn of current.inputs.managedPolicyArns ?? []) detach(context, role, policyArn);
  for (const { name } of current.inputs.inlinePolicies ?? []) endInline(context, role, name);
}

const closedTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }],
});

function createRole(registration: Registration, context: Context) {
  const { inputs } = registration;
  const trust = policyText(inputs.assumeRolePolicy, "trust");
  const identity = newIdentity("role", registration, context);
  const { maxSessionDuration = 3600 } = inputs;
  context.directory.putRole(identity.name, identity.arn, trust, maxSessionDuration);
  const role = { kind: "role" as const, name: identity.name };
  for (const policyArn of inputs.managedPolicyArns ?? []) attach(context, role, policyArn);
  for (const inline of inputs.inlinePolicies ?? []) {
    if (inline.policy) putInline(context, role, inline.name, inline.policy);
  }
  return created(identity.name, registration, {
    ...identity,
    assumeRolePolicy: trust,
    createDate: new Date(0).toISOString(),
    maxSessionDuration,
  });
}

/** Name, path, ARN and unique id; refuses a name that is taken, in whatever case. */
function newIdentity(kind: Kind, registration: Registration, context: Context) {
  const name = physicalName(registration, context);
  const path: string = registration.inputs.path ?? "/";
  if (findNamed(context, registration.type, name) !== undefined) {
    throw new ServiceError(
      "EntityAlreadyExists",
      `${kind[0].toUpperCase()}${kind.slice(1)} with name ${name} already exists.`,
      409,
    );
  }
  needRoom(context, kind, registration);
  return {
    name,
    path,
    arn: arn(context, "iam", `${kind}${path}${name}`, { region: "" }),
    uniqueId: uniqueIdPrefix[kind] + context.hex(16).toUpperCase(),
  };
}

/** Refuses a role that does not exist or that the service may not assume. */
export function requireAssumable(
  context: Context,
  roleArn: string,
  service: string,
  refusal: { code: string; subject: string },
): void {
  const role = find(context, [roleType], "arn", roleArn);
  if (role !== undefined && trusts(role.state.assumeRolePolicy, service)) return;
  const message =
    `${refusal.subject} is not authorized to perform sts:AssumeRole on role ${roleArn}. ` +
    `Create the role first, and let ${service} assume it in its trust policy.`;
  if (role !== undefined && role.existed !== true) throw new ServiceError(refusal.code, message);
  // Others have made it, or may have: then they say whom it trusts.
  const roles = { [roleArn]: { trusts: [service], policies: [] } };
  throw new MissingError({ code: refusal.code, message }, "exists", { roles });
}
