/** What a hub did beside the decisions, at the end of the script `sla`: counted, and its ledger verified. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { Rehearsal } from "../session";
import { cleanLines } from "../screen/text";
import { countEvents, unheard } from "./auto-sla";
import type { Operated } from "./verdict";

interface Found {
  readonly operated: Operated;
  readonly problems: readonly string[];
}

/** What a program with a ledger exports: the outputs of its hub, by their names. */
interface LedgerOutputs {
  readonly ledgerBucketName?: string;
  readonly ledgerPublicKeySha256?: string;
}

export async function operated(
  rehearsal: Rehearsal,
  print: (line: string) => void,
): Promise<Found> {
  const counts = {
    reminded: countEvents(rehearsal, "Reminded"),
    escalated: countEvents(rehearsal, "Escalated"),
  };
  const missing = unheard(rehearsal);
  const { ledgerBucketName: bucket, ledgerPublicKeySha256: key }: LedgerOutputs =
    rehearsal.program.outputs;
  if (bucket === undefined || key === undefined) return { operated: counts, problems: missing };
  const ledger = new LedgerCheck(rehearsal, key, print);
  const problems = [...(await ledger.isWhole(bucket)), ...(await ledger.findsAChange(bucket))];
  return {
    operated: {
      ...counts,
      ledger: { entries: ledger.entries(bucket).length, verified: problems.length === 0 },
    },
    problems: [...missing, ...problems],
  };
}

/** Runs the command that an auditor runs, first on the ledger, then on a copy that somebody has touched. */
class LedgerCheck {
  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly key: string,
    private readonly print: (line: string) => void,
  ) {}

  entries(bucket: string): string[] {
    const folder = path.join(this.rehearsal.account.buckets.folder(bucket), "entries");
    return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  }

  async isWhole(bucket: string): Promise<string[]> {
    const { exitCode } = await this.verify(`s3://${bucket}`);
    return exitCode === 0 ? [] : ["The ledger does not verify."];
  }

  async findsAChange(bucket: string): Promise<string[]> {
    const { account, folder } = this.rehearsal;
    const [, second, ...others] = this.entries(bucket);
    const entry = others[0] ?? second;
    if (entry === undefined) return ["The ledger is empty."];
    const copy = path.join(folder, "ledger-with-a-change");
    fs.cpSync(account.buckets.folder(bucket), copy, { recursive: true });
    changeOneByte(path.join(copy, "entries", entry));
    this.print(`  one byte of ${entry} is changed in a copy`);
    const { exitCode, said } = await this.verify(copy);
    const isNamed = said.includes(String(Number(path.parse(entry).name)));
    return exitCode === 1 && isNamed ? [] : ["A changed byte of the ledger is not found."];
  }

  /** As whoever may read the bucket types it. */
  private async verify(where: string): Promise<{ exitCode: number; said: string }> {
    const { url, credentialsFile, account } = this.rehearsal;
    const { print } = this;
    print(`  npx codepipeline-approvals verify ${where} --public-key-sha256 ${this.key}`);
    const run = await command(
      [commandOf(this.rehearsal), "verify", where, "--public-key-sha256", this.key],
      {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: account.place.region,
        AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
        AWS_PROFILE: "administrator",
      },
    );
    for (const line of cleanLines(run.said)) if (line.trim() !== "") print(`  │ ${line}`);
    return run;
  }
}

/** A digit of the time at which it was recorded: it stays JSON, and says something else. */
function changeOneByte(file: string): void {
  const text = fs.readFileSync(file, "utf8");
  const changed = text.replace(
    /("recordedAt":"[^"]*)(\d)(Z")/,
    (_, before: string, digit: string, after: string) =>
      `${before}${(Number(digit) + 1) % 10}${after}`,
  );
  fs.writeFileSync(file, changed);
}

/** The package's own command, as the program has it installed. */
function commandOf({ programDir }: Rehearsal): string {
  const load = createRequire(path.resolve(programDir, "index.js"));
  const manifest = load.resolve("codepipeline-approvals/package.json");
  const { bin } = load(manifest) as { bin: Record<string, string> };
  return path.join(path.dirname(manifest), bin["codepipeline-approvals"]);
}

function command(args: string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ exitCode: number; said: string }>((done) => {
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...env }, encoding: "utf8" },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : Number(error.code ?? 1);
        done({ exitCode, said: `${stdout}\n${stderr}` });
      },
    );
  });
}
