/** What Pulumi holds (secrets, assets, resources, unknowns) as plain JSON. */
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "../../iam/unknown";

/** JSON, as a resource's inputs and outputs are given to a test. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export { unknown };

/**
 * The plain form of a deserialized value: a secret without its wrapping, a resource as its id (a
 * component as its URN), an asset or archive as an object that says where it comes from.
 */
export async function plain(value: unknown): Promise<Json> {
  if (pulumi.isUnknown(value)) return unknown;
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return value as Json;
  if (pulumi.runtime.isRpcSecret(value)) return plain(pulumi.runtime.unwrapRpcSecret(value));
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (pulumi.Output.isInstance(value)) return plain(await known(value));
  if (pulumi.Resource.isInstance(value)) {
    return plain(await known(pulumi.CustomResource.isInstance(value) ? value.id : value.urn));
  }
  const isArchive = pulumi.asset.Archive.isInstance(value);
  if (isArchive || pulumi.asset.Asset.isInstance(value)) {
    return source(isArchive ? "archive" : "asset", value as unknown as Source);
  }
  return plainRecord(value as Record<string, unknown>);
}

/** The same for all values of a record. */
export async function plainRecord(
  value: Record<string, unknown>,
): Promise<{ [key: string]: Json }> {
  const entries = Object.entries(value).map(async ([key, item]) => [key, await plain(item)]);
  return Object.fromEntries(await Promise.all(entries)) as { [key: string]: Json };
}

interface Source {
  readonly path?: string | Promise<string>;
  readonly text?: string | Promise<string>;
  readonly uri?: string | Promise<string>;
  readonly assets?: unknown;
}

async function source(kind: string, value: Source): Promise<Json> {
  if (value.assets !== undefined) return { [kind]: await plain(await value.assets) };
  return { [kind]: (await value.path) ?? (await value.uri) ?? { text: (await value.text) ?? "" } };
}

/** An output's value; `unknown` where a preview has none. */
async function known(output: pulumi.Output<unknown>): Promise<unknown> {
  const inner = output as unknown as {
    promise(withUnknowns: boolean): Promise<unknown>;
    readonly isKnown: Promise<boolean>;
  };
  const value = await inner.promise(true);
  // A record of which a part is unknown is unknown as a whole, and has the other parts.
  return (await inner.isKnown) || value !== undefined ? value : pulumi.unknown;
}
