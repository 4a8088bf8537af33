/**
 * Verifies a ledger with nothing but its entries and the public key: numbers, chain, signatures. Whoever
 * can write into its bucket can write a key there too, so the key is one whose SHA-256 the auditor has
 * from elsewhere; the caller sees to that.
 */
import { type KeyObject, verify as verifySignature } from "node:crypto";
import * as v from "valibot";
import { canonicalJson, type JsonObject } from "./canonical";
import { hashOf, type LedgerEntry, ledgerEntrySchema, noHash, signedBytes } from "./entry";
import type { Finding } from "./findings";

/** One entry as it was found. */
export interface FoundEntry {
  /** Where: its file, or its place in a bundle. */
  readonly file: string;
  /** The number that its place claims, if it claims one. */
  readonly claimed?: number;
  readonly text: string;
}

export interface VerifyOptions {
  readonly keys: readonly KeyObject[];
  /** The entry with which it begins. Defaults to 1, the first of the ledger. */
  readonly first?: number;
  /** True where entries were selected, so that numbers have gaps: each request must be complete instead. */
  readonly isSelection?: boolean;
  /** Hash of the last entry, from the hub or its log: without it nobody sees what the end has lost. */
  readonly lastHash?: string;
}

export interface Verification {
  readonly findings: readonly Finding[];
  /** What the key has signed, in the order of the ledger, each number once. */
  readonly entries: readonly LedgerEntry[];
}

/** An entry that nobody changed, and where it was found. */
interface Authentic {
  readonly found: FoundEntry;
  readonly entry: LedgerEntry;
}

interface Doubtful {
  readonly found: FoundEntry;
  readonly sequence: number | undefined;
  readonly why: string;
}

export function verifyLedger(found: readonly FoundEntry[], options: VerifyOptions): Verification {
  const authentic: Authentic[] = [];
  const doubtful: Doubtful[] = [];
  for (const each of found) {
    const examined = examine(each, options.keys);
    if ("entry" in examined) authentic.push(examined);
    else doubtful.push(examined);
  }
  const { chain, findings } = inOrder(authentic);
  const numbers = new Set(chain.map(({ entry }) => entry.sequence));
  const { first = 1 } = options;
  const last = chain.at(-1)?.entry.sequence ?? first - 1;
  for (const { found: at, sequence, why } of doubtful) {
    const isInPlace = sequence !== undefined && sequence >= first && !numbers.has(sequence);
    if (!isInPlace || sequence > last + doubtful.length) {
      findings.push({ kind: "put-in", file: at.file, why });
      continue;
    }
    numbers.add(sequence);
    // Behind the last that is signed, nothing tells whether one stood there before.
    const kind = sequence > last ? "unsigned-end" : "changed";
    findings.push({ kind, sequence, file: at.file, why });
  }
  if (options.isSelection) findings.push(...incomplete(chain));
  else findings.push(...missing(numbers, first), ...broken(chain));
  // Where an entry is missing, its event is too: nobody needs to be told twice.
  if (first === 1 && findings.length === 0) findings.push(...incomplete(chain));
  const end = chain.at(-1)?.entry.hash ?? noHash;
  if (options.lastHash !== undefined && options.lastHash !== end) {
    findings.push({ kind: "other-end", expected: options.lastHash, found: end });
  }
  return { findings, entries: chain.map(({ entry }) => entry) };
}

