/** Property values between the Pulumi engine's wire form and the plain values of the account. */
import * as path from "node:path";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { gathered, onDisk } from "../program/assets";
import type { LocalAsset } from "../aws/account/types";
import { scratchFolder } from "../scratch";

/** Stands for a value that a preview does not know (Pulumi's wire format). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Says what a marked object is (Pulumi's wire format). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  reference: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;

export type Properties = Record<string, any>;

/** What a message carries, as plain JSON with the marks of the wire form still in it. */
export function properties(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

/** The wire form; what has no value is left out. */
export function struct(values: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)));
}

function signatureOf(value: any): string | undefined {
  return value !== null && typeof value === "object" ? value[signatureKey] : undefined;
}

function isAsset(value: any): boolean {
  const signature = signatureOf(value);
  return signature === signatures.asset || signature === signatures.archive;
}

function holdsAsset(value: any): boolean {
  if (value === null || typeof value !== "object") return false;
  return isAsset(value) || Object.values(value).some(holdsAsset);
}

/** True where something in it is known only when the program has run. */
export function holdsUnknown(value: any): boolean {
  if (typeof value === "string") return value.includes(unknownValue);
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some(holdsUnknown);
}

/** Values for the account: assets become files and folders of this machine, below `folder`. */
export function inward(value: any, folder: string): any {
  if (value === null || typeof value !== "object") return value;
  if (isAsset(value)) return localAsset(value, folder);
  if (signatureOf(value) === signatures.secret) return inward(value.value, folder);
  if (signatureOf(value) === signatures.reference) return value.id ?? value.urn;
  if (Array.isArray(value)) return value.map((item) => inward(item, folder));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, inward(item, folder)]),
  );
}

function localAsset(asset: any, folder: string): LocalAsset {
  if (asset.text !== undefined && asset.text !== "") return { kind: "text", text: asset.text };
  if (asset.path !== undefined && asset.path !== "") {
    return onDisk(path.resolve(folder, asset.path));
  }
  const parts = Object.entries(asset.assets ?? {}).map(
    ([name, part]) => [name, localAsset(part, folder)] as const,
  );
  return gathered(parts, scratchFolder("rehearsal-archive-"));
}

/** What the account answered, with assets as the engine sent them: it knows them by their hashes. */
export function outward(state: Properties, sent: Properties): Properties {
  const assets = Object.entries(sent).filter(([, value]) => holdsAsset(value));
  return { ...state, ...Object.fromEntries(assets) };
}

/** Equal for the engine: an asset is its hash, wherever its file lies. */
export function comparable(value: any): any {
  if (value === null || typeof value !== "object") return value;
  if (isAsset(value)) return value.hash;
  if (Array.isArray(value)) return value.map(comparable);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, comparable(item)]),
  );
}

/** A resource among the outputs of a component. */
export function reference(urn: string, id: string): Properties {
  return { [signatureKey]: signatures.reference, urn, id };
}
