/**
 * A ledger in its bucket, every version of it: what was put first counts, for Object Lock keeps that one;
 * what was put over it, or hides it, is told.
 */
import type { KeyObject } from "node:crypto";
import { sequenceOfFile } from "../functions/domain/ledger/entry";
import type { FoundEntry } from "../functions/domain/ledger/verify";
import { CommandError, UsageError } from "./arguments";
import { addressText, type BucketAddress } from "./bucket-address";
import { bucketError } from "./bucket-errors";
import type { BucketReader, ListedVersion, PageStart } from "./bucket-reader";
import { pinned, readKey } from "./public-keys";
import { type FoundLedger, textOf } from "./read-ledger";

type Tell = (line: string) => void;

/** An entry is a few kB long, for it comes from an item of a table. */
const longestEntry = 1024 * 1024;
const longestKey = 64 * 1024;
/** Whoever may write into the bucket may fill it: the command gives up, and says so. */
const mostVersions = 200_000;
const mostBytes = 512 * 1024 * 1024;
const mostKeys = 100;
/** From so many entries on, it is said how far the command is. */
const many = 500;

export async function readBucket(
  address: BucketAddress,
  reader: BucketReader,
  keyHashes: readonly string[],
  tell: Tell,
): Promise<FoundLedger> {
  try {
    const keys = await readKeys(address, reader);
    const found = await readEntries(address, reader, tell);
    const where = `${addressText(address)}/public-key*.pem`;
    return { ...found, keys: pinned(keys, keyHashes, where) };
  } catch (error) {
    throw bucketError(error, address) ?? error;
  } finally {
    reader.close();
  }
}

/** By key, the newest first. */
type Versions = Map<string, ListedVersion[]>;

async function listed(
  address: BucketAddress,
  reader: BucketReader,
  prefix: string,
): Promise<Versions> {
  const found: Versions = new Map();
  let count = 0;
  for (let from: PageStart | undefined, isFirst = true; isFirst || from; isFirst = false) {
    const { versions, next } = await reader.page(prefix, from);
    for (const version of versions) {
      if (!version.key.startsWith(prefix)) throw endless(address);
      const all = found.get(version.key);
      if (all === undefined) found.set(version.key, [version]);
      else all.push(version);
    }
    count += versions.length;
    if (count > mostVersions) {
      throw new CommandError(
        `${addressText(address)} has more than ${mostVersions} versions of objects: no ledger is as long.`,
      );
    }
    const stands = next !== undefined && next.key === from?.key && next.id === from.id;
    if (next !== undefined && (versions.length === 0 || stands)) throw endless(address);
    from = next;
  }
  return found;
}

function endless(address: BucketAddress): CommandError {
  const at = addressText(address);
  return new CommandError(`The list of ${at} does not end or is not of it: is the endpoint S3?`);
}

/** Each version of each key: one that somebody put over it hides no key. */
async function readKeys(address: BucketAddress, reader: BucketReader): Promise<KeyObject[]> {
  const all = [...(await listed(address, reader, `${address.prefix}public-key`)).values()].flat();
  const files = all.filter(({ key, isMarker, size }) => {
    return !isMarker && key.endsWith(".pem") && size <= longestKey;
  });
  // Not all are read, and what somebody puts later must not push out the hub's own: the oldest come first. Of
  // those of one second too, for in the list the oldest of each key stand last.
  const byAge = files.toReversed().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const own = byAge.find(({ key }) => key === `${address.prefix}public-key.pem`);
  const first = own === undefined ? byAge : [own, ...byAge.filter((file) => file !== own)];
  const read = await parallel(first.slice(0, mostKeys), reader, (file) =>
    reader.content(file, longestKey),
  );
  return read.flatMap((bytes) => (bytes && readKey(bytes)) ?? []);
}

