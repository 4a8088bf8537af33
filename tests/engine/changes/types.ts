/** One argument that changes, and what an update is expected to do about it. */
import type { Change } from "../support/engine-stack";

export interface Case<Args> {
  /** The argument, and more words where it has several cases. */
  readonly of: string;
  readonly to: Partial<Args>;
  /** `update Topic ApproveQA-topic`; replacements are one line each. */
  readonly expect: readonly string[];
  /** Why the change is previewed and not carried out. */
  readonly onlyPreviewed?: string;
  /** Why a topic, table or role is replaced, where that cannot be helped. */
  readonly moves?: string;
}

export const oneRegion = "The account on this machine has one Region.";

/** The engine's steps of a replacement stand beside the replacement itself. */
const parts = ["create-replacement", "delete-replaced"];

/** One line a resource, without the components, which have nothing at AWS. */
export function lines(changes: readonly Change[]): string[] {
  return changes
    .filter(({ op, type }) => !parts.includes(op) && type.startsWith("aws:"))
    .map(({ op, type, name }) => `${op} ${type.split(":").pop()} ${name}`)
    .sort();
}

/** The argument of a case: the first word. */
export function argument({ of }: Pick<Case<unknown>, "of">): string {
  return of.split(/[ ,.[]/)[0];
}
