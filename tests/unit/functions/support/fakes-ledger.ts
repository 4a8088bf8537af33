/** The ledger's table, key and bucket at the level of the ports, each as the real one answers. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { noHash, type LedgerEntry } from "../../../../functions/domain/ledger/entry";
import { canonicalJson } from "../../../../functions/domain/ledger/canonical";
import type {
  Archive,
  LedgerHead,
  LedgerStore,
  Progress,
  Signer,
} from "../../../../functions/domain/ledger/ports";
import { curves, signDigest } from "../../../../rehearsal/aws/kms/ecdsa";

export class FakeLedger implements LedgerStore {
  /** Texts by number. */
  readonly entries = new Map<number, string>();
  readonly through = new Map<string, number>();
  newest: LedgerHead = { sequence: 0, hash: noHash };
  archivedThrough = 0;

  async head(): Promise<LedgerHead> {
    return this.newest;
  }

  async progress(of: string): Promise<number> {
    return this.through.get(of) ?? 0;
  }

  async append(entry: LedgerEntry, progress: Progress): Promise<"appended" | "lost"> {
    const { sequence, previousHash, hash, recordedAt } = entry;
    const isNext = sequence === this.newest.sequence + 1 && previousHash === this.newest.hash;
    const isThere = this.entries.has(sequence);
    const isFrom = (this.through.get(progress.of) ?? 0) === progress.before;
    if (!isNext || isThere || !isFrom) return "lost";
    this.entries.set(sequence, canonicalJson(entry));
    this.newest = { sequence, hash, recordedAt };
    this.through.set(progress.of, progress.through);
    return "appended";
  }

  async archived(): Promise<number> {
    return this.archivedThrough;
  }

  async noteArchived(through: number): Promise<void> {
    this.archivedThrough = Math.max(this.archivedThrough, through);
  }

  async *entriesAfter(sequence: number): AsyncGenerator<LedgerEntry> {
    for (const [number, text] of this.entries) {
      if (number > sequence) yield JSON.parse(text) as LedgerEntry;
    }
  }
}

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** Signs a digest, as KMS does. */
export class FakeSigner implements Signer {
  readonly keyArn = "arn:aws:kms:eu-west-1:111122223333:key/0f6d7a51-6d7f-4d6f-8e0e-b2f6a3c5d111";
  readonly publicKey: KeyObject = pair.publicKey;

  async sign(hash: string): Promise<string> {
    return signDigest(Buffer.from(hash, "hex"), pair.privateKey, curves["ECC_NIST_P256"]).toString(
      "base64",
    );
  }
}

export class FakeArchive implements Archive {
  readonly objects = new Map<string, string>();
  /** How often each object was written. */
  readonly puts: string[] = [];

  async put(name: string, text: string): Promise<"put" | "exists" | "other"> {
    const found = this.objects.get(name);
    if (found !== undefined) return found === text ? "exists" : "other";
    this.objects.set(name, text);
    this.puts.push(name);
    return "put";
  }
}
