/** The command line: what is asked for, or what is wrong with it. */
import { parseArgs } from "node:util";

export const usage = `codepipeline-approvals verify FOLDER|BUNDLE|s3://BUCKET[/PREFIX] --public-key-sha256 HASH [--last-hash HASH] [--json]
codepipeline-approvals export FOLDER|s3://BUCKET[/PREFIX] --public-key-sha256 HASH --out FOLDER (--execution ID | --from TIME --to TIME)

FOLDER has the files of the ledger's bucket (aws s3 sync s3://BUCKET FOLDER): that needs no AWS and no network.
s3://BUCKET reads every version in the bucket, with your AWS credentials, and so sees what somebody put over an
entry or hid. Credentials and Region are found as by the aws command: AWS_PROFILE, AWS_REGION, aws sso login.

  --public-key-sha256  SHA-256 of the key that signs, 64 hex digits, from where the bucket's writers cannot
                       change it. Given more than once, each of these keys may have signed.
  --last-hash          hash of the last entry, as the ledger's log group has it: shows what the end has lost
  --json               the result as JSON
  --out                where the bundle is written: ledger.json and ledger.html, a page to print
  --execution          the entries of one pipeline execution
  --from, --to         the entries recorded from one time until before another, ISO 8601 in UTC

Exit status: 0 verified, 1 not verified, 2 the command cannot be carried out.`;

/** What the person at the terminal can put right; each line is printed by itself. */
export class CommandError extends Error {
  constructor(message: string, ...more: readonly string[]) {
    super(message);
    this.lines = [message, ...more];
  }

  readonly lines: readonly string[];
}

/** What is wrong with how the command was called: the usage is shown as well. */
export class UsageError extends CommandError {}

export interface Command {
  readonly name: "verify" | "export";
  readonly path: string;
  readonly keyHashes: readonly string[];
  readonly lastHash?: string;
  readonly isJson: boolean;
  readonly out?: string;
  readonly execution?: string;
  readonly period?: { readonly from: string; readonly to: string };
}

const options = {
  "public-key-sha256": { type: "string", multiple: true },
  "last-hash": { type: "string" },
  json: { type: "boolean" },
  out: { type: "string" },
  execution: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Undefined where help is asked for. */
export function parseCommand(args: readonly string[]): Command | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const [name, path, ...others] = positionals;
  if (name !== "verify" && name !== "export") {
    throw new UsageError(`Say verify or export, got: ${name ?? "nothing"}.`);
  }
  if (path === undefined || others.length > 0) {
    throw new UsageError(
      `${name} takes one folder, bundle or bucket, got: ${positionals.length - 1}.`,
    );
  }
  const keyHashes = values["public-key-sha256"] ?? [];
  if (keyHashes.length === 0) throw new UsageError("--public-key-sha256 is missing.");
  const command: Command = {
    ...{ name, path, isJson: values.json ?? false },
    keyHashes: keyHashes.map((hash) => hashOf("--public-key-sha256", hash)),
  };
  if (name === "verify") return { ...command, ...verifyOptions(values) };
  return { ...command, ...exportOptions(values) };
}

type Values = ReturnType<typeof parsed>["values"];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function verifyOptions(values: Values): Partial<Command> {
  refuseOthers(values, ["out", "execution", "from", "to"], "verify");
  const lastHash = values["last-hash"];
  return lastHash === undefined ? {} : { lastHash: hashOf("--last-hash", lastHash) };
}

function exportOptions(values: Values): Partial<Command> {
  refuseOthers(values, ["json", "last-hash"], "export");
  const { out, execution, from, to } = values;
  if (out === undefined) throw new UsageError("--out is missing: the folder for the bundle.");
  const isPeriod = from !== undefined || to !== undefined;
  if ((execution !== undefined) === isPeriod) {
    throw new UsageError("Give either --execution, or --from and --to.");
  }
  if (execution !== undefined) return { out, execution };
  return { out, period: { from: momentOf("--from", from), to: momentOf("--to", to) } };
}

function refuseOthers(values: Values, names: readonly (keyof Values)[], command: string): void {
  const found = names.find((name) => values[name] !== undefined);
  if (found !== undefined) throw new UsageError(`${command} takes no --${found}.`);
}

function hashOf(option: string, given: string): string {
  const hash = given.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new UsageError(`${option} is a SHA-256 of 64 hex digits, got: ${given}.`);
}

function momentOf(option: string, given: string | undefined): string {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?Z)?$/.test(given ?? "")
    ? Date.parse(given!)
    : NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new UsageError(
    `${option} is a time in UTC, such as 2026-01-31 or 2026-01-31T00:00:00Z, got: ${given ?? "nothing"}.`,
  );
}
