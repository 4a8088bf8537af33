/**
 * A bundle: entries of a ledger in one file, with the public key, for somebody who is not to get the
 * whole ledger. Either all entries of a time, which are a piece of the chain, or those of one execution.
 */
import * as v from "valibot";
import { canonicalJson } from "./canonical";
import type { LedgerEntry } from "./entry";
import type { FoundEntry } from "./verify";

const scope = v.variant("kind", [
  v.strictObject({ kind: v.literal("period"), from: v.string(), to: v.string() }),
  v.strictObject({ kind: v.literal("execution"), pipelineExecutionId: v.string() }),
]);

const bundleSchema = v.strictObject({
  schemaVersion: v.literal(1),
  scope,
  /** SubjectPublicKeyInfo, DER, in base64. */
  publicKeys: v.pipe(v.array(v.string()), v.minLength(1)),
  entries: v.tuple([]),
});

export type Scope = v.InferOutput<typeof scope>;

export interface FoundBundle {
  readonly scope: Scope;
  readonly publicKeys: readonly string[];
  readonly entries: readonly FoundEntry[];
}

export interface Bundle {
  readonly scope: Scope;
  readonly publicKeys: readonly string[];
  readonly entries: readonly LedgerEntry[];
}

/** Whether an entry belongs into a bundle. `from` is of the time, `to` is not. */
export function isIn(of: Scope, { request, bypass, recordedAt }: LedgerEntry): boolean {
  return of.kind === "execution"
    ? (request ?? bypass)?.pipelineExecutionId === of.pipelineExecutionId
    : recordedAt >= of.from && recordedAt < of.to;
}

/** An entry a line, so that a difference shows which one differs. */
export function bundleText({ scope: of, publicKeys, entries }: Bundle): string {
  const lines = entries.map((entry) => canonicalJson(entry)).join(",\n");
  return `${head(of, publicKeys)}\n${lines}\n]}\n`;
}

const head = (of: Scope, publicKeys: readonly string[]): string =>
  `{"schemaVersion":1,"scope":${canonicalJson(of)},"publicKeys":${canonicalJson(publicKeys)},"entries":[`;

/** Undefined for what is no bundle, byte for byte. Its entries are not judged. */
export function parseBundle(text: string): FoundBundle | undefined {
  const lines = text.split("\n");
  const [first, ...rest] = lines;
  let value: unknown;
  try {
    value = JSON.parse(`${first}]}`);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(bundleSchema, value);
  if (!parsed.success || rest.slice(-2).join("\n") !== "]}\n") return undefined;
  const { scope: of, publicKeys } = parsed.output;
  // Nothing stands in the first line beside what is read of it: no entry, no second scope.
  if (first !== head(of, publicKeys)) return undefined;
  const entries = rest.slice(0, -2).map((line, at) => ({
    file: `line ${at + 2}`,
    text: line.replace(/,$/, ""),
  }));
  return { scope: of, publicKeys, entries };
}
