/**
 * A remote component (a component that another process builds, as awsx's are) answers with
 * resources among its outputs. The account marks these; here they become what the program expects.
 */
import type * as Pulumi from "@pulumi/pulumi";
import { isResourceReference, type ResourceReference } from "../aws/account/types";

/** What the mock monitor keeps of a resource, by URN: the program reads references from there. */
interface KnownResources {
  set(urn: string, resource: { urn: string; id: string | null; state: any }): unknown;
}

export interface ReferenceContext {
  readonly pulumi: typeof Pulumi;
  readonly known: KnownResources;
  /** Loads a package as the program would, so that the resource's class is registered. */
  readonly load: (name: string) => any;
}

/** Replaces every marked resource in a state by Pulumi's own form of a resource reference. */
export function withReferences(context: ReferenceContext, owner: string, value: any): any {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => withReferences(context, owner, item));
  if (isResourceReference(value)) return reference(context, owner, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withReferences(context, owner, item)]),
  );
}

function reference(context: ReferenceContext, owner: string, value: ResourceReference): any {
  const { runtime, getProject, getStack } = context.pulumi;
  const { type, name, id, state } = value.resource;
  const urn = `urn:pulumi:${getStack()}::${getProject()}::${owner}$${type}::${name}`;
  loadClass(context, type);
  context.known.set(urn, { urn, id, state });
  return { [runtime.specialSigKey]: runtime.specialResourceSig, urn, id };
}

/** A class registers itself when its module is read: `aws:s3/bucket:Bucket` in `s3`. */
function loadClass(context: ReferenceContext, type: string): void {
  const [packageName, module] = type.split(":");
  Reflect.get(context.load(`@pulumi/${packageName}`), module.split("/")[0]);
}
