/** Turns what a Pulumi program holds (secrets, assets, resources) into plain values for the account. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type * as Pulumi from "@pulumi/pulumi";
import type { LocalAsset } from "../aws/account/types";
import { gathered, onDisk } from "./assets";

type PulumiModule = typeof Pulumi;

/**
 * Gives the plain form of a deserialized input: secrets unwrapped, assets as `LocalAsset`,
 * a resource as its id (a component as its URN), as a provider gets it. `pulumi` is the program's
 * own copy.
 */
export async function plain(pulumi: PulumiModule, value: any): Promise<any> {
  if (value === null || typeof value !== "object") return value;
  if (pulumi.runtime.isRpcSecret(value)) {
    return plain(pulumi, pulumi.runtime.unwrapRpcSecret(value));
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => plain(pulumi, item)));
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) {
    return localAsset(value);
  }
  if (pulumi.Resource.isInstance(value)) {
    return known(pulumi, pulumi.CustomResource.isInstance(value) ? value.id : value.urn);
  }
  const entries = Object.entries(value).map(async ([key, item]) => [
    key,
    await plain(pulumi, item),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Waits for outputs at any depth and gives their values. */
export function known<T>(pulumi: PulumiModule, value: T): Promise<any> {
  return new Promise((resolve) => {
    pulumi.output(value as any).apply((resolved: any) => resolve(resolved));
  });
}

async function localAsset(asset: any): Promise<LocalAsset> {
  if (asset.text !== undefined) return { kind: "text", text: await asset.text };
  if (asset.path !== undefined) {
    return onDisk(path.resolve(await asset.path));
  }
  if (asset.assets !== undefined) {
    const parts = Object.entries(await asset.assets).map(
      async ([name, entry]) => [name, await localAsset(entry)] as const,
    );
    // Read by the rehearsal when this process is gone: it is the rehearsal that removes it.
    return gathered(await Promise.all(parts), fs.mkdtempSync(path.join(os.tmpdir(), "archive-")));
  }
  throw new Error(
    `The asset ${await asset.uri} is fetched from a network, which a rehearsal does not do. ` +
      "Keep the file beside the program and use FileAsset or FileArchive.",
  );
}
