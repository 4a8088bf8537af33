/** A ledger on this machine: the files of its bucket, or a bundle that was exported. */
import { isUtf8 } from "node:buffer";
import type { KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Scope, parseBundle } from "../functions/domain/ledger/bundle";
import { sequenceOfFile } from "../functions/domain/ledger/entry";
import type { FoundEntry } from "../functions/domain/ledger/verify";
import { UsageError } from "./arguments";
import { pinned, readKey } from "./public-keys";

export interface FoundLedger {
  readonly entries: readonly FoundEntry[];
  /** Files among the entries that are none by their names. */
  readonly others: readonly string[];
  /** What else is wrong, each a sentence: of a bucket, what its versions show. */
  readonly findings?: readonly string[];
  /** Keys that lie beside the entries and have one of the hashes that were given. */
  readonly keys: readonly KeyObject[];
  /** What a bundle holds; absent of a whole ledger. */
  readonly scope?: Scope;
}

export function readLedger(at: string, keyHashes: readonly string[]): FoundLedger {
  if (!existsSync(at)) throw new UsageError(`There is nothing at ${at}.`);
  return statSync(at).isDirectory() ? readFolder(at, keyHashes) : readBundle(at, keyHashes);
}

function readFolder(folder: string, keyHashes: readonly string[]): FoundLedger {
  const below = path.join(folder, "entries");
  const entriesFolder = existsSync(below) ? below : folder;
  const files = readdirSync(entriesFolder, { withFileTypes: true, recursive: true })
    .filter((file) => !file.isDirectory())
    .map((file) => path.relative(entriesFolder, path.join(file.parentPath, file.name)))
    .sort();
  const isKey = (file: string) => path.extname(file) === ".pem" && entriesFolder === folder;
  const isEntry = (file: string) => sequenceOfFile(file) !== undefined;
  const entries = files.filter(isEntry).map((file) => ({
    file,
    claimed: sequenceOfFile(file),
    text: textOf(readFileSync(path.join(entriesFolder, file))),
  }));
  if (entries.length === 0) {
    throw new UsageError(
      `${folder} has no entries: files such as entries/0000000001.json. ` +
        "Copy the bucket there with aws s3 sync s3://BUCKET FOLDER, or verify s3://BUCKET itself.",
    );
  }
  const keyFiles = readdirSync(folder, { withFileTypes: true })
    .filter((file) => path.extname(file.name) === ".pem" && !file.isDirectory())
    .map(({ name }) => name);
  const keys = keysIn(keyFiles.map((file) => readFileSync(path.join(folder, file))));
  return {
    entries,
    others: files.filter((file) => !isEntry(file) && !isKey(file)),
    keys: pinned(keys, keyHashes, `${folder}/*.pem`),
  };
}

/** Bytes that are no UTF-8 would be read as others: nothing is read of them. */
export const textOf = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString("utf8") : "");

function readBundle(file: string, keyHashes: readonly string[]): FoundLedger {
  const bundle = parseBundle(textOf(readFileSync(file)));
  if (bundle === undefined) throw new UsageError(`${file} is no bundle that export has written.`);
  const { entries, scope, publicKeys } = bundle;
  const keys = keysIn(publicKeys.map((key) => Buffer.from(key, "base64")));
  return { entries, scope, others: [], keys: pinned(keys, keyHashes, file) };
}

/** What is no key is passed over: anybody who writes beside the entries could end each verification with it. */
const keysIn = (all: readonly Buffer[]): KeyObject[] =>
  all.flatMap((bytes) => readKey(bytes) ?? []);
