/** Who may decide what, of everybody and everything that the stack names. */
import type { AwsScope } from "../engine/place";
import { type Directory, directoryOf, type Identity } from "./directory";
import { find, nameOf, type Person, type Session } from "./person";
import { type Right, rightsOf } from "./rights";
import type { SlackGates } from "./slack";
import type { Target } from "./target";

export interface Decider {
  readonly identity: Identity;
  /** True: with MFA only. False: without MFA only. Undefined: either way. */
  readonly mfa?: boolean;
}

/** The stack's people and approvals, and the questions that a test asks of them. */
export class Deciders {
  readonly directory: Directory;
  /** Why nothing can be said, if so. */
  readonly doubts: readonly string[];

  constructor(
    resources: Parameters<typeof directoryOf>[0],
    managed: Parameters<typeof directoryOf>[1],
    private readonly place: AwsScope,
    private readonly approvals: readonly Target[],
    private readonly slack: SlackGates,
    unknownPipelines: readonly string[],
  ) {
    this.directory = directoryOf(resources, managed);
    this.doubts = [...this.directory.doubts, ...unknownPipelines];
  }

  /** Rights of a person in one kind of session. */
  rights(person: Person, mfa: boolean): Right[] {
    return this.rightsOf(find(this.directory, person), { ...person, mfa });
  }

  private rightsOf(identity: Identity, session: Session & { mfa: boolean }): Right[] {
    return rightsOf(this.directory, identity, session, this.place, this.approvals);
  }

  /**
   * Everybody with a right, by approval. A group that the stack creates has only the members that
   * it names; one that exists already may have others, so it is listed itself. The role with which
   * a hub decides its own gate is left out: whom it serves, `assertSlackApprovers` and
   * `assertAutomaticDecision` say.
   */
  byPath(): { readonly deciders: ReadonlyMap<string, Decider[]>; readonly doubts: string[] } {
    const deciders = new Map<string, Decider[]>(this.approvals.map(({ path }) => [path, []]));
    const doubts: string[] = [];
    for (const identity of this.directory.identities.values()) {
      if (identity.kind === "group" && identity.created) continue;
      const [without, withMfa] = [false, true].map((mfa) =>
        this.rightsOf(identity, { mfa }).filter(({ path }) => !this.isHub(identity, path)),
      );
      const paths = new Set([...without, ...withMfa].map(({ path }) => path));
      for (const path of paths) {
        const answers = [without, withMfa].map((rights) => rights.find((r) => r.path === path));
        const open = answers.find((right) => right?.answer.allowed === "unknown");
        if (open !== undefined) {
          const why = open.answer.because.join("; ");
          doubts.push(`${title(identity)} and ${path}: ${why}`);
        }
        const mfa = answers[0] === undefined ? true : answers[1] === undefined ? false : undefined;
        deciders.set(path, [...(deciders.get(path) ?? []), { identity, mfa }]);
      }
    }
    return { deciders, doubts };
  }

  private isHub(identity: Identity, path: string): boolean {
    return (
      identity.kind === "role" &&
      identity.created &&
      [...this.slack.gates, ...this.slack.automatic, ...this.slack.connected].some(
        (gate) => gate.path === path && gate.roleArn.split("/").at(-1) === identity.name,
      )
    );
  }
}

/** As a test reads it: `user quinn`, `role deployer`. */
export function title({ kind, name }: Pick<Identity, "kind" | "name">): string {
  return `${kind === "permissionSet" ? "permission set" : kind} ${name}`;
}

/** The same of a person whom a test names. */
export function titleOfPerson(person: Person): string {
  const { kind, name } = nameOf(person);
  return titleOf({ identity: { kind, name } as never, mfa: person.mfa });
}

/** The same with the kind of session, where that matters. */
export function titleOf({ identity, mfa }: Decider): string {
  const only = mfa === undefined ? "" : mfa ? " with MFA" : " without MFA";
  return `${title(identity)}${only}`;
}
