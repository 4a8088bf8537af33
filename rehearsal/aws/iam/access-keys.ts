/** The access keys of an account's people and sessions, from their issue to their end. */
import type { Place } from "../account/types";
import { issueKey, rolePrincipal, userPrincipal } from "./credentials";
import type { Identity, Kind } from "./identities";
import type { AccessKey, Principal } from "./types";

type Issue = () => AccessKey;

/** A role that people take on. */
type PeopleRole = Pick<Identity, "kind" | "name" | "id"> & { readonly arn: string };

export class KeyRing {
  private readonly keys = new Map<string, AccessKey>();
  /** Keys of sessions, by id: nobody's profile. */
  private readonly sessions = new Map<string, AccessKey>();

  constructor(private readonly place: Place) {}

  /** Issues what these users and roles have no keys of yet; answers everybody's. */
  all(users: readonly Identity[], roles: readonly PeopleRole[]): AccessKey[] {
    for (const user of users) {
      const of = (state: "never" | "passed"): Principal =>
        userPrincipal(this.place, user.name, user.id, state);
      this.issue(user, "", () => issueKey(this.profile(user.name), of("never"), "long-term"));
      this.issue(user, "-mfa", () =>
        issueKey(this.profile(`${user.name}-mfa`), of("passed"), "temporary"),
      );
    }
    for (const role of roles) {
      const { name } = role;
      const of = (state: "absent" | "passed"): Principal => rolePrincipal(this.place, role, state);
      this.issue(role, "", () => issueKey(this.profile(name), of("absent"), "temporary"));
      this.issue(role, "-mfa", () =>
        issueKey(this.profile(`${name}-mfa`), of("passed"), "temporary"),
      );
    }
    return [...this.keys.values()];
  }

  keepSession(key: AccessKey): void {
    this.sessions.set(key.accessKeyId, key);
  }

  session(accessKeyId: string): AccessKey | undefined {
    return this.sessions.get(accessKeyId);
  }

  /** Ends all keys of somebody: another one of the same name must not be served by them. */
  end({ kind, name, id }: Pick<Identity, "kind" | "name" | "id">): void {
    for (const suffix of ["", "-mfa"]) this.keys.delete(slotOf(kind, name, suffix));
    for (const [accessKeyId, { principal }] of this.sessions) {
      if (principal.userId.startsWith(`${id}:`)) this.sessions.delete(accessKeyId);
    }
  }

  private issue({ kind, name }: Pick<Identity, "kind" | "name">, suffix: string, make: Issue) {
    const slot = slotOf(kind, name, suffix);
    if (!this.keys.has(slot)) this.keys.set(slot, make());
  }

  /** A role may bear a user's name, and a user may be called `somebody-mfa`. */
  private profile(wanted: string): string {
    const taken = new Set([...this.keys.values()].map((key) => key.profile));
    let profile = wanted;
    for (let n = 2; taken.has(profile); n++) profile = `${wanted}-${n}`;
    return profile;
  }
}

function slotOf(kind: Kind, name: string, suffix: string): string {
  return `${kind}/${name}${suffix === "" ? "" : ` ${suffix}`}`;
}
