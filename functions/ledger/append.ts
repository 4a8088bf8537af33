/** Appends to the ledger what is not in it, in its order: each entry follows on the newest one. */
import { TransientError } from "../domain/errors";
import type { LedgerStore, Signer } from "../domain/ledger/ports";
import type { Recorded } from "../domain/ledger/record";
import { hashOf } from "../domain/ledger/entry";
import { contentOf, headOf, sealed } from "../domain/ledger/seal";
import type { Clock } from "../domain/ports";

export interface AppendPorts {
  readonly ledger: LedgerStore;
  readonly signer: Signer;
  readonly clock: Clock;
  /** Name of the hub. */
  readonly hub: string;
  /** Waits before another try, the longer the more were lost. */
  readonly pause: (lost: number) => Promise<void>;
}

/** What is to be appended, one after the other. */
export interface Source {
  /** Key of its progress. */
  readonly of: string;
  /** What comes behind `through`; undefined where that is all. */
  after(through: number): Promise<{ sequence: number; recorded: Recorded } | undefined>;
}

/** Of those who append at once one wins each time: whoever loses so often has met something else. */
const tries = 20;

/** Answers how far it is in the ledger now. */
export async function append(source: Source, ports: AppendPorts): Promise<number> {
  const { ledger, signer, clock, hub, pause } = ports;
  const { of } = source;
  for (let lost = 0; lost < tries; lost += 1) {
    if (lost > 0) await pause(lost);
    let before = await ledger.progress(of);
    let head = await ledger.head();
    for (;;) {
      const next = await source.after(before);
      if (next === undefined) return before;
      const { keyArn } = signer;
      const content = contentOf(next.recorded, { hub, keyArn, head, now: clock.now() });
      const entry = sealed(content, await signer.sign(hashOf(content)));
      const progress = { of, before, through: next.sequence };
      if ((await ledger.append(entry, progress)) === "lost") break;
      before = next.sequence;
      head = headOf(entry);
    }
  }
  throw new TransientError(`Others were quicker to append to the ledger ${tries} times in a row.`);
}
