/** `verify`: what is said of a ledger, and the exit status. */
import { isIn, type Scope } from "../functions/domain/ledger/bundle";
import type { LedgerEntry } from "../functions/domain/ledger/entry";
import { findingText } from "../functions/domain/ledger/findings";
import { type Verification, verifyLedger } from "../functions/domain/ledger/verify";
import type { Command } from "./arguments";
import type { FoundLedger } from "./read-ledger";

export type Print = (line: string) => void;

interface Result {
  readonly verified: boolean;
  readonly entries: number;
  readonly first?: number;
  readonly last?: number;
  readonly lastHash?: string;
  readonly lastRecordedAt?: string;
  readonly hub?: string;
  /** What a bundle says that it is of: nothing in it shows that it has all of that. */
  readonly scope?: Scope;
  readonly findings: readonly string[];
}

export function verify(command: Command, ledger: FoundLedger, print: Print): number {
  const result = resultOf(command, ledger);
  const { verified, findings } = result.result;
  const lines = command.isJson
    ? JSON.stringify(result.result, null, 2).split("\n")
    : linesOf(command, result.result);
  for (const line of lines) print(line);
  return verified && findings.length === 0 ? 0 : 1;
}

export function linesOf({ lastHash }: Command, result: Result): string[] {
  const { entries, first, last, findings, hub, scope } = result;
  if (findings.length > 0) return [...findings, `NOT VERIFIED: ${findings.length} findings.`];
  const end = `Entry ${last} was recorded at ${result.lastRecordedAt} and has the hash ${result.lastHash}.`;
  const compare =
    "Compare it with the newest line of the ledger's log group: nothing here shows what came after.";
  const whole = `VERIFIED: ${entries} entries of hub ${hub}, ${first} to ${last}:`;
  if (scope?.kind === "execution") {
    return [
      `${whole} signatures, and no event of a request is missing before its last one here.`,
      `Whether execution ${scope.pipelineExecutionId} has more requests and events, the whole ledger alone shows.`,
    ];
  }
  const piece =
    scope &&
    `Whether others lie before or behind them from ${scope.from} until ${scope.to}, the whole ledger alone shows.`;
  return [
    `${whole} numbers, chain and signatures.`,
    ...(piece === undefined ? [end] : [piece, end]),
    ...(lastHash === undefined ? [compare] : []),
  ];
}

export function resultOf(
  command: Command,
  found: FoundLedger,
): { result: Result; entries: readonly LedgerEntry[] } {
  const { entries, findings } = judged(command, found);
  const texts = [
    ...findings.map(findingText),
    ...(found.findings ?? []),
    ...found.others.map((file) => `${file} was put in: it has not the name of an entry.`),
  ];
  const last = entries.at(-1);
  const result = {
    verified: texts.length === 0 && entries.length > 0,
    ...{ entries: entries.length, first: entries[0]?.sequence, last: last?.sequence },
    ...{ lastHash: last?.hash, lastRecordedAt: last?.recordedAt, hub: last?.hub },
    scope: found.scope,
    findings: texts,
  };
  return { result, entries };
}

function judged({ lastHash }: Command, { entries, keys, scope }: FoundLedger): Verification {
  if (scope === undefined) return verifyLedger(entries, { keys, lastHash });
  const selection = verifyLedger(entries, { keys, lastHash, isSelection: true });
  const isSelection = scope.kind === "execution";
  // A piece of a ledger begins with its first entry that is signed.
  const first = selection.entries[0]?.sequence;
  const verified = isSelection ? selection : verifyLedger(entries, { keys, lastHash, first });
  const foreign = verified.entries.filter((entry) => !isIn(scope, entry));
  const putIn = foreign.map(({ sequence }) => ({
    ...{ kind: "put-in" as const, file: `Entry ${sequence}` },
    why: "it is not of what the bundle is of",
  }));
  return { ...verified, findings: [...verified.findings, ...putIn] };
}
