/** Names of children whose name in AWS nobody has to write down. */
import * as pulumi from "@pulumi/pulumi";
import type { physicalNames } from "../model/limits";
import { physicalName } from "../model/names";

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
