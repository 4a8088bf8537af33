/** Turns what a Pulumi program holds (secrets, assets, resources) into plain values for the account. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type * as Pulumi from "@pulumi/pulumi";
import type { LocalAsset } from "../account/types";

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
    const file = path.resolve(await asset.path);
    if (!fs.existsSync(file)) {
      throw new Error(`An asset names ${file}, which does not exist.`);
    }
    return { kind: fs.statSync(file).isDirectory() ? "folder" : "file", path: file };
  }
  if (asset.assets !== undefined) return { kind: "folder", path: await assembled(asset) };
  throw new Error(
    `The asset ${await asset.uri} is fetched from a network, which a rehearsal does not do. ` +
      "Keep the file beside the program and use FileAsset or FileArchive.",
  );
}

/** An AssetArchive has no folder of its own, so one is put together for it. */
async function assembled(archive: any): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-archive-"));
  for (const [name, entry] of Object.entries(await archive.assets)) {
    const target = path.join(folder, name);
    const part = await localAsset(entry);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (part.text !== undefined) fs.writeFileSync(target, part.text);
    else fs.cpSync(part.path!, target, { recursive: true });
  }
  return folder;
}
