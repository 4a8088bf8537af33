/** Unpacks the zip archives that a source bucket may hold. */
import * as fs from "node:fs";
import * as path from "node:path";
import { inflateRawSync } from "node:zlib";
import { isWithin } from "./files";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const shortestEnd = 22;
const longestComment = 0xffff;

/** More than any site or program needs; a small archive can claim to hold terabytes. */
const largestFile = 1 << 30;

/** True when the file begins as a zip archive does. */
export function isZip(file: string): boolean {
  const handle = fs.openSync(file, "r");
  try {
    const start = Buffer.alloc(4);
    fs.readSync(handle, start, 0, 4, 0);
    return start.equals(Buffer.from("PK\x03\x04")) || start.equals(Buffer.from("PK\x05\x06"));
  } finally {
    fs.closeSync(handle);
  }
}

/** Unpacks an archive into a folder. An entry that would land outside it is an error. */
export function unzip(file: string, folder: string): void {
  const archive = fs.readFileSync(file);
  const root = path.resolve(folder);
  fs.mkdirSync(root, { recursive: true });
  for (const entry of entries(archive, file)) {
    const target = path.resolve(root, entry.name);
    if (!isWithin(root, target) || entry.name.includes("\\")) {
      throw new Error(`Archive ${file} holds "${entry.name}", which leads out of its folder.`);
    }
    if (entry.name.endsWith("/")) {
      fs.mkdirSync(target, { recursive: true });
      continue;
    }
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, contentOf(archive, entry, file));
    if (entry.mode !== 0) fs.chmodSync(target, entry.mode);
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly at: number;
  /** Permission bits, 0 when the archive was not made on Unix. */
  readonly mode: number;
}

function entries(archive: Buffer, file: string): Entry[] {
  const end = findEnd(archive, file);
  const count = archive.readUInt16LE(end + 10);
  const found: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== directoryEntry) {
      throw damaged(file);
    }
    const nameLength = archive.readUInt16LE(at + 28);
    found.push({
      method: archive.readUInt16LE(at + 10),
      packedSize: archive.readUInt32LE(at + 20),
      mode: (archive.readUInt32LE(at + 38) >>> 16) & 0o777,
      at: archive.readUInt32LE(at + 42),
      name: archive.toString("utf8", at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return found;
}

function findEnd(archive: Buffer, file: string): number {
  const last = archive.length - shortestEnd;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (archive.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw damaged(file);
}

function contentOf(archive: Buffer, entry: Entry, file: string): Buffer {
  if (entry.at + 30 > archive.length) throw damaged(file);
  const start =
    entry.at + 30 + archive.readUInt16LE(entry.at + 26) + archive.readUInt16LE(entry.at + 28);
  const packed = archive.subarray(start, start + entry.packedSize);
  if (entry.method === 0) return packed;
  if (entry.method === 8) return inflateRawSync(packed, { maxOutputLength: largestFile });
  throw new Error(
    `Archive ${file} packs "${entry.name}" with method ${entry.method}. Pack it with deflate.`,
  );
}

function damaged(file: string): Error {
  return new Error(`${file} is not a whole zip archive. Make it again and upload it.`);
}
