/** Names of children whose name in AWS nobody has to write down. */
import * as pulumi from "@pulumi/pulumi";
import type { physicalNames } from "../model/limits";
import { type Owner, physicalName } from "../model/names";

export interface ChildName {
  /** Logical name: a part of the URN, and so of the public contract. */
  readonly child: string;
  /** Name in AWS where Pulumi's own would be none that AWS takes. */
  readonly physical: string | undefined;
}

type Kind = keyof typeof physicalNames;

export function named(component: string, suffix: string, kind: Kind): ChildName {
  const child = `${component}-${suffix}`;
  return { child, physical: physicalOf(kind, child) };
}

export function physicalOf(kind: Kind, child: string): string | undefined {
  return physicalName(kind, child, `${pulumi.getProject()}/${pulumi.getStack()}`);
}

/** Where the state of an earlier version has a child: names that began the same and ended otherwise. */
export function aliases(prefix: string, before: readonly string[]): pulumi.Alias[] {
  return before.map((key) => ({ name: `${prefix}${key}` }));
}

/** What tells the default names of one component from those of every other. */
export function ownerOf(type: Owner["type"], name: string): Owner {
  return { project: pulumi.getProject(), stack: pulumi.getStack(), type, name };
}
