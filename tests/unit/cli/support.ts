/** A ledger in a folder, and the command on it. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../../cli";
import type { LedgerEntry } from "../../../functions/domain/ledger/entry";
import { filesOf, key, ledgerOf } from "../functions/domain/ledger/samples";

export const keyHash = createHash("sha256")
  .update(key.publicKey.export({ format: "der", type: "spki" }))
  .digest("hex");

export const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "approvals-ledger-"));

export const ledger = ledgerOf();

/** As `aws s3 sync` leaves it. */
export function writeLedger(entries: readonly LedgerEntry[] = ledger): string {
  const folder = newFolder();
  fs.mkdirSync(path.join(folder, "entries"));
  for (const { file, text } of filesOf(entries)) {
    fs.writeFileSync(path.join(folder, "entries", file), text);
  }
  const pem = key.publicKey.export({ format: "pem", type: "spki" });
  fs.writeFileSync(path.join(folder, "public-key.pem"), pem);
  return folder;
}

export interface Ran {
  readonly status: number;
  readonly out: string[];
  readonly err: string;
}

export async function command(...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(
    [...args, "--public-key-sha256", keyHash],
    (line) => out.push(line),
    (line) => err.push(line),
  );
  return { status, out, err: err.join("\n") };
}
