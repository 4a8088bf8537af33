/** The local account's IAM: identities, their keys, and what their policies let them do. */
import type { Values } from "../../../iam/context";
import { accountArn, readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Place } from "../account/types";
import { forPeople, mayAssume, mayServiceAssume, type Role, sessionKey } from "./assume";
import { rolePrincipal, userPrincipal } from "./credentials";
import { evaluatePolicies } from "./evaluate";
import { type Identity, Identities } from "./identities";
import { KeyRing } from "./access-keys";
import { refuseReserved, refuseUnreadable } from "./refusals";
import type { AccessKey, AssumedRole, Decision, IamDirectory, Principal } from "./types";

/** Two people who are always there: one whom a policy allows everything, one without policies. */
const administrator = "administrator";
const outsider = "outsider";

function hasRights({ attached, inline, groups }: Identity): boolean {
  return attached.size + inline.size + groups.size > 0;
}

class Directory implements IamDirectory {
  private readonly identities: Identities;
  private readonly keys: KeyRing;
  /** Of other accounts of which something is known. */
  private readonly others = new Map<string, Directory>();

  constructor(private readonly place: Place) {
    this.keys = new KeyRing(place);
    this.identities = new Identities((name) =>
      accountArn({ ...place, accountId: "aws" }, "iam", `policy/${name}`),
    );
    this.identities.take("user", administrator).attached.add(this.identities.administratorAccess);
    this.identities.take("user", outsider);
  }

  inAccount(accountId: string): IamDirectory {
    const known = this.homeOf(accountId) ?? new Directory({ ...this.place, accountId });
    if (known !== this) this.others.set(accountId, known);
    return known;
  }

  hasRole = (roleArn: string): boolean => this.findRole(roleArn) !== undefined;

  putPolicy(policyArn: string, document: string): void {
    refuseUnreadable(policyArn, document);
    this.identities.putPolicy(policyArn, document);
  }

  putUser(name: string): void {
    refuseReserved(name, [administrator, outsider]);
    this.identities.take("user", name);
  }

  putGroup(name: string): void {
    this.identities.take("group", name);
  }

  putRole(name: string, arn: string, trust: string, longestSession?: number): void {
    refuseUnreadable(`trust of role ${name}`, trust);
    Object.assign(this.identities.take("role", name), { arn, trust, longestSession });
  }

  longestSession = (roleArn: string): number => this.findRole(roleArn)?.longestSession ?? 3600;

  addUserToGroup(user: string, group: string): void {
    refuseReserved(user, [outsider]);
    this.identities.take("group", group);
    this.identities.take("user", user).groups.add(group);
  }

  attach(to: Pick<Identity, "kind" | "name">, policyArn: string): void {
    this.bearer(to).attached.add(policyArn);
  }

  putInline(to: Pick<Identity, "kind" | "name">, policyName: string, document: string): void {
    refuseUnreadable(policyName, document);
    this.bearer(to).inline.set(policyName, document);
  }

  deletePolicy = (policyArn: string): void => this.identities.deletePolicy(policyArn);

  deleteIdentity: IamDirectory["deleteIdentity"] = (kind, name) => {
    const found = this.identities.find(kind, name);
    if (found === undefined) return;
    this.identities.delete(kind, name);
    this.keys.end(found);
  };

  rename({ kind, name }: Pick<Identity, "kind" | "name">, to: string): void {
    if (kind === "user") refuseReserved(to, [administrator, outsider]);
    this.keys.end(this.identities.take(kind, name));
    this.identities.rename(kind, name, to);
  }

  removeUserFromGroup(user: string, group: string): void {
    this.identities.find("user", user)?.groups.delete(group);
  }

  detach: IamDirectory["detach"] = ({ kind, name }, policyArn) =>
    void this.identities.find(kind, name)?.attached.delete(policyArn);

  deleteInline: IamDirectory["deleteInline"] = ({ kind, name }, policyName) =>
    void this.identities.find(kind, name)?.inline.delete(policyName);

  made(): string[] {
    const entitled = this.identities.every("user").filter((user) => hasRights(user));
    const people = entitled.filter(({ name }) => name !== administrator);
    const others = [...this.identities.every("group"), ...this.identities.every("role")];
    const names = [...people, ...others].map(({ kind, name }) => `${kind}/${name}`);
    return [...names, ...this.identities.policyArns()];
  }

  documents = (): string[] => this.identities.documents();

  groupsOf(user: string): string[] {
    return [...(this.identities.find("user", user)?.groups ?? [])];
  }

  membersOf(group: string): string[] {
    const users = this.identities.every("user").filter(({ groups }) => groups.has(group));
    return users.map(({ name }) => name);
  }

