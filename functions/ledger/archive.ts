/** Brings the entries of the ledger into its bucket and into the log, in their order. */
import { FinalError } from "../domain/errors";
import { entryFileName, entryText, type LedgerEntry } from "../domain/ledger/entry";
import { archiveOf } from "../domain/ledger/ledger-event";
import type { Archive, LedgerStore } from "../domain/ledger/ports";
import type { DeadLetterQueue, Log } from "../domain/ports";

export interface ArchivePorts {
  readonly ledger: LedgerStore;
  readonly archive: Archive;
  readonly deadLetters: DeadLetterQueue;
  readonly log: Log;
}

/** What is noted is done: a run that dies on the way has brought the archive on by so much. */
export async function archiveAll({
  ledger,
  archive,
  deadLetters,
  log,
}: ArchivePorts): Promise<void> {
  for await (const entry of ledger.entriesAfter(await ledger.archived())) {
    const { sequence } = entry;
    if (!(await put(entry, archive))) {
      // One that cannot be put holds up no other: somebody has to look at it, and the queue's alarm rings.
      await deadLetters.send(archiveOf(sequence));
      log.error("ledger_archive_conflict", { sequence, remedy });
    }
    // More than once where a run has died behind it: the number tells.
    log.info("ledger_entry", { entry });
    await ledger.noteArchived(sequence);
  }
}

/** Somebody has looked at what stood in the place of an entry. */
export async function archiveAgain(
  sequence: number,
  { ledger, archive }: ArchivePorts,
): Promise<void> {
  for await (const entry of ledger.entriesAfter(sequence - 1)) {
    if (entry.sequence !== sequence) break;
    if (await put(entry, archive)) return;
    throw new FinalError(`Something else stands in the place of entry ${sequence}.`, { remedy });
  }
  throw new FinalError(`The ledger has no entry ${sequence}.`);
}

const put = async (entry: LedgerEntry, archive: Archive): Promise<boolean> =>
  (await archive.put(entryFileName(entry.sequence), entryText(entry))) !== "other";

const remedy =
  "Find out in CloudTrail who put the object of this number into the bucket. The entry itself is in the " +
  "ledger's table and in this function's log. When the object is gone, invoke the function with the message of its " +
  "dead letter queue: it puts the entry.";
