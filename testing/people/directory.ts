/** Who is who in the stack: users, groups, roles and permission sets with their policies. */
import type { NamedPolicy } from "../../iam/policy";
import { type Json, unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { iamOfOtherProviders } from "./other-providers";
import { awsManagedPolicy, notHere } from "./managed";
import { type SessionValues, trustedSession } from "./trusted-session";

export type Kind = "user" | "group" | "role" | "permissionSet";

/** Somebody, or a group, as far as the stack says. */
export interface Identity {
  readonly kind: Kind;
  /** Name; the ARN of a permission set. */
  readonly name: string;
  /** Its own policies, without those of its groups. */
  readonly policies: NamedPolicy[];
  boundary?: NamedPolicy;
  trustedSession?: SessionValues;
  /** Groups of a user. */
  readonly groups: Set<string>;
  /** Whether the stack itself creates it. */
  created: boolean;
}

export interface Directory {
  readonly identities: ReadonlyMap<string, Identity>;
  /** What is not known about who belongs to what: with a doubt, nothing can be said of anybody. */
  readonly doubts: readonly string[];
}

export const keyOf = (kind: Kind, name: string): string => `${kind} ${name}`;

type Documents = Readonly<Record<string, object | string>>;

/** Reads the stack's IAM resources. `managed` are documents that the stack does not create. */
export function directoryOf(
  resources: readonly RegisteredResource[],
  managed: Documents = {},
): Directory {
  return new Reader(resources, managed).read();
}

type Fields = RegisteredResource["inputs"];

/** These speak of policies and attach none. */
const rightless = /^(AccountPasswordPolicy|Policy|(Group|Role|User)PoliciesExclusive)$/;

class Reader {
  private readonly identities = new Map<string, Identity>();
  private readonly doubts: string[] = [];

  constructor(
    private readonly resources: readonly RegisteredResource[],
    private readonly managed: Documents,
  ) {}

  read(): Directory {
    for (const resource of this.resources) {
      const [, module, type] = /^aws:(iam|ssoadmin)\/\w+:(\w+)$/.exec(resource.type) ?? [];
      if (type !== undefined) (module === "iam" ? this.iam : this.sso).call(this, type, resource);
    }
    const doubts = [...this.doubts, ...iamOfOtherProviders(this.resources)];
    return { identities: this.identities, doubts };
  }

  private iam(type: string, resource: RegisteredResource): void {
    const { inputs } = resource;
    switch (type) {
      case "User":
      case "Group":
      case "Role":
        return this.create(type.toLowerCase() as Kind, resource);
      case "GroupMembership":
        return this.join(this.names(resource, "users"), this.names(resource, "group"));
      case "UserGroupMembership":
        return this.join(this.names(resource, "user"), this.names(resource, "groups"));
      case "UserPolicy":
      case "GroupPolicy":
      case "RolePolicy": {
        const kind = type.replace("Policy", "").toLowerCase() as Kind;
        return this.inline(resource, kind, kind, inputs.policy);
      }
      case "UserPolicyAttachment":
      case "GroupPolicyAttachment":
      case "RolePolicyAttachment": {
        const kind = type.replace("PolicyAttachment", "").toLowerCase() as Kind;
        return this.attach(resource, kind, kind);
      }
      case "UserPolicyAttachmentsExclusive":
      case "GroupPolicyAttachmentsExclusive":
      case "RolePolicyAttachmentsExclusive": {
        const kind = type.replace("PolicyAttachmentsExclusive", "").toLowerCase() as Kind;
        return this.attachAll(resource, kind, `${kind}Name`, "policyArns");
      }
      case "PolicyAttachment":
        for (const kind of ["user", "group", "role"] as const) {
          if (isGiven(inputs[`${kind}s`])) this.attach(resource, kind, `${kind}s`);
        }
        return;
      default:
        this.overlook(type, resource);
    }
  }

  private sso(type: string, resource: RegisteredResource): void {
    const { inputs } = resource;
    const key = "permissionSetArn";
    switch (type) {
      case "PermissionSet":
        this.get("permissionSet", nameOf(resource, "arn")).created = true;
        return;
      case "PermissionSetInlinePolicy":
        return this.inline(resource, "permissionSet", key, inputs.inlinePolicy);
      case "ManagedPolicyAttachment":
        return this.attach(resource, "permissionSet", key, "managedPolicyArn");
      case "CustomerManagedPolicyAttachment": {
        const policy = this.byName(inputs.customerManagedPolicyReference as Fields);
        return this.give(resource, "permissionSet", key, policy);
      }
      case "ManagedPolicyAttachmentsExclusive":
        return this.attachAll(resource, "permissionSet", key, "managedPolicyArns");
      case "CustomerManagedPolicyAttachmentsExclusive":
        for (const reference of listOf(inputs.customerManagedPolicyReferences)) {
          this.give(resource, "permissionSet", key, this.byName(reference as Fields));
        }
        return;
      case "PermissionsBoundaryAttachment":
        this.doubts.push(`${label(resource)}: boundaries of permission sets are not evaluated`);
        return;
      default:
        this.overlook(type, resource);
    }
  }

  /** What a later version of the provider has for giving rights is not passed over. */
  private overlook(type: string, resource: RegisteredResource): void {
    if (/Attachment|Membership|Polic(y|ies)/.test(type) && !rightless.test(type)) {
      this.doubts.push(`${label(resource)}: resources of this type are not known here`);
    }
  }

  private create(kind: Kind, resource: RegisteredResource): void {
    const { permissionsBoundary: boundary, ...inputs } = resource.inputs;
    const identity = this.get(kind, this.known(resource, "name", nameOf(resource, "name")));
    // A group that was there before may have members that the stack does not name.
    identity.created = resource.imported === undefined;
    if (kind === "role") identity.trustedSession = trustedSession(inputs.assumeRolePolicy);
    if (isGiven(boundary)) identity.boundary = this.policy(resource, String(boundary));
    for (const arn of listOf(inputs.managedPolicyArns)) {
      identity.policies.push(this.policy(resource, String(arn)));
    }
    for (const inline of listOf(inputs.inlinePolicies)) {
      const document = inline === unknown ? unknown : (inline as Fields).policy;
      identity.policies.push({ name: `an inline policy of ${label(resource)}`, document });
    }
  }

  private join(users: readonly string[], groups: readonly string[]): void {
    for (const user of users) {
      for (const group of groups) {
        this.get("user", user).groups.add(group);
        this.get("group", group);
      }
    }
  }

  private inline(resource: RegisteredResource, kind: Kind, key: string, document: unknown): void {
    this.give(resource, kind, key, { name: label(resource), document });
  }

  private attach(resource: RegisteredResource, kind: Kind, key: string, arn = "policyArn"): void {
    this.give(resource, kind, key, this.policy(resource, String(resource.inputs[arn])));
  }

  private attachAll(resource: RegisteredResource, kind: Kind, key: string, arns: string): void {
    for (const arn of listOf(resource.inputs[arns])) {
      this.give(resource, kind, key, this.policy(resource, String(arn)));
    }
  }

  private give(resource: RegisteredResource, kind: Kind, key: string, policy: NamedPolicy): void {
    for (const name of this.names(resource, key)) this.get(kind, name).policies.push(policy);
  }

  /** The document of a managed policy: what the test says, what the stack creates, what AWS has. */
  private policy(resource: RegisteredResource, arn: string): NamedPolicy {
    const created = this.resources.find(
      ({ type, outputs }) => type === "aws:iam/policy:Policy" && outputs.arn === arn,
    );
    const document = this.managed[arn] ?? created?.inputs.policy ?? awsManagedPolicy(arn);
    const name =
      created !== undefined
        ? label(created)
        : document === undefined
          ? `${arn} (${notHere(arn)}: give its document in \`managedPolicies\`; ${label(resource)})`
          : `${arn} (${label(resource)})`;
    return { name, document };
  }

  private byName(reference: Fields | undefined): NamedPolicy {
    const name = reference?.name;
    const path = reference?.path ?? "/";
    const created = this.resources.find(
      (r) =>
        r.type === "aws:iam/policy:Policy" &&
        nameOf(r, "name") === name &&
        (r.inputs.path ?? "/") === path,
    );
    if (created !== undefined) return { name: label(created), document: created.inputs.policy };
    const [, document] =
      Object.entries(this.managed).find(([arn]) => arn.endsWith(`:policy${path}${name}`)) ?? [];
    return { name: `policy ${path}${name} (not in this stack)`, document };
  }

  private get(kind: Kind, name: string): Identity {
    const key = keyOf(kind, name);
    const found = this.identities.get(key);
    if (found !== undefined) return found;
    const identity = { kind, name, policies: [], groups: new Set<string>(), created: false };
    this.identities.set(key, identity);
    return identity;
  }

  /** One name or several; a role may be named by its ARN. */
  private names(resource: RegisteredResource, key: string): string[] {
    const value = resource.inputs[key];
    const values = listOf(value);
    return values.map((item) => this.known(resource, key, String(item)));
  }

  private known(resource: RegisteredResource, key: string, name: string): string {
    if (name === unknown) this.doubts.push(`\`${key}\` of ${label(resource)} is not known`);
    return name.startsWith("arn:") && key !== "permissionSetArn" ? name.split("/").at(-1)! : name;
  }
}

/** In a preview a name that the program does not give is not known. */
function nameOf({ outputs, inputs }: RegisteredResource, key: string): string {
  return String(inputs[key] ?? outputs[key] ?? unknown);
}

const label = ({ type, name }: RegisteredResource): string => `${type.split(":").at(-1)} "${name}"`;

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null;

function listOf(value: Json | undefined): readonly Json[] {
  if (!isGiven(value)) return [];
  return Array.isArray(value) ? value : [value as Json];
}
