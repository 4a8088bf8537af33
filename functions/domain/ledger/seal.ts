/** An entry in its place: numbered, chained to the one before, with its hash, and ready to be signed. */
import * as v from "valibot";
import { FinalError } from "../errors";
import type { JsonObject } from "./canonical";
import { hashOf, type LedgerContent, type LedgerEntry, ledgerEntrySchema } from "./entry";
import type { LedgerHead } from "./ports";
import type { Recorded } from "./record";

export interface Place {
  readonly hub: string;
  readonly keyArn: string;
  readonly head: LedgerHead;
  readonly now: Date;
}

export function contentOf(
  recorded: Recorded,
  { hub, keyArn, head, now }: Place,
): LedgerContent & JsonObject {
  const { sequence, hash: previousHash, recordedAt = "" } = head;
  const moment = now.toISOString();
  return {
    ...recorded,
    ...{ schemaVersion: 1, hub, keyArn },
    ...{ sequence: sequence + 1, previousHash },
    // Clocks of two machines differ: a period is a piece of the chain all the same.
    recordedAt: moment > recordedAt ? moment : recordedAt,
  };
}

/** What is not in the form of an entry is not signed: it would verify nowhere. */
export function sealed(content: LedgerContent & JsonObject, signature: string): LedgerEntry {
  const entry = { ...content, hash: hashOf(content), signature };
  // Members that are undefined are in no text, and in no entry that was read.
  const parsed = v.safeParse(ledgerEntrySchema, JSON.parse(JSON.stringify(entry)));
  if (parsed.success) return parsed.output;
  const member = v.getDotPath(parsed.issues[0]) ?? "the entry";
  throw new FinalError(`No entry of the ledger can be made of the event: ${member}.`);
}

/** The head that an entry is. */
export const headOf = ({ sequence, hash, recordedAt }: LedgerEntry): LedgerHead => ({
  ...{ sequence, hash, recordedAt },
});