  accessKeys(): AccessKey[] {
    const roles = this.identities.every("role").filter((role) => this.isForPeople(role));
    return this.keys.all(
      this.identities.every("user"),
      roles.map((role) => ({ ...role, arn: this.arnOf(role) })),
    );
  }

  accessKey(accessKeyId: string): AccessKey | undefined {
    const session = this.keys.session(accessKeyId);
    return session ?? this.accessKeys().find((key) => key.accessKeyId === accessKeyId);
  }

  assume(assumed: AssumedRole): AccessKey {
    const role = this.role(assumed.roleArn);
    if (role === undefined) {
      throw new ServiceError("NoSuchEntity", `There is no role ${assumed.roleArn}.`, 404);
    }
    const { accountId = this.place.accountId } = readArn(role.arn);
    const key = sessionKey({ ...this.place, accountId }, role, assumed);
    this.keys.keepSession(key);
    return key;
  }

  decideAssume(caller: Principal, assumed: AssumedRole, context: Values = {}): Decision {
    const role = this.role(assumed.roleArn);
    if (!role) return { allowed: false, reason: `Denied: there is no role ${assumed.roleArn}.` };
    const own = (action: string, resource: string, known: Values): Decision =>
      this.decide(caller, action, resource, known);
    return mayAssume(role, caller, assumed, own, context);
  }

  decideServiceAssume: IamDirectory["decideServiceAssume"] = (roleArn, service, context = {}) => {
    const role = this.role(roleArn);
    if (role) return mayServiceAssume(role, service, context);
    return { allowed: false, reason: `Denied: there is no role ${roleArn}.` };
  };

  decide(principal: Principal, action: string, resource: string, context: Values = {}): Decision {
    const home = this.homeOf(principal.accountId);
    const one = home?.behind(principal.arn);
    if (!one) return { allowed: false, reason: `Denied: nobody here is ${principal.arn}.` };
    return home!.judge(one, action, resource, { ...context, ...principal.context });
  }

  decideRole(roleArn: string, action: string, resource: string, context: Values = {}): Decision {
    const caller = this.rolePrincipal(roleArn);
    if (!caller) return this.decideUser(roleArn, action, resource, context);
    return this.decide(caller, action, resource, context);
  }

  rolePrincipal(roleArn: string): Principal | undefined {
    const role = this.role(roleArn);
    const { accountId = this.place.accountId } = readArn(roleArn);
    return role && rolePrincipal({ ...this.place, accountId }, role, "absent");
  }

  private decideUser(arn: string, action: string, resource: string, context: Values): Decision {
    const user = this.behind(arn);
    if (user?.kind !== "user")
      return { allowed: false, reason: `Denied: there is no role ${arn}.` };
    const caller = userPrincipal(this.place, user.name, user.id, "never");
    return this.judge(user, action, resource, { ...context, ...caller.context });
  }

  private judge(one: Identity, action: string, resource: string, context: Values): Decision {
    const { known, unknown } = this.identities.policiesOf(one);
    const decision = evaluatePolicies(known, { action, resource, context });
    if (decision.allowed || unknown.length === 0) return decision;
    const note = `The rehearsal has no document of: ${unknown.join(", ")}.`;
    return { ...decision, reason: `${decision.reason} ${note}` };
  }

  private bearer(to: Pick<Identity, "kind" | "name">): Identity {
    if (to.kind === "user") refuseReserved(to.name, [outsider]);
    return this.identities.take(to.kind, to.name);
  }

  private behind(arn: string): Identity | undefined {
    const user = accountArn(this.place, "iam", "user/");
    if (arn.startsWith(user)) return this.identities.find("user", arn.slice(user.length));
    const session = accountArn(this.place, "sts", "assumed-role/");
    if (!arn.startsWith(session)) return undefined;
    return this.identities.find("role", arn.slice(session.length).split("/")[0]);
  }

  /** Where an account's identities are; undefined where nothing is known of it. */
  private homeOf(accountId: string | undefined): Directory | undefined {
    return accountId === this.place.accountId ? this : this.others.get(accountId ?? "");
  }

  private findRole(roleArn: string): Identity | undefined {
    const home = this.homeOf(readArn(roleArn).accountId);
    return home?.identities.every("role").find((one) => home.arnOf(one) === roleArn);
  }

  private role(roleArn: string): Role | undefined {
    const role = this.findRole(roleArn);
    return role && { name: role.name, id: role.id, arn: roleArn, trust: role.trust };
  }

  private isForPeople(role: Identity): boolean {
    return forPeople(role, (roleArn) => this.findRole(roleArn));
  }

  private arnOf(role: Identity): string {
    return role.arn ?? accountArn(this.place, "iam", `role/${role.name}`);
  }
}

/** The directory of an account, with `administrator` and `outsider` in it. */
export function createDirectory(place: Place): IamDirectory {
  return new Directory(place);
}
