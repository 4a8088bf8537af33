/** IAM: the resource types, each with everything that is known of it. */
import type { ApiCall } from "../account/call-request";
import type { PhysicalName, ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import {
  attachmentHandler,
  exclusiveHandler,
  type IdentityKind,
  inlineHandler,
  policyAttachmentHandler,
} from "./attachments";
import { groupMembershipHandler, userGroupMembershipHandler } from "./memberships";
import {
  groupHandler,
  policyHandler,
  policyType,
  roleHandler,
  roleType,
  userHandler,
} from "./resources";

const code = "ValidationError";
const tags = { code, strict: true, caseless: true } as const;

const kinds: readonly IdentityKind[] = ["user", "group", "role"];

const name: PhysicalName = { input: "name" };
/** The provider sends an empty path, which IAM refuses. */
const kept = ["path"];

function className(kind: IdentityKind): string {
  return kind[0].toUpperCase() + kind.slice(1);
}

function typeToken(kind: IdentityKind, what: string): string {
  return `aws:iam/${kind}${what}:${className(kind)}${what}`;
}

function inlinePolicy(kind: IdentityKind): ResourceType {
  return {
    type: typeToken(kind, "Policy"),
    handler: inlineHandler(kind),
    call: {
      ...{ model, operation: `Put${className(kind)}Policy`, code },
      members: { [kind]: `${className(kind)}Name`, name: "PolicyName", policy: "PolicyDocument" },
    },
    requires: ["policy", kind],
    name,
    replaces: ["name", "namePrefix", kind],
  };
}

/**
 * Attachments get an id of their own from the provider, but IAM knows only who has which policy: of
 * two resources that attach one policy to one role, either detaches it for both. The provider ends
 * them first, because a deletion after the creation would detach what was just attached.
 */
function attachment(kind: IdentityKind): ResourceType {
  return {
    type: typeToken(kind, "PolicyAttachment"),
    handler: attachmentHandler(kind),
    call: {
      ...{ model, operation: `Attach${className(kind)}Policy`, code },
      members: { [kind]: `${className(kind)}Name` },
    },
    requires: [kind, "policyArn"],
    replaces: "all",
    deleteBeforeReplace: true,
    identity: ({ inputs }) => `${String(inputs[kind]).toLowerCase()} ${inputs.policyArn}`,
  };
}

function attachEach(kind: IdentityKind): ApiCall {
  return {
    ...{ model, operation: `Attach${className(kind)}Policy`, code, each: `${kind}s` },
    members: { [`${kind}s`]: `${className(kind)}Name` },
  };
}

function exclusive(kind: IdentityKind, what: string): ResourceType {
  const names = what === "PoliciesExclusive" ? "policyNames" : "policyArns";
  const requires = [names, `${kind}Name`];
  return { type: typeToken(kind, what), handler: exclusiveHandler(kind), requires };
}

export const iamTypes: readonly ResourceType[] = [
  {
    type: "aws:iam/user:User",
    handler: userHandler,
    call: {
      model,
      operation: "CreateUser",
      code,
      members: { name: "UserName" },
      kept,
    },
    name,
    tags,
  },
  {
    type: "aws:iam/group:Group",
    handler: groupHandler,
    call: {
      model,
      operation: "CreateGroup",
      code,
      members: { name: "GroupName" },
      kept,
    },
    name,
  },
  {
    type: roleType,
    handler: roleHandler,
    call: {
      model,
      operation: "CreateRole",
      code,
      members: { name: "RoleName", assumeRolePolicy: "AssumeRolePolicyDocument" },
      kept,
    },
    requires: ["assumeRolePolicy"],
    name: { ...name, autoname: { longest: 64 } },
    tags,
    replaces: ["name", "namePrefix", "path"],
  },
  {
    type: policyType,
    handler: policyHandler,
    call: {
      model,
      operation: "CreatePolicy",
      code,
      members: { name: "PolicyName", policy: "PolicyDocument" },
      kept,
    },
    requires: ["policy"],
    name,
    tags,
    replaces: ["name", "namePrefix", "path", "description"],
  },
  ...kinds.map(inlinePolicy),
  ...kinds.map(attachment),
  {
    type: "aws:iam/policyAttachment:PolicyAttachment",
    handler: policyAttachmentHandler,
    call: { ...attachEach("role"), also: [attachEach("user"), attachEach("group")] },
    requires: ["policyArn"],
    name: { input: "name" },
    replaces: ["name", "policyArn"],
    deleteBeforeReplace: true,
    identity: ({ id, inputs }) => `${id} ${inputs.policyArn}`,
  },
  {
    type: "aws:iam/userGroupMembership:UserGroupMembership",
    handler: userGroupMembershipHandler,
    call: {
      ...{ model, operation: "AddUserToGroup", code, each: "groups" },
      members: { user: "UserName", groups: "GroupName" },
    },
    requires: ["groups", "user"],
    replaces: ["user"],
  },
  {
    type: "aws:iam/groupMembership:GroupMembership",
    handler: groupMembershipHandler,
    call: {
      ...{ model, operation: "AddUserToGroup", code, each: "users" },
      members: { group: "GroupName", users: "UserName" },
    },
    requires: ["group", "users"],
    name: { input: "name" },
    replaces: ["name", "group"],
    // Its id means something only beside what it is on.
    identity: ({ id, inputs }) => `${id} ${inputs.group}`,
  },
  ...kinds.map((kind) => exclusive(kind, "PoliciesExclusive")),
  ...kinds.map((kind) => exclusive(kind, "PolicyAttachmentsExclusive")),
];
