/** Which public key counts: the one of the hash that was given, whatever lies beside the entries. */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { UsageError } from "./arguments";

/** PEM, or SubjectPublicKeyInfo in DER; undefined for what is no public key. */
export function readKey(bytes: Buffer): KeyObject | undefined {
  try {
    return bytes.toString("latin1").startsWith("-----BEGIN")
      ? createPublicKey(bytes)
      : createPublicKey({ key: bytes, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

export const publicKeyBytes = (key: KeyObject): Buffer =>
  key.export({ format: "der", type: "spki" });

/** Whoever can write beside the entries can put a key there: one counts by the hash that was given. */
export function pinned(
  keys: readonly KeyObject[],
  hashes: readonly string[],
  where: string,
): KeyObject[] {
  const hashed = keys.map((key) => ({
    key,
    hash: createHash("sha256").update(publicKeyBytes(key)).digest("hex"),
  }));
  const found = hashed.filter(({ hash }) => hashes.includes(hash)).map(({ key }) => key);
  if (found.length > 0) return found;
  const have =
    hashed.length === 0
      ? "there is none that can be read"
      : hashed.map(({ hash }) => hash).join(", ");
  throw new UsageError(
    `No public key in ${where} has the SHA-256 ${hashes.join(" or ")}: ${have}. ` +
      "Do not take the hash from there: it would prove nothing.",
  );
}
