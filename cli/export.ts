/** `export`: a bundle for somebody who is not to get the whole ledger. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleText, isIn, type Scope } from "../functions/domain/ledger/bundle";
import { type Command, UsageError } from "./arguments";
import { bundlePage } from "./page";
import { publicKeyBytes } from "./public-keys";
import type { FoundLedger } from "./read-ledger";
import { linesOf, type Print, resultOf } from "./verify";

/** A ledger that does not verify is not handed on. */
export function exportBundle(command: Command, found: FoundLedger, print: Print): number {
  if (found.scope !== undefined) {
    throw new UsageError("export takes the whole ledger, a folder or a bucket.");
  }
  const { result, entries } = resultOf(command, found);
  if (!result.verified) {
    for (const line of linesOf(command, result)) print(line);
    return 1;
  }
  const scope = scopeOf(command);
  const chosen = entries.filter((entry) => isIn(scope, entry));
  if (chosen.length === 0) throw new UsageError("The ledger has no entry of that.");
  const publicKeys = found.keys.map((key) => publicKeyBytes(key).toString("base64"));
  const bundle = { scope, publicKeys, entries: chosen };
  const out = command.out!;
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "ledger.json"), bundleText(bundle));
  writeFileSync(path.join(out, "ledger.html"), bundlePage(bundle, command.keyHashes));
  print(`${chosen.length} of ${entries.length} entries are in ${path.join(out, "ledger.json")}.`);
  return 0;
}

function scopeOf({ execution, period }: Command): Scope {
  return execution === undefined
    ? { kind: "period", ...period! }
    : { kind: "execution", pipelineExecutionId: execution };
}
