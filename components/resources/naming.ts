/** Names of children whose name in AWS nobody has to write down. */
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../model/names";

export interface ChildName {
  /** Logical name: a part of the URN, and so of the public contract. */
  readonly child: string;
  /** Name in AWS where Pulumi's own would be too long. */
  readonly physical: string | undefined;
}

export function named(component: string, suffix: string): ChildName {
  const child = `${component}-${suffix}`;
  const owner = `${pulumi.getProject()}/${pulumi.getStack()}`;
  return { child, physical: physicalName(child, owner) };
}
