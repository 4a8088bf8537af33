/** The ledger of a rehearsed hub: its bucket, its entries, and what an auditor does with them. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { LocalAws } from "./e2e";

const root = path.join(__dirname, "..", "..");

/** What an auditor types; answers the exit status and what was said. */
export function verify(folder: string, key: string): Promise<{ status: number; said: string }> {
  const command = ["-r", "./tools/register", "cli/index.ts", "verify", folder];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...command, "--public-key-sha256", key],
      { cwd: root },
      (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    );
  });
}

export const ledgerOutputs = ({ rehearsal }: LocalAws) =>
  rehearsal.program.outputs as { ledgerBucketName: string; ledgerPublicKeySha256: string };

export const ledgerFolder = (local: LocalAws): string =>
  local.rehearsal.account.buckets.folder(ledgerOutputs(local).ledgerBucketName);

const entriesFolder = (local: LocalAws): string => path.join(ledgerFolder(local), "entries");

/** Names of the entries' objects, in the order of the ledger. */
export const ledgerFiles = (local: LocalAws): string[] =>
  fs.readdirSync(entriesFolder(local)).sort();

export const ledgerEntries = (local: LocalAws): any[] =>
  ledgerFiles(local).map((file) =>
    JSON.parse(fs.readFileSync(path.join(entriesFolder(local), file), "utf8")),
  );