async function readEntries(
  address: BucketAddress,
  reader: BucketReader,
  tell: Tell,
): Promise<Pick<FoundLedger, "entries" | "others" | "findings">> {
  const prefix = `${address.prefix}entries/`;
  const versions = await listed(address, reader, prefix);
  const fileOf = (key: string): string => key.slice(prefix.length);
  const keys = [...versions.keys()].sort();
  const isEntry = (key: string): boolean => sequenceOfFile(fileOf(key)) !== undefined;
  const entryKeys = keys.filter(isEntry);
  if (entryKeys.length === 0) {
    throw new UsageError(
      `${addressText(address)} has no entries: objects such as ${prefix}0000000001.json.`,
    );
  }
  const first = entryKeys.flatMap(
    (key) => versions.get(key)!.findLast((one) => !one.isMarker) ?? [],
  );
  needReadable(address, first);
  const texts = await parallel(
    first,
    reader,
    (version) => entryText(version, reader),
    progress(tell),
  );
  const entries: FoundEntry[] = first.map(({ key }, at) => {
    return { file: fileOf(key), claimed: sequenceOfFile(fileOf(key)), text: texts[at] };
  });
  return {
    entries,
    others: keys.filter((key) => !isEntry(key) && !isFolder(key, prefix, versions)).map(fileOf),
    findings: entryKeys.flatMap((key) => findingsOf(fileOf(key), versions.get(key)!)),
  };
}

/** What the console makes of a folder: an empty object of its name. */
function isFolder(key: string, prefix: string, versions: Versions): boolean {
  return key === prefix && versions.get(key)!.every(({ size }) => size === 0);
}

/** Nothing is read of what is too long for an entry: it is judged as no entry. */
async function entryText(version: ListedVersion, reader: BucketReader): Promise<string> {
  if (version.size > longestEntry) return "";
  return textOf((await reader.content(version, longestEntry)) ?? Buffer.alloc(0));
}

function needReadable(address: BucketAddress, entries: readonly ListedVersion[]): void {
  const sizes = entries.map(({ size }) => size).filter((size) => size <= longestEntry);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= mostBytes) return;
  throw new CommandError(
    `The entries of ${addressText(address)} have ${bytes} bytes, more than ${mostBytes}: somebody fills the bucket.`,
  );
}

/** What the versions of an entry show: there is one, and nothing hides it. */
function findingsOf(file: string, versions: readonly ListedVersion[]): string[] {
  const contents = versions.filter(({ isMarker }) => !isMarker);
  const markers = versions.filter(({ isMarker }) => isMarker);
  const [newest, oldest] = [contents[0], contents.at(-1)];
  const found: string[] = [];
  if (contents.length > 1) {
    found.push(
      `${file} has ${contents.length} versions: somebody put others over it, the last at ${newest.at} ` +
        `(version ${newest.id}). The first, of ${oldest!.at}, is the one that is verified.`,
    );
  }
  if (markers.length > 0) {
    const [{ at, id, isLatest }] = markers;
    const hidden = isLatest ? "is hidden behind" : "was hidden behind";
    found.push(`${file} ${hidden} a delete marker of ${at} (version ${id}).`);
  }
  const long = oldest !== undefined && oldest.size > longestEntry;
  if (long) found.push(`${file} has ${oldest.size} bytes, too many for an entry: it was not read.`);
  return found;
}

/** Says at each tenth how far it is. */
function progress(tell: Tell) {
  return (done: number, of: number): void => {
    const tenth = Math.ceil(of / 10);
    if (of >= many && (done % tenth === 0 || done === of))
      tell(`${done} of ${of} entries are read.`);
  };
}

/** The answers in the order of the items, a few at a time. The first failure ends it. */
async function parallel<T, R>(
  items: readonly T[],
  { connections }: BucketReader,
  work: (item: T) => Promise<R>,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let [next, done] = [0, 0];
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      try {
        results[at] = await work(items[at]);
      } catch (error) {
        next = items.length;
        throw error;
      }
      tell(++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(connections, items.length) }, worker));
  return results;
}
