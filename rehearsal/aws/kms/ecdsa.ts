/**
 * ECDSA over a digest that the caller made: Node signs what it hashes itself, and nothing else. FIPS 186-5,
 * section 6.4; the curve is Node's, which multiplies the base point as it makes a public key.
 */
import { createECDH, type KeyObject, randomBytes } from "node:crypto";

interface Curve {
  /** By OpenSSL's name. */
  readonly name: string;
  /** Of the base point. */
  readonly order: bigint;
  /** Bytes of a coordinate. */
  readonly size: number;
  /** Bytes of the digest that goes with it. */
  readonly digest: number;
  readonly hash: string;
}

/** SEC 2, "Recommended Elliptic Curve Domain Parameters", 2.4.2 and 2.5.1, 2.6.1. */
export const curves: Readonly<Record<string, Curve>> = {
  ECC_NIST_P256: {
    name: "prime256v1",
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    ...{ size: 32, digest: 32, hash: "sha256" },
  },
  ECC_NIST_P384: {
    name: "secp384r1",
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    ...{ size: 48, digest: 48, hash: "sha384" },
  },
};

function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

/** By the extended Euclidean algorithm; 0 has none, and gives 0. */
function inverse(of: bigint, by: bigint): bigint {
  let [a, b, x, y] = [modulo(of, by), by, 1n, 0n];
  while (a > 0n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return modulo(y, by);
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex")}`);
const bytesOf = (value: bigint, size: number): Buffer =>
  Buffer.from(value.toString(16).padStart(size * 2, "0"), "hex");

/** The x coordinate of a multiple of the base point. */
function multiple(factor: bigint, { name, size }: Curve): bigint {
  const point = createECDH(name);
  point.setPrivateKey(bytesOf(factor, size));
  return numberOf(point.getPublicKey().subarray(1, 1 + size));
}

function secretOf(key: KeyObject): bigint {
  return numberOf(Buffer.from(key.export({ format: "jwk" }).d!, "base64url"));
}

/** DER, as X9.62 has a signature: two integers whose first bit says that they are positive. */
function der(...values: readonly bigint[]): Buffer {
  const integers = values.map((value) => {
    const hex = value.toString(16);
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
    const positive = bytes[0] < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
    return Buffer.concat([Buffer.from([2, positive.length]), positive]);
  });
  const content = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

/** A signature in DER, another one each time. */
export function signDigest(digest: Buffer, key: KeyObject, curve: Curve): Buffer {
  const { order, size } = curve;
  const secret = secretOf(key);
  const hash = numberOf(digest);
  for (;;) {
    const once = modulo(numberOf(randomBytes(size)), order);
    if (once === 0n) continue;
    const r = modulo(multiple(once, curve), order);
    const s = modulo(inverse(once, order) * (hash + r * secret), order);
    if (r !== 0n && s !== 0n) return der(r, s);
  }
}

/** Whoever has the private key needs no arithmetic of points to verify. */
export function verifyDigest(
  digest: Buffer,
  signature: Buffer,
  key: KeyObject,
  curve: Curve,
): boolean {
  const { order } = curve;
  const read = integersOf(signature);
  if (read === undefined) return false;
  const [r, s] = read;
  if (r <= 0n || r >= order || s <= 0n || s >= order) return false;
  const factor = modulo(inverse(s, order) * (numberOf(digest) + r * secretOf(key)), order);
  return factor !== 0n && modulo(multiple(factor, curve), order) === r;
}

function integersOf(signature: Buffer): [bigint, bigint] | undefined {
  const first = signature[3];
  const second = signature[5 + first];
  if (first === undefined || second === undefined) return undefined;
  const parts = [signature.subarray(4, 4 + first), signature.subarray(6 + first)];
  if (parts.some((part) => part.length === 0)) return undefined;
  const [r, s] = parts.map(numberOf);
  return der(r, s).equals(signature) ? [r, s] : undefined;
}
