/** Checksums of objects (S3 User Guide, "Checking object integrity"): verified, kept and answered. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { ServiceError } from "../../errors";
import type { Payload } from "./aws-chunked";

function crc32Bytes(content: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes;
}

/** A reversed polynomial's table, of as many bits as it has. */
function tableOf(polynomial: bigint): bigint[] {
  return Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });
}

function crcOf(polynomial: bigint, bits: 32n | 64n) {
  let table: bigint[] | undefined;
  const ones = (1n << bits) - 1n;
  return (content: Buffer): Buffer => {
    table ??= tableOf(polynomial);
    let crc = ones;
    for (const byte of content) crc = table[Number((crc ^ BigInt(byte)) & 0xffn)] ^ (crc >> 8n);
    const hex = (crc ^ ones).toString(16).padStart(Number(bits) / 4, "0");
    return Buffer.from(hex, "hex");
  };
}

const hash = (algorithm: string) => (content: Buffer) =>
  createHash(algorithm).update(content).digest();

/** By the end of the header's name. */
const algorithms: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  crc32: crc32Bytes,
  crc32c: crcOf(0x82f63b78n, 32n),
  crc64nvme: crcOf(0x9a6c9329ac4bc9b5n, 64n),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
};

const prefix = "x-amz-checksum-";

/** Those that say how, and carry no value. */
const others = ["algorithm", "mode", "type"];

/** Whether a request says anything by which its content can be checked. */
export function hasChecksum({ headers }: Payload): boolean {
  return headers["content-md5"] !== undefined || checksumsIn(headers).length > 0;
}

function checksumsIn(headers: Payload["headers"]): string[] {
  return Object.keys(headers)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((name) => !others.includes(name));
}

function needMd5({ headers, content }: Payload): void {
  const given = headers["content-md5"];
  if (given === undefined) return;
  if (Buffer.from(given, "base64").length !== 16) {
    throw new ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.");
  }
  if (hash("md5")(content).toString("base64") === given) return;
  throw new ServiceError(
    "BadDigest",
    "The Content-MD5 you specified did not match what we received.",
  );
}

/** Refuses a content that is not what was meant, and answers its checksum as a header. */
export function verified(payload: Payload): Record<string, string> {
  const { content, headers } = payload;
  needMd5(payload);
  const [name, ...more] = checksumsIn(headers);
  if (more.length > 0) {
    throw new ServiceError(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const named = headers["x-amz-sdk-checksum-algorithm"];
  if (name === undefined) {
    if (named === undefined) return {};
    throw new ServiceError(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  if (named !== undefined && named.toLowerCase() !== name) {
    throw new ServiceError(
      "InvalidRequest",
      "Value for x-amz-sdk-checksum-algorithm header is invalid.",
    );
  }
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined) {
    const known = Object.keys(algorithms).join(", ");
    throw new ServiceError(
      "NotImplemented",
      `The rehearsal's S3 has the checksums ${known}, got: ${name}.`,
      501,
    );
  }
  const value = algorithm(content).toString("base64");
  const header = `${prefix}${name}`;
  if (headers[header] === value) return { [header]: value };
  const title = name.toUpperCase();
  if (Buffer.from(headers[header], "base64").length !== Buffer.from(value, "base64").length) {
    throw new ServiceError("InvalidRequest", `Value for ${header} header is invalid.`);
  }
  throw new ServiceError(
    "BadDigest",
    `The ${title} you specified did not match the calculated checksum.`,
  );
}