/** What an entry says of itself: its form, its hash, its signature. */
function examine(found: FoundEntry, keys: readonly KeyObject[]): Authentic | Doubtful {
  const doubt = (why: string, sequence = found.claimed): Doubtful => ({ found, sequence, why });
  let value: unknown;
  try {
    value = JSON.parse(found.text);
  } catch {
    return doubt("it is no JSON");
  }
  const parsed = v.safeParse(ledgerEntrySchema, value);
  if (!parsed.success) {
    const member = v.getDotPath(parsed.issues[0]) ?? "the entry";
    return doubt(`${member} is not as in an entry`, found.claimed ?? numberIn(value));
  }
  const entry = parsed.output;
  const doubtEntry = (why: string) => doubt(why, found.claimed ?? entry.sequence);
  // A member that stands twice, or a space, is read in two ways by two readers.
  const text = canonicalJson(entry);
  if (found.text !== text && found.text !== `${text}\n`) {
    return doubtEntry("its text is not the canonical JSON of what it says");
  }
  if (hashOf(entry) !== entry.hash) return doubtEntry("its hash is not that of its content");
  if (!isSigned(entry, keys)) return doubtEntry("its signature is not by the public key");
  return { found, entry };
}

function numberIn(value: unknown): number | undefined {
  const number = (value as { sequence?: unknown } | null)?.sequence;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

function isSigned(entry: LedgerEntry & JsonObject, keys: readonly KeyObject[]): boolean {
  const signature = Buffer.from(entry.signature, "base64");
  // Node reads base64 with whatever stands between its characters: there is one text of a signature.
  if (signature.toString("base64") !== entry.signature) return false;
  const bytes = signedBytes(entry);
  return keys.some((key) => verifySignature("sha256", bytes, key, signature));
}

/** The chain by numbers, and what stands elsewhere or twice. */
function inOrder(authentic: readonly Authentic[]): { chain: Authentic[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const chain = new Map<number, Authentic>();
  let highest = 0;
  for (const one of authentic) {
    const { sequence } = one.entry;
    const { file, claimed = sequence } = one.found;
    if (chain.has(sequence)) {
      const isCopy = chain.get(sequence)!.entry.hash === one.entry.hash;
      const why = isCopy
        ? `it is a copy of entry ${sequence}`
        : `there is another entry ${sequence}`;
      findings.push({ kind: "put-in", file, why });
      continue;
    }
    if (claimed !== sequence || sequence < highest) {
      findings.push({ kind: "out-of-order", sequence, file });
    }
    highest = Math.max(highest, sequence);
    chain.set(sequence, one);
  }
  const sorted = [...chain.values()].sort((a, b) => a.entry.sequence - b.entry.sequence);
  return { chain: sorted, findings };
}

function missing(numbers: ReadonlySet<number>, first: number): Finding[] {
  const findings: Finding[] = [];
  let next = first;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (number > next) findings.push({ kind: "missing", sequence: next, through: number - 1 });
    next = number + 1;
  }
  return findings;
}

/** Neighbours that the key signed and that do not fit; those beside a changed or missing one say nothing. */
function broken(chain: readonly Authentic[]): Finding[] {
  return chain.flatMap(({ found: { file }, entry }, at) => {
    const { sequence, previousHash, hub } = entry;
    const before = chain[at - 1]?.entry;
    const isNext = before?.sequence === sequence - 1;
    const expected = sequence === 1 ? noHash : isNext ? before.hash : previousHash;
    const isFollowed = previousHash === expected && (before === undefined || before.hub === hub);
    return isFollowed ? [] : [{ kind: "not-followed" as const, sequence, file }];
  });
}

/** The events of a request are counted from 1, in what the key has signed. */
function incomplete(chain: readonly Authentic[]): Finding[] {
  const requests = new Map<string, Set<number>>();
  for (const { request, event } of chain.map(({ entry }) => entry)) {
    const { sequence, omitted = 0 } = event;
    if (request === undefined || sequence === undefined) continue;
    const events = requests.get(request.id) ?? new Set();
    // The key has signed that they were lost before the ledger: it says so itself.
    for (let event = sequence - omitted; event <= sequence; event++) events.add(event);
    requests.set(request.id, events);
  }
  return [...requests].flatMap(([requestId, events]) => {
    const last = Math.max(...events);
    return Array.from({ length: last }, (_, at) => at + 1)
      .filter((event) => !events.has(event))
      .map((event) => ({ kind: "incomplete" as const, requestId, event }));
  });
}
