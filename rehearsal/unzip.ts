/** Unpacks the zip archives that a source bucket may hold. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import * as yauzl from "yauzl";

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

/**
 * Unpacks an archive into a folder. The reader refuses names that lead out of it; every problem
 * becomes one error that names the archive.
 */
export async function unzip(file: string, folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  try {
    const archive = await yauzl.openPromise(file, { strictFileNames: true });
    try {
      for await (const entry of archive.eachEntry()) await unpack(archive, entry, folder);
    } finally {
      archive.close();
    }
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(`${file} cannot be unpacked: ${reason}. Pack it again and upload it.`, {
      cause: error,
    });
  }
}

async function unpack(archive: yauzl.ZipFile, entry: yauzl.Entry, folder: string): Promise<void> {
  const target = path.join(folder, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    fs.mkdirSync(target, { recursive: true });
    return;
  }
  if (entry.uncompressedSize > largestFile) {
    throw new Error(`"${entry.fileName}" has more than ${largestFile} bytes`);
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const content = await archive.openReadStreamPromise(entry);
  await pipeline(content, fs.createWriteStream(target));
  // Permission bits are only there when the archive was made on Unix.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  if (mode !== 0) fs.chmodSync(target, mode);
}
